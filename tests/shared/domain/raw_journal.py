"""The journal read by itself: who waits where since when, without the hall and its folds.

Slow and plain on purpose: it looks at everybody who waits, so that what the domain chose by looking
at the first of each line can be checked against it.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.domain import events as e
from shared.domain.settings import HallSettings, Preset, Weight
from shared.domain.tickets import Class, Need
from tests.small_hall import CATALOGUE

IN_RANKS = {Class.ordinary: 0.0, Class.appointment: 10_000.0, Class.green: 20_000.0}


@dataclass
class Waiting:
    """A ticket as the entries tell; `line` is ``A``, or ``@3`` for window 3 alone."""

    id: str
    number: str
    class_: Class
    need: Need
    seq: int
    since: datetime
    line: str
    queue: str
    joined: int
    lane: str = ""
    due: int = 0
    at: str = "line"  # or called, serving, held, gone

    @property
    def arrival(self) -> tuple[datetime, int]:
        return self.since, self.seq


@dataclass
class Passed:
    """A call that passed somebody in its line."""

    line: str
    arrival: tuple[datetime, int]
    entry: int


@dataclass
class Before:
    """What a press has changed, to be put back."""

    ticket: Waiting
    turn: tuple[int, int]


@dataclass
class RawJournal:
    settings: HallSettings = field(default_factory=HallSettings)
    tickets: dict[str, Waiting] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    passed: list[Passed] = field(default_factory=list)
    turns: dict[int, tuple[int, int]] = field(default_factory=dict)
    serves: dict[int, tuple[str, ...]] = field(
        default_factory=lambda: {w.number: w.queues for w in CATALOGUE.windows}
    )
    helps: dict[int, dict[str, int]] = field(default_factory=dict)
    before: dict[int, Before] = field(default_factory=dict)

    def waiting(self) -> list[Waiting]:
        return [ticket for ticket in self.tickets.values() if ticket.at == "line"]

    # What happened -------------------------------------------------------------------------

    def take(self, entry: e.Entry) -> None:
        event = entry.event
        match event:
            case e.SettingsChanged():
                self.settings = event.settings
            case e.WindowQueuesChanged():
                self.serves[event.window] = event.queues
                self.helps[event.window] = {h.queue: h.after_minutes for h in event.helps}
            case e.TicketIssued():
                since = event.booked_for or entry.at
                self._enter(event, entry.seq, since, event.class_, event.need)
            case e.WalkInStarted():
                self._enter(event, entry.seq, entry.at, Class.ordinary, Need.none)
                self._call(self.tickets[event.ticket], event.window, entry.seq)
                self.tickets[event.ticket].at = "serving"
            case e.ClassChanged():
                self.tickets[event.ticket].class_ = event.class_
                self.tickets[event.ticket].need = event.need
            case e.TicketCalled():
                ticket = self.tickets[event.ticket]
                turn = self.turns.get(event.window, (0, 0))
                self.before[entry.seq] = Before(replace(ticket), turn)
                ticket.at = "called"
                self._call(ticket, event.window, entry.seq)
                self._turn(event.window, ticket.class_)
            case e.ServiceStarted() | e.TicketResumed():
                self.tickets[event.ticket].at = "serving"
            case e.TicketHeld():
                self.tickets[event.ticket].at = "held"
            case e.ServiceFinished() | e.TicketMissed():
                ticket = self.tickets[event.ticket]
                self.before[entry.seq] = Before(replace(ticket), (0, 0))
                ticket.at = "gone"
            case e.TicketCancelled() | e.TicketAbandoned():
                self.tickets[event.ticket].at = "gone"
            case e.TicketRequeued():
                self._wait(event.ticket, entry.seq, lane="back", due=event.due)
            case e.VisitContinued():
                self._wait(event.ticket, entry.seq, line=event.queue, queue=event.queue)
            case e.TicketTransferred():
                line = f"@{event.for_window}" if event.for_window else event.queue
                lane = "first" if event.first else ""
                self._wait(event.ticket, entry.seq, line=line, queue=event.queue, lane=lane)
            case e.PressUndone():
                self._undo(event)

    def _enter(
        self,
        event: e.TicketIssued | e.WalkInStarted,
        seq: int,
        since: datetime,
        class_: Class,
        need: Need,
    ) -> None:
        words = (event.ticket, event.number, class_, need, seq, since, event.queue, event.queue)
        self.tickets[event.ticket] = Waiting(*words, joined=seq)

    def _wait(self, id_: str, seq: int, lane: str = "", due: int = 0, **place: str) -> None:
        ticket = self.tickets[id_]
        changes = {"at": "line", "joined": seq, "lane": lane, "due": due} | place
        self.tickets[id_] = replace(ticket, **changes)  # type: ignore[arg-type]

    def _call(self, ticket: Waiting, window: int, entry: int) -> None:
        self.calls[ticket.line] += 1
        for line in self.own_lines(window) | {ticket.line}:
            if any(
                other.arrival < ticket.arrival
                for other in self.waiting()
                if other is not ticket and other.line == line and not other.lane
            ):
                self.passed.append(Passed(line, ticket.arrival, entry))

    def own_lines(self, window: int) -> set[str]:
        """Those the window serves, not those it helps."""
        return {*self.serves[window], f"@{window}"}

    def _turn(self, window: int, class_: Class) -> None:
        preferred, ordinary = self.turns.get(window, (0, 0))
        if (class_ is Class.ordinary) is not self.ordinary_is_due(window):
            return
        if class_ is Class.ordinary:
            ordinary += 1
        else:
            preferred += 1
        done = ordinary >= self.settings.ratio_ordinary
        self.turns[window] = (0, 0) if done else (preferred, ordinary)

    def ordinary_is_due(self, window: int) -> bool:
        return self.turns.get(window, (0, 0))[0] >= self.settings.ratio_preferred

    def _undo(self, event: e.PressUndone) -> None:
        before = self.before[event.entry]
        self.tickets[event.ticket] = before.ticket
        if event.press is e.Press.called:
            self.calls[before.ticket.line] -= 1
            self.turns[event.window] = before.turn
            self.passed = [passed for passed in self.passed if passed.entry != event.entry]

    # What may be asked ---------------------------------------------------------------------

    def weight(self, class_: Class) -> Weight:
        preset = self.settings.preset
        if preset is Preset.accumulating:
            return self.settings.weights[class_]
        return Weight(IN_RANKS[class_]) if preset is Preset.class_ else Weight()

    def score(self, ticket: Waiting, now: datetime) -> float:
        weight = self.weight(ticket.class_)
        return weight.head_start + weight.rate * (now - ticket.since).total_seconds() / 60

    def limit(self) -> int:
        limited = self.settings.preset in (Preset.accumulating, Preset.arrival)
        return self.settings.most_overtaken if limited else 0

    def times_passed(self, ticket: Waiting) -> int:
        """How many who came later were called by windows that serve its line."""
        return sum(p.line == ticket.line and p.arrival > ticket.arrival for p in self.passed)

    def times_overtaken(self, ticket: Waiting) -> int:
        """The same, while it waited there."""
        return sum(
            p.line == ticket.line and p.arrival > ticket.arrival and p.entry > ticket.joined
            for p in self.passed
        )

    def lines_of(self, window: int, now: datetime) -> set[str]:
        """The lines a window may call from."""
        lines = self.own_lines(window)
        for queue, after in self.helps.get(window, {}).items():
            long = timedelta(minutes=after)
            here = [t for t in self.waiting() if t.line == queue and not self.is_early(t, now)]
            if any(now - t.since >= long for t in here):
                lines.add(queue)
        return lines

    def may_be_called(self, window: int, now: datetime) -> list[Waiting]:
        lines = self.lines_of(window, now)
        return [ticket for ticket in self.waiting() if ticket.line in lines]

    def is_early(self, ticket: Waiting, now: datetime) -> bool:
        if ticket.lane == "back":
            to_let_pass = any(
                other.line == ticket.line and not other.lane and other.since <= now
                for other in self.waiting()
            )
            return to_let_pass and self.calls[ticket.line] < ticket.due
        return not ticket.lane and ticket.since > now

    def rank(self, ticket: Waiting, window: int, now: datetime) -> tuple[object, ...]:
        """The lowest would be called, if nobody were passed too often."""
        if not self.is_early(ticket, now) and ticket.lane:
            return (0, ticket.joined)
        its_turn = (ticket.class_ is Class.ordinary) is self.ordinary_is_due(window)
        out_of_turn = self.settings.preset is Preset.ratio and not its_turn
        early = self.is_early(ticket, now)
        return (1 + early, out_of_turn, -self.score(ticket, now), *ticket.arrival)

    def expected(self, window: int, now: datetime) -> Waiting | None:
        """Whom a window must call, of all who wait."""
        able = self.may_be_called(window, now)
        back: dict[str, Waiting] = {}
        for ticket in able:  # those who came back come in the order they are due
            first = back.get(ticket.line)
            order = (ticket.due, ticket.joined)
            if ticket.lane == "back" and (not first or order < (first.due, first.joined)):
                back[ticket.line] = ticket
        able = [t for t in able if t.lane != "back" or t is back[t.line]]
        if not able:
            return None
        best = min(able, key=lambda ticket: self.rank(ticket, window, now))
        if self.rank(best, window, now)[0] == 0 or not self.limit():
            return best
        not_to_be_passed = [
            ticket
            for ticket in able
            if ticket.line in self.own_lines(window) | {best.line}
            and not ticket.lane
            and not self.is_early(ticket, now)
            and self.times_passed(ticket) >= self.limit()
        ]
        return min([best, *not_to_be_passed], key=lambda ticket: ticket.arrival)
