"""`Bus.execute`: once, in order, or not at all."""

import threading
from pathlib import Path

import msgspec
import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import NobodyWaiting, NotAllowed, Refusal, Repeated, WrongState
from shared.domain.tickets import State
from shared.store import Store
from tests.portrait import assert_whole, image, restarted
from tests.small_hall import KIOSK, LI, WANG, Clock, key_for, new_id, take


def end(bus: Bus) -> int:
    return bus.store.journal_end()


def do(bus: Bus, kind: type[c.Command], by: str = WANG, **words: object) -> e.Event:
    (entry,) = bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]
    return entry.event


def test_a_command_gives_its_entries(bus: Bus) -> None:
    before = end(bus)
    command = take()
    (entry,) = bus.execute(command)
    assert entry.seq == before + 1 == end(bus)
    assert entry.at == bus.clock()
    assert (entry.actor, entry.command_id) == (KIOSK, command.id)
    assert isinstance(entry.event, e.TicketIssued)
    assert entry.event.number == "A001"
    assert_whole(bus)


def test_a_command_with_two_events_writes_both(bus: Bus) -> None:
    before = end(bus)
    entries = bus.execute(
        c.AddStaff(id=new_id(), by="system:terminal", account="qian", name="q", role="clerk")
    )
    assert [entry.seq for entry in entries] == [before + 1, before + 2]
    assert [type(entry.event) for entry in entries] == [e.StaffAdded, e.PasswordSet]
    assert_whole(bus)


def test_the_same_command_again_gives_the_same_answer(bus: Bus, clock: Clock) -> None:
    command = take()
    first = bus.execute(command)
    bus.execute(take())
    clock.move(minutes=5)
    at = end(bus)
    assert bus.execute(command) == first
    assert end(bus) == at
    assert msgspec.json.encode(bus.execute(command)) == msgspec.json.encode(first)


def test_the_same_answer_after_the_state_went_on(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    call = c.CallNext(id=new_id(), by=WANG, window=1)
    first = bus.execute(call)
    do(bus, c.StartService, window=1)
    assert bus.execute(call) == first
    do(bus, c.FinishService, window=1)
    assert bus.execute(call) == first


def test_the_same_answer_from_another_process_and_another_day(
    bus: Bus, clock: Clock, tmp_path: Path
) -> None:
    command = take()
    first = bus.execute(command)
    other = Bus(Store(tmp_path / "hall.db", "small"), clock)
    assert other.execute(command) == first
    clock.move(days=1)
    assert other.execute(command) == first
    assert bus.execute(command) == first
    other.store.close()
    assert_whole(bus)


def test_the_same_answer_for_many_events(bus: Bus) -> None:
    command = c.AddStaff(id=new_id(), by="system:terminal", account="qian", name="q", role="clerk")
    first = bus.execute(command)
    assert bus.execute(command) == first
    assert len(first) == 2


@pytest.mark.parametrize("change", [{"service": "invoice"}, {"by": "staff:gu"}, {"language": "en"}])
def test_a_used_id_with_something_else_in_it(bus: Bus, change: dict[str, str]) -> None:
    command = take()
    bus.execute(command)
    before, picture = end(bus), image(bus)
    with pytest.raises(Repeated, match="used for something else"):
        bus.execute(msgspec.structs.replace(command, **change))
    with pytest.raises(Repeated):
        bus.execute(c.OpenWindow(id=command.id, by=WANG, window=1))
    assert (end(bus), image(bus)) == (before, picture)


def test_a_refused_command_may_be_tried_again(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    call = c.CallNext(id=new_id(), by=WANG, window=1)
    with pytest.raises(NobodyWaiting):
        bus.execute(call)
    bus.execute(take())
    (entry,) = bus.execute(call)
    assert isinstance(entry.event, e.TicketCalled)


def test_a_refusal_leaves_everything_as_it_was(bus: Bus) -> None:
    before, picture = end(bus), image(bus)
    with pytest.raises(Refusal):
        bus.execute(take("no-such"))
    with pytest.raises(NotAllowed):
        bus.execute(take(by="display:D1"))
    with pytest.raises(WrongState):
        do(bus, c.Recall, window=1)
    assert (end(bus), image(bus)) == (before, picture)
    assert_whole(bus)


def test_digests_are_sealed_with_the_command_and_not_in_the_journal(bus: Bus) -> None:
    bus.execute(
        c.SetPassword(id=new_id(), by="staff:admin", account="wang"), {"p:wang": "digest-x"}
    )
    assert bus.store.sealed("p:wang") == "digest-x"
    bus.execute(
        c.SetPassword(id=new_id(), by="staff:admin", account="wang"), {"p:wang": "digest-y"}
    )
    assert bus.store.sealed("p:wang") == "digest-y"
    with bus.store.reading() as db:
        rows = db.execute("SELECT data FROM journal").fetchall()
    assert not any("digest-" in data for (data,) in rows)


def test_a_refused_command_seals_nothing(bus: Bus) -> None:
    with pytest.raises(Refusal):
        bus.execute(c.SetPassword(id=new_id(), by=WANG, account="li"), {"p:li": "digest-x"})
    assert bus.store.sealed("p:li") is None


def test_an_answer_given_again_seals_nothing(bus: Bus) -> None:
    command = c.SetPassword(id=new_id(), by="staff:admin", account="wang")
    bus.execute(command, {"p:wang": "first"})
    bus.execute(command, {"p:wang": "second"})
    assert bus.store.sealed("p:wang") == "first"


def test_the_publisher_is_woken_by_what_was_committed_only(bus: Bus) -> None:
    woken: list[int] = []
    bus.wake = lambda: woken.append(end(bus))
    command = take()
    bus.execute(command)
    assert woken == [end(bus)]
    bus.execute(command)
    with pytest.raises(Refusal):
        bus.execute(take("no-such"))
    assert len(woken) == 1


def test_waking_happens_outside_the_locks(bus: Bus) -> None:
    seen: list[int] = []

    def look() -> None:
        with bus.looking() as hall:
            seen.append(hall.seq)

    bus.wake = look
    bus.execute(take())
    assert seen == [end(bus)]


def test_a_second_bus_catches_up(bus: Bus, clock: Clock, tmp_path: Path) -> None:
    other = Bus(Store(tmp_path / "hall.db", "small"), clock)
    do(bus, c.OpenWindow, window=1)
    for _ in range(3):
        bus.execute(take())
    assert image(other) == image(bus)
    (entry,) = other.execute(take())
    assert isinstance(entry.event, e.TicketIssued)
    assert entry.event.number == "A004"
    (entry,) = bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    with other.looking() as hall:
        assert hall.windows[1].ticket == "20261123-A001"
    with pytest.raises(WrongState):
        other.execute(c.CloseWindow(id=new_id(), by=WANG, window=1))
    assert image(other) == image(bus) == restarted(bus)
    other.store.close()


def test_two_halls_in_one_file_do_not_see_each_other(
    bus: Bus, clock: Clock, tmp_path: Path
) -> None:
    other = Bus(Store(tmp_path / "hall.db", "other"), clock)
    with other.looking() as hall:
        assert (hall.seq, hall.catalogue) == (0, None)
    command = take()
    bus.execute(command)
    other.execute(
        c.AddStaff(id=command.id, by="system:terminal", account="qian", name="q", role="clerk")
    )
    assert other.store.journal_end() == 2
    other.store.close()
    assert_whole(bus)


def test_two_clerks_at_the_same_instant(bus: Bus) -> None:
    """Each gets somebody else, and whoever comes too late is told so."""
    do(bus, c.OpenWindow, window=1)
    do(bus, c.OpenWindow, LI, window=2)
    for waiting in (3, 1, 0):
        for _ in range(waiting):
            bus.execute(take())
        called = press_next_together(bus)
        assert len(set(called)) == len(called) == min(waiting, 2)
        for window, clerk in ((1, WANG), (2, LI)):
            with bus.looking() as hall:
                busy = hall.windows[window].ticket
            if busy:
                do(bus, c.MissTicket, clerk, window=window)
        while waiting > 2:
            do(bus, c.CallNext, window=1)
            do(bus, c.MissTicket, window=1)
            waiting -= 1
    assert_whole(bus)


def press_next_together(bus: Bus) -> list[str]:
    called: list[str] = []
    start = threading.Barrier(2)

    def press(clerk: str, window: int) -> None:
        start.wait()
        try:
            (entry,) = bus.execute(c.CallNext(id=new_id(), by=clerk, window=window))
        except NobodyWaiting:
            return
        assert isinstance(entry.event, e.TicketCalled)
        called.append(entry.event.ticket)

    clerks = [
        threading.Thread(target=press, args=(WANG, 1)),
        threading.Thread(target=press, args=(LI, 2)),
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    return called


def test_many_threads_take_numbers(bus: Bus) -> None:
    numbers: list[str] = []

    def many() -> None:
        for _ in range(25):
            (entry,) = bus.execute(take())
            assert isinstance(entry.event, e.TicketIssued)
            numbers.append(entry.event.number)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"A{count:03d}" for count in range(1, 101)]
    assert_whole(bus)


def test_a_double_tap_from_two_threads_is_one_number(bus: Bus) -> None:
    command = take()
    answers: list[object] = []
    taps = [threading.Thread(target=lambda: answers.append(bus.execute(command))) for _ in range(6)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    with bus.looking() as hall:
        assert list(hall.numbers.values()) == [1]


def test_a_whole_visit_is_in_the_tables(bus: Bus, clock: Clock) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    clock.move(minutes=4)
    for move in (c.CallNext, c.Recall, c.StartService):
        do(bus, move, window=1)
        clock.move(seconds=30)
    do(bus, c.FinishService, window=1)
    with bus.looking() as hall:
        ticket = hall.tickets["20261123-A001"]
    assert ticket.state is State.served
    assert ticket.calls == 2
    with bus.store.reading() as db:
        row = db.execute(
            "SELECT number, state, calls, called_at, started_at, ended_at, window_number, key"
            " FROM ticket"
        ).fetchone()
    assert row == (
        "A001", "served", 2, "2026-11-23T02:04:00.000Z", "2026-11-23T02:05:00.000Z",
        "2026-11-23T02:05:30.000Z", 1, ticket.key,
    )  # fmt: skip
    assert ticket.key.startswith(key_for("command-")[:14])
    assert_whole(bus)
