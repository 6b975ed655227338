"""The rows of windows: who has one open, and whether it pauses."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text


def window_opened(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowOpened
) -> None:
    db.execute(sql.OPEN_WINDOW, (event.clerk, to_text(entry.at), hall.code, event.window))


def window_closed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowClosed
) -> None:
    db.execute(sql.CLOSE_WINDOW, (hall.code, event.window))
    if hall.apart:  # there is no index for this, and seldom anybody
        db.execute(sql.SEND_TO_QUEUE, (hall.code, event.window))


def window_paused(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowPaused
) -> None:
    until = event.until and to_text(event.until)
    db.execute(sql.PAUSE_WINDOW, (event.reason, until, hall.code, event.window))


def pause_ended(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.PauseEnded) -> None:
    db.execute(sql.PAUSE_WINDOW, (None, None, hall.code, event.window))


def window_handed_over(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowHandedOver
) -> None:
    db.execute(sql.HAND_OVER_WINDOW, (event.clerk, hall.code, event.window))
