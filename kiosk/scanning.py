"""What a reader has typed: the address of a number, an appointment, or the number of a document.

A reader at a kiosk is a keyboard; `static/reader.js` tells its typing from a person's. What it read
is looked at here and goes no further: it is in no address and in no log.
"""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from flask import jsonify, request, url_for
from msgspec import Struct
from werkzeug.wrappers import Response as Answer

from kiosk.asking import command_id_sent
from kiosk.checkin import booking_read, by_booking
from shared import queries
from shared.domain.commands import RequeueTicket
from shared.domain.identity import written
from shared.domain.refusals import Malformed, Refusal, Unknown
from shared.domain.tickets import State
from shared.hub import context
from shared.words import say

LONGEST = 300
KEY = re.compile(r"/(t|b)/([0-9a-f]{16,64})(?:/.*)?")
CODE = re.compile(r"[0-9]{8}")


class Kind(StrEnum):
    ticket = "ticket"
    booking = "booking"
    identity = "identity"


class Scanned(Struct, frozen=True):
    """`text` is a number's key, an appointment's address or code, or a document's number."""

    kind: Kind
    text: str


def meaning(text: str) -> Scanned:
    """Raises Malformed for what means nothing here."""
    text = text.strip()[:LONGEST]
    found = KEY.fullmatch(_path(text)) if "/" in text else None
    if found is not None and found[1] == "t":
        return Scanned(Kind.ticket, found[2])
    if found is not None or CODE.fullmatch(text):
        return Scanned(Kind.booking, text)
    try:
        return Scanned(Kind.identity, written(text))
    except Malformed:
        raise Malformed("This code cannot be used here.") from None


def _path(text: str) -> str:
    """Of an address; empty for what is none."""
    try:
        return urlsplit(text).path
    except ValueError:
        return ""


def scanned(lang: str) -> Answer:
    """``{"go": address}``, ``{"identity": true}`` or ``{"sentence": why not}``."""
    id_ = command_id_sent()
    try:
        read = meaning(request.form.get("text", ""))
        if read.kind is Kind.identity:
            return jsonify(identity=True)
        go = (
            _ticket(lang, id_, read.text) if read.kind is Kind.ticket else _booking(lang, read.text)
        )
        return jsonify(go=go)
    except Refusal as refusal:
        return jsonify(sentence=say(lang, refusal.sentence, **refusal.values))


def _ticket(lang: str, id_: str, key: str) -> str:
    """Its page; a number that was missed is brought back first."""
    with context.looking() as hall:
        ticket = queries.ticket_by_key(hall, key, context.now()).ticket
    if ticket.state is State.missed:
        context.execute(RequeueTicket, id=id_, ticket=ticket.id)
    return url_for("kiosk.ticket", lang=lang, key=key)


def _booking(lang: str, text: str) -> str:
    """The page of the number that its holder was given."""
    with context.looking() as hall:
        booking = booking_read(hall, text)
    if booking is None:
        raise Unknown("There is no such appointment.")
    return by_booking(lang, booking)
