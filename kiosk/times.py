"""The times of a service that can be booked, as addresses of pages write them and as people read
them. A day is ``20261124`` and a time ``0930``, both by the hall's clock.
"""

from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from msgspec import Struct

from shared import queries
from shared.domain.hall import Hall
from shared.domain.slots import Slot
from shared.queries.bookings import AppointmentDay


class FreeTime(Struct, frozen=True):
    """`code` is the time as addresses write it, `shown` as people read it."""

    code: str
    shown: str
    slot: Slot


def free_days(hall: Hall, service: str, now: datetime) -> tuple[AppointmentDay, ...]:
    """The days that have times somebody could book now, soonest first. Raises Unknown."""
    return queries.appointment_days(hall, service, now)


def day_meant(days: tuple[AppointmentDay, ...], text: str) -> AppointmentDay | None:
    """The day of an address; None where it has no free time, or is none."""
    return next((each for each in days if day_code(each.day) == text), None)


def times_of(hall: Hall, day: AppointmentDay | None) -> list[FreeTime]:
    slots = day.slots if day else ()
    local = ((slot.starts_at.astimezone(hall.zone), slot) for slot in slots)
    return [FreeTime(f"{at:%H%M}", f"{at:%H:%M}", slot) for at, slot in local]


def time_meant(hall: Hall, service: str, day: str, time: str, now: datetime) -> datetime | None:
    """When the free time of an address begins; None where it is none, or not free any more. Raises
    Unknown for a service that is none."""
    meant = day_meant(free_days(hall, service, now), day)
    free = (each.slot.starts_at for each in times_of(hall, meant) if each.code == time)
    return next(free, None)


def day_code(day: date) -> str:
    return f"{day:%Y%m%d}"


def time_code(hall: Hall, at: datetime) -> str:
    return f"{at.astimezone(hall.zone):%H%M}"


def day_of(hall: Hall, at: datetime) -> date:
    return at.astimezone(hall.zone).date()


def written(day: date, language: str) -> tuple[str, str, str]:
    """As addresses write a day, its weekday, and its date: ``20261124``, ``Tue``, ``Nov 24``."""
    weekday = format_date(day, "EEE", locale=language)
    return day_code(day), weekday, format_skeleton("MMMd", day, locale=language)


def spelled(day: date, language: str) -> str:
    """``Tuesday, November 24, 2026``."""
    return format_date(day, "full", locale=language)


def spelled_shortly(day: date, language: str) -> str:
    """``Tue, Nov 24``."""
    return format_skeleton("MMMEd", day, locale=language)
