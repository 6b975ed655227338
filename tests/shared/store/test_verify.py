"""`verify` finds what does not belong: in the tables and in the journal itself."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.events import KINDS
from shared.store import Store
from shared.store.verify import verify_file
from tests.eventful import DAYS, Day, next_weekday
from tests.portrait import assert_whole
from tests.small_hall import LI, WANG, Clock, new_id, take


@pytest.fixture
def lived(bus: Bus, clock: Clock) -> Bus:
    """Two days with something in every table."""

    def do(kind: type[c.Command], /, by: str = WANG, **words: object) -> None:
        bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]

    for day in range(2):
        clock.move(days=day)
        do(c.OpenWindow, window=1)
        do(c.OpenWindow, LI, window=2)
        for _ in range(4):
            bus.execute(take())
        for move in (c.CallNext, c.StartService, c.FinishService, c.CallNext, c.MissTicket):
            do(move, window=1)
        do(c.CallNext, LI, window=2)
    return bus


def faults(bus: Bus) -> tuple[str, ...]:
    return verify_file(bus.store.path, "small").faults


def spoil(bus: Bus, statement: str) -> None:
    with closing(sqlite3.connect(bus.store.path)) as db:
        assert db.execute(statement).rowcount > 0
        db.commit()


def test_a_whole_hall(lived: Bus) -> None:
    found = verify_file(lived.store.path, "small")
    assert found.whole
    assert (found.entries, found.tickets) == (lived.store.journal_end(), 8)


def test_verify_changes_nothing(lived: Bus) -> None:
    lived.store._write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = lived.store.path.read_bytes()
    verify_file(lived.store.path, "small")
    assert lived.store.path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ticket SET state = 'served' WHERE id = '20261124-A004'",
        "UPDATE ticket SET number = 'A777' WHERE id = '20261123-A001'",
        "UPDATE ticket SET key = 'x' WHERE id = '20261123-A001'",
        "UPDATE ticket SET window_number = 2 WHERE id = '20261124-A001'",
        "UPDATE ticket SET calls = 9 WHERE id = '20261124-A001'",
        "UPDATE ticket SET ended_at = '2026-11-24T02:00:00.001Z' WHERE id = '20261124-A001'",
        "UPDATE service_window SET clerk = 'li' WHERE number = 1",
        "UPDATE service_window SET ticket = NULL WHERE number = 2",
        "UPDATE staff SET role = 'administrator' WHERE account = 'wang'",
        "UPDATE staff SET enabled = 0 WHERE account = 'wang'",
        "UPDATE device SET place = 'K2' WHERE id = 'K1'",
        "UPDATE job SET state = 'done' WHERE id = 'receipt-20261124-A001'",
        "UPDATE service SET minutes = 99 WHERE code = 'passport'",
        "UPDATE queue SET letter = 'Q' WHERE letter = 'C'",
        "UPDATE hours SET closes = '23:00:00' WHERE weekday = 1",
        "UPDATE kiosk SET printer = '' WHERE code = 'K1'",
        "UPDATE business_day SET day = '20261125' WHERE day = '20261124'",
    ],
)
def test_a_changed_row(lived: Bus, change: str) -> None:
    spoil(lived, change)
    table = change.split()[1]
    found = faults(lived)
    assert found
    assert all(fault.startswith(f"{table}:") for fault in found)


@pytest.mark.parametrize("table", ["ticket", "service_window", "staff", "device", "job", "service"])
def test_a_removed_row(lived: Bus, table: str) -> None:
    spoil(lived, f"DELETE FROM {table} WHERE rowid = (SELECT MAX(rowid) FROM {table})")
    (fault,) = faults(lived)
    assert fault.startswith(f"{table}: ")
    assert fault.endswith("is missing")


def test_an_inserted_row(lived: Bus) -> None:
    spoil(
        lived,
        "INSERT INTO ticket (hall, id, number, key, seq, state, issued_at)"
        " VALUES ('small', '20261124-A099', 'A099', 'k', 9, 'waiting', 'x')",
    )
    assert faults(lived) == ("ticket: 20261124-A099 is in no journal entry",)


def test_a_removed_entry_that_nothing_follows_from(lived: Bus) -> None:
    spoil(lived, "DELETE FROM journal WHERE seq = (SELECT MIN(seq) FROM journal WHERE kind ="
          " 'PasswordSet')")  # fmt: skip
    assert any(fault.startswith("journal: ") for fault in faults(lived))


@pytest.fixture(scope="module")
def week(hall_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file of weeks with every event there is, and when they were over."""
    clock = Clock()
    file = Path(shutil.copy(hall_file, tmp_path_factory.mktemp("week") / "hall.db"))
    bus = Bus(Store(file, "small"), clock)
    for lived in DAYS:
        lived(Day(bus, clock))
        next_weekday(clock)
    bus.store.close()
    return file, clock.at


@pytest.fixture
def eventful(week: tuple[Path, datetime], clock: Clock, tmp_path: Path) -> Iterator[Bus]:
    file, clock.at = week
    bus = Bus(Store(Path(shutil.copy(file, tmp_path / "week.db")), "small"), clock)
    yield bus
    bus.store.close()


def test_every_event_leaves_tables_and_image_as_the_journal_says(eventful: Bus) -> None:
    assert_whole(eventful)
    with eventful.store.reading() as db:
        kinds = {kind for (kind,) in db.execute("SELECT DISTINCT kind FROM journal")}
    never = {"StaffDisabled", "JobReported"}
    assert kinds == KINDS.keys() - never


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"StaffDisabled"}))
def test_a_removed_entry(eventful: Bus, clock: Clock, kind: str) -> None:
    """Also where later entries build on it: verify says so, it does not fall over."""
    if kind == "JobReported":
        eventful.execute(take())
        (job,) = eventful.store.spool.claim("S1", eventful.now(), 1)
        eventful.execute(c.ReportJob(id=new_id(), by="station:S1", job=job.id, outcome="done"))
        eventful.execute(take())
    spoil(eventful, f"DELETE FROM journal WHERE seq = (SELECT MIN(seq) FROM journal WHERE kind ="
          f" '{kind}')")  # fmt: skip
    assert any(fault.startswith("journal: ") for fault in faults(eventful))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ticket SET misses = 5 WHERE misses = 1",
        "UPDATE ticket SET lane = 'first' WHERE lane = 'back'",
        "UPDATE ticket SET visit = '' WHERE visit <> ''",
        "UPDATE ticket SET step = 0 WHERE step = 2",
        "UPDATE ticket SET note = 'x' WHERE note <> ''",
        "UPDATE ticket SET for_window = 2 WHERE for_window IS NOT NULL",
        "UPDATE ticket SET outcome = 'referred' WHERE outcome = 'done'",
        "UPDATE service_window SET pause = 'rest' WHERE number = 1",
        "UPDATE hall_settings SET data = '{}'",
        "UPDATE message SET text = 'x'",
        "UPDATE rating SET rating = 'good'",
        "UPDATE rating SET reasons = ''",
        "UPDATE rating_case SET state = 'open'",
        "UPDATE rating_case SET close_by = '2027-01-01T00:00:00.000Z'",
        "DELETE FROM rating",
        "DELETE FROM rating_case",
        "DELETE FROM message",
        "DELETE FROM hall_settings",
    ],
)
def test_a_row_of_moves_and_ratings_that_was_changed(eventful: Bus, change: str) -> None:
    spoil(eventful, change)
    table = change.removeprefix("DELETE FROM ").removeprefix("UPDATE ").split()[0]
    found = faults(eventful)
    assert found
    assert all(fault.startswith(f"{table}:") for fault in found)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ticket SET booking = '' WHERE booking <> ''",
        "UPDATE ticket SET confirmed = 0 WHERE confirmed = 1",
        "UPDATE ticket SET deferred = 0 WHERE deferred = 1",
        "UPDATE booking SET state = 'booked' WHERE state = 'cancelled'",
        "UPDATE booking SET state = 'no-show' WHERE state = 'excused'",
        "UPDATE booking SET ticket = 'x' WHERE ticket <> ''",
        "UPDATE booking SET starts_at = '2026-11-23T03:30:00.000Z'",
        "UPDATE booking SET person = 'x'",
        "UPDATE booking SET code = '00000000' WHERE state = 'arrived'",
        "UPDATE notice SET until = '2027-01-01T00:00:00.000Z'",
        "UPDATE notice SET text = '{}' WHERE kind = 'note'",
        "UPDATE notice SET kind = 'power' WHERE kind = 'closing-early'",
        "UPDATE notice SET title = '{}' WHERE title <> '{}'",
        "UPDATE notice SET pictures = '[]' WHERE pictures <> '[]'",
        "UPDATE help_call SET state = 'asked'",
        "UPDATE help_call SET taken_by = 'sun' WHERE taken_by <> ''",
        "UPDATE help_call SET closed_at = NULL",
        "UPDATE help_call SET note = 'x'",
        "UPDATE loan SET returned_at = NULL WHERE returned_at IS NOT NULL",
        "UPDATE loan SET tag = '9' WHERE tag <> ''",
        "UPDATE loan SET lent_by = 'li'",
        "UPDATE home_visit SET state = 'asked'",
        "UPDATE home_visit SET assigned_to = 'li' WHERE assigned_to <> ''",
        "UPDATE home_visit SET on_day = '2027-01-01'",
        "UPDATE home_visit SET person = 'x'",
        "DELETE FROM booking WHERE state = 'cancelled'",
        "DELETE FROM notice WHERE kind = 'note'",
        "DELETE FROM help_call WHERE kiosk <> ''",
        "DELETE FROM loan WHERE item = 'glasses'",
        "DELETE FROM home_visit WHERE state = 'done'",
        "DELETE FROM slots WHERE weekday = 3",
        "UPDATE loan_item SET pieces = 90",
        "UPDATE hall SET guidance = 'passport'",
        "UPDATE kiosk SET reader = 'cards'",
    ],
)
def test_a_row_of_records_that_was_changed(eventful: Bus, change: str) -> None:
    spoil(eventful, change)
    table = change.removeprefix("DELETE FROM ").removeprefix("UPDATE ").split()[0]
    found = faults(eventful)
    assert found
    assert all(fault.startswith(f"{table}:") for fault in found)


@pytest.mark.parametrize("table", ["booking", "notice", "help_call", "loan", "home_visit"])
def test_a_record_that_is_in_no_entry(eventful: Bus, table: str) -> None:
    with closing(sqlite3.connect(eventful.store.path)) as db:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        others = ", ".join("777" if name == "id" else name for name in names)
        db.execute(f"INSERT INTO {table} SELECT {others} FROM {table} LIMIT 1")
        db.commit()
    assert faults(eventful) == (f"{table}: 777 is in no journal entry",)


def test_the_last_entry_removed(lived: Bus) -> None:
    spoil(lived, "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)")
    assert any(fault.startswith(("ticket:", "job:")) for fault in faults(lived))


@pytest.mark.parametrize(
    "change",
    [
        "data = '{}'",
        "data = 'not json'",
        "kind = 'NoSuchEvent'",
        "at = 'yesterday'",
        "data = replace(data, 'A001', 'A901')",
    ],
)
def test_an_entry_that_was_changed(lived: Bus, change: str) -> None:
    """It cannot be read or leads to other rows: verify says so, it does not fall over."""
    spoil(lived, f"UPDATE journal SET {change} WHERE seq = (SELECT MIN(seq) FROM journal WHERE"
          " kind = 'TicketIssued')")  # fmt: skip
    assert faults(lived)


def test_an_entry_earlier_than_the_one_before(lived: Bus) -> None:
    spoil(lived, "UPDATE journal SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 5")
    assert "journal: 5 is earlier than the entry before it" in faults(lived)


def test_many_faults_are_shown_in_part(lived: Bus, clock: Clock) -> None:
    for _ in range(80):
        lived.execute(take())
    spoil(lived, "UPDATE ticket SET calls = 7")
    assert len(faults(lived)) == 50
