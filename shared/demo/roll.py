"""Who is in the hall: the numbers that were answered, the people behind them, how each ended."""

import threading
import time

from shared.demo.clock import DayClock
from shared.demo.people import Citizen

ACQUAINT_SECONDS = 2.0
STRANGER = Citizen(arrives=0.0, service="", service_seconds=180.0)


class Visitor:
    """A citizen with a number. Changed by whoever attends to them, one at a time.

    `taken` and `called` (first) are seconds of the day; `step` counts the services of a visit.
    `cancelling` is set while the steward cancels the number.
    """

    def __init__(self, ticket: str, citizen: Citizen, taken: float) -> None:
        self.ticket = ticket
        self.citizen = citizen
        self.taken = taken
        self.called: float | None = None
        self.step = 0
        self.missed = 0
        self.sent_on = False
        self.set_aside = False
        self.cancelling = False

    @property
    def number(self) -> str:
        return self.ticket.partition("-")[2]

    @property
    def goes_on(self) -> bool:
        """Whether another service of the visit follows on this one."""
        return self.step < len(self.citizen.then)

    @property
    def waited(self) -> float | None:
        """Seconds to the first call; those before an appointment's time do not count."""
        if self.called is None:
            return None
        booked = self.citizen.booked_after or 0.0
        return max(0.0, self.called - self.taken - max(0.0, booked))


class Roll:
    """Shared by citizens and clerks. `visitors` holds every number the hub has answered to those
    who were `expected`; `walk_ins` those who were served without one."""

    def __init__(self, expected: int, clock: DayClock) -> None:
        self.expected = expected
        self.visitors: dict[str, Visitor] = {}
        self.walk_ins: dict[str, Visitor] = {}
        self.turned_away = 0
        self._clock = clock
        self._numbers: set[str] = set()
        self._ended: set[str] = set()
        self._changed = threading.Condition()

    @property
    def acknowledged(self) -> set[str]:
        with self._changed:
            return {*self.visitors, *self.walk_ins}

    def took(self, ticket: str, citizen: Citizen) -> Visitor:
        visitor = Visitor(ticket, citizen, self._clock.now())
        with self._changed:
            self.visitors[ticket] = visitor
            self._numbers.add(visitor.number)
            self._changed.notify_all()
        return visitor

    def walked_in(self, ticket: str, citizen: Citizen) -> Visitor:
        visitor = Visitor(ticket, citizen, self._clock.now())
        with self._changed:
            self.walk_ins[ticket] = visitor
            self._numbers.add(visitor.number)
        return visitor

    def got_none(self) -> None:
        """A citizen got no number."""
        with self._changed:
            self.turned_away += 1
            self._changed.notify_all()

    def called(self, ticket: str) -> Visitor:
        """Who is called. A stranger where the number is not of the demo: it may be called before
        its own answer has come in, so this waits a moment."""
        deadline = time.monotonic() + ACQUAINT_SECONDS
        with self._changed:
            while (visitor := self.visitors.get(ticket) or self.walk_ins.get(ticket)) is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    return Visitor(ticket, STRANGER, self._clock.now())
                self._changed.wait(left)
        if visitor.called is None:
            visitor.called = self._clock.now()
        return visitor

    def knows(self, number: str) -> bool:
        with self._changed:
            return number in self._numbers

    def leaves(self, visitor: Visitor) -> None:
        """Served, cancelled, or gone for good."""
        with self._changed:
            self._ended.add(visitor.ticket)
            self._changed.notify_all()

    @property
    def done(self) -> int:
        """How many of the expected have come and gone."""
        with self._changed:
            return len(self._ended & self.visitors.keys()) + self.turned_away

    def wait_for_the_last(self, seconds: float) -> bool:
        """Wait until everybody expected has gone, or so long; True when they have."""
        if self.done >= self.expected:
            return True
        with self._changed:
            self._changed.wait(seconds)
        return self.done >= self.expected
