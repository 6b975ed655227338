"""An appointment's own page, ``/b/<key>``: no sign-in, the key in the address is the secret, and
whoever has it acts for the appointment. It never shows a name or a phone number.
"""

from datetime import datetime, timedelta

import msgspec
from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import times
from kiosk.asking import command_id_sent
from kiosk.calendar_entry import Entry, calendar_entry
from kiosk.citizens import sentence_of, service_named, speak_as, where
from kiosk.codes import qr
from shared.domain.bookings import Booking, BookingState
from shared.domain.catalogue import Service, in_language
from shared.domain.commands import CancelAppointment, CommandId, MoveAppointment
from shared.domain.hall import Hall
from shared.domain.refusals import Malformed, SlotFull
from shared.domain.slots import slot_at
from shared.hub import context
from shared.hub.errors import status_of
from shared.words import say

USUAL_MINUTES = 30  # in a calendar, where the times of a service were changed since


class MovePressed(msgspec.Struct, frozen=True):
    """The form that moves an appointment: `to` is day and time as addresses write them."""

    command_id: CommandId
    to: str


def put_on(booking: Blueprint) -> None:
    booking.get("/b/<key>")(appointment)
    booking.get("/b/<key>/appointment.ics")(calendar)
    booking.get("/b/<key>/move")(move)
    booking.post("/b/<key>/move")(moved)
    booking.get("/b/<key>/cancel")(cancel)
    booking.post("/b/<key>/cancel")(cancelled)


def _held(key: str) -> Booking:
    """Raises Unknown."""
    booking = context.need_booking(key)
    speak_as(booking.language)
    return booking


def appointment(key: str) -> str:
    booking = _held(key)
    now = context.now()
    with context.looking() as hall:
        settings = hall.settings
        service = service_named(hall, booking.service)
        ticket = hall.tickets.get(booking.ticket)
        page = {
            "department": hall.departments[service.department],
            "where": where(hall, service),
            "spelled": times.spelled(times.day_of(hall, booking.starts_at), context.language()),
        }
    late_after = booking.starts_at + timedelta(minutes=settings.grace_minutes)
    return render_template(
        "kiosk/booked.html",
        booking=booking,
        service=service,
        key=key,
        ticket=ticket,
        first=booking.starts_at - timedelta(minutes=settings.check_in_minutes),
        late_after=late_after,
        late=now > late_after,
        picture=qr(booking.code),
        **page,
    )


def calendar(key: str) -> Response:
    """The appointment for a calendar; cancelled ones too, so that they go away there."""
    booking = _held(key)
    with context.looking() as hall:
        entry = _entry(hall, booking, service_named(hall, booking.service))
    return Response(
        calendar_entry(entry, context.now()),
        content_type=f"text/calendar; charset=utf-8; method={_method(booking)}",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )


def _method(booking: Booking) -> str:
    return "CANCEL" if booking.state is BookingState.cancelled else "PUBLISH"


def _entry(hall: Hall, booking: Booking, service: Service) -> Entry:
    language = context.language()
    slot = slot_at(hall, booking.service, booking.starts_at)
    place = where(hall, service)
    name = in_language(hall.catalogue.name, language) if hall.catalogue else ""
    address = context.hub().settings.public_address
    cancelled = booking.state is BookingState.cancelled
    return Entry(
        key=booking.key,
        page=f"{address}/b/{booking.key}",
        hall=name,
        hall_page=f"{address}/",
        starts_at=booking.starts_at.astimezone(hall.zone),
        minutes=slot.minutes if slot else USUAL_MINUTES,
        summary=in_language(service.name, language),
        where=f"{name} · {in_language(place.zone, language)}",
        description="\n".join(_told(booking, service, language)),
        changes=booking.moves + cancelled,
        cancelled=cancelled,
    )


def _told(booking: Booking, service: Service, language: str) -> list[str]:
    materials = service.guide.materials
    return [
        say(language, "Code for the kiosk: {code}", code=booking.code),
        say(language, "Please bring"),
        *(f"- {each}" for each in materials.get(language) or materials["zh"]),
    ]


def move(key: str) -> str:
    return _move_page(key, request.args.get("day", ""))


def _move_page(key: str, day: str, sentence: str = "") -> str:
    booking = _held(key)
    language = context.language()
    with context.looking() as hall:
        service = service_named(hall, booking.service)
        days = times.free_days(hall, booking.service, context.now())
        meant = times.day_meant(days, day) or (days[0] if days else None)
        free = times.times_of(hall, meant)
        now_at = times.spelled(times.day_of(hall, booking.starts_at), language)
    return render_template(
        "kiosk/booked_move.html",
        booking=booking,
        service=service,
        key=key,
        now_at=now_at,
        days=[times.written(each.day, language) for each in days],
        day=times.day_code(meant.day) if meant else "",
        free=free,
        sentence=sentence,
        command_id=context.new_command_id(),
    )


def moved(key: str) -> Answer | tuple[str, int]:
    booking = _held(key)
    try:
        pressed = msgspec.convert(request.form.to_dict(), MovePressed)
    except msgspec.ValidationError:
        raise Malformed("Please choose a time.") from None
    day, _, time = pressed.to.partition("-")
    try:
        context.execute(
            MoveAppointment,
            id=pressed.command_id,
            booking=booking.id,
            starts_at=_time(booking, day, time),
        )
    except SlotFull as refusal:
        return _move_page(key, day, sentence_of(refusal)), status_of(refusal)
    return redirect(url_for("booking.appointment", key=key), 303)


def _time(booking: Booking, day: str, time: str) -> datetime:
    """The time pressed; the one the appointment has already, so that a form sent twice is once."""
    with context.looking() as hall:
        own = times.day_code(times.day_of(hall, booking.starts_at))
        if (day, time) == (own, times.time_code(hall, booking.starts_at)):
            return booking.starts_at
        found = times.time_meant(hall, booking.service, day, time, context.now())
    if found is None:
        raise SlotFull("All appointments of this time have been given. Please choose another one.")
    return found


def cancel(key: str) -> str:
    """The question before it is done."""
    booking = _held(key)
    with context.looking() as hall:
        service = service_named(hall, booking.service)
        spelled = times.spelled(times.day_of(hall, booking.starts_at), context.language())
    return render_template(
        "kiosk/booked_cancel.html",
        booking=booking,
        service=service,
        spelled=spelled,
        key=key,
        command_id=context.new_command_id(),
    )


def cancelled(key: str) -> Answer:
    booking = _held(key)
    context.execute(CancelAppointment, id=command_id_sent(), booking=booking.id)
    return redirect(url_for("booking.appointment", key=key), 303)
