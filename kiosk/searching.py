"""Search: a service found by a few letters, typed on the glass.

Without JavaScript each key asks for the page anew, with one character more. What is searched for
is nobody's secret and may stand in the address. Korean is kept there as its keys and shown as
syllables, so that a key is taken away as it was typed.
"""

from collections.abc import Callable

from flask import render_template, request, url_for

from kiosk import keys, reading
from kiosk.asking import part_asked
from kiosk.choosing import closed
from kiosk.saying import why_none_shortly
from shared.hub import context
from shared.words import hangul

FOUND_SHOWN = 6  # on one page
MOST_FOUND = 60
LONGEST = 60
ALLOWED = "".join(keys.LETTER_ROWS) + keys.DIGITS + " " + "".join(hangul.ROWS) + hangul.DOUBLED
LETTERS = {
    "latin": tuple(tuple(zip(row, row, strict=True)) for row in keys.LETTER_ROWS),
    "hangul": (
        tuple(zip(hangul.DOUBLED, "QWERTOP", strict=True)),
        *(tuple(zip(*row, strict=True)) for row in zip(hangul.ROWS, keys.LETTER_ROWS, strict=True)),
    ),
}
OTHER = {"latin": "hangul", "hangul": "latin"}


def search(lang: str) -> str:
    before = request.args.get("q", "")[:LONGEST]
    key = request.args.get("key", "")
    text = keys.press(before, key, ALLOWED, LONGEST) if key else before
    letters = letters_of(lang)
    with context.looking() as hall:
        codes = context.hub().finder.find(hall, text, MOST_FOUND) if text.strip() else ()
        number = part_asked()
        part = reading.services_named(hall, codes, number, context.now(), FOUND_SHOWN)
        guidance = bool(reading.guidance_of(hall))
    return render_template(
        "kiosk/search.html",
        keys_typed=text,
        text_typed=hangul.composed(text),
        part=part,
        count=len(codes),
        page_address=_addresses(lang, text, letters),
        rows=LETTERS[letters],
        letters=letters,
        other=OTHER[letters] if lang == "ko" else None,
        longest=LONGEST,
        guidance=guidance,
        closed=closed(lang),
        later=lambda none: why_none_shortly(lang, none),
    )


def letters_of(lang: str) -> str:
    """Which letters the keys have: on Korean pages those of Hangul, until others are asked for."""
    asked = request.args.get("switch") or request.args.get("letters", "hangul")
    return asked if lang == "ko" and asked in LETTERS else "hangul" if lang == "ko" else "latin"


def _addresses(lang: str, text: str, letters: str) -> Callable[[int], str]:
    shown = letters if lang == "ko" else None
    return lambda page: url_for("kiosk.search", lang=lang, q=text, page=page, letters=shown)
