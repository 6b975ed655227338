"""Booking at the kiosk: a day and a time by touch, a phone number on the glass, and then a page to
photograph, with the code and the address of the appointment.
"""

from datetime import datetime

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading, times
from kiosk.asking import command_id_sent, part_asked
from kiosk.citizens import sentence_of, service_named, where
from kiosk.codes import qr
from kiosk.digits import digits_sent
from shared import queries
from shared.domain.refusals import Refusal, Repeated, SlotFull
from shared.hub import citizens, context
from shared.hub.errors import status_of

DAYS_SHOWN = 5
TIMES_SHOWN = 24


def put_on(pages: Blueprint) -> None:
    """Add the pages to a kiosk's."""
    pages.get("/kiosk/<lang>/book/<code>", endpoint="book")(first_day)
    pages.get("/kiosk/<lang>/book/<code>/<day>", endpoint="book_day")(one_day)
    pages.get("/kiosk/<lang>/book/<code>/<day>/<time>", endpoint="book_time")(phone)
    pages.post("/kiosk/<lang>/book/<code>/<day>/<time>", endpoint="book_typed")(typed)
    pages.get("/kiosk/<lang>/booked/<key>", endpoint="booked")(booked)


def first_day(lang: str, code: str) -> str:
    return _times_page(lang, code, "")


def one_day(lang: str, code: str, day: str) -> str:
    return _times_page(lang, code, day)


def _times_page(lang: str, code: str, day: str, sentence: str = "") -> str:
    with context.looking() as hall:
        service = service_named(hall, code)
        days = times.free_days(hall, code, context.now())
        meant = times.day_meant(days, day) or (days[0] if days else None)
        free = times.times_of(hall, meant)
        has_times = queries.has_appointments(hall, code)
    place = days.index(meant) if meant else 0
    shown = reading.part(days, place // DAYS_SHOWN + 1, DAYS_SHOWN)
    of_day = times.day_code(meant.day) if meant else ""
    return render_template(
        "kiosk/book_times.html",
        service=service,
        has_times=has_times,
        days=[(times.day_code(d.day), times.spelled_shortly(d.day, lang)) for d in shown.items],
        earlier=times.day_code(days[(shown.number - 1) * DAYS_SHOWN - 1].day)
        if shown.number > 1
        else "",
        later=times.day_code(days[shown.number * DAYS_SHOWN].day)
        if shown.number < shown.of
        else "",
        day=of_day,
        part=reading.part(free, part_asked(), TIMES_SHOWN),
        page_address=lambda number: url_for(
            "kiosk.book_day", lang=lang, code=code, day=of_day, page=number
        ),
        sentence=sentence,
    )


def phone(lang: str, code: str, day: str, time: str) -> str | Answer:
    """The phone number, by keys. Where the time was taken meanwhile, the others are shown."""
    starts_at = _free(code, day, time)
    if starts_at is None:
        return redirect(url_for("kiosk.book_day", lang=lang, code=code, day=day), 303)
    return _phone_page(lang, code, starts_at, "")


def _free(code: str, day: str, time: str) -> datetime | None:
    with context.looking() as hall:
        return times.time_meant(hall, code, day, time, context.now())


def _phone_page(lang: str, code: str, starts_at: datetime, number: str, sentence: str = "") -> str:
    with context.looking() as hall:
        service = service_named(hall, code)
        local = times.day_of(hall, starts_at)
        time = times.time_code(hall, starts_at)
        hours = hall.settings.retention_hours
    return render_template(
        "kiosk/book_phone.html",
        service=service,
        starts_at=starts_at,
        spelled=times.spelled(local, lang),
        day=times.day_code(local),
        time=time,
        hours=hours,
        number=number,
        sentence=sentence,
        command_id=context.new_command_id(),
    )


def typed(lang: str, code: str, day: str, time: str) -> str | Answer:
    """One key further; or book, and the same form sent again shows the same appointment."""
    number, typing = digits_sent()
    starts_at = _free(code, day, time)
    if typing and starts_at is not None:
        return _phone_page(lang, code, starts_at, number)
    command_id = command_id_sent()
    key = context.key_for(command_id)
    with context.looking() as hall:
        if key in hall.booking_keys:
            return _to(lang, key)
    try:
        if starts_at is None:
            raise SlotFull(
                "All appointments of this time have been given. Please choose another one."
            )
        citizens.book(command_id, service=code, starts_at=starts_at, language=lang, phone=number)
    except SlotFull as refusal:
        page = _times_page(lang, code, day, sentence_of(refusal))
        return make_response(page, status_of(refusal))
    except Repeated:
        raise
    except Refusal as refusal:
        if starts_at is None:
            raise
        page = _phone_page(lang, code, starts_at, number, sentence_of(refusal))
        return make_response(page, status_of(refusal))
    return _to(lang, key)


def _to(lang: str, key: str) -> Answer:
    return redirect(url_for("kiosk.booked", lang=lang, key=key), 303)


def booked(lang: str, key: str) -> str:
    """Made at this kiosk a moment ago. Raises Unknown."""
    booking = context.need_booking(key)
    context.need_device("kiosk")  # who acts stays the kiosk
    with context.looking() as hall:
        service = service_named(hall, booking.service)
        spelled = times.spelled(times.day_of(hall, booking.starts_at), lang)
        place = where(hall, service)
    address = f"{context.hub().settings.public_address}/b/{key}"
    return render_template(
        "kiosk/book_done.html",
        booking=booking,
        service=service,
        spelled=spelled,
        where=place,
        picture=qr(address),
    )
