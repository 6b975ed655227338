"""Appointments that nobody came to, and who may not book for a while because of them."""

from datetime import date, datetime, timedelta

from shared.domain.bookings import NoShow
from shared.domain.hall import Hall


def no_shows_of(hall: Hall, marks: tuple[str, ...]) -> tuple[NoShow, ...]:
    """The missed appointments of whoever has one of these marks. An empty mark is nobody's."""
    found = {each.booking: each for mark in marks for each in hall.no_shows.get(mark, ())}
    return tuple(found.values())


def all_no_shows(hall: Hall) -> tuple[NoShow, ...]:
    return no_shows_of(hall, tuple(hall.no_shows))


def barred_until(hall: Hall, marks: tuple[str, ...], now: datetime) -> date | None:
    """From which date on somebody can book again, having missed too many appointments in too few
    days; None: they can. `marks` are those of phone and identity."""
    most = hall.settings.no_shows
    within = timedelta(days=hall.settings.no_shows_within_days)
    missed = sorted(each.at for each in no_shows_of(hall, marks))
    if not most:
        return None
    runs = zip(missed, missed[most - 1 :], strict=False)  # the first and the last of each so many
    lasts = [last for first, last in runs if last - first <= within]
    if not lasts:
        return None
    until = (lasts[-1] + timedelta(days=hall.settings.barred_days)).astimezone(hall.zone).date()
    return until if until > now.astimezone(hall.zone).date() else None
