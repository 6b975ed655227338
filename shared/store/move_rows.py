"""The rows of the moves at a window: from the call to the end of the service."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.tickets import Class, Lane, Need, State
from shared.store import sql
from shared.store.instants import to_text


def ticket_called(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketCalled
) -> None:
    db.execute(sql.CALL_TICKET, (event.window, to_text(entry.at), hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def ticket_recalled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketRecalled
) -> None:
    db.execute(sql.RECALL_TICKET, (hall.code, event.ticket))


def service_started(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceStarted
) -> None:
    db.execute(sql.START_TICKET, (to_text(entry.at), hall.code, event.ticket))


def walk_in_started(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WalkInStarted
) -> None:
    at = to_text(entry.at)
    issued = (event.ticket, event.number, event.key, entry.seq, event.queue, event.service)
    told = (event.language, "", State.waiting, at, at, 0, 0, str(event.window), None, "", "", "")
    db.execute(sql.INSERT_TICKET, (hall.code, *issued, Class.ordinary, Need.none, *told))
    db.execute(sql.WALK_IN, (event.window, at, at, event.reason, hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def service_finished(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceFinished
) -> None:
    at = to_text(entry.at)
    db.execute(sql.FINISH_TICKET, (at, event.outcome, event.note, hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def visit_continued(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.VisitContinued
) -> None:
    words = (event.queue, event.service, event.step)
    db.execute(sql.CONTINUE_VISIT, (*words, hall.code, event.ticket))


def ticket_missed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketMissed
) -> None:
    db.execute(sql.MISS_TICKET, (to_text(entry.at), hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def ticket_held(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketHeld) -> None:
    db.execute(sql.HOLD_TICKET, (event.reason, hall.code, event.ticket))
    db.execute(sql.SEAT, (None, hall.code, event.window))


def ticket_resumed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketResumed
) -> None:
    db.execute(sql.RESUME_TICKET, (hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def ticket_transferred(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketTransferred
) -> None:
    lane = Lane.first if event.first else Lane.by_class
    words = (event.queue, event.service, event.for_window, lane, event.note)
    db.execute(sql.TRANSFER_TICKET, (*words, hall.code, event.ticket))
    db.execute(sql.UNSEAT, (hall.code, event.ticket))


def press_undone(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.PressUndone) -> None:
    """The ticket's row as it was before the press, which the image still knows."""
    before = hall.undoable[event.window].before
    times = (before.called_at, before.started_at, before.ended_at)
    called_at, started_at, ended_at = (at and to_text(at) for at in times)
    db.execute(
        sql.PUT_BACK_TICKET,
        (
            *(before.queue, before.service, before.state, before.window, before.calls),
            *(called_at, started_at, ended_at, before.step, before.for_window, before.lane),
            *(before.misses, before.outcome, before.note, hall.code, before.id),
        ),
    )
    called = event.press is e.Press.called
    db.execute(sql.SEAT, (None if called else before.id, hall.code, event.window))
    if called:
        db.execute(sql.EXPIRE_SPEECH, (hall.code, f"speech-{event.entry}"))
