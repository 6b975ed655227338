"""Business days and opening hours, in the hall's own time zone.

What is open on a date is asked in this order: the hall's own table of special days, the holidays
and working weekends of its state, the hours of the weekday. A special opening by a supervisor goes
before all of them.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from shared.domain.calendar import announced
from shared.domain.catalogue import DayKind, Span, SpecialDay, Text
from shared.domain.hall import Hall
from shared.domain.tickets import Class

LOOK_AHEAD_DAYS = 30
MONDAY = 1
NOON = time(12)


class Half(StrEnum):
    """The half-days that quotas are counted by; the hall's clock says which."""

    morning = "morning"
    afternoon = "afternoon"


def business_day(hall: Hall, now: datetime) -> str:
    """The day's name, ``YYYYMMDD``."""
    return now.astimezone(hall.zone).strftime("%Y%m%d")


def end_of_day(hall: Hall, day: str) -> datetime:
    """The midnight (UTC) after a business day."""
    date = datetime.strptime(day, "%Y%m%d").date() + timedelta(days=1)  # noqa: DTZ007
    return datetime.combine(date, time(), tzinfo=hall.zone).astimezone(UTC)


def half_of(hall: Hall, now: datetime) -> Half:
    return Half.morning if now.astimezone(hall.zone).time() < NOON else Half.afternoon


def is_open(hall: Hall, now: datetime) -> bool:
    """Whether numbers are given now, be it to appointments only."""
    if hall.catalogue is None:
        return False
    return bool(hall.special) or bool(_spans_now(hall, now))


def is_for_bookings(hall: Hall, now: datetime) -> bool:
    """Whether numbers are given to appointments only now."""
    if hall.special:
        return False
    spans = _spans_now(hall, now)
    return bool(spans) and all(span.bookings for span in spans)


def service_is_offered(hall: Hall, service: str, now: datetime) -> bool:
    """Whether a service, by its code, has numbers now. A special opening offers everything."""
    if hall.special:
        return is_open(hall, now)
    local = now.astimezone(hall.zone)
    spans = service_spans(hall, service, local.date())
    return any(span.opens <= local.time() < span.closes for span in spans)


def next_opening(hall: Hall, now: datetime, class_: Class = Class.ordinary) -> datetime | None:
    """When numbers are given again to a class, in the hall's time; None if not within thirty
    days."""
    return _next(hall, now, class_, lambda day: spans_of(hall, day))


def next_offered(
    hall: Hall, service: str, now: datetime, class_: Class = Class.ordinary
) -> datetime | None:
    """When a service has numbers again, as `next_opening`."""
    return _next(hall, now, class_, lambda day: service_spans(hall, service, day))


def days_ahead(hall: Hall, now: datetime) -> Iterator[date]:
    """Today and the thirty days after it."""
    today = now.astimezone(hall.zone).date()
    return (today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS + 1))


def spans_of(hall: Hall, day: date) -> tuple[Span, ...]:
    """When numbers are given on a date, in order."""
    if hall.catalogue is None:
        return ()
    special = hall.special_days.get(day)
    if special is not None:
        return tuple(sorted(span for each in special for span in _special_spans(hall, day, each)))
    if announced(hall.catalogue.holidays, day).holiday is not None:
        return ()
    return hall.week.get(weekday_kept(hall, day), ())


def service_spans(hall: Hall, service: str, day: date) -> tuple[Span, ...]:
    """When a service has numbers on a date: within its own hours and the hall's."""
    spans = spans_of(hall, day)
    own = hall.service_hours.get(service)
    if own is None or not spans:
        return spans
    weekday = weekday_kept(hall, day)
    shared = (
        Span(max(span.opens, each.opens), min(span.closes, each.closes), span.bookings)
        for span in spans
        for each in own
        if each.weekday == weekday
    )
    return tuple(sorted(span for span in shared if span.opens < span.closes))


def last_closing(hall: Hall, now: datetime) -> datetime | None:
    """When the last span of today ends; None on a day without any."""
    day = now.astimezone(hall.zone).date()
    closes = max((span.closes for span in spans_of(hall, day)), default=None)
    return None if closes is None else datetime.combine(day, closes, tzinfo=hall.zone)


def closed_for(hall: Hall, now: datetime) -> Text:
    """What the hall is closed for all day, by language; empty on other days or for no reason that
    was written down."""
    day = now.astimezone(hall.zone).date()
    if hall.catalogue is None or spans_of(hall, day):
        return {}
    return _note_of(hall, day) or announced(hall.catalogue.holidays, day).holiday or {}


def booked_for(hall: Hall, now: datetime) -> Text:
    """What today is kept for appointments for; may be empty."""
    return _note_of(hall, now.astimezone(hall.zone).date())


def _note_of(hall: Hall, day: date) -> Text:
    return next((each.note for each in hall.special_days.get(day, ()) if each.note), {})


def _spans_now(hall: Hall, now: datetime) -> list[Span]:
    local = now.astimezone(hall.zone)
    spans = spans_of(hall, local.date())
    return [span for span in spans if span.opens <= local.time() < span.closes]


def _special_spans(hall: Hall, day: date, special: SpecialDay) -> tuple[Span, ...]:
    if special.kind is DayKind.closed:
        return ()
    bookings = special.kind is DayKind.bookings
    if special.opens is None or special.closes is None:
        hours = hall.week.get(weekday_kept(hall, day), ())
        return tuple(Span(span.opens, span.closes, bookings) for span in hours)
    return (Span(special.opens, special.closes, bookings),)


def weekday_kept(hall: Hall, day: date) -> int:
    """Whose hours a date keeps: its own weekday's; Monday's where a weekend is worked by order of
    the state or the hall opens by its own table on a weekday that has no hours."""
    own = day.isoweekday()
    if hall.catalogue is not None and announced(hall.catalogue.holidays, day).worked:
        return MONDAY
    if day in hall.special_days and own not in hall.week:
        return MONDAY
    return own


def _next(
    hall: Hall, now: datetime, class_: Class, spans_on: Callable[[date], tuple[Span, ...]]
) -> datetime | None:
    openings = (
        datetime.combine(day, span.opens, tzinfo=hall.zone)
        for day in days_ahead(hall, now)
        for span in spans_on(day)
        if class_ is Class.appointment or not span.bookings
    )
    return next((opening for opening in openings if opening > now), None)


def first_of_day(hall: Hall, day: str) -> datetime:
    """The midnight (UTC) with which a business day begins."""
    date_ = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007
    return datetime.combine(date_, time(), tzinfo=hall.zone).astimezone(UTC)
