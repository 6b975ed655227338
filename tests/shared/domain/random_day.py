"""A day of the small hall in the pure domain, made of choices: citizens come, clerks, stewards and
the hall itself do what may be done. Commands go through `decide`, entries through `evolve`."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.refusals import Refusal
from shared.domain.rules import decide
from shared.domain.settings import HallSettings, Preset, Weight
from shared.domain.tickets import Class, Need, Outcome, State
from tests.shared.domain.given import SET_UP
from tests.small_hall import MONDAY_MORNING

CLERKS = {1: "staff:li", 2: "staff:wang", 3: "staff:zhao", 4: "staff:sun"}
SERVICES = ("id-card", "id-card", "invoice", "estate", "passport")
VISITS = {"id-card": ("invoice",), "invoice": ("estate", "passport"), "estate": ("invoice",)}
MOST = 12  # so many choices a step has

weights = st.fixed_dictionaries(
    {
        Class.ordinary: st.just(Weight()),
        Class.appointment: st.sampled_from([Weight(), Weight(10), Weight(0, 3)]),
        Class.green: st.sampled_from([Weight(20, 1.5), Weight(5), Weight(0, 4)]),
    }
)
orders = st.builds(
    HallSettings,
    preset=st.sampled_from(Preset),
    weights=weights,
    most_overtaken=st.sampled_from([0, 1, 2, 5]),
    back_after_calls=st.sampled_from([0, 1, 3]),
    ratio_preferred=st.integers(1, 3),
    ratio_ordinary=st.integers(1, 2),
)
HAPPENINGS = (
    *["come"] * 9, *["work"] * 12,
    "back", "class", "cancel", "hold", "send", "pick", "undo", "walk in", "end",
)  # fmt: skip
steps = st.lists(
    st.tuples(
        st.sampled_from(HAPPENINGS),
        st.integers(0, MOST),
        st.integers(1, 4),
        st.sampled_from([0, 1, 5, 30, 61, 300, 900]),
    ),
    min_size=25,
    max_size=90,
)


class RandomDay:
    def __init__(self, settings: HallSettings) -> None:
        self.hall = Hall("small")
        self.now: datetime = MONDAY_MORNING
        self.entries: list[e.Entry] = []
        self._count = 0
        for event in (*SET_UP, e.SettingsChanged(settings)):
            self._happens("given", (event,))
        for window, clerk in CLERKS.items():
            self.do(c.OpenWindow, clerk, window=window)
        self.do(c.ServeQueues, "staff:sun", window=1, queues=("A",), helps=(Help("C", 10),))

    def _happens(self, actor: str, events: tuple[e.Event, ...]) -> None:
        self._count += 1
        for event in events:
            entry = e.Entry(self.hall.seq + 1, self.now, actor, f"day-{self._count}", event)
            self.entries.append(entry)
            evolve(entry, self.hall)

    def do(self, kind: type[c.Command], by: str, **words: object) -> bool:
        command = kind(id=f"command-{self._count:06d}", by=by, **words)  # type: ignore[call-arg]
        try:
            events = decide(command, self.hall, self.now)
        except Refusal:
            return False
        self._happens(by, events)
        return True

    def live(self, chosen: list[tuple[str, int, int, int]]) -> "RandomDay":
        for what, choice, window, seconds in chosen:
            getattr(self, "_" + what.replace(" ", "_"))(choice, window)
            self.now += timedelta(seconds=seconds)
        return self

    def key(self) -> str:
        return f"a-long-enough-key-{self._count:06d}"

    def _of(self, *states: State) -> list[str]:
        return [t.id for t in self.hall.tickets.values() if t.state in states]

    def _come(self, choice: int, window: int) -> None:
        service = SERVICES[choice % len(SERVICES)]
        words: dict[str, object] = {"service": service, "language": "zh", "key": self.key()}
        if choice % 4 == 3:
            words |= {"class_": Class.green, "need": Need.elderly}
        elif choice % 6 == 5:
            booked = self.now + timedelta(minutes=(window - 2) * 4)
            words |= {"class_": Class.appointment, "booked_for": booked}
        if choice % 5 == 2:
            words["then"] = VISITS.get(service, ())
        self.do(c.TakeTicket, "staff:gu", **words)

    def _work(self, choice: int, window: int) -> None:
        at = self.hall.windows[window]
        clerk = CLERKS[window]
        if at.ticket is None:
            if at.held and choice % 3 == 0:
                self.do(c.ResumeTicket, clerk, window=window, ticket=at.held[0])
            else:
                self.do(c.CallNext, clerk, window=window)
        elif self.hall.tickets[at.ticket].state is State.called:
            kinds = (c.StartService, c.StartService, c.MissTicket, c.Recall)
            self.do(kinds[choice % 4], clerk, window=window)
        else:
            outcome = Outcome.referred if choice == MOST else Outcome.done
            self.do(c.FinishService, clerk, window=window, outcome=outcome)

    def _back(self, choice: int, window: int) -> None:
        if missed := self._of(State.missed):
            self.do(c.RequeueTicket, "kiosk:K1", ticket=missed[choice % len(missed)])

    def _class(self, choice: int, window: int) -> None:
        if waiting := self._of(State.waiting):
            green = {"class_": Class.green, "need": Need.infant}
            words = green if choice % 2 else {"class_": Class.ordinary}
            ticket = waiting[choice % len(waiting)]
            self.do(c.SetClass, "staff:gu", ticket=ticket, reason="asked", **words)

    def _cancel(self, choice: int, window: int) -> None:
        if there := self._of(State.waiting, State.called, State.held, State.missed):
            self.do(c.CancelTicket, "staff:gu", ticket=there[choice % len(there)], reason="left")

    def _hold(self, choice: int, window: int) -> None:
        self.do(c.HoldTicket, CLERKS[window], window=window)

    def _send(self, choice: int, window: int) -> None:
        places: tuple[dict[str, object], ...] = (
            {"queue": "A"},
            {"queue": "B"},
            {"service": "estate"},
            {"queue": "B", "first": True},
            {"to_window": window % 4 + 1},
            {"to_window": window % 4 + 1, "first": True},
        )
        self.do(c.TransferTicket, CLERKS[window], window=window, **places[choice % len(places)])

    def _pick(self, choice: int, window: int) -> None:
        if waiting := self._of(State.waiting):
            words = {"ticket": waiting[choice % len(waiting)], "reason": "a train"}
            self.do(c.CallTicket, CLERKS[window], window=window, **words)

    def _undo(self, choice: int, window: int) -> None:
        self.do(c.UndoPress, CLERKS[window], window=window)

    def _walk_in(self, choice: int, window: int) -> None:
        words = {"service": SERVICES[choice % len(SERVICES)], "reason": "ill", "key": self.key()}
        self.do(c.ServeWalkIn, CLERKS[window], window=window, **words)

    def _end(self, choice: int, window: int) -> None:
        if missed := self._of(State.missed):
            self.do(c.AbandonTicket, "system:hall", ticket=missed[0])
