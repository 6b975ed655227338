"""The rows of appointments."""

import sqlite3

from shared.domain import events as e
from shared.domain.bookings import BookingState
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text
from shared.store.kept import keep


def booked(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentBooked) -> None:
    b = event.booking
    times = (to_text(b.starts_at), to_text(b.booked_at))
    words = (b.id, b.code, b.key, b.service, times[0], b.language, b.person, b.identity)
    db.execute(sql.INSERT_BOOKING, (hall.code, *words, times[1], b.by))


def moved(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentMoved) -> None:
    booking = event.booking
    db.execute(sql.MOVE_BOOKING, (to_text(booking.starts_at), hall.code, booking.id))
    keep(db, hall, booking.key, booking.starts_at)


def cancelled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentCancelled
) -> None:
    db.execute(sql.END_BOOKING, (BookingState.cancelled, hall.code, event.booking))
    keep(db, hall, hall.bookings[event.booking].key, entry.at)


def checked_in(db: sqlite3.Connection, hall: Hall, event: e.TicketIssued) -> None:
    if event.booking:
        db.execute(sql.CHECK_IN_BOOKING, (event.ticket, hall.code, event.booking))


def excused(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoShowExcused) -> None:
    db.execute(sql.EXCUSE_BOOKING, (hall.code, event.booking))


def day_opened(db: sqlite3.Connection, hall: Hall, event: e.DayOpened) -> None:
    """Appointments that nobody came to."""
    db.executemany(
        sql.END_BOOKING, [(BookingState.no_show, hall.code, id_) for id_ in event.missed]
    )
