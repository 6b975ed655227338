"""*Next* in the domain alone: every window open, and thousands waiting in all queues."""

import gc
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.numbering import number, ticket_id
from shared.domain.people import Role, Staff
from shared.domain.rules import decide
from shared.domain.tickets import Class, Need
from tests.bench import halls
from tests.bench.rounds import Outcome, Row, middle

WAITING = 20_000
CALLS_A_WINDOW = 5  # in each round
MOST_MILLISECONDS = 0.5
OF_TWENTY = [*[Class.ordinary] * 15, *[Class.appointment] * 3, *[Class.green] * 2]
HOURS = timedelta(hours=3)


def next_at_every_window(folder: Path, rounds: int) -> Outcome:
    """The median over the windows of each one's median; whoever is called is served at once, so
    that the next call finds others."""
    bus = halls.open_hall(folder)
    at = Filled(bus._hall, bus.now())
    bus.store.close()
    gc.collect()
    gc.freeze()
    seconds = [at.decide_everywhere() for _ in range(rounds + 1)][1:]
    gc.unfreeze()
    windows = [middle([of[window] for of in seconds]) * 1000 for window in at.windows]
    name = f"next decided, {len(windows)} windows, {WAITING:,} wait, ms"
    ours = middle(windows)
    row = Row(name, f"{ours:.3f}", "-", ours, "most", MOST_MILLISECONDS)
    return [row], [f"next decided at the slowest window: {max(windows):.3f} ms"]


class Filled:
    """The hall in memory, with somebody waiting everywhere."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self._hall = hall
        self._now = now
        self.windows = sorted(hall.desks)
        for window in self.windows:
            account = f"clerk-{window}"
            self._fold(e.StaffAdded(Staff(account, account, Role.clerk)), now)
            self._fold(e.WindowOpened(window, account), now)
        for event, at in self._tickets():
            self._fold(event, at)

    def decide_everywhere(self) -> dict[int, float]:
        """Each window's median seconds; the calls are served at once."""
        seconds: dict[int, list[float]] = {window: [] for window in self.windows}
        for _ in range(CALLS_A_WINDOW):
            for window in self.windows:
                seconds[window].append(self._next(window))
        return {window: middle(each) for window, each in seconds.items()}

    def _next(self, window: int) -> float:
        command = c.CallNext(id=halls.new_id(), by=f"staff:clerk-{window}", window=window)
        begun = time.perf_counter()
        events = decide(command, self._hall, self._now)
        took = time.perf_counter() - begun
        assert isinstance(events[0], e.TicketCalled)
        ticket = events[0].ticket
        for event in (*events, e.ServiceStarted(ticket, window), e.ServiceFinished(ticket, window)):
            self._fold(event, self._now)
        return took

    def _tickets(self) -> Iterator[tuple[e.TicketIssued, datetime]]:
        """All queues in turn, in the order of arrival, of every class."""
        hall, begun = self._hall, self._now - HOURS
        queues = [letter for letter in hall.queues if hall.desks_of[letter]]
        services = {service.queue: service.code for service in hall.services.values()}
        for at, queue in enumerate(islice(cycle(queues), WAITING)):
            class_ = OF_TWENTY[(at + at // len(queues)) % len(OF_TWENTY)]
            came = begun + HOURS * (at / WAITING)
            label = number(queue, at // len(queues) + 1)
            yield (
                e.TicketIssued(
                    ticket=ticket_id(hall.day, label),
                    number=label,
                    key=f"key-of-{label}-0123456789",
                    queue=queue,
                    service=services[queue],
                    class_=class_,
                    need=Need.elderly if class_ is Class.green else Need.none,
                    language=halls.LANGUAGE,
                    kiosk="",
                    ahead=0,
                    wait_minutes=None,
                    windows=hall.desks_of[queue],
                    booked_for=came if class_ is Class.appointment else None,
                ),
                came,
            )

    def _fold(self, event: e.Event, at: datetime) -> None:
        evolve(e.Entry(self._hall.seq + 1, at, halls.SYSTEM, halls.new_id(), event), self._hall)
