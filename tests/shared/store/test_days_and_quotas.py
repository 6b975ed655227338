"""Special days, hours and quotas of services and persons in the tables; what became of a day."""

import sqlite3
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.catalogue import DayKind, Holidays, ServiceHours, SpecialDay
from shared.domain.tickets import State
from shared.store import Store
from shared.store.days import TicketOfDay, tickets_of_day
from shared.store.verify import verify_file
from tests.portrait import assert_whole, image
from tests.shared.store.older import WITHOUT_RECORDS
from tests.small_hall import CATALOGUE, SYSTEM, WANG, Clock, new_id, take

PERSON = "a" * 64
FULL = replace(
    CATALOGUE,
    holidays=Holidays.china,
    days=(
        SpecialDay(date(2026, 11, 28), DayKind.bookings, time(9), time(11)),
        SpecialDay(date(2026, 11, 28), DayKind.open, time(13), time(15)),
        SpecialDay(date(2026, 12, 24), DayKind.closed, note={"zh": "停电", "en": "No power"}),
    ),
    service_hours=(ServiceHours("estate", 1, time(9), time(10)),),
    services=(replace(CATALOGUE.services[0], quota_morning=0), *CATALOGUE.services[1:]),
)


def do(bus: Bus, asked: type[c.Command], /, by: str = WANG, **words: object) -> None:
    bus.execute(asked(id=new_id(), by=by, **words))  # type: ignore[call-arg]


def rows(bus: Bus, statement: str) -> list[tuple[object, ...]]:
    with bus.store.reading() as db:
        return db.execute(statement).fetchall()


@pytest.fixture
def full(bus: Bus) -> Bus:
    do(bus, c.ImportHall, SYSTEM, catalogue=FULL)
    bus.execute(take("passport", person=PERSON))
    return bus


def test_the_tables_hold_what_the_files_say(full: Bus) -> None:
    assert rows(full, "SELECT holidays FROM hall") == [("cn",)]
    assert rows(full, "SELECT date, kind, opens, closes, note FROM special_day") == [
        ("2026-11-28", "bookings", "09:00:00", "11:00:00", "{}"),
        ("2026-11-28", "open", "13:00:00", "15:00:00", "{}"),
        ("2026-12-24", "closed", "", "", '{"zh":"停电","en":"No power"}'),
    ]
    assert rows(full, "SELECT service, weekday, opens, closes FROM service_hours") == [
        ("estate", 1, "09:00:00", "10:00:00")
    ]
    assert rows(full, "SELECT quota_morning, quota_afternoon FROM service LIMIT 2") == [
        (0, None), (None, None),
    ]  # fmt: skip
    assert rows(full, "SELECT number, person FROM ticket") == [("A001", PERSON)]
    assert_whole(full)


def test_an_import_without_them_takes_them_away(full: Bus) -> None:
    do(full, c.ImportHall, SYSTEM, catalogue=CATALOGUE)
    assert (
        rows(full, "SELECT * FROM special_day") == rows(full, "SELECT * FROM service_hours") == []
    )
    assert_whole(full)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE ticket SET person = ''", "ticket"),
        ("UPDATE hall SET holidays = ''", "hall"),
        ("UPDATE service SET quota_morning = 9 WHERE code = 'id-card'", "service"),
        ("DELETE FROM special_day WHERE kind = 'closed'", "special_day"),
        ("UPDATE service_hours SET closes = '12:00:00'", "service_hours"),
    ],
)
def test_verify_finds_what_was_changed(full: Bus, statement: str, table: str) -> None:
    with closing(sqlite3.connect(full.store.path)) as db:
        assert db.execute(statement).rowcount > 0
        db.commit()
    assert verify_file(full.store.path, "small").faults[0].startswith(f"{table}: ")


def test_a_file_from_before_is_brought_forward(bus: Bus, clock: Clock, tmp_path: Path) -> None:
    """Made to look as the second version wrote it, journal and tables."""
    do(bus, c.ImportHall, SYSTEM, catalogue=replace(CATALOGUE, slots=(), loan_items=()))
    bus.execute(take())
    before = image(bus)
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(bus.store.path)) as db:
        db.execute("VACUUM INTO ?", (str(file),))
    with closing(sqlite3.connect(file)) as db:
        db.executescript(
            WITHOUT_RECORDS
            + "DROP INDEX ticket_days; DROP TABLE special_day; DROP TABLE service_hours;"
            "ALTER TABLE hall DROP COLUMN holidays; ALTER TABLE ticket DROP COLUMN person;"
            "ALTER TABLE service DROP COLUMN quota_morning;"
            "ALTER TABLE service DROP COLUMN quota_afternoon;"
            "UPDATE journal SET data = json_remove(data, '$.person', '$.catalogue.holidays',"
            " '$.catalogue.days', '$.catalogue.service_hours',"
            " '$.catalogue.services[0].quota_morning', '$.catalogue.services[0].quota_afternoon');"
            "PRAGMA user_version = 2;"
        )
    store = Store(file, "small")
    old = Bus(store, clock)
    assert image(old) == before
    assert verify_file(file, "small").whole
    old.execute(take("passport", person=PERSON))
    assert_whole(old)
    store.close()


def test_a_persons_number_sent_again_is_the_same_number(full: Bus) -> None:
    asked = take("invoice", person=PERSON)
    assert full.execute(asked) == full.execute(asked)


def test_people_and_quotas_after_a_start_up(full: Bus) -> None:
    with full.looking() as hall:
        assert hall.people == {PERSON: ["20261123-A001"]}
        assert hall.given == {("passport", "morning"): 1}
    assert_whole(full)  # compares with a hall that was read anew


def test_the_numbers_of_yesterday_stay_readable(bus: Bus, clock: Clock) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    clock.move(minutes=7, seconds=30)
    do(bus, c.CallNext, window=1)
    bus.execute(take())
    clock.move(days=1)
    bus.execute(take("invoice"))
    with bus.store.reading() as db:
        assert tickets_of_day(db, "small", "20261123") == [
            TicketOfDay("A001", "A", State.expired, 450.0),
            TicketOfDay("A002", "A", State.expired, None),
        ]
        assert tickets_of_day(db, "small", "20261124") == [
            TicketOfDay("B001", "B", State.waiting, None)
        ]
        assert tickets_of_day(db, "small", "20261122") is None
        assert tickets_of_day(db, "other", "20261123") is None


def test_a_day_is_found_by_an_index(bus: Bus) -> None:
    from shared.store.days import TICKETS_OF_DAY

    with bus.store.reading() as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {TICKETS_OF_DAY}", ("small", "20261123")).fetchall()
    assert any("ticket_days" in str(step) for step in plan)
