"""The rows of tickets away from the windows: issued, changed, back in line, ended."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.tickets import Class, State
from shared.store import booking_rows, sql
from shared.store.instants import to_text
from shared.store.plain import spaced


def ticket_issued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketIssued
) -> None:
    at = to_text(entry.at)
    db.execute(
        sql.INSERT_TICKET,
        (
            hall.code,
            event.ticket,
            event.number,
            event.key,
            entry.seq,
            event.queue,
            event.service,
            event.class_,
            event.need,
            event.language,
            event.kiosk,
            State.waiting,
            at,
            to_text(event.booked_for) if event.booked_for else at,
            event.ahead,
            event.wait_minutes,
            spaced(event.windows),
            event.booked_for and to_text(event.booked_for),
            spaced(event.visit),
            event.person,
            event.booking,
        ),
    )
    booking_rows.checked_in(db, hall, event)


def class_changed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ClassChanged
) -> None:
    confirmed = event.class_ is Class.green
    db.execute(sql.CHANGE_CLASS, (event.class_, event.need, confirmed, hall.code, event.ticket))


def class_confirmed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ClassConfirmed
) -> None:
    db.execute(sql.CONFIRM_CLASS, (hall.code, event.ticket))


def more_time_given(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.MoreTimeGiven
) -> None:
    db.execute(sql.DEFER_TICKET, (hall.code, event.ticket))


def ticket_requeued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketRequeued
) -> None:
    db.execute(sql.REQUEUE_TICKET, (event.for_window, hall.code, event.ticket))


def ticket_cancelled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketCancelled
) -> None:
    at = to_text(entry.at)
    db.execute(sql.CANCEL_TICKET, (at, event.reason, hall.code, event.ticket))
    db.execute(sql.UNSEAT, (hall.code, event.ticket))


def ticket_abandoned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketAbandoned
) -> None:
    db.execute(sql.END_TICKET, (State.abandoned, to_text(entry.at), hall.code, event.ticket))
