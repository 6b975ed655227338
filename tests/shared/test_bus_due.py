"""What the hall does by itself: calls for windows that are armed or automatic, and ends."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.due import due_calls, due_endings
from shared.domain.refusals import NotAllowed, Refusal
from shared.domain.settings import HallSettings
from shared.domain.tickets import State
from shared.store import Store, StoreBusy
from tests.portrait import assert_whole, image
from tests.small_hall import LI, WANG, Clock, new_id, take


def do(bus: Bus, kind: type[c.Command], by: str = WANG, **words: object) -> None:
    bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]


def happened(bus: Bus, kind: type[e.Event]) -> list[e.Event]:
    entries = bus.store.entries_after(0)
    return [entry.event for entry in entries if isinstance(entry.event, kind)]


@pytest.fixture
def other(bus: Bus, clock: Clock, tmp_path: Path) -> Iterator[Bus]:
    """A second process on the same file."""
    made = Bus(Store(tmp_path / "hall.db", "small"), clock)
    yield made
    made.store.close()


def test_an_armed_window_calls_whoever_comes(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    do(bus, c.ArmWindow, window=1)
    woken: list[int] = []
    bus.wake = lambda: woken.append(bus.store.journal_end())
    (entry,) = bus.execute(take())
    assert isinstance(entry.event, e.TicketIssued)  # the answer is of the command alone
    with bus.looking() as hall:
        assert hall.windows[1].ticket == entry.event.ticket
        assert not hall.windows[1].armed
    (called,) = bus.store.entries_after(entry.seq)
    assert (called.actor, called.at) == ("system:hall", entry.at)
    assert woken == [called.seq]
    bus.execute(take())
    assert len(happened(bus, e.TicketCalled)) == 1
    assert_whole(bus)


def test_of_two_armed_windows_one_calls(bus: Bus) -> None:
    for window, clerk in ((1, WANG), (2, LI)):
        do(bus, c.OpenWindow, clerk, window=window)
        do(bus, c.ArmWindow, clerk, window=window)
    bus.execute(take())
    with bus.looking() as hall:
        assert [hall.windows[n].armed for n in (1, 2)] == [False, True]
    bus.execute(take())
    assert len(happened(bus, e.TicketCalled)) == 2


def test_whoever_is_put_back_into_line_is_called_too(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    for move in (c.CallNext, c.MissTicket, c.ArmWindow):
        do(bus, move, window=1)
    do(bus, c.RequeueTicket, "staff:gu", ticket="20261123-A001")
    with bus.looking() as hall:
        assert hall.tickets["20261123-A001"].state is State.called


def test_an_automatic_window_calls_after_its_pause(bus: Bus, clock: Clock) -> None:
    do(bus, c.OpenWindow, window=1)
    do(bus, c.SetAutomatic, window=1, pause_seconds=20)
    for _ in range(2):
        bus.execute(take())
    clock.move(seconds=19.999)
    bus.do_what_is_due()
    assert not happened(bus, e.TicketCalled)
    clock.move(seconds=0.001)
    bus.do_what_is_due()
    bus.do_what_is_due()
    assert len(happened(bus, e.TicketCalled)) == 1
    for move in (c.StartService, c.FinishService):
        do(bus, move, window=1)
    clock.move(seconds=20)
    bus.do_what_is_due()
    assert len(happened(bus, e.TicketCalled)) == 2
    assert_whole(bus)


def test_without_a_pause_it_calls_with_the_finish(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    for _ in range(2):
        bus.execute(take())
    at_once = HallSettings(automatic_least_seconds=0)
    do(bus, c.ChangeSettings, by="staff:sun", settings=at_once)
    do(bus, c.SetAutomatic, window=1, pause_seconds=0)
    do(bus, c.StartService, window=1)
    do(bus, c.FinishService, window=1)
    with bus.looking() as hall:
        assert hall.windows[1].ticket == "20261123-A002"


def test_a_missed_ticket_ends_by_itself(bus: Bus, clock: Clock) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    for move in (c.CallNext, c.MissTicket):
        do(bus, move, window=1)
    clock.move(minutes=30)
    bus.do_what_is_due()
    assert not happened(bus, e.TicketAbandoned)
    clock.move(seconds=1)
    bus.do_what_is_due()
    bus.do_what_is_due()
    assert len(happened(bus, e.TicketAbandoned)) == 1
    assert_whole(bus)


def test_nothing_is_due_and_nobody_is_woken(bus: Bus) -> None:
    bus.wake = lambda: pytest.fail("woken for nothing")
    end = bus.store.journal_end()
    bus.do_what_is_due()
    assert bus.store.journal_end() == end


def much_is_due(bus: Bus, clock: Clock) -> None:
    """Two windows that call by themselves after a minute, two who wait, two who were missed."""
    for window, clerk in ((1, WANG), (2, LI)):
        do(bus, c.OpenWindow, clerk, window=window)
        bus.execute(take())
        for move in (c.CallNext, c.MissTicket):
            do(bus, move, clerk, window=window)
        do(bus, c.SetAutomatic, clerk, window=window, pause_seconds=60)
    for _ in range(2):
        bus.execute(take())
    clock.move(minutes=31)


def all_was_done_once(bus: Bus) -> None:
    calls = [event.ticket for event in happened(bus, e.TicketCalled)]  # type: ignore[attr-defined]
    assert sorted(calls) == [f"20261123-A00{n}" for n in (1, 2, 3, 4)]
    ends = [event.ticket for event in happened(bus, e.TicketAbandoned)]  # type: ignore[attr-defined]
    assert sorted(ends) == ["20261123-A001", "20261123-A002"]
    assert_whole(bus)


def test_two_processes_that_saw_the_same_do_it_once(bus: Bus, other: Bus, clock: Clock) -> None:
    """Each decides what is due before the other has done any of it."""
    much_is_due(bus, clock)
    wishes = []
    for process in (bus, other):
        with process.looking() as hall:
            wishes.append([*due_endings(hall, process.now()), *due_calls(hall, process.now())])
    assert wishes[0] == wishes[1]
    assert len(wishes[0]) == 4
    assert bus._do(lambda hall, now: wishes[0])
    assert not other._do(lambda hall, now: wishes[1])
    all_was_done_once(bus)


def test_two_processes_at_the_same_moment(bus: Bus, other: Bus, clock: Clock) -> None:
    much_is_due(bus, clock)
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def work(process: Bus) -> None:
        start.wait()
        try:
            process.do_what_is_due()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(process,)) for process in (bus, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    all_was_done_once(bus)
    assert image(bus) == image(other)


def test_what_another_process_has_done_meanwhile_is_no_fault(
    bus: Bus, other: Bus, clock: Clock
) -> None:
    """The id is a new one, since the hall has gone on: refused, and the next is tried."""
    much_is_due(bus, clock)
    with bus.looking() as hall:
        first = due_calls(hall, bus.now())[0]
    bus.execute(take())
    other.do_what_is_due()
    with pytest.raises(Refusal):
        bus.execute(first)
    all_called = [event.ticket for event in happened(bus, e.TicketCalled)]  # type: ignore[attr-defined]
    assert len(set(all_called)) == len(all_called) == 4


def test_no_client_can_use_the_ids_of_the_hall(bus: Bus, clock: Clock) -> None:
    import msgspec

    much_is_due(bus, clock)
    with bus.looking() as hall:
        commands = [*due_calls(hall, bus.now()), *due_endings(hall, bus.now())]
    for command in commands:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(command.id, c.CommandId)


@pytest.mark.parametrize("by", [WANG, "staff:sun", "kiosk:K1", "station:S1"])
def test_nobody_else_may_ask_for_it(bus: Bus, by: str) -> None:
    with pytest.raises(NotAllowed):
        do(bus, c.CallDue, by, window=1)
    with pytest.raises(NotAllowed):
        do(bus, c.AbandonTicket, by, ticket="20261123-A001")


def test_a_command_is_done_also_where_what_follows_cannot_be(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The citizen has a number. The window calls it a second later."""
    do(bus, c.OpenWindow, window=1)
    do(bus, c.ArmWindow, window=1)
    woken: list[int] = []
    bus.wake = lambda: woken.append(1)
    execute = bus._execute

    def busy_for_the_hall(command: c.Command, *beside: dict[str, object]) -> object:
        if isinstance(command, c.CallDue):
            raise StoreBusy
        return execute(command, *beside)

    monkeypatch.setattr(bus, "_execute", busy_for_the_hall)
    (entry,) = bus.execute(take())
    assert isinstance(entry.event, e.TicketIssued)
    assert woken == [1]
    monkeypatch.undo()
    bus.do_what_is_due()
    assert len(happened(bus, e.TicketCalled)) == 1
    assert_whole(bus)
