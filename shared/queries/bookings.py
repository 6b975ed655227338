"""Appointments: the times of a service, one by its code, those of today."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from shared.domain.bookings import Booking, BookingState
from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.hours import business_day, end_of_day, first_of_day
from shared.domain.refusals import Unknown
from shared.domain.slots import Slot, bookable, days_to_book, slots_on
from shared.queries.parts import service_name


class AppointmentDay(Struct, frozen=True):
    """A date and its times that somebody could book now."""

    day: date
    slots: tuple[Slot, ...]


class Appointment(Struct, frozen=True):
    """An appointment as the staff see it; name and phone are asked for one by one. `code` is what
    its holder types, `service_code` names what it is for."""

    id: str
    code: str
    service_code: str
    service: Text
    starts_at: datetime
    language: str
    by: str
    state: BookingState
    number: str


def appointment_days(hall: Hall, service: str, now: datetime) -> tuple[AppointmentDay, ...]:
    """What can be booked of a service, soonest first. Raises Unknown for no such service."""
    if service not in hall.services:
        raise Unknown("There is no such service here.")
    return tuple(
        AppointmentDay(
            day,
            tuple(
                slot
                for slot in slots_on(hall, service, day)
                if slot.free > 0 and bookable(hall, service, slot, now)
            ),
        )
        for day in days_to_book(hall, service, now)
    )


def has_appointments(hall: Hall, service: str) -> bool:
    return service in hall.slots


def booking_by_code(hall: Hall, code: str) -> Booking:
    """Raises Unknown."""
    booking = hall.bookings.get(hall.codes.get(code, ""))
    if booking is None:
        raise Unknown("There is no such appointment.")
    return booking


def bookings_by_keys(hall: Hall, keys: Iterable[str], now: datetime) -> list[Booking]:
    """Those of the keys that are today's appointments which nobody has checked in for. The keys of
    a phone are the store's to tell (`Store.keys_of_phone`)."""
    found = (hall.bookings.get(hall.booking_keys.get(key, "")) for key in keys)
    today = business_day(hall, now)
    return [
        booking
        for booking in found
        if booking is not None
        and booking.state is BookingState.booked
        and business_day(hall, booking.starts_at) == today
    ]


def appointments(hall: Hall, day: str) -> tuple[Appointment, ...]:
    """Those of a business day from today on, in order of their time; cancelled ones too, while it
    is the day they were cancelled on. `day` is ``YYYYMMDD``. Compared as instants: a hall may have
    thousands, and tablets ask often."""
    begins, ends = first_of_day(hall, day), end_of_day(hall, day)
    found = [b for b in hall.bookings.values() if begins <= b.starts_at < ends]
    return tuple(
        _appointment(hall, booking)
        for booking in sorted(found, key=lambda booking: (booking.starts_at, booking.booked_at))
    )


def _appointment(hall: Hall, booking: Booking) -> Appointment:
    return Appointment(
        booking.id,
        booking.code,
        booking.service,
        service_name(hall, booking.service),
        booking.starts_at,
        booking.language,
        booking.by,
        booking.state,
        booking.ticket.partition("-")[2],
    )
