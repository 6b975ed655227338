"""Whether a service has numbers for a newcomer now, and if not: why, and when again.

Asked by the rule that gives numbers (`shared.domain.rules.admission`) and by the kiosk, which says
it before anybody touches the button; so both always say the same. Who asks does not matter here.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct

from shared.domain.catalogue import Service, Text
from shared.domain.estimate import wait_minutes
from shared.domain.hall import Hall
from shared.domain.hours import (
    NOON,
    Half,
    booked_for,
    closed_for,
    days_ahead,
    end_of_day,
    half_of,
    is_for_bookings,
    is_open,
    last_closing,
    next_offered,
    next_opening,
    service_is_offered,
    service_spans,
)
from shared.domain.tickets import Class

NO_OVERTIME_LIMIT = 1440  # minutes; see `HallSettings.overtime_minutes`


class Cause(StrEnum):
    closed = "closed"
    bookings = "bookings"
    not_offered = "not offered"
    quota = "quota"
    late = "late"


class NoNumber(Struct, frozen=True):
    """Why there is no number now. `again` is when there will be one, in the hall's time, if that is
    known; `today` says that this is before midnight. `note` is the hall's own reason, by language,
    and may be empty."""

    cause: Cause
    again: datetime | None
    today: bool
    note: Text = {}


# What is said where it is known when there are numbers again, and where it is not.
SENTENCES: dict[Cause, tuple[str, str]] = {
    Cause.closed: (
        "The hall is closed now. It opens again on {day} at {time}.",
        "The hall is closed now.",
    ),
    Cause.bookings: (
        "Only those with an appointment get numbers now. Everybody gets them again on {day} at"
        " {time}.",
        "Only those with an appointment get numbers now. Please make an appointment.",
    ),
    Cause.not_offered: (
        "This service is not offered now. It is offered again on {day} at {time}.",
        "This service is not offered now. Please ask the information desk.",
    ),
    Cause.quota: (
        "All numbers for this service have been given. There are new ones on {day} at {time}."
        " Please come then, or ask the information desk.",
        "All numbers for this service have been given. Please ask the information desk.",
    ),
    Cause.late: (
        "So many wait that you would not be served before closing time. Please come on {day} at"
        " {time}, or ask the information desk.",
        "So many wait that you would not be served before closing time. Please ask the information"
        " desk.",
    ),
}
# The same with the hall's reason.
NOTED_SENTENCES: dict[Cause, tuple[str, str]] = {
    Cause.closed: (
        "The hall is closed for this reason: {note}. It opens again on {day} at {time}.",
        "The hall is closed for this reason: {note}.",
    ),
    Cause.bookings: (
        "{note}: only those with an appointment get numbers now. Everybody gets them again on {day}"
        " at {time}.",
        "{note}: only those with an appointment get numbers now. Please make an appointment.",
    ),
}


def sentence(no: NoNumber) -> str:
    """A message id with the fields `day` and `time`, where it is known when again, and `note`,
    where there is one."""
    known, unknown = (NOTED_SENTENCES if no.note else SENTENCES)[no.cause]
    return known if no.again is not None else unknown


def hall_gives_none(hall: Hall, now: datetime, class_: Class = Class.ordinary) -> NoNumber | None:
    """Why nobody of a class gets a number, whatever they come for; None where they do."""
    if not is_open(hall, now):
        return _again(
            hall, now, Cause.closed, next_opening(hall, now, class_), closed_for(hall, now)
        )
    if class_ is not Class.appointment and is_for_bookings(hall, now):
        return _again(
            hall, now, Cause.bookings, next_opening(hall, now, class_), booked_for(hall, now)
        )
    return None


def service_gives_none(
    hall: Hall, service: Service, now: datetime, class_: Class = Class.ordinary
) -> NoNumber | None:
    """Why a newcomer gets no number for a service; None where there is one.

    The first of: the hall, the service's hours, its quota, the work that waits. An appointment was
    given its place before, so neither a quota nor the work of others is held against it.
    """
    none = hall_gives_none(hall, now, class_)
    if none is not None:
        return none
    if not service_is_offered(hall, service.code, now):
        again = next_offered(hall, service.code, now, class_)
        return _again(hall, now, Cause.not_offered, again)
    if class_ is Class.appointment:
        return None
    if is_full(hall, service, now):
        return _again(hall, now, Cause.quota, _next_given(hall, service, now))
    if not fits(hall, service, now):
        tomorrow = end_of_day(hall, f"{now.astimezone(hall.zone):%Y%m%d}")
        again = _next_given(hall, service, tomorrow - timedelta(milliseconds=1))
        return _again(hall, now, Cause.late, again)
    return None


def is_full(hall: Hall, service: Service, now: datetime) -> bool:
    """Whether all numbers of this half-day have been given."""
    half = half_of(hall, now)
    quota = quota_of(service, half)
    return quota is not None and hall.given.get((service.code, half), 0) >= quota


def quota_of(service: Service, half: Half) -> int | None:
    return service.quota_morning if half is Half.morning else service.quota_afternoon


def fits(hall: Hall, service: Service, now: datetime) -> bool:
    """Whether the work that waits in the queue and this one end soon enough after closing time. Yes
    where no window is open, so that nobody can say, and where the hall was opened specially."""
    overtime = hall.settings.overtime_minutes
    if hall.special or overtime >= NO_OVERTIME_LIMIT:
        return True
    closing = last_closing(hall, now)
    wait = wait_minutes(hall, service.queue, hall.waiting(service.queue), now)
    if closing is None or wait is None:
        return True
    return now + timedelta(minutes=wait + service.minutes) <= closing + timedelta(minutes=overtime)


def _next_given(hall: Hall, service: Service, now: datetime) -> datetime | None:
    """When a service has numbers again in another half-day than that of now, its quota allowing."""
    today, this_half = now.astimezone(hall.zone).date(), half_of(hall, now)
    for day in days_ahead(hall, now):
        for half in Half:
            if day == today and (this_half is Half.afternoon or half is Half.morning):
                continue
            given = hall.given.get((service.code, half), 0) if day == today else 0
            quota = quota_of(service, half)
            begins = _begins(hall, service, day, half)
            if begins is not None and (quota is None or given < quota):
                return datetime.combine(day, begins, tzinfo=hall.zone)
    return None


def _begins(hall: Hall, service: Service, day: date, half: Half) -> time | None:
    """When a service is first offered to everybody in a half-day."""
    for span in service_spans(hall, service.code, day):
        if span.bookings:
            continue
        if half is Half.morning and span.opens < NOON:
            return span.opens
        if half is Half.afternoon and span.closes > NOON:
            return max(span.opens, NOON)
    return None


def _again(
    hall: Hall, now: datetime, cause: Cause, again: datetime | None, note: Text | None = None
) -> NoNumber:
    today = again is not None and again.date() == now.astimezone(hall.zone).date()
    return NoNumber(cause, again, today, note or {})
