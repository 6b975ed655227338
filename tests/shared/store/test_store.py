"""The database file: its versions, its locks, its two connections."""

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from shared.bus import Bus
from shared.store import Store, StoreBusy, StoreTooNew, schema, store
from tests.portrait import assert_whole
from tests.small_hall import take


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    made = Store(tmp_path / "deep" / "down" / "hall.db", "small")
    assert made.journal_end() == 0
    assert made.entries_of_the_day() == []
    assert made.sealed("anything") is None
    made.close()
    again = Store(tmp_path / "deep" / "down" / "hall.db", "small")
    again.close()


def test_what_the_file_promises(bus: Bus, tmp_path: Path) -> None:
    opened = Store(tmp_path / "hall.db", "small")
    for connection in (opened._write, opened._read):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    opened.close()


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hall.db"
    Store(file, "small").close()
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(StoreTooNew, match="this program knows"):
        Store(file, "small")
    with closing(sqlite3.connect(file)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    assert version == len(schema.MIGRATIONS) + 1


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db: schema.Database) -> None:
        db.execute("CREATE TABLE half (x)")
        raise RuntimeError("broken")

    Store(tmp_path / "hall.db", "small").close()
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, broken])
    with pytest.raises(RuntimeError, match="broken"):
        Store(tmp_path / "hall.db", "small")
    monkeypatch.undo()
    with closing(sqlite3.connect(tmp_path / "hall.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()
    Store(tmp_path / "hall.db", "small").close()


def test_no_table_or_column_has_a_name_that_postgresql_reserves(bus: Bus) -> None:
    reserved = {"window", "user", "order", "group", "table", "select", "end", "check", "column"}
    with bus.store.reading() as db:
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        names = set(tables)
        for table in tables:
            names |= {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    assert not names & reserved


def test_every_key_begins_with_the_hall(bus: Bus) -> None:
    with bus.store.reading() as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            first = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5] == 1]
            assert first == ["hall"], table


def test_the_read_connection_cannot_write(bus: Bus) -> None:
    with (
        bus.store.reading() as db,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        db.execute("DELETE FROM journal")
    bus.execute(take())
    assert_whole(bus)


def test_the_journal_takes_no_number_and_no_command_twice(bus: Bus) -> None:
    for change in ("seq = seq + 100", "command_id = command_id || 'x'"):
        with bus.store.transaction() as transaction, pytest.raises(sqlite3.IntegrityError):
            transaction._connection.execute(
                "INSERT INTO journal SELECT * FROM (SELECT hall, seq, at, kind, actor, command_id,"
                " part, fingerprint, data FROM journal) AS copied"
                if change.startswith("seq =")
                else "INSERT INTO journal SELECT hall, seq + 100, at, kind, actor, command_id,"
                " part, fingerprint, data FROM journal"
            )


def test_a_short_lock_is_waited_for(bus: Bus) -> None:
    """Another process writes for a moment: the number comes after it."""
    with closing(sqlite3.connect(bus.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        taken: list[object] = []
        thread = threading.Thread(target=lambda: taken.append(bus.execute(take())))
        thread.start()
        time.sleep(0.15)
        assert not taken
        other.execute("COMMIT")
        thread.join()
    assert taken
    assert_whole(bus)


def test_a_long_lock_is_refused_in_time(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    own_limit = store.BUSY_SECONDS
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(bus.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(StoreBusy):
            bus.execute(take())
        assert 0.2 <= time.monotonic() - began < own_limit
        with bus.looking() as hall:  # reading goes on
            assert hall.tickets == {}
        with pytest.raises(StoreBusy):
            bus.store.spool.retry_later("none", bus.now(), 1)
        other.execute("ROLLBACK")
    (entry,) = bus.execute(take())
    assert entry.event.number == "A001"  # type: ignore[attr-defined]
    assert_whole(bus)


def test_changes_of_others_are_seen(bus: Bus, tmp_path: Path) -> None:
    other = Bus(Store(tmp_path / "hall.db", "small"), bus.clock)
    before = bus.store.changes()
    assert bus.store.changes() == before
    other.execute(take())
    assert bus.store.changes() != before
    other.store.close()


def test_processes_that_start_at_once_on_no_file(tmp_path: Path) -> None:
    """Each finds the tables, whoever made them."""
    program = (
        "import sys; from pathlib import Path; from shared.store import Store;"
        "s = Store(Path(sys.argv[1]), 'small'); print(s.journal_end()); s.close()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program, str(tmp_path / "hall.db")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        out, err = process.communicate(timeout=30)
        assert (out.strip(), err, process.returncode) == ("0", "", 0)
