"""The times of a service that can be booked.

Times are worked out from the hall's files each time somebody asks; a day on which the hall is
closed has none, and a worked weekend or a special day keeps the weekday's times that `hours` says.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from shared.domain.catalogue import Slots, Span
from shared.domain.hall import Hall
from shared.domain.hours import service_spans, weekday_kept


class Slot(Struct, frozen=True):
    """A time that can be booked, UTC. `free` is how many more may."""

    starts_at: datetime
    minutes: int
    capacity: int
    free: int


def slots_on(hall: Hall, service: str, day: date) -> list[Slot]:
    """Every time of a service on a date, in order, whether it can still be booked or not."""
    weekday = weekday_kept(hall, day)
    open_spans = service_spans(hall, service, day)
    found = [
        Slot(at, slots.minutes, slots.capacity, slots.capacity - taken(hall, service, at))
        for slots in hall.slots.get(service, ())
        if slots.weekday == weekday
        for at in _times(hall, slots, open_spans, day)
    ]
    return sorted(found, key=lambda slot: slot.starts_at)


def _times(hall: Hall, slots: Slots, open_spans: tuple[Span, ...], day: date) -> Iterator[datetime]:
    length = timedelta(minutes=slots.minutes)
    at = datetime.combine(day, slots.opens)
    while at + length <= datetime.combine(day, slots.closes):
        if any(span.opens <= at.time() and _ends_in(at + length, span, day) for span in open_spans):
            yield at.replace(tzinfo=hall.zone).astimezone(UTC)
        at += length


def _ends_in(end: datetime, span: Span, day: date) -> bool:
    return end <= datetime.combine(day, span.closes)


def taken(hall: Hall, service: str, starts_at: datetime) -> int:
    """How many appointments of a time have been given."""
    return hall.booked.get((service, starts_at), 0)


def bookable(hall: Hall, service: str, slot: Slot, now: datetime) -> bool:
    """Whether a time is neither too near nor too far. Says nothing of how many are free."""
    notice, ahead = _limits(hall, service)
    first = now + timedelta(hours=notice)
    last = now.astimezone(hall.zone).date() + timedelta(days=ahead)
    local = slot.starts_at.astimezone(hall.zone).date()
    return slot.starts_at >= first and slot.starts_at > now and local <= last


def _limits(hall: Hall, service: str) -> tuple[int, int]:
    """Hours of notice and days ahead; a service with several rows has the widest of them."""
    rows = hall.slots.get(service, ())
    return min(row.notice_hours for row in rows), max(row.days_ahead for row in rows)


def days_to_book(hall: Hall, service: str, now: datetime) -> list[date]:
    """The dates that have a time somebody could still book, soonest first."""
    if service not in hall.slots:
        return []
    _, ahead = _limits(hall, service)
    today = now.astimezone(hall.zone).date()
    dates = (today + timedelta(days=days) for days in range(ahead + 1))
    return [
        day
        for day in dates
        if any(
            slot.free > 0 and bookable(hall, service, slot, now)
            for slot in slots_on(hall, service, day)
        )
    ]


def slot_at(hall: Hall, service: str, starts_at: datetime) -> Slot | None:
    """The time of a service that begins then, whether it can still be booked or not."""
    day = starts_at.astimezone(hall.zone).date()
    return next(
        (slot for slot in slots_on(hall, service, day) if slot.starts_at == starts_at), None
    )
