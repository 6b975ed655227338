"""What is personal: encrypted where it lies, gone when its time is over, in no other place."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.refusals import EnoughBooked
from shared.domain.settings import HallSettings
from shared.store import Store
from shared.store.instants import from_text
from shared.store.personal import Particulars, PersonalRecords, particulars
from tests.portrait import assert_whole
from tests.small_hall import MONDAY_MORNING, Clock, book, key_for, new_id, take

SECRET = b"a secret of thirty-two bytes ..."
PHONE, NAME, PLACE = "13986420753", "张三丰", "人民路99号"
PHONE_MARK, TAIL_MARK = "mark-of-the-whole-number", "mark-of-its-last-digits"
ABOUT = particulars(NAME, PHONE, PLACE)
ELEVEN = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def records(bus: Bus) -> PersonalRecords:
    return PersonalRecords(bus.store, SECRET)


@pytest.fixture
def booked(bus: Bus, records: PersonalRecords) -> c.BookAppointment:
    """For 11:00, with name, phone and place."""
    command = book()
    kept = replace(records.kept(ABOUT, ELEVEN, 24), phone_mark=PHONE_MARK, tail_mark=TAIL_MARK)
    bus.execute(command, personal={command.key: kept})
    return command


def files(bus: Bus) -> list[bytes]:
    """The database's file and whatever lies beside it."""
    return [path.read_bytes() for path in bus.store.path.parent.glob("hall.db*")]


def expires(bus: Bus, key: str) -> object:
    with bus.store.reading() as db:
        row = db.execute("SELECT expires_at FROM personal WHERE key = ?", (key,)).fetchone()
    return row and from_text(row[0])


def forgotten_at(bus: Bus, clock: Clock, records: PersonalRecords, key: str) -> bool:
    bus.forget_what_expired()
    return records.of(key) is None


def test_it_comes_back_as_it_was(records: PersonalRecords, booked: c.BookAppointment) -> None:
    assert records.of(booked.key) == ABOUT == Particulars(NAME, PHONE, PLACE)
    assert records.of("another-key") is None


def test_no_file_holds_it_in_the_clear(bus: Bus, booked: c.BookAppointment) -> None:
    bus.store._write.execute("PRAGMA wal_checkpoint(PASSIVE)")
    assert len(files(bus)) >= 2
    for content in files(bus):
        for text in (PHONE, PHONE[-8:], NAME, PLACE):
            assert text.encode() not in content
    assert any(booked.key.encode() in content for content in files(bus))  # it is looked at rightly


def test_it_is_found_by_its_phone_as_long_as_it_is_kept(
    bus: Bus, clock: Clock, records: PersonalRecords, booked: c.BookAppointment
) -> None:
    unmarked = book(person="two")
    bus.execute(unmarked, personal={unmarked.key: records.kept(ABOUT, ELEVEN, 24)})
    found = bus.store.keys_of_phone
    assert found(TAIL_MARK) == found(TAIL_MARK, PHONE_MARK) == [booked.key]
    for marks in (("",), ("", ""), ("", PHONE_MARK), (PHONE_MARK,), (TAIL_MARK, "another phone")):
        assert found(*marks) == []
    clock.at = ELEVEN + timedelta(hours=24)
    bus.forget_what_expired()
    assert found(TAIL_MARK) == []


def test_the_same_words_are_never_the_same_bytes(records: PersonalRecords) -> None:
    kept = [records.kept(ABOUT, ELEVEN, 24).content for _ in range(20)]
    assert len(set(kept)) == 20


def test_another_secret_reads_nothing(bus: Bus, booked: c.BookAppointment) -> None:
    assert PersonalRecords(bus.store, b"another secret of thirty-two ...").of(booked.key) is None


def test_bytes_that_were_changed_are_nothing(bus: Bus, booked: c.BookAppointment) -> None:
    with closing(sqlite3.connect(bus.store.path)) as db:
        db.execute("UPDATE personal SET content = substr(content, 1, 40) || 'x' || content")
        db.commit()
    assert PersonalRecords(bus.store, SECRET).of(booked.key) is None


def test_no_table_but_one_has_a_place_for_it(bus: Bus, booked: c.BookAppointment) -> None:
    """And the journal's entry has marks, not words."""
    (entry,) = bus.store.entries_after(bus.store.journal_end() - 1)
    assert "person='one'" in str(entry.event)  # the mark that the hub has made
    with closing(sqlite3.connect(bus.store.path)) as db:
        tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in db.execute(f"SELECT * FROM {table}"):
                assert not re.search(rf"{PHONE}|{NAME}|{PLACE}", str(row))


class TestTheEnd:
    """So many hours after it is of no more use."""

    def test_after_the_appointment(
        self, bus: Bus, clock: Clock, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        clock.at = ELEVEN + timedelta(hours=24) - timedelta(milliseconds=1)
        assert not forgotten_at(bus, clock, records, booked.key)
        clock.move(seconds=0.001)
        assert forgotten_at(bus, clock, records, booked.key)
        assert bus.store.forget_expired(bus.now()) == 0
        bus.begin_day()
        assert_whole(bus)

    def test_its_bytes_are_gone_from_the_files(
        self, bus: Bus, clock: Clock, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        content = bus.store.personal(booked.key)
        assert content is not None
        personal = (content, PHONE_MARK.encode(), TAIL_MARK.encode())
        clock.at = ELEVEN + timedelta(hours=24)
        bus.forget_what_expired()
        bus.store._write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not any(each in file for file in files(bus) for each in personal)

    def test_moved_it_is_kept_longer(self, bus: Bus, booked: c.BookAppointment) -> None:
        later = ELEVEN + timedelta(days=3)
        bus.execute(_on(bus, c.MoveAppointment, starts_at=later))
        assert expires(bus, booked.key) == later + timedelta(hours=24)

    def test_moved_nearer_it_goes_sooner(self, bus: Bus, records: PersonalRecords) -> None:
        command = book(ELEVEN + timedelta(days=3))
        kept = records.kept(ABOUT, command.starts_at, 24)
        bus.execute(command, personal={command.key: kept})
        bus.execute(_on(bus, c.MoveAppointment, starts_at=ELEVEN))
        assert expires(bus, command.key) == ELEVEN + timedelta(hours=24)

    def test_cancelled_it_goes_soon(self, bus: Bus, booked: c.BookAppointment) -> None:
        bus.execute(_on(bus, c.CancelAppointment))
        assert expires(bus, booked.key) == MONDAY_MORNING + timedelta(hours=24)

    def test_as_long_as_the_hall_says(self, bus: Bus, booked: c.BookAppointment) -> None:
        settings = HallSettings(retention_hours=2)
        bus.execute(c.ChangeSettings(id=new_id(), by="staff:sun", settings=settings))
        bus.execute(_on(bus, c.CancelAppointment))
        assert expires(bus, booked.key) == MONDAY_MORNING + timedelta(hours=2)

    @pytest.mark.parametrize("ends", ["done", "cancelled"])
    def test_after_a_home_visit(
        self, bus: Bus, clock: Clock, records: PersonalRecords, ends: str
    ) -> None:
        key = key_for("a-visit-of-somebody")
        asked = c.AskHomeVisit(
            id=new_id(), by="public:web", service="id-card", key=key, person="me"
        )
        ninety = MONDAY_MORNING + timedelta(days=90)
        (entry,) = bus.execute(asked, personal={key: records.kept(ABOUT, ninety, 24)})
        home_visit = entry.event.home_visit.id  # type: ignore[attr-defined]
        on = MONDAY_MORNING.date() + timedelta(days=1)
        bus.execute(
            c.AssignHomeVisit(id=new_id(), by="staff:gu", home_visit=home_visit, to="wang", on=on)
        )
        clock.move(days=1)
        assert not forgotten_at(bus, clock, records, key)
        kind = c.FinishHomeVisit if ends == "done" else c.CancelHomeVisit
        bus.execute(kind(id=new_id(), by="staff:gu", home_visit=home_visit))
        clock.move(hours=24)
        assert forgotten_at(bus, clock, records, key)
        assert_whole(bus)


def _on(bus: Bus, kind: Callable[..., c.Command], **words: object) -> c.Command:
    """A command about the only appointment there is."""
    with bus.looking() as hall:
        (booking,) = hall.bookings
    return kind(id=new_id(), by="staff:gu", booking=booking, **words)


class TestWithTheCommand:
    def test_refused_nothing_is_kept(
        self, bus: Bus, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        again = book(ELEVEN + timedelta(hours=3))
        with pytest.raises(EnoughBooked):
            bus.execute(again, personal={again.key: records.kept(ABOUT, ELEVEN, 24)})
        assert records.of(again.key) is None

    def test_sent_again_nothing_is_kept_anew(
        self, bus: Bus, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        other = particulars("李四")
        bus.execute(booked, personal={booked.key: records.kept(other, ELEVEN, 700)})
        assert records.of(booked.key) == ABOUT
        assert expires(bus, booked.key) == ELEVEN + timedelta(hours=24)

    def test_forgotten_before_its_time(
        self, bus: Bus, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        bus.store.forget_personal(booked.key)
        assert records.of(booked.key) is None

    def test_a_second_process_reads_and_forgets(
        self, bus: Bus, clock: Clock, records: PersonalRecords, booked: c.BookAppointment
    ) -> None:
        other = Store(Path(bus.store.path), "small")
        assert PersonalRecords(other, SECRET).of(booked.key) == ABOUT
        assert other.forget_expired(ELEVEN + timedelta(days=2)) == 1
        other.close()
        assert records.of(booked.key) is None

    def test_halls_in_one_file_do_not_read_each_others(
        self, bus: Bus, booked: c.BookAppointment
    ) -> None:
        other = Store(Path(bus.store.path), "other")
        assert PersonalRecords(other, SECRET).of(booked.key) is None
        assert other.forget_expired(ELEVEN + timedelta(days=2)) == 0
        other.close()
        assert bus.store.personal(booked.key) is not None


def test_a_number_may_have_a_phone(bus: Bus, records: PersonalRecords) -> None:
    """Then a text is to be sent; a station claims it as it does a receipt."""
    command = take(texted=True)  # type: ignore[arg-type]
    about = particulars(phone=PHONE)
    bus.execute(command, personal={command.key: records.kept(about, bus.now(), 24)})
    jobs = bus.store.spool.claim("S1", bus.now(), 5)
    assert [(job.id, job.place) for job in jobs if job.kind == "text"] == [
        ("text-20261123-A001", "phones")
    ]
    assert PHONE not in str(jobs)
    assert_whole(bus)


def test_a_hundred_that_expired_leave_no_byte_behind(
    bus: Bus, clock: Clock, records: PersonalRecords
) -> None:
    """Also where whole pages of the file become free."""
    kept = [records.kept(ABOUT, ELEVEN, 24) for _ in range(100)]
    bus.execute(take(), personal={f"key-{n}": each for n, each in enumerate(kept)})
    clock.move(days=3)
    bus.begin_day()
    bus.forget_what_expired()
    assert not [n for n, each in enumerate(kept) if any(each.content in f for f in files(bus))]
    assert_whole(bus)


def test_a_home_visit_keeps_its_names_until_its_day(
    bus: Bus, clock: Clock, records: PersonalRecords
) -> None:
    command = c.AskHomeVisit(
        id=new_id(), by="staff:gu", service="id-card", key=key_for("a-visit"), person="one"
    )
    kept = records.kept(ABOUT, clock.at + timedelta(days=2), 24)
    (entry,) = bus.execute(command, personal={command.key: kept})
    home_visit = entry.event.home_visit.id  # type: ignore[attr-defined]
    day = clock.at.date() + timedelta(days=20)
    bus.execute(
        c.AssignHomeVisit(id=new_id(), by="staff:gu", home_visit=home_visit, to="wang", on=day)
    )
    clock.move(days=20)
    assert not forgotten_at(bus, clock, records, command.key)
    clock.move(days=2)
    assert forgotten_at(bus, clock, records, command.key)
