"""Search: a service found by a few letters, typed on the glass.

Without JavaScript each key asks for the page anew, with one character more. What is searched for
is nobody's secret and may stand in the address.
"""

from flask import render_template, request

from kiosk import keys, reading
from kiosk.choosing import closed
from kiosk.saying import why_none_shortly
from shared.hub import context

FOUND_SHOWN = 6
LONGEST = 40
ALLOWED = "".join(keys.LETTER_ROWS) + keys.DIGITS + " "


def search(lang: str) -> str:
    before = request.args.get("q", "")[:LONGEST]
    key = request.args.get("key", "")
    text = keys.press(before, key, ALLOWED, LONGEST) if key else before
    with context.looking() as hall:
        codes = context.hub().finder.find(hall, text, FOUND_SHOWN) if text.strip() else ()
        part = reading.services_named(hall, codes, 1, context.now())
        guidance = bool(reading.guidance_of(hall))
    return render_template(
        "kiosk/search.html",
        text_typed=text,
        found=part.items,
        rows=keys.LETTER_ROWS,
        longest=LONGEST,
        guidance=guidance,
        closed=closed(lang),
        later=lambda none: why_none_shortly(lang, none),
    )
