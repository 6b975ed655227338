"""The rows that follow from each event: one writer a kind, in the transaction of its entry.

Rows can be rebuilt from the journal at any time; `shared.store.verify` does and compares.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import msgspec

from shared.domain import events as e
from shared.domain.catalogue import Catalogue
from shared.domain.hall import Hall
from shared.domain.jobs import JobState, jobs_of
from shared.domain.tickets import State
from shared.store import sql
from shared.store.instants import to_text

Writer = Callable[[sqlite3.Connection, Hall, e.Entry, Any], None]

CATALOGUE_TABLES = (
    "hall",
    "zone",
    "department",
    "queue",
    "service",
    "printer",
    "kiosk",
    "hours",
    "special_day",
    "service_hours",
    "service_window",
)


def write(db: sqlite3.Connection, hall: Hall, entry: e.Entry) -> None:
    """Write the rows of an entry; `hall` is the image before it."""
    WRITERS[type(entry.event)](db, hall, entry, entry.event)
    for job in jobs_of(entry, hall):
        db.execute(
            sql.INSERT_JOB,
            (
                hall.code,
                job.id,
                job.kind,
                job.ticket,
                job.place,
                job.language,
                job.number,
                job.window,
                job.recall,
                JobState.waiting,
                to_text(job.created_at),
                to_text(job.expires_at),
            ),
        )


def _day_opened(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DayOpened) -> None:
    at = to_text(entry.at)
    db.execute(sql.INSERT_DAY, (hall.code, event.day, at, event.imported))
    db.executemany(sql.END_TICKET, [(State.expired, at, hall.code, id_) for id_ in event.expired])
    db.executemany(sql.END_TICKET, [(State.served, at, hall.code, id_) for id_ in event.served])
    db.execute(sql.CLOSE_WINDOWS, (hall.code,))
    db.execute(sql.EXPIRE_JOBS, (hall.code,))


def _hall_imported(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HallImported
) -> None:
    now_open = [row for row in db.execute(sql.WINDOWS_NOW, (hall.code,)) if row[1]]
    for table in CATALOGUE_TABLES:
        db.execute(f"DELETE FROM {table} WHERE hall = ?", (hall.code,))  # noqa: S608
    for table, columns in catalogue_rows(event.catalogue):
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    db.executemany(
        sql.SEAT_AGAIN, [(clerk, ticket, at, hall.code, n) for n, clerk, ticket, at in now_open]
    )


def catalogue_rows(catalogue: Catalogue) -> list[tuple[str, dict[str, object]]]:
    """Table and columns of each row; texts and guides as JSON."""
    rows: list[tuple[str, dict[str, object]]] = [
        (
            "hall",
            {
                "name": catalogue.name,
                "time_zone": catalogue.time_zone,
                "holidays": catalogue.holidays,
            },
        )
    ]
    for table, things in (
        ("zone", catalogue.zones),
        ("department", catalogue.departments),
        ("queue", catalogue.queues),
        ("service", catalogue.services),
        ("printer", catalogue.printers),
        ("kiosk", catalogue.kiosks),
        ("hours", catalogue.hours),
        ("service_hours", catalogue.service_hours),
    ):
        rows.extend((table, msgspec.to_builtins(thing)) for thing in things)
    for day in catalogue.days:
        columns = msgspec.to_builtins(day)
        # A key column that may be NULL is none in PostgreSQL: a day without times has empty ones.
        times = {name: columns[name] or "" for name in ("opens", "closes")}
        rows.append(("special_day", columns | times))
    for window in catalogue.windows:
        columns = msgspec.to_builtins(window) | {"queues": " ".join(window.queues), "clerk": ""}
        rows.append(("service_window", columns))
    return [
        (table, {"hall": catalogue.code} | {k: _plain(v) for k, v in columns.items()})
        for table, columns in rows
    ]


def _plain(value: object) -> object:
    return msgspec.json.encode(value).decode() if isinstance(value, dict) else value


def _nothing(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.Event) -> None:
    """The journal alone keeps it."""


def _staff_added(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffAdded) -> None:
    staff = event.staff
    db.execute(sql.ADD_STAFF, (hall.code, staff.account, staff.name, staff.role, staff.department))


def _staff_disabled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.StaffDisabled
) -> None:
    db.execute(sql.DISABLE_STAFF, (hall.code, event.account))


def _device_paired(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DevicePaired
) -> None:
    device = event.device
    db.execute(sql.PAIR_DEVICE, (hall.code, device.id, device.kind, device.place))


def _device_revoked(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.DeviceRevoked
) -> None:
    db.execute(sql.REVOKE_DEVICE, (hall.code, event.device))


def _ticket_issued(
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
            at,
            event.ahead,
            event.wait_minutes,
            spaced(event.windows),
            event.person,
        ),
    )


def spaced(windows: tuple[int, ...]) -> str:
    """Window numbers as a column holds them."""
    return " ".join(map(str, windows))


def _window_opened(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowOpened
) -> None:
    db.execute(sql.OPEN_WINDOW, (event.clerk, to_text(entry.at), hall.code, event.window))


def _window_closed(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.WindowClosed
) -> None:
    db.execute(sql.CLOSE_WINDOW, (hall.code, event.window))


def _ticket_called(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketCalled
) -> None:
    db.execute(sql.CALL_TICKET, (event.window, to_text(entry.at), hall.code, event.ticket))
    db.execute(sql.SEAT, (event.ticket, hall.code, event.window))


def _ticket_recalled(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.TicketRecalled
) -> None:
    db.execute(sql.RECALL_TICKET, (hall.code, event.ticket))


def _service_started(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceStarted
) -> None:
    db.execute(sql.START_TICKET, (to_text(entry.at), hall.code, event.ticket))


def _leaves_as(state: State) -> Writer:
    def ended(
        db: sqlite3.Connection,
        hall: Hall,
        entry: e.Entry,
        event: e.ServiceFinished | e.TicketMissed,
    ) -> None:
        db.execute(sql.END_TICKET, (state, to_text(entry.at), hall.code, event.ticket))
        db.execute(sql.SEAT, (None, hall.code, event.window))

    return ended


def _job_reported(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.JobReported) -> None:
    db.execute(sql.REPORT_JOB, (event.outcome, event.detail, hall.code, event.job))


WRITERS: dict[type[e.Event], Writer] = {
    e.DayOpened: _day_opened,
    e.HallImported: _hall_imported,
    e.HallOpenedSpecially: _nothing,
    e.StaffAdded: _staff_added,
    e.StaffDisabled: _staff_disabled,
    e.PasswordSet: _nothing,
    e.DevicePaired: _device_paired,
    e.DeviceRevoked: _device_revoked,
    e.TicketIssued: _ticket_issued,
    e.WindowOpened: _window_opened,
    e.WindowClosed: _window_closed,
    e.TicketCalled: _ticket_called,
    e.TicketRecalled: _ticket_recalled,
    e.ServiceStarted: _service_started,
    e.ServiceFinished: _leaves_as(State.served),
    e.TicketMissed: _leaves_as(State.missed),
    e.JobReported: _job_reported,
}
