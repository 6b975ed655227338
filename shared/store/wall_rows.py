"""The rows of what screens show and loudspeakers say."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text
from shared.store.plain import as_text


def screen_set_up(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ScreenSetUp) -> None:
    db.execute(sql.SET_UP_SCREEN, (as_text(event.screen), hall.code, event.device))


def announced(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.Announced) -> None:
    words = (entry.seq, to_text(entry.at), event.zone, as_text(event.text))
    db.execute(sql.INSERT_ANNOUNCEMENT, (hall.code, *words))
