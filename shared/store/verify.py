"""Is the journal whole, and do the tables say what it says?

The journal is read from its first entry and folded by the domain; the rows it must have led to
are compared with the rows that are there. The rows were written by other code
(`shared.store.tables`), so an error in either is found.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shared.domain.catalogue import Catalogue
from shared.domain.events import (
    Announced,
    DayOpened,
    Entry,
    HallImported,
    MessageSent,
    ServiceRated,
    SettingsChanged,
)
from shared.domain.folds import evolve
from shared.domain.hall import Hall, WindowNow
from shared.domain.jobs import JobState
from shared.domain.people import Device
from shared.domain.ratings import RatingCase
from shared.domain.settings import HallSettings
from shared.domain.tickets import State, Ticket
from shared.store import journal
from shared.store.catalogue_rows import catalogue_rows
from shared.store.instants import from_text, to_text
from shared.store.plain import as_text, spaced
from shared.store.verify_records import RecordRows, record_tables

FAULTS_SHOWN = 50

LAST_IMPORT = (
    "SELECT data FROM journal WHERE hall = ? AND kind = 'HallImported' ORDER BY seq DESC LIMIT 1"
)
LAST_SETTINGS = (
    "SELECT data FROM journal WHERE hall = ? AND kind = 'SettingsChanged' ORDER BY seq DESC LIMIT 1"
)
LAST_AT = "SELECT at FROM journal WHERE hall = ? ORDER BY seq DESC LIMIT 1"
TICKETS = (
    "SELECT id, number, key, seq, queue, service, class, need, language, kiosk, state, issued_at,"
    " since, ahead, wait_minutes, windows, window_number, calls, called_at, started_at, ended_at,"
    " booked_for, visit, step, for_window, lane, misses, outcome, note, person, booking,"
    " confirmed, deferred"
    " FROM ticket WHERE hall = ?"
)
WINDOWS = (
    "SELECT number, clerk, ticket, opened_at, pause, paused_until FROM service_window"
    " WHERE hall = ?"
)
SETTINGS = "SELECT hall, data FROM hall_settings WHERE hall = ?"
ANNOUNCEMENTS = "SELECT id, at, zone, text FROM announcement WHERE hall = ?"
MESSAGES = "SELECT id, at, window_number, text FROM message WHERE hall = ?"
RATINGS = "SELECT finish, ticket, window_number, rating, reasons, at FROM rating WHERE hall = ?"
CASES = (
    "SELECT id, ticket, window_number, service, rating, opened_at, contact_by, close_by, state,"
    " contacted_at, contacted_by, contact, closed_at, closed_by, done FROM rating_case"
    " WHERE hall = ?"
)
STAFF = "SELECT account, name, role, department, badge, enabled FROM staff WHERE hall = ?"
DEVICES = "SELECT id, kind, place, enabled, screen FROM device WHERE hall = ?"
JOBS = "SELECT id, state FROM job WHERE hall = ?"
DAYS = "SELECT day, opened_at, imported FROM business_day WHERE hall = ?"
# What an import writes and nothing changes after: compared row by row as a whole.
WHOLE_ROWS = (
    *("hall", "zone", "department", "queue", "service", "printer", "kiosk", "hours"),
    *("special_day", "service_hours", "life_event", "synonyms", "slots", "loan_item"),
)

Rows = dict[object, tuple[object, ...]]


class Findings(Struct, frozen=True):
    """`faults` are sentences for an administrator; whole means none."""

    entries: int
    tickets: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


def verify_file(path: Path, hall: str) -> Findings:
    """`verify` through a connection of its own, which cannot write."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.isolation_level = None
        return verify(connection, hall)


def last_entry_at(path: Path, hall: str) -> datetime | None:
    """The time of the journal's last entry."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(LAST_AT, (hall,)).fetchone()
    return from_text(row[0]) if row else None


def last_catalogue(path: Path, hall: str) -> Catalogue | None:
    """The catalogue in force, from the journal."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(LAST_IMPORT, (hall,)).fetchone()
    return msgspec.json.decode(row[0], type=HallImported).catalogue if row else None


def last_settings(path: Path, hall: str) -> HallSettings:
    """The settings in force, from the journal; the usual ones before there is any."""
    if not path.exists():
        return HallSettings()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(LAST_SETTINGS, (hall,)).fetchone()
    return msgspec.json.decode(row[0], type=SettingsChanged).settings if row else HallSettings()


def verify(connection: sqlite3.Connection, hall: str) -> Findings:
    """Read everything once. Takes about 20 s for a year of a large hall; changes nothing."""
    connection.execute("BEGIN")
    try:
        fold = _Fold(hall)
        try:
            for entry in journal.whole(connection, hall):
                fold.take(entry)
        except Exception as fault:  # a fold may stumble anyhow where an entry before it is missing
            # Nothing after it can be folded, so the tables cannot be compared.
            fold.faults.append(f"journal: what follows {fold.hall.seq} makes no sense: {fault!r}")
            return Findings(fold.hall.seq, len(fold.tickets), tuple(fold.faults[-FAULTS_SHOWN:]))
        faults = list(fold.faults)
        for name, statement, expected in fold.tables():
            rows = connection.execute(statement, (hall,))
            found: Rows = {row if name in WHOLE_ROWS else row[0]: row for row in rows}
            if name == "job":
                found = {key: (key, _reported(str(row[1]))) for key, row in found.items()}
            faults.extend(_differences(name, expected, found))
        return Findings(fold.hall.seq, len(fold.tickets), tuple(faults[:FAULTS_SHOWN]))
    finally:
        connection.execute("ROLLBACK")


def _device_row(device: Device) -> tuple[object, ...]:
    screen = as_text(device.screen) if device.screen is not None else None
    return (device.id, device.kind, device.place, int(device.enabled), screen)


def _reported(state: str) -> str:
    """A claim, and a new claim of a failed job, are the spool's own: the journal has neither."""
    return "open" if state in (JobState.waiting, JobState.claimed, JobState.failed) else state


class _Fold:
    """The journal's truth about every row, gathered entry by entry."""

    def __init__(self, hall: str) -> None:
        self.hall = Hall(hall)
        self.tickets: dict[str, Ticket] = {}
        self.jobs: dict[str, str] = {}
        self.days: Rows = {}
        self.settings: Rows = {}
        self.messages: Rows = {}
        self.announcements: Rows = {}
        self.ratings: Rows = {}
        self.cases: dict[int, RatingCase] = {}
        self.records = RecordRows()
        self.faults: list[str] = []

    def take(self, entry: Entry) -> None:
        if entry.seq != self.hall.seq + 1:
            self.faults.append(f"journal: {entry.seq} follows {self.hall.seq}")
        if entry.at < self.hall.at:
            self.faults.append(f"journal: {entry.seq} is earlier than the entry before it")
        if isinstance(entry.event, DayOpened):
            self._close_day(entry, entry.event)
        self._note(entry)
        evolve(entry, self.hall)

    def _note(self, entry: Entry) -> None:
        """Rows that are the journal's entries over again."""
        event, at = entry.event, to_text(entry.at)
        self.records.take(entry)
        if isinstance(event, SettingsChanged):
            self.settings[self.hall.code] = (self.hall.code, as_text(event.settings))
        if isinstance(event, MessageSent):
            self.messages[entry.seq] = (entry.seq, at, event.window, event.text)
        if isinstance(event, Announced):
            self.announcements[entry.seq] = (entry.seq, at, event.zone, as_text(event.text))
        if isinstance(event, ServiceRated):
            words = (event.ticket, event.window, event.rating, spaced(event.reasons))
            self.ratings[event.finish] = (event.finish, *words, at)

    def _close_day(self, entry: Entry, event: DayOpened) -> None:
        self._keep_day()
        self.days[event.day] = (event.day, to_text(entry.at), event.imported)
        for ids, state in (
            (event.expired, State.expired),
            (event.served, State.served),
            (event.abandoned, State.abandoned),
        ):
            for id_ in ids:
                self.tickets[id_] = _ended(self.tickets[id_], state, entry)
        self.jobs = {
            job: JobState.expired if _reported(state) == "open" else state
            for job, state in self.jobs.items()
        }

    def _keep_day(self) -> None:
        self.tickets |= self.hall.tickets
        self.jobs |= self.hall.jobs
        self.cases |= self.hall.cases

    def tables(self) -> Iterator[tuple[str, str, Rows]]:
        """Name, question and expected rows of each table that is compared."""
        self._keep_day()
        hall = self.hall
        yield "ticket", TICKETS, {t.id: _ticket_row(t) for t in self.tickets.values()}
        yield (
            "service_window",
            WINDOWS,
            {w.number: _window_row(w) for w in hall.windows.values()},
        )
        yield (
            "staff",
            STAFF,
            {
                s.account: (s.account, s.name, s.role, s.department, s.badge, int(s.enabled))
                for s in hall.staff.values()
            },
        )
        yield (
            "device",
            DEVICES,
            {d.id: _device_row(d) for d in hall.devices.values()},
        )
        yield "job", JOBS, {job: (job, _reported(state)) for job, state in self.jobs.items()}
        yield "business_day", DAYS, self.days
        yield "hall_settings", SETTINGS, self.settings
        yield "message", MESSAGES, self.messages
        yield "announcement", ANNOUNCEMENTS, self.announcements
        yield "rating", RATINGS, self.ratings
        yield "rating_case", CASES, {case.id: _case_row(case) for case in self.cases.values()}
        yield from record_tables(self.records)
        if hall.catalogue is not None:
            yield from _catalogue_tables(hall.catalogue)


def _catalogue_tables(catalogue: Catalogue) -> Iterator[tuple[str, str, Rows]]:
    expected: dict[str, Rows] = {name: {} for name in WHOLE_ROWS}
    columns: dict[str, str] = {}
    for table, row in catalogue_rows(catalogue):
        if table in expected:
            values = tuple(row.values())
            expected[table][values] = values
            columns[table] = ", ".join(row)
    for table, rows in expected.items():
        names = columns.get(table, "hall")
        yield table, f"SELECT {names} FROM {table} WHERE hall = ?", rows  # noqa: S608


def _ended(ticket: Ticket, state: State, entry: Entry) -> Ticket:
    return replace(ticket, state=state, ended_at=entry.at)


def _ticket_row(t: Ticket) -> tuple[object, ...]:
    times = (t.called_at, t.started_at, t.ended_at)
    called_at, started_at, ended_at = (at and to_text(at) for at in times)
    return (
        *(t.id, t.number, t.key, t.seq, t.queue, t.service, t.class_, t.need, t.language),
        *(t.kiosk, t.state, to_text(t.issued_at), to_text(t.since), t.ahead, t.wait_minutes),
        *(spaced(t.windows), t.window, t.calls, called_at, started_at, ended_at),
        *(t.booked_for and to_text(t.booked_for), spaced(t.visit), t.step, t.for_window),
        *(t.lane, t.misses, t.outcome, t.note, t.person, t.booking),
        *(int(t.confirmed), int(t.deferred)),
    )


def _window_row(w: WindowNow) -> tuple[object, ...]:
    until = w.paused.until if w.paused else None
    return (
        *(w.number, w.clerk, w.ticket, w.opened_at and to_text(w.opened_at)),
        *(w.paused and w.paused.reason, until and to_text(until)),
    )


def _case_row(case: RatingCase) -> tuple[object, ...]:
    return (
        *(case.id, case.ticket, case.window, case.service, case.rating),
        *(to_text(case.opened_at), to_text(case.contact_by), to_text(case.close_by)),
        *(case.state, case.contacted_at and to_text(case.contacted_at), case.contacted_by),
        *(case.contact, case.closed_at and to_text(case.closed_at), case.closed_by, case.done),
    )


def _differences(name: str, expected: Rows, found: Rows) -> Iterator[str]:
    for key in expected.keys() - found.keys():
        yield f"{name}: {key} is missing"
    for key in found.keys() - expected.keys():
        yield f"{name}: {key} is in no journal entry"
    for key in expected.keys() & found.keys():
        if expected[key] != found[key]:
            yield f"{name}: {key} is {found[key]}, the journal says {expected[key]}"
