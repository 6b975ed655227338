"""The rows of the house: its days, its catalogue, its settings, its jobs."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.tickets import State
from shared.store import booking_rows, help_rows, sql
from shared.store.catalogue_rows import CATALOGUE_TABLES, catalogue_rows
from shared.store.instants import to_text
from shared.store.plain import as_text


def day_opened(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DayOpened) -> None:
    at = to_text(entry.at)
    db.execute(sql.INSERT_DAY, (hall.code, event.day, at, event.imported))
    db.executemany(sql.END_TICKET, [(State.expired, at, hall.code, id_) for id_ in event.expired])
    db.executemany(sql.END_TICKET, [(State.served, at, hall.code, id_) for id_ in event.served])
    db.executemany(
        sql.END_TICKET, [(State.abandoned, at, hall.code, id_) for id_ in event.abandoned]
    )
    db.execute(sql.CLOSE_WINDOWS, (hall.code,))
    db.execute(sql.EXPIRE_JOBS, (hall.code,))
    booking_rows.day_opened(db, hall, event)
    help_rows.day_opened(db, hall, at)


def hall_imported(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HallImported
) -> None:
    now_open = db.execute(sql.WINDOWS_NOW, (hall.code,)).fetchall()
    for table in CATALOGUE_TABLES:
        db.execute(f"DELETE FROM {table} WHERE hall = ?", (hall.code,))  # noqa: S608
    for table, columns in catalogue_rows(event.catalogue):
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    db.executemany(sql.SEAT_AGAIN, [(*row, hall.code) for row in now_open])


def settings_changed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.SettingsChanged
) -> None:
    db.execute(sql.PUT_SETTINGS, (hall.code, as_text(event.settings)))


def message_sent(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.MessageSent) -> None:
    at = to_text(entry.at)
    db.execute(sql.INSERT_MESSAGE, (hall.code, entry.seq, at, event.window, event.text))


def job_reported(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.JobReported) -> None:
    db.execute(sql.REPORT_JOB, (event.outcome, event.detail, hall.code, event.job))
