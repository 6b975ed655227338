"""The rows of calls for help."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.help_calls import HelpState
from shared.store import sql
from shared.store.instants import to_text


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


def day_opened(db: sqlite3.Connection, hall: Hall, at: str) -> None:
    """Calls for help that nobody answered."""
    open_calls = [call for call in hall.help.values() if call.closed_at is None]
    db.executemany(
        sql.CLOSE_HELP, [(HelpState.withdrawn, at, "", hall.code, call.id) for call in open_calls]
    )
