"""What supervisors look back at: who looked at personal records, and for what the appointments were
that nobody came to."""

import sqlite3
from datetime import datetime

from msgspec import Struct

from shared.domain.bookings import BookingState
from shared.store.instants import from_text, to_text

# The schema has an index of these entries alone.
LOOKS = (
    "SELECT at, actor, record, id, COALESCE(b.service, v.service, t.service, '') FROM"
    " (SELECT hall, seq, at, actor, json_extract(data, '$.record') AS record,"
    " json_extract(data, '$.id') AS id FROM journal WHERE hall = ? AND kind = 'PersonalSeen') AS j"
    " LEFT JOIN booking b USING (hall, id)"
    " LEFT JOIN home_visit v USING (hall, id)"
    " LEFT JOIN ticket t USING (hall, id)"
    " WHERE at >= ? ORDER BY j.seq DESC LIMIT ?"
)
NO_SHOWS = "SELECT id, service FROM booking WHERE hall = ? AND starts_at >= ? AND state = ?"


class Look(Struct, frozen=True):
    """Somebody (`actor`) looked at the personal record of a ticket, booking or home visit
    (`record`), which is about a `service`; empty where it is not known any more."""

    at: datetime
    actor: str
    record: str
    id: str
    service: str


def looks_since(
    connection: sqlite3.Connection, hall: str, since: datetime, most: int
) -> list[Look]:
    """The newest first, and no more than `most`."""
    rows = connection.execute(LOOKS, (hall, to_text(since), most))
    return [Look(from_text(at), *words) for at, *words in rows]


def services_of_no_shows(
    connection: sqlite3.Connection, hall: str, since: datetime
) -> dict[str, str]:
    """By the appointment's id."""
    words = (hall, to_text(since), BookingState.no_show)
    return dict(connection.execute(NO_SHOWS, words).fetchall())
