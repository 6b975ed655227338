"""A file of the first version: it opens, moves forward, folds and verifies."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.events import HallImported
from shared.domain.help_calls import HelpReason
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need, State
from shared.store import Personal, Store, schema
from shared.store.verify import verify_file
from tests.portrait import assert_whole, image, restarted
from tests.shared.store.older import WITHOUT_RECORDS
from tests.small_hall import CATALOGUE, LI, SYSTEM, WANG, Clock, book, new_id, take

FRIDAY, TODAY = "20261120", "20261123"
AT = "2026-11-23T02:0{minute}:00.000Z"
STAFF = [
    {"account": account, "name": account, "role": role, "department": "", "enabled": True}
    for account, role in (("wang", "clerk"), ("li", "clerk"), ("sun", "supervisor"))
]
DEVICES = [{"id": "K1", "kind": "kiosk", "place": "K1", "enabled": True}]
NEWER = {
    "helps", "holidays", "days", "service_hours", "quota_morning", "quota_afternoon", "guidance",
    "life_events", "synonyms", "slots", "loan_items", "pixels_per_inch", "reader",
}  # fmt: skip
NEWER_TABLES = {"life_event", "synonyms", "slots", "loan_item"}
WHY = {"waited_seconds": 60, "head_start": 0.0, "score": 1.0, "before": ""}


def catalogue() -> object:
    """As the first version wrote it."""
    written = msgspec.to_builtins(HallImported(CATALOGUE))
    whole = written["catalogue"]
    for thing in (whole, *whole["windows"], *whole["services"], *whole["kiosks"]):
        for name in NEWER & thing.keys():
            del thing[name]
    return written


def ticket(number: str, day: str = TODAY) -> dict[str, object]:
    return {
        "ticket": f"{day}-{number}", "number": number, "key": f"key-of-{day}-{number}",
        "queue": "A", "service": "id-card", "class": "ordinary", "need": "", "language": "zh",
        "kiosk": "K1", "ahead": 0, "wait_minutes": None, "windows": [1, 2, 4],
    }  # fmt: skip


def at(number: str, window: int = 1, day: str = TODAY, **more: object) -> dict[str, object]:
    return {"ticket": f"{day}-{number}", "window": window} | more


def opens(day: str, *served: str) -> tuple[str, object]:
    words = {"day": day, "imported": 1, "expired": [], "served": list(served)}
    return "DayOpened", words | {"staff": STAFF, "devices": DEVICES}


OLD: list[tuple[str, object]] = [
    ("HallImported", catalogue()),
    *(("StaffAdded", {"staff": staff}) for staff in STAFF),
    ("DevicePaired", {"device": DEVICES[0]}),
    opens(FRIDAY),
    ("WindowOpened", {"window": 1, "clerk": "wang"}),
    ("TicketIssued", ticket("A001", FRIDAY)),
    ("TicketCalled", at("A001", day=FRIDAY, why=WHY)),
    ("ServiceStarted", at("A001", day=FRIDAY)),
    opens(TODAY, f"{FRIDAY}-A001"),
    ("WindowOpened", {"window": 1, "clerk": "wang"}),
    ("WindowOpened", {"window": 2, "clerk": "li"}),
    *(("TicketIssued", ticket(f"A00{n}")) for n in (1, 2, 3, 4, 5)),
    ("TicketCalled", at("A001", why=WHY)),
    ("ServiceStarted", at("A001")),
    ("ServiceFinished", at("A001")),
    ("TicketCalled", at("A002", why=WHY)),
    ("TicketMissed", at("A002")),
    ("TicketCalled", at("A003", why=WHY)),
    ("TicketRecalled", at("A003")),
    ("TicketCalled", at("A004", window=2, why=WHY)),
    ("ServiceStarted", at("A004", window=2)),
    ("JobReported", {"job": "receipt-20261123-A001", "outcome": "done", "detail": ""}),
]  # fmt: skip

# The rows that the first version had written beside the journal.
TICKET_ROWS = {
    f"{FRIDAY}-A001": ("served", 1, 1),
    f"{TODAY}-A001": ("served", 1, 1),
    f"{TODAY}-A002": ("missed", 1, 1),
    f"{TODAY}-A003": ("called", 1, 2),
    f"{TODAY}-A004": ("serving", 2, 1),
    f"{TODAY}-A005": ("waiting", None, 0),
}


def first_version(file: Path) -> None:
    """A file as the first version left it in the middle of a morning."""
    with closing(sqlite3.connect(file)) as connection:
        db = Database(connection)
        with db.atomic():
            schema.MIGRATIONS[0](db)
            db.execute("PRAGMA user_version = 1")
        for seq, (kind, data) in enumerate(OLD, start=1):
            text = msgspec.json.encode(data).decode()
            row = ("small", seq, _at(seq), kind, "system:old", f"old-{seq:04d}", 0, "x", text)
            connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * 9)})", row)
        _rows(connection)
        connection.commit()


def _at(seq: int) -> str:
    return AT.format(minute=min(9, seq // 3))


def _seq(kind: str, id_: str) -> int:
    """The entry of this kind that is about a ticket; 0 where there is none."""
    found = [
        seq
        for seq, (each, data) in enumerate(OLD, start=1)
        if each == kind and data["ticket"] == id_  # type: ignore[index]
    ]
    return found[-1] if found else 0


def _time(kind: str, id_: str) -> str | None:
    seq = _seq(kind, id_)
    return _at(seq) if seq else None


def _ended(id_: str) -> str | None:
    """The day that began ended whoever was being served."""
    if id_.startswith(FRIDAY):
        return _at(_days()[TODAY])
    return _time("ServiceFinished", id_) or _time("TicketMissed", id_)


def _days() -> dict[str, int]:
    return {
        data["day"]: seq  # type: ignore[index]
        for seq, (kind, data) in enumerate(OLD, start=1)
        if kind == "DayOpened"
    }


def _rows(connection: sqlite3.Connection) -> None:
    from shared.store.catalogue_rows import catalogue_rows

    def insert(table: str, **columns: object) -> None:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        connection.execute(statement, tuple(columns.values()))

    for table, columns in catalogue_rows(CATALOGUE):
        if table in NEWER_TABLES:
            continue
        insert(table, **{name: value for name, value in columns.items() if name not in NEWER})
    for staff in STAFF:
        insert("staff", hall="small", **staff)
    for device in DEVICES:
        insert("device", hall="small", **device)
    for day, seq in _days().items():
        insert("business_day", hall="small", day=day, opened_at=_at(seq), imported=1)
    for id_, (state, window, calls) in TICKET_ROWS.items():
        day, number = id_.split("-")
        seq = _seq("TicketIssued", id_)
        words = ticket(number, day) | {"windows": "1 2 4"}
        insert(
            "ticket",
            hall="small",
            id=words.pop("ticket"),
            **words,
            seq=seq,
            state=state,
            issued_at=_at(seq),
            since=_at(seq),
            window_number=window,
            calls=calls,
            called_at=_time("TicketCalled", id_),
            started_at=_time("ServiceStarted", id_),
            ended_at=_ended(id_),
        )
        job = {FRIDAY: "expired", TODAY: "waiting"}[day]
        reported = id_ == f"{TODAY}-A001"
        _job(insert, f"receipt-{id_}", "receipt", id_, seq, "done" if reported else job)
    for seq, (kind, data) in enumerate(OLD, start=1):
        if kind in ("TicketCalled", "TicketRecalled"):
            id_: str = data["ticket"]  # type: ignore[index]
            state = "expired" if id_.startswith(FRIDAY) else "waiting"
            _job(insert, f"speech-{seq}", "speech", id_, seq, state)
        if kind == "WindowOpened" and seq > _days()[TODAY]:
            connection.execute(
                "UPDATE service_window SET clerk = ?, opened_at = ?, ticket = ? WHERE number = ?",
                (data["clerk"], _at(seq), _seat(data["window"]), data["window"]),  # type: ignore[index]
            )


def _seat(window: int) -> str:
    return {1: "20261123-A003", 2: "20261123-A004"}[window]


def _job(insert: object, id: str, kind: str, ticket: str, seq: int, state: str) -> None:
    insert(  # type: ignore[operator]
        "job", hall="small", id=id, kind=kind, ticket=ticket, place="P1", language="zh",
        number=ticket[-4:], state=state, created_at=_at(seq), expires_at=_at(seq), tries=0,
    )  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    first_version(tmp_path / "hall.db")
    return tmp_path / "hall.db"


def opened(file: Path, clock: Clock) -> Bus:
    return Bus(Store(file, "small"), clock)


def test_it_opens_and_moves_forward(old: Path, clock: Clock) -> None:
    clock.move(minutes=15)
    bus = opened(old, clock)
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    with bus.looking() as hall:
        states = {t.number: t.state for t in hall.tickets.values()}
        assert states == {
            id_[-4:]: State(row[0]) for id_, row in TICKET_ROWS.items() if id_.startswith(TODAY)
        }
        assert hall.settings == HallSettings()
        assert hall.cases == {}
        assert hall.waiting("A") == 1
        assert len(hall.line("A", Class.ordinary)) == 1
        assert hall.missed.keys() == {"20261123-A002"}
        assert hall.helps(1) == ()
    bus.store.close()


def test_it_is_whole_at_once(old: Path, clock: Clock) -> None:
    opened(old, clock).store.close()
    found = verify_file(old, "small")
    assert found.faults == ()
    assert (found.entries, found.tickets) == (len(OLD), len(TICKET_ROWS))


def test_the_day_goes_on_with_every_new_move(old: Path, clock: Clock) -> None:
    clock.move(minutes=15)
    bus = opened(old, clock)

    def do(kind: type[c.Command], by: str = WANG, **words: object) -> None:
        bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]

    do(c.StartService, window=1)
    do(c.HoldTicket, window=1, reason="a copy")
    do(c.RequeueTicket, "staff:sun", ticket="20261123-A002")
    do(c.TransferTicket, LI, window=2, queue="B")
    do(c.CallNext, window=1)
    do(c.UndoPress, window=1)
    bus.execute(take())
    do(c.ChangeSettings, "staff:sun", settings=HallSettings(undo_seconds=5))
    do(c.AskMoreTime, "citizen:20261123-A005", ticket="20261123-A005")
    do(c.AskHelp, "kiosk:K1", reason=HelpReason.question)
    assert_whole(bus)
    assert image(bus) == restarted(bus)
    clock.move(days=1)
    bus.execute(take())
    assert_whole(bus)
    bus.store.close()


def test_opening_it_twice_changes_nothing_more(old: Path, clock: Clock) -> None:
    first = opened(old, clock)
    lived = image(first)
    first.store.close()
    second = opened(old, clock)
    assert image(second) == lived
    second.store.close()


def test_from_the_first_version_a_file_comes_to_the_same_tables_as_a_new_one(
    old: Path, clock: Clock, tmp_path: Path
) -> None:
    opened(old, clock).store.close()
    Store(tmp_path / "new.db", "small").close()

    def columns(file: Path) -> set[tuple[str, str, str, int, object]]:
        with closing(sqlite3.connect(file)) as db:
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {
                (table, *row[1:4], row[4])
                for (table,) in tables
                for row in db.execute(f"PRAGMA table_info({table})")
            }

    assert columns(old) == columns(tmp_path / "new.db")


class TestTheThirdVersion:
    """Made of a new file, journal and tables."""

    @pytest.fixture
    def third(self, bus: Bus, tmp_path: Path) -> Path:
        """A001 declared its need itself, A002 got the green channel from a steward."""
        without = replace(CATALOGUE, slots=(), loan_items=())
        bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=without))
        bus.execute(take(class_=Class.green, need=Need.infant))  # type: ignore[arg-type]
        bus.execute(take())
        green = {"class_": Class.green, "need": Need.elderly, "reason": "asked"}
        words = {"ticket": f"{TODAY}-A002"} | green
        bus.execute(c.SetClass(id=new_id(), by="staff:gu", **words))  # type: ignore[arg-type]
        file = tmp_path / "third.db"
        with closing(sqlite3.connect(bus.store.path)) as db:
            db.execute("VACUUM INTO ?", (str(file),))
        with closing(sqlite3.connect(file)) as db:
            db.executescript(WITHOUT_RECORDS)
        return file

    def test_it_comes_forward(self, third: Path, bus: Bus, clock: Clock) -> None:
        old = opened(third, clock)
        assert image(old) == image(bus)
        assert_whole(old)
        with old.looking() as hall:
            confirmed = {t.number: t.confirmed for t in hall.tickets.values()}
        assert confirmed == {"A001": False, "A002": True}
        old.store.close()

    def test_it_has_all_the_new_tables(self, third: Path, clock: Clock) -> None:
        old = opened(third, clock)
        old.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=CATALOGUE))
        command = book()
        kept = Personal(b"as good as encrypted", clock.at)
        old.execute(command, personal={command.key: kept})
        old.execute(c.LendItem(id=new_id(), by="staff:gu", item="glasses"))
        clock.move(days=1)
        old.begin_day()
        old.forget_what_expired()
        assert old.store.personal(command.key) is None
        assert_whole(old)
        old.store.close()
