"""Appointments for anybody, from anywhere: a service, a free time, a phone number, and then the
appointment's own page (`kiosk.booked`), whose address is the only key to it.

Works without JavaScript. Nothing that somebody typed is ever part of an address.
"""

from datetime import datetime

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import booked, limits, times
from kiosk.citizens import find_page, refused, sentence_of, service_named, where
from shared import queries
from shared.domain.catalogue import Service
from shared.domain.commands import CommandId
from shared.domain.hall import Hall
from shared.domain.refusals import Malformed, Refusal, Repeated, SlotFull, Unknown
from shared.hub import citizens, context
from shared.hub.errors import status_of
from shared.words import say


class Typed(msgspec.Struct, frozen=True):
    """The form that books."""

    command_id: CommandId
    phone: str = ""
    name: str = ""
    identity: str = ""


def face() -> Blueprint:
    """The pages under /book and /b."""
    booking = Blueprint("booking", __name__)

    @booking.before_request
    def _each() -> None:
        if request.method == "POST":
            limits.not_too_often()
        context.as_public()

    booking.register_error_handler(Refusal, _refused)
    booking.get("/book")(find)
    booking.get("/book/<code>")(service)
    booking.get("/book/<code>/<day>/<time>")(form)
    booking.post("/book/<code>/<day>/<time>")(book)
    booked.put_on(booking)
    return booking


def _refused(refusal: Refusal) -> Answer:
    key = (request.view_args or {}).get("key")
    with context.looking() as hall:
        known = key in hall.booking_keys
    if known:
        to = say(context.language(), "Back to the appointment")
        return refused(refusal, url_for("booking.appointment", key=key), to)
    if key is not None and isinstance(refusal, Unknown):
        refusal = Unknown(
            "There is no such appointment, or it is over. Please check the address, or make another"
            " appointment."
        )
    to = say(context.language(), "Book an appointment")
    return refused(refusal, url_for("booking.find"), to)


def find() -> str:
    return find_page(
        say(context.language(), "Book an appointment"),
        _bookable,
        "booking.service",
        "booking.find",
        says_others=True,
    )


def _bookable(hall: Hall) -> list[Service]:
    if not hall.settings.book_online:
        return []
    return [each for each in hall.services.values() if queries.has_appointments(hall, each.code)]


def service(code: str) -> str:
    """What to bring, and the free times of a day."""
    return _service_page(code, request.args.get("day", ""))


def _service_page(code: str, day: str, sentence: str = "") -> str:
    language = context.language()
    with context.looking() as hall:
        about = service_named(hall, code)
        online = hall.settings.book_online
        has_times = queries.has_appointments(hall, code)
        days = times.free_days(hall, code, context.now()) if online else ()
        meant = times.day_meant(days, day) or (days[0] if days else None)
        free = times.times_of(hall, meant)
        page = {
            "department": hall.departments[about.department],
            "where": where(hall, about),
            "online": online,
            "has_times": has_times,
        }
    return render_template(
        "kiosk/book_service.html",
        service=about,
        days=[times.written(each.day, language) for each in days],
        day=times.day_code(meant.day) if meant else "",
        free=free,
        sentence=sentence,
        **page,
    )


def form(code: str, day: str, time: str) -> str | Answer:
    """Who comes at this time. Where it was taken meanwhile, the others are shown."""
    with context.looking() as hall:
        starts_at = times.time_meant(hall, code, day, time, context.now())
        online = hall.settings.book_online
    if starts_at is None or not online:
        return redirect(url_for("booking.service", code=code, day=day), 303)
    return _form_page(code, starts_at, Typed(context.new_command_id()))


def _form_page(code: str, starts_at: datetime, typed: Typed, sentence: str = "") -> str:
    """A number of a document is never shown again."""
    with context.looking() as hall:
        about = service_named(hall, code)
        day = times.day_code(times.day_of(hall, starts_at))
        time = times.time_code(hall, starts_at)
        hours = hall.settings.retention_hours
        spelled = times.spelled(times.day_of(hall, starts_at), context.language())
    return render_template(
        "kiosk/book_form.html",
        service=about,
        spelled=spelled,
        day=day,
        time=time,
        starts_at=starts_at,
        hours=hours,
        typed=typed,
        sentence=sentence,
    )


def book(code: str, day: str, time: str) -> Answer | tuple[str, int]:
    """Book and go to the appointment's page; the same form sent again goes to the same page."""
    try:
        typed = msgspec.convert(request.form.to_dict(), Typed)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None
    key = context.key_for(typed.command_id)
    with context.looking() as hall:
        if key in hall.booking_keys:
            return _to(key)
        starts_at = times.time_meant(hall, code, day, time, context.now())
    try:
        if starts_at is None:
            raise SlotFull(
                "All appointments of this time have been given. Please choose another one."
            )
        limits.check(limits.Limit.records)
        citizens.book(
            typed.command_id,
            service=code,
            starts_at=starts_at,
            language=context.language(),
            phone=typed.phone,
            name=typed.name,
            identity=typed.identity,
        )
        limits.count(limits.Limit.records)
    except SlotFull as refusal:
        return _service_page(code, day, sentence_of(refusal)), status_of(refusal)
    except Repeated:
        raise
    except Refusal as refusal:
        if starts_at is None:
            raise
        again = Typed(context.new_command_id(), typed.phone, typed.name)
        return _form_page(code, starts_at, again, sentence_of(refusal)), status_of(refusal)
    return _to(key)


def _to(key: str) -> Answer:
    return redirect(url_for("booking.appointment", key=key), 303)
