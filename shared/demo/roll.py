"""Who is in the hall: the numbers that were answered, the people behind them, how each ended."""

import threading
import time

from shared.demo.day import Citizen

ACQUAINT_SECONDS = 2.0


class Roll:
    """Shared by citizens and clerks. `acknowledged` holds every number the hub has answered."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.acknowledged: dict[str, Citizen] = {}
        self.ended: set[str] = set()
        self.turned_away = 0
        self._changed = threading.Condition()

    def took(self, ticket: str, citizen: Citizen) -> None:
        with self._changed:
            self.acknowledged[ticket] = citizen
            self._changed.notify_all()

    def got_none(self) -> None:
        """A citizen got no number."""
        with self._changed:
            self.turned_away += 1
            self._changed.notify_all()

    def who(self, ticket: str) -> Citizen | None:
        """The citizen behind a number. None for somebody who is not of the demo: a number may be
        called before its own answer has come in, so this waits a moment."""
        deadline = time.monotonic() + ACQUAINT_SECONDS
        with self._changed:
            while ticket not in self.acknowledged:
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(left)
            return self.acknowledged[ticket]

    def leaves(self, ticket: str) -> None:
        """Served, or called and not there."""
        with self._changed:
            self.ended.add(ticket)
            self._changed.notify_all()

    @property
    def done(self) -> int:
        """How many of the expected have come and gone."""
        with self._changed:
            return len(self.ended & self.acknowledged.keys()) + self.turned_away

    def wait_for_the_last(self, seconds: float) -> bool:
        """Wait until everybody expected has gone, or so long; True when they have."""
        if self.done >= self.expected:
            return True
        with self._changed:
            self._changed.wait(seconds)
        return self.done >= self.expected
