"""Random days on a real file: whatever happens, in whatever order, the records agree.

After each step a number stands once, a window has at most one citizen and a citizen one window;
every few steps the journal is folded anew and compared with tables and live image.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.events import Entry
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
    c.CallNext,
    c.Recall,
    c.StartService,
    c.StartService,
    c.FinishService,
    c.FinishService,
    c.MissTicket,
)
SMALLER = replace(
    CATALOGUE,
    windows=CATALOGUE.windows[:2] + CATALOGUE.windows[3:],
    services=tuple(s for s in CATALOGUE.services if s.code != "passport"),
)
BIGGER = replace(
    CATALOGUE, windows=(*CATALOGUE.windows, replace(CATALOGUE.windows[3], number=12))
)
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
        except Refusal as refusal:
            assert "{" not in str(refusal)
            # A new day may have been opened all the same.
            assert bus.store.journal_end() - before in (0, 1)
            return
        assert [entry.seq for entry in entries] == list(
            range(entries[0].seq, entries[0].seq + len(entries))
        )
        self.done.append((command, entries))

    @initialize()
    def windows_open(self) -> None:
        for window, clerk in enumerate(CLERKS, start=1):
            self.do(0, c.OpenWindow(id=new_id(), by=clerk, window=window))

    @rule(
        process=st.integers(0, 1),
        service=st.sampled_from(["id-card", "passport", "invoice", "estate", "no-such"]),
        by=st.sampled_from(["kiosk:K1", "kiosk:K2", "staff:gu", "staff:wang"]),
        need=st.sampled_from([Need.none, Need.none, Need.elderly]),
    )
    def take(self, process: int, service: str, by: str, need: Need) -> None:
        id_ = new_id()
        class_ = Class.green if need else Class.ordinary
        command = c.TakeTicket(
            id=id_, by=by, service=service, language="zh", class_=class_, need=need,
            key=key_for(id_),
        )  # fmt: skip
        count = len(self.done)
        self.do(process, command)
        if len(self.done) > count:
            (entry,) = self.done[-1][1]
            ticket = entry.event.ticket  # type: ignore[attr-defined]
            assert ticket not in self.given
            self.given.add(ticket)

    @rule(
        process=st.integers(0, 1),
        moves=st.lists(
            st.tuples(st.sampled_from(MOVES), st.sampled_from(CLERKS), windows),
            min_size=1,
            max_size=6,
        ),
    )
    def move(self, process: int, moves: list[tuple[type[c.Command], str, int]]) -> None:
        for kind, clerk, window in moves:
            with self.buses[process].looking() as hall:
                own = hall.window_of(clerk)
            number = own.number if own and kind is not c.OpenWindow else window
            self.do(process, kind(id=new_id(), by=clerk, window=number))  # type: ignore[call-arg]

    @rule(process=st.integers(0, 1), which=st.integers(0, 40))
    def again(self, process: int, which: int) -> None:
        """The same command sent again: the same answer, nothing new."""
        if not self.done:
            return
        command, entries = self.done[-1 - which % len(self.done)]
        bus = self.buses[process]
        assert bus.execute(command) == entries

    @rule(process=st.integers(0, 1))
    def again_but_different(self, process: int) -> None:
        if self.done:
            command, _ = self.done[-1]
            try:
                self.buses[process].execute(replace(command, by="staff:nobody"))
            except Repeated:
                return
            raise AssertionError("a used id was taken for something else")

    @rule(seconds=st.sampled_from([0.001, 1, 61, 600, 7200]))
    def time_goes_by(self, seconds: float) -> None:
        self.clock.move(seconds=seconds)

    @rule(minutes=st.sampled_from([-90, -1]))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)

    @rule()
    def the_next_morning(self) -> None:
        night = self.clock.at.replace(hour=1, minute=30)
        self.clock.at = night
        self.clock.move(days=1)

    @rule(process=st.integers(0, 1), catalogue=st.sampled_from([CATALOGUE, SMALLER, BIGGER]))
    def the_files_are_imported(self, process: int, catalogue: c.Catalogue) -> None:
        self.do(process, c.ImportHall(id=new_id(), by=SYSTEM, catalogue=catalogue))

    @rule(process=st.integers(0, 1))
    def opened_specially(self, process: int) -> None:
        self.do(process, c.OpenSpecially(id=new_id(), by="staff:sun", reason="rain"))

    @rule(
        process=st.integers(0, 1),
        outcome=st.sampled_from(["done", "failed", "expired", "again"]),
        limit=st.integers(1, 3),
    )
    def the_station_works(self, process: int, outcome: str, limit: int) -> None:
        bus = self.buses[process]
        for job in bus.store.spool.claim("S1", bus.now(), limit):
            if outcome == "again":
                bus.store.spool.retry_later(job.id, bus.now(), 2)
            else:
                self.do(
                    process,
                    c.ReportJob(id=new_id(), by="station:S1", job=job.id, outcome=outcome),
                )

    @rule(process=st.integers(0, 1), account=st.sampled_from(["li", "gu", "qian"]))
    def people_come_and_go(self, process: int, account: str) -> None:
        self.do(process, c.DisableStaff(id=new_id(), by=SYSTEM, account=account))
        self.do(
            process,
            c.AddStaff(id=new_id(), by=SYSTEM, account="qian", name="q", role="clerk"),  # type: ignore[arg-type]
        )

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


RandomDays.TestCase.settings = settings(max_examples=25, stateful_step_count=40)
TestRandomDays = RandomDays.TestCase
