"""A missed number comes back: typed on the glass and brought back by one press.

Without JavaScript each key asks for the page anew, with what was typed so far; only the last press
changes anything. The answer tells what the wall tells too, and never the key of the number's page:
whoever types a number need not be the one who holds it.
"""

from collections.abc import Sequence

import msgspec
from flask import render_template, request

from kiosk import reading
from kiosk.asking import command_id_sent
from shared import queries
from shared.domain.commands import RequeueTicket
from shared.domain.numbering import number, ticket_id
from shared.domain.refusals import Malformed, Refusal
from shared.hub import context
from shared.hub.errors import status_of
from shared.words import say

MOST_DIGITS = 4
DIGITS = "0123456789"
BACK = "back"  # the key that takes the last character away


class Typed(msgspec.Struct, frozen=True):
    """A queue's letter and digits, each perhaps not typed yet."""

    letter: str
    digits: str

    def __str__(self) -> str:
        return self.letter + self.digits


def typed(letters: Sequence[str], text: str) -> Typed:
    """What of a text can be a number of these queues."""
    letter = text.rstrip(DIGITS)
    digits = text[len(letter) :]
    return Typed(letter if letter in letters else "", digits[:MOST_DIGITS])


def press(letters: Sequence[str], before: Typed, key: str) -> Typed:
    """A letter takes the place of the one before; digits follow each other."""
    if key in letters:
        return Typed(key, before.digits)
    if len(key) == 1 and key in DIGITS:
        return Typed(before.letter, (before.digits + key)[:MOST_DIGITS])
    if key == BACK:
        return Typed(before.letter if before.digits else "", before.digits[:-1])
    return before


def keypad(lang: str) -> str:
    before = typed(_letters(), request.args.get("number", ""))
    return _page(press(_letters(), before, request.args.get("key", "")))


def come_back(lang: str) -> str | tuple[str, int]:
    """Bring the number back. A refusal is said above the keys, with what was typed."""
    meant = typed(_letters(), request.form.get("number", "").upper())
    id_ = command_id_sent()
    try:
        ticket = _ticket(meant)
        context.execute(RequeueTicket, id=id_, ticket=ticket)
    except Refusal as refusal:
        sentence = say(lang, refusal.sentence, **refusal.values)
        return _page(meant, sentence), status_of(refusal)
    with context.looking() as hall:
        now = queries.ticket_now(hall, hall.tickets[ticket], context.now())
    return render_template("kiosk/back_done.html", now=now, windows=reading.spans(now.windows))


def _ticket(meant: Typed) -> str:
    """Raises Malformed where a part is missing."""
    if not meant.letter or not meant.digits:
        raise Malformed("Please type the whole number: its letter and its digits.")
    with context.looking() as hall:
        return ticket_id(hall.day, number(meant.letter, int(meant.digits)))


def _letters() -> tuple[str, ...]:
    with context.looking() as hall:
        return tuple(hall.queues)


def _page(shown: Typed, sentence: str = "") -> str:
    with context.looking() as hall:
        settings = hall.settings
    return render_template(
        "kiosk/back.html",
        typed=shown,
        letters=_letters(),
        sentence=sentence,
        others_first=settings.back_after_calls,
        minutes=f"{settings.missed_ends_minutes:g}",
        command_id=context.new_command_id(),
    )
