"""An appointment as an entry for calendars (iCalendar, RFC 5545 and 5546).

The entry's name (UID) stays as long as the appointment, and each change counts one up (SEQUENCE),
so that a calendar takes a later file for the same entry. It holds nothing of who has booked.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event, vCalAddress, vText
from icalendar.enums import STATUS
from msgspec import Struct

REMINDED_BEFORE = timedelta(hours=1)


class Entry(Struct, frozen=True):
    """`key` is of the appointment's page and `page` its address, `hall` the hall's name and its
    address. `starts_at` is in the hall's time zone."""

    key: str
    page: str
    hall: str
    hall_page: str
    starts_at: datetime
    minutes: int
    summary: str
    where: str
    description: str
    changes: int
    cancelled: bool


def calendar_entry(entry: Entry, now: datetime) -> bytes:
    """The file ``appointment.ics``."""
    calendar = Calendar.new(
        prodid="-//hall//appointments//",
        method="CANCEL" if entry.cancelled else "PUBLISH",
    )
    calendar.add_component(_event(entry, now))
    calendar.add_missing_timezones(first_date=entry.starts_at.date())
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, now: datetime) -> Event:
    event = Event.new(
        uid=uuid5(NAMESPACE_URL, f"appointment {entry.key}"),
        sequence=entry.changes,
        stamp=now,
        start=entry.starts_at,
        end=entry.starts_at + timedelta(minutes=entry.minutes),
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
        summary=entry.summary,
        location=entry.where,
        description=entry.description,
        url=entry.page,
        organizer=_organizer(entry),
    )
    if not entry.cancelled:
        event.add_component(_alarm(entry.summary))
    return event


def _organizer(entry: Entry) -> vCalAddress:
    organizer = vCalAddress(entry.hall_page)
    organizer.params["CN"] = vText(entry.hall)
    return organizer


def _alarm(summary: str) -> Alarm:
    alarm = Alarm.new(description=summary)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMINDED_BEFORE)
    return alarm
