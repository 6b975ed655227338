"""What goes wrong in the middle of a command leaves file and image as they were."""

import sqlite3
from collections.abc import Iterator

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.store import StoreFull, tables
from tests.portrait import assert_whole, image
from tests.small_hall import WANG, new_id, take

WRITTEN_TABLES = ("journal", "ticket", "job")


def rows(bus: Bus) -> list[tuple[object, ...]]:
    with bus.store.reading() as db:
        return [
            (table, *row)
            for table in (*WRITTEN_TABLES, "service_window", "sealed", "staff")
            for row in db.execute(f"SELECT * FROM {table}")
        ]


@pytest.mark.parametrize("table", WRITTEN_TABLES)
def test_a_fault_in_the_middle_of_a_transaction(bus: Bus, table: str) -> None:
    bus.execute(take())
    with sqlite3.connect(bus.store.path) as other:
        other.execute(
            f"CREATE TRIGGER broken AFTER INSERT ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )
    other.close()
    before, picture = rows(bus), image(bus)
    with pytest.raises(sqlite3.IntegrityError, match="broken"):
        bus.execute(take())
    assert (rows(bus), image(bus)) == (before, picture)
    with sqlite3.connect(bus.store.path) as other:
        other.execute("DROP TRIGGER broken")
    other.close()
    bus.execute(take())
    assert_whole(bus)


def test_a_fault_between_two_events_of_one_command(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.domain.events import PasswordSet

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    before, picture = rows(bus), image(bus)
    monkeypatch.setitem(tables.WRITERS, PasswordSet, broken)
    command = c.AddStaff(id=new_id(), by="system:terminal", account="qian", name="q", role="clerk")
    with pytest.raises(RuntimeError, match="broken"):
        bus.execute(command, {"password:qian": "digest"})
    assert (rows(bus), image(bus)) == (before, picture)
    monkeypatch.undo()
    bus.execute(command, {"password:qian": "digest"})
    assert bus.store.sealed("password:qian") == "digest"
    assert_whole(bus)


@pytest.fixture
def full(bus: Bus) -> Iterator[Bus]:
    """A bus whose file may not grow any more."""
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    write = bus.store._write
    (pages,) = write.execute("PRAGMA page_count").fetchone()
    write.execute(f"PRAGMA max_page_count = {pages}")
    yield bus
    write.execute("PRAGMA max_page_count = 1073741823")


def take_until_full(bus: Bus) -> int:
    for taken in range(2000):
        try:
            bus.execute(take())
        except StoreFull:
            return taken
    raise AssertionError("the disk was never full")


def test_a_full_disk(full: Bus) -> None:
    taken = take_until_full(full)
    before, picture = rows(full), image(full)
    for _ in range(3):
        with pytest.raises(StoreFull):
            full.execute(take())
    assert (rows(full), image(full)) == (before, picture)
    full.store._write.execute("PRAGMA max_page_count = 1073741823")
    (entry,) = full.execute(take())
    assert entry.event.number == f"A{taken + 1:03d}"  # type: ignore[attr-defined]
    full.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    assert_whole(full)


def test_a_file_that_cannot_be_written_is_named_as_such(bus: Bus) -> None:
    """As on a disk that was remounted read-only."""
    bus.store._write.execute("PRAGMA query_only = ON")
    before, picture = rows(bus), image(bus)
    with pytest.raises(StoreFull):
        bus.execute(take())
    assert (rows(bus), image(bus)) == (before, picture)
    bus.store._write.execute("PRAGMA query_only = OFF")
    bus.execute(take())
    assert_whole(bus)


def test_a_statement_that_is_wrong_is_not_said_to_be_a_busy_store(bus: Bus) -> None:
    """Or the hub would ask people to try again for ever."""
    from shared.store import StoreBusy

    with sqlite3.connect(bus.store.path) as other:
        other.execute("ALTER TABLE ticket RENAME TO elsewhere")
    other.close()
    with pytest.raises(Exception) as fault:  # noqa: PT011
        bus.execute(take())
    assert not isinstance(fault.value, StoreBusy)
