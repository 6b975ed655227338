"""Business days and opening hours, in the hall's own time zone."""

from datetime import UTC, datetime, time, timedelta

from shared.domain.hall import Hall

LOOK_AHEAD_DAYS = 14


def business_day(hall: Hall, now: datetime) -> str:
    """The day's name, ``YYYYMMDD``."""
    return now.astimezone(hall.zone).strftime("%Y%m%d")


def end_of_day(hall: Hall, day: str) -> datetime:
    """The midnight (UTC) after a business day."""
    date = datetime.strptime(day, "%Y%m%d").date() + timedelta(days=1)  # noqa: DTZ007
    return datetime.combine(date, time(), tzinfo=hall.zone).astimezone(UTC)


def is_open(hall: Hall, now: datetime) -> bool:
    """Whether numbers are given now."""
    if hall.catalogue is None:
        return False
    if hall.special:
        return True
    local = now.astimezone(hall.zone)
    return any(
        span.weekday == local.isoweekday() and span.opens <= local.time() < span.closes
        for span in hall.catalogue.hours
    )


def next_opening(hall: Hall, now: datetime) -> datetime | None:
    """When numbers are given again, in the hall's time; None if not within fourteen days."""
    if hall.catalogue is None:
        return None
    local = now.astimezone(hall.zone)
    openings = (
        datetime.combine(local.date() + timedelta(days=ahead), span.opens, tzinfo=hall.zone)
        for ahead in range(LOOK_AHEAD_DAYS)
        for span in hall.catalogue.hours
        if span.weekday == (local.date() + timedelta(days=ahead)).isoweekday()
    )
    return min((opening for opening in openings if opening > local), default=None)
