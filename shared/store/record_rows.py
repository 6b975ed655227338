"""The rows of appointments, notices, calls for help, loans and home visits, and until when the
personal records beside them are kept."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.hours import end_of_day
from shared.domain.records import BookingState, HelpState, VisitState
from shared.store import sql
from shared.store.instants import to_text
from shared.store.plain import as_text

Writer = Callable[[sqlite3.Connection, Hall, e.Entry, Any], None]


def _kept_until(hall: Hall, at: datetime) -> str:
    """When what is personal is deleted, where it is of no more use from then on."""
    return to_text(at + timedelta(hours=hall.settings.retention_hours))


def _keep(db: sqlite3.Connection, hall: Hall, key: str, at: datetime) -> None:
    db.execute(sql.KEEP_PERSONAL_UNTIL, (_kept_until(hall, at), hall.code, key))


def booked(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentBooked) -> None:
    b = event.booking
    times = (to_text(b.starts_at), to_text(b.booked_at))
    words = (b.id, b.code, b.key, b.service, times[0], b.language, b.person, b.identity)
    db.execute(sql.INSERT_BOOKING, (hall.code, *words, times[1], b.by))


def moved(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentMoved) -> None:
    booking = event.booking
    db.execute(sql.MOVE_BOOKING, (to_text(booking.starts_at), hall.code, booking.id))
    _keep(db, hall, booking.key, booking.starts_at)


def cancelled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.AppointmentCancelled
) -> None:
    db.execute(sql.END_BOOKING, (BookingState.cancelled, hall.code, event.booking))
    _keep(db, hall, hall.bookings[event.booking].key, entry.at)


def checked_in(db: sqlite3.Connection, hall: Hall, event: e.TicketIssued) -> None:
    if event.booking:
        db.execute(sql.CHECK_IN_BOOKING, (event.ticket, hall.code, event.booking))


def excused(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoShowExcused) -> None:
    db.execute(sql.EXCUSE_BOOKING, (hall.code, event.booking))


def notice_posted(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoticePosted
) -> None:
    notice = event.notice
    times = (to_text(notice.since), to_text(notice.until))
    db.execute(
        sql.INSERT_NOTICE,
        (
            hall.code,
            notice.id,
            notice.kind,
            *times,
            as_text(notice.text),
            notice.department,
            notice.at,
        ),
    )
    if event.replaces:
        db.execute(sql.END_NOTICE, (times[0], hall.code, event.replaces))


def notice_withdrawn(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoticeWithdrawn
) -> None:
    db.execute(sql.END_NOTICE, (to_text(entry.at), hall.code, event.notice))


def help_asked(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HelpAsked) -> None:
    call = event.call
    place = (call.kiosk, call.ticket, call.window)
    words = (call.id, call.reason, call.language, to_text(call.at), *place)
    db.execute(sql.INSERT_HELP, (hall.code, *words))


def help_taken(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HelpTaken) -> None:
    db.execute(sql.TAKE_HELP, (event.steward, to_text(entry.at), hall.code, event.help))


def help_closed(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HelpClosed) -> None:
    state = HelpState.withdrawn if event.withdrawn else HelpState.closed
    db.execute(sql.CLOSE_HELP, (state, to_text(entry.at), event.note, hall.code, event.help))


def item_lent(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ItemLent) -> None:
    loan = event.loan
    words = (loan.id, loan.item, to_text(loan.at), loan.by, loan.tag, loan.ticket)
    db.execute(sql.INSERT_LOAN, (hall.code, *words))


def item_returned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ItemReturned
) -> None:
    db.execute(sql.RETURN_LOAN, (to_text(entry.at), hall.code, event.loan))


def visit_asked(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HomeVisitAsked
) -> None:
    v = event.visit
    wanted = v.wanted and v.wanted.isoformat()
    words = (v.id, v.key, v.service, v.language, to_text(v.asked_at), v.by, v.person, wanted)
    db.execute(sql.INSERT_VISIT, (hall.code, *words))


def visit_assigned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HomeVisitAssigned
) -> None:
    db.execute(sql.ASSIGN_VISIT, (event.to, event.on.isoformat(), hall.code, event.visit))
    over = end_of_day(hall, event.on.strftime("%Y%m%d"))
    until = _kept_until(hall, over)  # the names must be there on the day
    db.execute(
        sql.KEEP_PERSONAL_LONGER, (until, hall.code, hall.home_visits[event.visit].key, until)
    )


def visit_ended(
    db: sqlite3.Connection,
    hall: Hall,
    entry: e.Entry,
    event: e.HomeVisitDone | e.HomeVisitCancelled,
) -> None:
    if isinstance(event, e.HomeVisitDone):
        state, note = VisitState.done, event.note
    else:
        state, note = VisitState.cancelled, event.reason
    db.execute(sql.END_VISIT, (state, to_text(entry.at), note, hall.code, event.visit))
    _keep(db, hall, hall.home_visits[event.visit].key, entry.at)


def day_opened(db: sqlite3.Connection, hall: Hall, event: e.DayOpened, at: str) -> None:
    """Appointments that nobody came to, and calls for help that nobody answered."""
    db.executemany(
        sql.END_BOOKING, [(BookingState.no_show, hall.code, id_) for id_ in event.missed]
    )
    open_calls = [call for call in hall.help.values() if call.closed_at is None]
    db.executemany(
        sql.CLOSE_HELP, [(HelpState.withdrawn, at, "", hall.code, call.id) for call in open_calls]
    )


WRITERS: dict[type[e.Event], Writer] = {
    e.AppointmentBooked: booked,
    e.AppointmentMoved: moved,
    e.AppointmentCancelled: cancelled,
    e.NoShowExcused: excused,
    e.NoticePosted: notice_posted,
    e.NoticeWithdrawn: notice_withdrawn,
    e.HelpAsked: help_asked,
    e.HelpTaken: help_taken,
    e.HelpClosed: help_closed,
    e.ItemLent: item_lent,
    e.ItemReturned: item_returned,
    e.HomeVisitAsked: visit_asked,
    e.HomeVisitAssigned: visit_assigned,
    e.HomeVisitDone: visit_ended,
    e.HomeVisitCancelled: visit_ended,
}
