"""Random days on a real file: whatever happens, in whatever order, the records agree.

After each step a number stands once, a window has at most one citizen and a citizen one window;
every few steps the journal is folded anew and compared with tables and live image.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.events import Entry
from shared.domain.people import Role
from shared.domain.policy import choose
from shared.domain.refusals import Refusal, Repeated
from shared.domain.tickets import AT_WINDOW, Class, Need, State
from shared.store import Store
from tests.portrait import assert_whole, image
from tests.small_hall import CATALOGUE, SYSTEM, Clock, key_for, new_id, set_up

CLERKS = ("staff:wang", "staff:li", "staff:zhao", "staff:sun")
MOVES = (
    c.OpenWindow,
    c.CloseWindow,
    c.CallNext,
    c.Recall,
    c.StartService,
    c.FinishService,
    c.MissTicket,
)
SENSIBLE = {
    None: (c.CallNext, c.CallNext, c.CallNext, c.CallNext, c.CloseWindow),
    State.called: (c.StartService, c.StartService, c.StartService, c.Recall, c.MissTicket),
    State.serving: (c.FinishService,),
}
SMALLER = replace(
    CATALOGUE,
    windows=CATALOGUE.windows[:2] + CATALOGUE.windows[3:],
    services=tuple(s for s in CATALOGUE.services if s.code != "passport"),
)
BIGGER = replace(CATALOGUE, windows=(*CATALOGUE.windows, replace(CATALOGUE.windows[3], number=12)))
WISHES: dict[str, tuple[type[c.Command], dict[str, object]]] = {
    "import": (c.ImportHall, {"catalogue": CATALOGUE}),
    "import less": (c.ImportHall, {"catalogue": SMALLER}),
    "import more": (c.ImportHall, {"catalogue": BIGGER}),
    "open specially": (c.OpenSpecially, {"reason": "rain"}),
    "add": (c.AddStaff, {"account": "qian", "name": "q", "role": Role.clerk}),
    "disable qian": (c.DisableStaff, {"account": "qian"}),
    "disable li": (c.DisableStaff, {"account": "li"}),
    "revoke": (c.RevokeDevice, {"device": "K1"}),
    "pair": (c.PairDevice, {"device": "K1", "kind": Role.kiosk, "place": "K2"}),
}
windows = st.sampled_from([1, 2, 3, 4, 12])


class RandomDays(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock(datetime(2026, 11, 23, 1, 30, tzinfo=UTC))
        self.buses = [self.new_bus(), self.new_bus()]
        set_up(self.buses[0])
        self.done: list[tuple[c.Command, tuple[Entry, ...]]] = []
        self.given: set[str] = set()
        self.steps = 0

    def new_bus(self) -> Bus:
        bus = Bus(Store(Path(self.folder.name) / "hall.db", "small"), self.clock)
        bus.store._write.execute("PRAGMA synchronous = OFF")
        return bus

    def teardown(self) -> None:
        assert_whole(self.buses[0])
        for bus in self.buses:
            bus.store.close()
        self.folder.cleanup()

    def do(self, process: int, command: c.Command) -> None:
        """Done, or refused with nothing changed."""
        bus = self.buses[process]
        before = bus.store.journal_end()
        try:
            entries = bus.execute(command)
        except Refusal as refused:
            self.refused(refused, bus.store.journal_end() - before)
            return
        assert [entry.seq for entry in entries] == list(
            range(entries[0].seq, entries[0].seq + len(entries))
        )
        self.done.append((command, entries))

    def refused(self, refusal: Refusal, written: int) -> None:
        """With a whole sentence. A new day may have been opened all the same."""
        assert "{" not in str(refusal)
        assert written in (0, 1)

    @initialize()
    def windows_open(self) -> None:
        for window, clerk in enumerate(CLERKS, start=1):
            self.do(0, c.OpenWindow(id=new_id(), by=clerk, window=window))

    @rule(
        process=st.integers(0, 1),
        services=st.lists(
            st.sampled_from(["id-card", "id-card", "passport", "invoice", "estate", "no-such"]),
            min_size=1,
            max_size=5,
        ),
        by=st.sampled_from(["kiosk:K1", "kiosk:K1", "staff:gu", "staff:gu", "staff:wang"]),
        need=st.sampled_from([Need.none, Need.none, Need.elderly]),
    )
    def citizens_come(self, process: int, services: list[str], by: str, need: Need) -> None:
        self.take(process, services, by, need)

    def take(self, process: int, services: list[str], by: str, need: Need = Need.none) -> None:
        class_ = Class.green if need else Class.ordinary
        for service in services:
            id_, count = new_id(), len(self.done)
            self.do(
                process,
                c.TakeTicket(
                    id=id_,
                    by=by,
                    service=service,
                    language="zh",
                    class_=class_,
                    need=need,
                    key=key_for(id_),
                ),
            )
            for _, (entry,) in self.done[count:]:
                ticket = entry.event.ticket  # type: ignore[attr-defined]
                assert ticket not in self.given
                self.given.add(ticket)

    @rule(
        process=st.integers(0, 1),
        clerk=st.sampled_from(CLERKS),
        choices=st.lists(st.integers(0, 5), min_size=1, max_size=8),
    )
    def work(self, process: int, clerk: str, choices: list[int]) -> None:
        """A clerk at work: moves that make sense as things stand. Citizens come to whoever has
        nobody."""
        for choice in choices:
            with self.buses[process].looking() as hall:
                own = hall.window_of(clerk.partition(":")[2])
                state = hall.tickets[own.ticket].state if own and own.ticket else None
                nobody = own is not None and choose(hall, own.number, hall.at) is None
            if nobody and state is None and choice:
                self.take(process, ["id-card", "invoice", "estate"][: choice + 1], "staff:gu")
            number = own.number if own else CLERKS.index(clerk) + 1
            kinds = SENSIBLE[state] if own else (c.OpenWindow,)
            kind = kinds[choice % len(kinds)]
            self.do(process, kind(id=new_id(), by=clerk, window=number))

    @rule(
        process=st.integers(0, 1),
        kind=st.sampled_from(MOVES),
        clerk=st.sampled_from(CLERKS),
        window=windows,
    )
    def any_move(self, process: int, kind: type[c.Command], clerk: str, window: int) -> None:
        self.do(process, kind(id=new_id(), by=clerk, window=window))  # type: ignore[call-arg]

    @rule(process=st.integers(0, 1), which=st.integers(0, 40), different=st.booleans())
    def again(self, process: int, which: int, different: bool) -> None:
        """The same command sent again: the same answer, nothing new. With something else in it:
        refused."""
        if not self.done:
            return
        command, entries = self.done[-1 - which % len(self.done)]
        bus = self.buses[process]
        assert bus.execute(command) == entries
        if different:
            with pytest.raises(Repeated):
                bus.execute(replace(command, by="staff:nobody"))

    @rule(
        process=st.integers(0, 1),
        seconds=st.sampled_from([0.001, 1, 61, 600, -1, -5400]),
        outcomes=st.lists(
            st.sampled_from(["done", "done", "failed", "expired", "later"]), min_size=1
        ),
    )
    def time_goes_by(self, process: int, seconds: float, outcomes: list[str]) -> None:
        """Or the clock is set back. The station works meanwhile."""
        self.clock.move(seconds=seconds)
        bus = self.buses[process]
        jobs = bus.store.spool.claim("S1", bus.now(), len(outcomes)) if outcomes else []
        for job, outcome in zip(jobs, outcomes, strict=False):
            if outcome == "later":
                bus.store.spool.retry_later(job.id, bus.now(), 2)
            else:
                self.do(
                    process,
                    c.ReportJob(id=new_id(), by="station:S1", job=job.id, outcome=outcome),
                )

    @rule(days=st.sampled_from([1, 1, 1, 3]), hours=st.sampled_from([0, 0, 3]))
    def another_day(self, days: int, hours: int) -> None:
        """In the morning, or at lunch, when the hall is closed."""
        self.clock.at = self.clock.at.replace(hour=1, minute=30)
        self.clock.move(days=days, hours=hours)

    @rule(process=st.integers(0, 1), wish=st.sampled_from(sorted(WISHES)))
    def the_house(self, process: int, wish: str) -> None:
        kind, words = WISHES[wish]
        self.do(process, kind(id=new_id(), by=SYSTEM, **words))  # type: ignore[arg-type]

    @rule(process=st.integers(0, 1))
    def a_process_starts_again(self, process: int) -> None:
        lived = image(self.buses[process])
        self.buses[process].store.close()
        self.buses[process] = self.new_bus()
        assert image(self.buses[process]) == lived

    @invariant()
    def one_citizen_one_window(self) -> None:
        with self.buses[0].looking() as hall:
            at_windows = [w.ticket for w in hall.windows.values() if w.ticket is not None]
            assert len(set(at_windows)) == len(at_windows)
            seated = {t.id for t in hall.tickets.values() if t.state in AT_WINDOW}
            assert seated == set(at_windows)
            for number, window in hall.windows.items():
                assert window.clerk or window.ticket is None
                if window.ticket is not None:
                    assert hall.tickets[window.ticket].window == number
            waiting = {t.id for t in hall.tickets.values() if t.state is State.waiting}
            in_line = [id_ for line in hall.lines.values() for id_ in line.first(len(line))]
            assert sorted(in_line) == sorted(waiting)
            assert len({t.number for t in hall.tickets.values()}) == len(hall.tickets)

    @invariant()
    def both_processes_see_the_same(self) -> None:
        self.steps += 1
        if self.steps % 4 == 0:
            assert image(self.buses[0]) == image(self.buses[1])

    @invariant()
    def the_records_agree(self) -> None:
        if self.steps % 10 == 0:
            assert_whole(self.buses[0])


RandomDays.TestCase.settings = settings(max_examples=60, stateful_step_count=50)
TestRandomDays = RandomDays.TestCase
