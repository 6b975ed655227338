"""Rules for appointments: booked, moved, cancelled, and checked in for."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import Booking, BookingState, NoShow
from shared.domain.catalogue import Service
from shared.domain.hall import Hall
from shared.domain.hours import business_day, service_spans
from shared.domain.no_shows import all_no_shows, barred_until
from shared.domain.people import Role
from shared.domain.permissions import role_of
from shared.domain.refusals import (
    Barred,
    EnoughBooked,
    Malformed,
    NotAllowed,
    SlotFull,
    Unknown,
    WrongState,
)
from shared.domain.rules.at_window import account_of
from shared.domain.rules.issuing import SHORTEST_KEY, in_a_language_here, issue
from shared.domain.slots import bookable, slot_at
from shared.domain.texts import clean
from shared.domain.tickets import Class, Need

CODE_DIGITS = 8
MOST_MOVES = 10  # of one appointment by its citizen; each stays in the journal

# The same whatever there is of: whoever types somebody's number learns no service and no count.
ENOUGH_BOOKED = (
    "No further appointment can be made with this phone number or identity. One that was made is"
    " moved or cancelled on its own page, whose address is in the message or the calendar you got,"
    " or at the information desk."
)
STATE_SENTENCES = {
    BookingState.arrived: "This appointment has been checked in already.",
    BookingState.cancelled: "This appointment was cancelled.",
    BookingState.no_show: "This appointment is over.",
}


def book_appointment(command: c.BookAppointment, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    role = role_of(command.by, hall)
    if role is Role.public and not hall.settings.book_online:
        raise NotAllowed("Appointments are made in the hall. Please ask the information desk.")
    service = _service(command.service, hall)
    in_a_language_here(command.language, hall)
    if len(command.key) < SHORTEST_KEY or command.key in hall.booking_keys:
        raise Malformed("The appointment's key is too short or was given before.")
    if not command.person:
        raise Malformed("An appointment needs a phone number.")
    _may_book((command.person, command.identity), service, hall, now)
    starts_at = _free_time(service, command.starts_at, hall, now)
    booking = Booking(
        id=f"b{hall.seq + 1}",
        code=_code(command.code, hall),
        key=command.key,
        service=service.code,
        starts_at=starts_at,
        language=command.language,
        person=command.person,
        identity=command.identity,
        booked_at=now,
        by=role or "",
    )
    return (e.AppointmentBooked(booking),)


def _service(code: str, hall: Hall) -> Service:
    service = hall.services.get(code)
    if service is None:
        raise Unknown("There is no such service here.")
    if code not in hall.slots:
        raise WrongState("This service has no appointments. Please take a number in the hall.")
    return service


def _may_book(marks: tuple[str, ...], service: Service, hall: Hall, now: datetime) -> None:
    """Whoever has the phone or the identity counts as the same person: another identity with the
    same phone gets no more."""
    until = barred_until(hall, marks, now)
    if until is not None:
        raise Barred(
            "You did not come to {count} appointments. You can book again from {day} on; until"
            " then please take a number in the hall.",
            count=hall.settings.no_shows,
            day=until.isoformat(),
        )
    ids = {id_ for mark in marks for id_ in hall.booked_by.get(mark, ())}
    mine = [
        booking
        for booking in map(hall.bookings.__getitem__, ids)
        if booking.state is BookingState.booked and booking.starts_at > now
    ]
    if any(booking.service == service.code for booking in mine):
        raise EnoughBooked(ENOUGH_BOOKED)
    if len(mine) >= hall.settings.bookings_a_person:
        raise EnoughBooked(ENOUGH_BOOKED)


def _free_time(service: Service, starts_at: datetime, hall: Hall, now: datetime) -> datetime:
    """The time meant, which somebody more can have. Raises Malformed, Unknown, SlotFull."""
    if starts_at.tzinfo is None:
        raise Malformed("The time of an appointment needs its time zone.")
    near = abs(starts_at - now) < timedelta(days=400)  # before the zone is looked at
    slot = slot_at(hall, service.code, starts_at) if near else None
    if slot is None or not bookable(hall, service.code, slot, now):
        raise Unknown("This time cannot be booked. Please choose another one.")
    if slot.free <= 0:
        raise SlotFull("All appointments of this time have been given. Please choose another one.")
    return slot.starts_at


def _code(digits: str, hall: Hall) -> str:
    """The first eight of the hub's digits that no other appointment has."""
    codes = (digits[at : at + CODE_DIGITS] for at in range(len(digits) - CODE_DIGITS + 1))
    free = next((code for code in codes if code not in hall.codes), None)
    if free is None:
        raise Malformed("An appointment needs a code that no other one has.")
    return free


def move_appointment(command: c.MoveAppointment, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    booking = _open_booking(command.booking, command.by, hall)
    _is_to_come(booking, command.by, hall, now)
    if role_of(command.by, hall) is Role.citizen and booking.moves >= MOST_MOVES:
        raise WrongState(
            "This appointment was moved {count} times. To move it again, please ask the"
            " information desk.",
            count=booking.moves,
        )
    service = _service(booking.service, hall)
    if command.starts_at == booking.starts_at:
        raise WrongState("The appointment is at this time already.")
    starts_at = _free_time(service, command.starts_at, hall, now)
    moved = replace(booking, starts_at=starts_at, moves=booking.moves + 1)
    return (e.AppointmentMoved(moved),)


def cancel_appointment(
    command: c.CancelAppointment, hall: Hall, now: datetime
) -> tuple[e.Event, ...]:
    booking = _open_booking(command.booking, command.by, hall)
    _is_to_come(booking, command.by, hall, now)
    return (e.AppointmentCancelled(booking.id, clean(command.reason, empty=True)),)


def _open_booking(id_: str, by: str, hall: Hall) -> Booking:
    """One that nobody has used; a citizen's own."""
    booking = hall.bookings.get(id_)
    if booking is None:
        raise Unknown("There is no such appointment.")
    if role_of(by, hall) is Role.citizen and account_of(by) != booking.id:
        raise NotAllowed("You may not do this.")
    if booking.state is not BookingState.booked:
        raise WrongState(STATE_SENTENCES[booking.state])
    return booking


def _is_to_come(booking: Booking, by: str, hall: Hall, now: datetime) -> None:
    """Once its time has come, a citizen who does not come has missed it; the staff may still say
    otherwise."""
    if role_of(by, hall) is Role.citizen and booking.starts_at <= now:
        raise WrongState(
            "The time of this appointment has come. Please check in, or ask the information desk."
        )


def check_in(command: c.CheckIn, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """A number for whoever booked. Too early they are told when to come back; too late they wait
    as everybody, from now."""
    if role_of(command.by, hall) is Role.visitor and not hall.settings.phone_numbers:
        raise NotAllowed("Please check in at a kiosk.")
    booking = _open_booking(command.booking, command.by, hall)
    service = hall.services.get(booking.service)
    if service is None:
        raise Unknown("There is no such service here.")
    _is_its_time(booking, hall, now)
    language = command.language or booking.language
    in_a_language_here(language, hall)
    late = now - booking.starts_at > timedelta(minutes=hall.settings.grace_minutes)
    return (
        issue(
            hall,
            now,
            by=command.by,
            key=command.key,
            service=service,
            language=language,
            class_=Class.ordinary if late else Class.appointment,
            admitted_as=Class.appointment,
            need=Need.none,
            booked_for=None if late else booking.starts_at,
            person=booking.identity or booking.person,
            booking=booking.id,
        ),
    )


def _is_its_time(booking: Booking, hall: Hall, now: datetime) -> None:
    local = booking.starts_at.astimezone(hall.zone)
    if business_day(hall, booking.starts_at) != business_day(hall, now):
        raise WrongState(
            "This appointment is on {day} at {time}.",
            day=local.date().isoformat(),
            time=f"{local:%H:%M}",
        )
    first = booking.starts_at - timedelta(minutes=hall.settings.check_in_minutes)
    if now < first:
        raise WrongState(
            "This appointment is at {time}. Please check in from {first} on.",
            time=f"{local:%H:%M}",
            first=f"{first.astimezone(hall.zone):%H:%M}",
        )


def excuse_no_show(command: c.ExcuseNoShow, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if all(each.booking != command.booking for each in all_no_shows(hall)):
        raise Unknown("There is no such missed appointment.")
    return (e.NoShowExcused(command.booking, clean(command.reason)),)


def bookings_at_midnight(
    hall: Hall, begins: datetime, now: datetime
) -> tuple[tuple[Booking, ...], tuple[Booking, ...], tuple[NoShow, ...]]:
    """As a day begins: the appointments still to come, those nobody came to, and all missed ones
    that still count against somebody. Nobody could come while the hall was closed, or not at
    work: that counts against nobody."""
    open_ones = [b for b in hall.bookings.values() if b.state is BookingState.booked]
    coming = tuple(booking for booking in open_ones if booking.starts_at >= begins)
    missed = tuple(booking for booking in open_ones if booking.starts_at < begins)
    settings = hall.settings
    since = now - timedelta(days=settings.no_shows_within_days + settings.barred_days)
    kept = [each for each in all_no_shows(hall) if each.at >= since]
    came_not = [b for b in missed if _could_come(b, hall)]
    kept += [NoShow(b.id, b.person, b.starts_at, b.identity) for b in came_not]
    return coming, missed, tuple(kept)


def _could_come(booking: Booking, hall: Hall) -> bool:
    local = booking.starts_at.astimezone(hall.zone)
    return business_day(hall, booking.starts_at) == hall.day and any(
        span.opens <= local.time() < span.closes
        for span in service_spans(hall, booking.service, local.date())
    )
