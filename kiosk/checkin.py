"""Checking in at the kiosk: by the appointment's code, by the last four digits of a phone number,
by the whole number where these four are not enough, or by what a reader has read. The answer is the
number's own page; a refusal says what to do instead. Nobody's name or number is shown, and nothing
that was typed is part of an address.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.asking import command_id_sent
from kiosk.digits import digits_sent
from shared import queries
from shared.domain.bookings import Booking
from shared.domain.commands import CheckIn
from shared.domain.hall import Hall
from shared.domain.refusals import Malformed, Refusal, Unknown
from shared.hub import citizens, context
from shared.hub.errors import status_of
from shared.hub.sign_in import TooManyTries
from shared.words import say

CODE_DIGITS, TAIL_DIGITS = 8, 4
WRONG_TRIES = 10  # of digits that are nobody's, at one kiosk …
WRONG_NUMBERS = 30  # of codes and whole phone numbers
WITHIN_SECONDS = 300.0
UNKNOWN = "There is no appointment today with these digits. Please check them."


def put_on(pages: Blueprint) -> None:
    """Add the pages to a kiosk's."""
    pages.get("/kiosk/<lang>/check-in", endpoint="check_in")(empty)
    pages.post("/kiosk/<lang>/check-in", endpoint="check_in_typed")(sent)


def empty(lang: str) -> str:
    return _page("")


def sent(lang: str) -> str | Answer:
    """One digit further, or check in."""
    number, typing = digits_sent()
    return _page(number) if typing else _check_in(lang, number)


def by_booking(lang: str, booking_id: str) -> str:
    """Check in for an appointment that a reader has read, and give the address of its number's
    page. Read twice, it is one number. Raises a `Refusal`."""
    device = context.need_device("kiosk")
    # No client can use this id before: a slash is not allowed in theirs.
    return _number(lang, booking_id, f"check-in/{device.id}/{booking_id}")


def booking_read(hall: Hall, text: str) -> str | None:
    """The id of the appointment that a reader has read: the address of its page, or its code."""
    key = text.strip().rstrip("/").rpartition("/b/")[2]
    return hall.booking_keys.get(key) or hall.codes.get(text.strip())


def _check_in(lang: str, number: str) -> Answer:
    """A form that is sent twice leads to the same number."""
    command_id = command_id_sent()
    with context.looking() as hall:
        done = context.key_for(command_id) in hall.keys
    if done:
        return redirect(_address(lang, command_id), 303)
    try:
        found = _found(number)
        if found is None:
            return make_response(_page("", whole=True))
        return redirect(_number(lang, found.id, command_id), 303)
    except Refusal as refusal:
        return _refused(number, refusal)


def _number(lang: str, booking_id: str, command_id: str) -> str:
    key = context.key_for(command_id)
    context.execute(CheckIn, id=command_id, booking=booking_id, key=key)
    return _address(lang, command_id)


def _address(lang: str, command_id: str) -> str:
    return url_for("kiosk.ticket", lang=lang, key=context.key_for(command_id))


def _found(number: str) -> Booking | None:
    """The appointment meant; None where four digits are of several phones. Raises Malformed,
    Unknown, TooManyTries."""
    if len(number) >= CODE_DIGITS:
        return _tried(number)
    if len(number) == TAIL_DIGITS:
        return _by_tail(number)
    raise Malformed(
        "Please type the 8 digits of your code, or the last 4 digits of your phone number."
    )


def _tried(number: str) -> Booking:
    """By the code or the whole phone number. Nobody tries them one after the other."""
    allowance = context.hub().allowance("wrong numbers at a kiosk", WRONG_NUMBERS, WITHIN_SECONDS)
    kiosk = context.actor() or ""
    if wait := allowance.wait(kiosk):
        raise TooManyTries("Too many wrong codes. Please ask the staff.", seconds=int(wait) + 1)
    try:
        if len(number) == CODE_DIGITS:
            return _by_code(number)
        return _nearest(_today(citizens.keys_of_phone(number)))
    except Unknown:
        allowance.count(kiosk)
        raise


def _by_tail(number: str) -> Booking | None:
    """Four digits are few: whoever tries one after the other has to say more."""
    allowance = context.hub().allowance("wrong digits at a kiosk", WRONG_TRIES, WITHIN_SECONDS)
    kiosk = context.actor() or ""
    if wait := allowance.wait(kiosk):
        raise TooManyTries(
            "Please type the code of your appointment or your whole phone number, or ask the staff"
            " in the hall.",
            seconds=int(wait) + 1,
        )
    try:
        found = _today(citizens.keys_of_tail(number))
    except Unknown:
        allowance.count(kiosk)
        raise
    return None if len({booking.person for booking in found}) > 1 else _nearest(found)


def _today(keys: list[str]) -> list[Booking]:
    with context.looking() as hall:
        found = queries.bookings_by_keys(hall, keys, context.now())
    if not found:
        raise Unknown(UNKNOWN)
    return found


def _nearest(found: list[Booking]) -> Booking:
    """One phone may have several today: the one whose time it is."""
    now = context.now()
    return min(found, key=lambda booking: abs(booking.starts_at - now))


def _by_code(code: str) -> Booking:
    with context.looking() as hall:
        try:
            return queries.booking_by_code(hall, code)
        except Unknown:
            raise Unknown(UNKNOWN) from None


def _refused(number: str, refusal: Refusal) -> Response:
    sentence = say(context.language(), refusal.sentence, **refusal.values)
    # Digits that were wrong are put right; of an appointment that is not now nothing stays.
    shown = number if isinstance(refusal, Malformed | Unknown) else ""
    return make_response(_page(shown, sentence), status_of(refusal))


def _page(number: str, sentence: str = "", *, whole: bool = False) -> str:
    with context.looking() as hall:
        minutes = hall.settings.check_in_minutes
    return render_template(
        "kiosk/check_in.html",
        number=number,
        sentence=sentence,
        whole=whole,
        minutes=minutes,
        command_id=context.new_command_id(),
    )
