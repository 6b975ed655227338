"""The page behind the receipt's QR code: one number, for whoever holds the paper.

No sign-in: the key in the address is the secret. The page tells of this number and no other.
"""

from flask import Blueprint, render_template

from kiosk import reading
from shared import queries
from shared.hub import context


def face() -> Blueprint:
    """The page under /t."""
    phone = Blueprint("phone", __name__)
    phone.get("/t/<key>")(number)
    return phone


def number(key: str) -> str:
    """Where a number stands. In the ticket's own language; made anew at each look. Raises
    Unknown for a key that no number of today has."""
    with context.looking() as hall:
        now = queries.ticket_by_key(hall, key, context.now())
        staffed = bool(hall.open_windows(now.ticket.queue))
    context.set_language(now.ticket.language)
    windows = reading.spans(now.windows)
    return render_template("kiosk/phone.html", now=now, staffed=staffed, windows=windows)
