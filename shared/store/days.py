"""What became of the numbers of a day, also of one long past: read from the table of tickets."""

import sqlite3
from datetime import datetime

from msgspec import Struct

from shared.domain.tickets import State
from shared.store.instants import from_text, to_text

DAY = "SELECT day FROM business_day WHERE hall = ? AND day = ?"
# A ticket's id begins with its day; the schema has an index on these eight characters.
TICKETS_OF_DAY = (
    "SELECT number, queue, state, since, called_at FROM ticket"
    " WHERE hall = ? AND substr(id, 1, 8) = ? ORDER BY seq"
)
ASKED_FOR = (
    "SELECT service, kiosk, COUNT(*) FROM ticket WHERE hall = ? AND substr(id, 1, 8) = ?"
    " AND issued_at >= ? AND issued_at < ? GROUP BY service, kiosk"
)


class TicketOfDay(Struct, frozen=True):
    """`waited_seconds`: until it was called; None where it never was."""

    number: str
    queue: str
    state: State
    waited_seconds: float | None


def tickets_of_day(connection: sqlite3.Connection, hall: str, day: str) -> list[TicketOfDay] | None:
    """A business day's tickets in the order of issue; None where the hall has no such day."""
    if connection.execute(DAY, (hall, day)).fetchone() is None:
        return None
    return [
        TicketOfDay(number, queue, State(state), _waited(from_text(since), called_at))
        for number, queue, state, since, called_at in connection.execute(
            TICKETS_OF_DAY, (hall, day)
        )
    ]


def _waited(since: datetime, called_at: str | None) -> float | None:
    """No time where an appointment was called before its own."""
    if not called_at:
        return None
    return max(0.0, (from_text(called_at) - since).total_seconds())


def asked_for(
    connection: sqlite3.Connection, hall: str, day: str, since: datetime, until: datetime
) -> list[tuple[str, str, int]]:
    """Service, kiosk (empty where there was none) and how many numbers, of those a business day
    gave from one instant on until before another."""
    values = (hall, day, to_text(since), to_text(until))
    return connection.execute(ASKED_FOR, values).fetchall()
