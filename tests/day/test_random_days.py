"""Random days on a real file: whatever happens, in whatever order, the records agree.

After each step a number stands once, a window has at most one citizen and a citizen one window,
and all that is counted is recounted; every few steps the journal is folded anew and compared with
tables and live image.
"""

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from shared import queries
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.bookings import BookingState
from shared.domain.due import calls_without_press
from shared.domain.events import Entry
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.line import line_of, order_in_line
from shared.domain.notices import ROOMS as NOTICE_ROOMS
from shared.domain.policy import choose
from shared.domain.refusals import Refusal, Repeated
from shared.domain.screens import Group
from shared.domain.tickets import AT_WINDOW, State
from shared.store import Personal, Store
from tests.day.random_moves import (
    AT_WINDOWS,
    CLERKS,
    PRESSES,
    SENSIBLE,
    SERVICES,
    WISHES,
    about_a_service,
    about_a_ticket,
    asked,
    situation,
    taken,
)
from tests.day.random_records import about_a_booking, about_help, about_waiting, booked
from tests.portrait import assert_whole, image, lasting
from tests.small_hall import SYSTEM, Clock, new_id, set_up

processes = st.integers(0, 1)
choices = st.integers(0, 35)
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

    def do(
        self, process: int, command: c.Command, personal: dict[str, Personal] | None = None
    ) -> bool:
        """Done, or refused with nothing changed."""
        bus = self.buses[process]
        before = bus.store.journal_end()
        try:
            entries = bus.execute(command, personal=personal)
        except Refusal as refused:
            self.refused(refused, bus.store.journal_end() - before)
            return False
        assert [entry.seq for entry in entries] == list(
            range(entries[0].seq, entries[0].seq + len(entries))
        )
        self.done.append((command, entries))
        return True

    def refused(self, refusal: Refusal, written: int) -> None:
        """With a whole sentence. A new day may have been opened all the same."""
        assert "{" not in str(refusal)
        assert written in (0, 1)

    @initialize()
    def windows_open(self) -> None:
        for window, clerk in enumerate(CLERKS, start=1):
            self.do(0, c.OpenWindow(id=new_id(), by=clerk, window=window))

    @rule(
        process=processes,
        services=st.lists(st.sampled_from([*SERVICES, "no-such"]), min_size=1, max_size=5),
        by=st.sampled_from(["kiosk:K1", "kiosk:K1", "staff:gu", "staff:gu", "staff:wang"]),
        choice=choices,
    )
    def citizens_come(self, process: int, services: list[str], by: str, choice: int) -> None:
        self.take(process, services, by, choice)

    def take(self, process: int, services: list[str], by: str, choice: int = 0) -> None:
        for service in services:
            with self.buses[process].looking() as hall:
                command = taken(hall, by, service, choice)
            if self.do(process, command):
                ((entry,),) = (entries for asked, entries in self.done[-1:])
                ticket = entry.event.ticket  # type: ignore[attr-defined]
                assert ticket not in self.given
                self.given.add(ticket)

    @rule(process=processes, clerk=st.sampled_from(CLERKS), choices=st.lists(choices, min_size=1))
    def work(self, process: int, clerk: str, choices: list[int]) -> None:
        """A clerk at work: moves that make sense as things stand. Citizens come to whoever has
        nobody."""
        for choice in choices[:8]:
            with self.buses[process].looking() as hall:
                own = hall.window_of(clerk.partition(":")[2])
                state = situation(hall, own) if own else None
                nobody = own is not None and choose(hall, own.number, hall.at) is None
            if nobody and state is None and choice % 6:
                services = ["id-card", "invoice", "estate"][: choice % 6 + 1]
                self.take(process, services, "staff:gu", choice)
            number = own.number if own else CLERKS.index(clerk) + 1
            kinds = SENSIBLE[state] if own else (c.OpenWindow,)
            self.move(process, kinds[choice % len(kinds)], clerk, choice, number)

    def move(self, process: int, kind: type[c.Command], by: str, choice: int, window: int) -> bool:
        with self.buses[process].looking() as hall:
            command = asked(kind, by, hall, choice, window)
        return self.do(process, command)

    @rule(
        process=processes,
        kind=st.sampled_from(AT_WINDOWS),
        by=st.sampled_from([*CLERKS, SYSTEM]),
        window=windows,
        choice=choices,
    )
    def any_move(
        self, process: int, kind: type[c.Command], by: str, window: int, choice: int
    ) -> None:
        self.move(process, kind, by, choice, window)

    @rule(process=processes, window=windows, choice=choices)
    def a_wrong_press(self, process: int, window: int, choice: int) -> None:
        """Called, missed or finished, and taken back: all is as it was."""
        with self.buses[process].looking() as hall:
            own = hall.windows.get(window)
            state = situation(hall, own) if own else None
            if own is None or not own.clerk or state not in PRESSES or calls_without_press(hall):
                return
            before = lasting(hall)
        clerk = f"staff:{own.clerk}"
        if not self.move(process, PRESSES[state], clerk, choice, window):
            return
        with self.buses[process].looking() as hall:
            is_new_day = window not in hall.undoable
        if not is_new_day:
            assert self.move(process, c.UndoPress, clerk, choice, window)
            with self.buses[process].looking() as hall:
                assert lasting(hall) == before

    @rule(process=processes, choice=choices)
    def a_ticket_is_looked_after(self, process: int, choice: int) -> None:
        with self.buses[process].looking() as hall:
            command = about_a_ticket(hall, choice)
        self.do(process, command)

    @rule(process=processes, choices=st.lists(choices, min_size=1, max_size=6))
    def appointments_are_made(self, process: int, choices: list[int]) -> None:
        for choice in choices:
            with self.buses[process].looking() as hall:
                command = booked(hall, choice)
            about = Personal(b"as good as encrypted", command.starts_at)
            self.do(process, command, {command.key: about})

    @rule(process=processes, choices=st.lists(choices, min_size=1, max_size=6))
    def appointments_are_used(self, process: int, choices: list[int]) -> None:
        """On many days somebody comes when it is time."""
        with self.buses[process].looking() as hall:
            command = booked(hall, choices[0] // 2 * 2)
            times = [b.starts_at for b in hall.bookings.values() if b.starts_at > self.clock.at]
        if not times and self.do(process, command):
            times = [command.starts_at]
        if times and choices[0] % 3 and min(times).date() == self.clock.at.date():
            self.clock.at = min(times) - timedelta(minutes=20)
        for choice in choices:
            with self.buses[process].looking() as hall:
                asked = about_a_booking(hall, choice)
            self.do(process, asked)

    @rule(process=processes, choice=choices)
    def somebody_who_waits_is_looked_after(self, process: int, choice: int) -> None:
        with self.buses[process].looking() as hall:
            alone = not any(t.state is State.waiting for t in hall.tickets.values())
        if alone:
            self.take(process, ["id-card"], "staff:gu", 1)
        with self.buses[process].looking() as hall:
            command = about_waiting(hall, choice)
        self.do(process, command)

    @rule(process=processes, choices=st.lists(choices, min_size=1, max_size=3))
    def help_is_given(self, process: int, choices: list[int]) -> None:
        """Some steps of a matter, in their order."""
        for choice in (first + step for first in choices for step in range(4)):
            with self.buses[process].looking() as hall:
                command = about_help(hall, choice)
            self.do(process, command)

    @rule(process=processes, choice=choices)
    def a_service_is_rated(self, process: int, choice: int) -> None:
        with self.buses[process].looking() as hall:
            command = about_a_service(hall, choice)
        self.do(process, command)

    @rule(process=processes)
    def what_is_due_is_done(self, process: int) -> None:
        """As each process does about once a second: the day first."""
        self.buses[process].begin_day()
        self.buses[process].forget_what_expired()
        self.buses[process].do_what_is_due()

    @rule(process=processes, which=st.integers(0, 40), different=st.booleans())
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
        process=processes,
        seconds=st.sampled_from([0.001, 1, 61, 600, 1900, -1, -5400]),
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

    @rule(process=processes, wish=st.sampled_from(sorted(WISHES)))
    def the_house(self, process: int, wish: str) -> None:
        kind, words = WISHES[wish]
        by = "staff:sun" if kind is c.SendMessage else SYSTEM
        self.do(process, kind(id=new_id(), by=by, **words))  # type: ignore[arg-type]

    @rule(process=processes)
    def a_process_starts_again(self, process: int) -> None:
        lived = image(self.buses[process])
        self.buses[process].store.close()
        self.buses[process] = self.new_bus()
        assert image(self.buses[process]) == lived

    @invariant()
    def one_citizen_one_window(self) -> None:
        with self.buses[0].looking() as hall:
            at_windows = [w.ticket for w in hall.windows.values() if w.ticket is not None]
            held = [id_ for w in hall.windows.values() for id_ in w.held]
            assert len({*at_windows, *held}) == len(at_windows) + len(held)
            assert {t.id for t in hall.tickets.values() if t.state in AT_WINDOW} == {*at_windows}
            assert {t.id for t in hall.tickets.values() if t.state is State.held} == {*held}
            for number, window in hall.windows.items():
                assert window.clerk or (window.ticket is None and not window.held)
                for id_ in (window.ticket, *window.held):
                    assert id_ is None or hall.tickets[id_].window == number
                assert (window.free_since is None) == (
                    window.ticket is not None
                ) or not window.clerk
            assert len({t.number for t in hall.tickets.values()}) == len(hall.tickets)

    @invariant()
    def lines_and_counts_are_those_of_the_tickets(self) -> None:
        with self.buses[0].looking() as hall:
            waiting = [t for t in hall.tickets.values() if t.state is State.waiting]
            lines: dict[tuple[str, str], list[tuple[object, str]]] = {}
            for ticket in waiting:
                order = (order_in_line(ticket), ticket.id)
                lines.setdefault(line_of(ticket), []).append(order)
            assert {key: [id_ for _, id_ in sorted(line)] for key, line in lines.items()} == {  # type: ignore[type-var]
                key: line.first(len(line)) for key, line in hall.lines.items() if len(line)
            }
            queues = Counter(ticket.queue for ticket in waiting)
            assert queues == {q: count for q, count in hall.places.items() if count}
            assert hall.apart == {t.id for t in waiting if t.for_window is not None}
            states = Counter(ticket.state for ticket in hall.tickets.values())
            assert states == {s: count for s, count in hall.states.items() if count}
            missed = {t.id for t in hall.tickets.values() if t.state is State.missed}
            assert missed == hall.missed.keys()
            assert all(hall.keys[t.key] == t.id for t in hall.tickets.values())

    @invariant()
    def appointments_and_their_counts_agree(self) -> None:
        with self.buses[0].looking() as hall:
            kept = [b for b in hall.bookings.values() if b.state is not BookingState.cancelled]
            assert Counter((b.service, b.starts_at) for b in kept) == {
                slot: count for slot, count in hall.booked.items() if count
            }
            assert all(count <= 2 for count in hall.booked.values())
            assert len(hall.codes) == len(hall.booking_keys) == len(hall.bookings)
            for booking in hall.bookings.values():
                assert hall.bookings[hall.codes[booking.code]] == booking
                arrived = booking.state is BookingState.arrived
                assert arrived == (booking.ticket in hall.tickets)
            open_ones = [b for b in kept if b.state is BookingState.booked]
            assert max(Counter(b.person for b in open_ones).values(), default=0) <= 1

    @invariant()
    def what_is_lent_and_who_is_called(self) -> None:
        with self.buses[0].looking() as hall:
            out = Counter(loan.item for loan in hall.loans.values() if not loan.returned_at)
            assert all(count <= hall.loan_items[item].pieces for item, count in out.items())
            calls = [h for h in hall.help.values() if h.state in OPEN_HELP]
            assert len({(h.kiosk, h.ticket, h.window) for h in calls}) == len(calls)
            home_visits = [
                v.person for v in hall.home_visits.values() if v.state in OPEN_HOME_VISITS
            ]
            assert len({*home_visits}) == len(home_visits)
            standing = [each for each in hall.notices.values() if each.until > hall.at]
            assert sum(each.group is Group.now for each in standing) <= 8

    @invariant()
    def every_board_can_be_drawn(self) -> None:
        with self.buses[0].looking() as hall:
            for room in rooms(hall):
                queries.board(hall, room, hall.at)
            for ticket in hall.tickets.values():
                queries.standing(hall, ticket.id, hall.at)
            queries.notices_now(hall, hall.at)
            queries.appointments(hall, hall.day)
            if "passport" in hall.services and self.steps % 5 == 0:
                queries.appointment_days(hall, "passport", hall.at)

    @invariant()
    def both_processes_see_the_same(self) -> None:
        self.steps += 1
        if self.steps % 4 == 0:
            assert image(self.buses[0]) == image(self.buses[1])

    @invariant()
    def the_records_agree(self) -> None:
        if self.steps % 10 == 0:
            assert_whole(self.buses[0])


def rooms(hall: Hall) -> list[str]:
    of_windows = [f"{kind}/{n}" for kind in ("window", "console") for n in hall.windows]
    return [
        "main",
        "overview",
        "steward",
        *(f"queue/{q}" for q in hall.queues),
        *of_windows,
        *NOTICE_ROOMS,
    ]


RandomDays.TestCase.settings = settings(max_examples=60, stateful_step_count=50)
TestRandomDays = RandomDays.TestCase
