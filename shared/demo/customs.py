"""How often clerks and citizens do what is not done every time, in shares of a real day.

Counted over the whole hall and not left to chance, so that a short day has everything too.
"""

import math
import threading
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

EVERY = {
    # of the citizens served
    "hold": 20,
    "transfer to queue": 60,
    "transfer to window": 60,
    "transfer first": 60,
    "undo finish": 60,
    # of the calls and of the misses
    "undo call": 60,
    "undo miss": 10,
    # of a clerk's turns
    "pause": 40,
    "walk-in": 50,
    "call": 45,
    # of the panels' questions, and of the ratings
    "rate": 3,
    "rate badly": 12,
}
ONCE = {"automatic": 40, "queues": 25, "hand-over": 50}  # after so many turns
OUTCOMES = {"done": 80, "accepted": 11, "materials-missing": 6, "referred": 2, "not-ours": 1}
RATINGS = {"excellent": 72, "good": 20, "fair": 8}
BAD_RATINGS = {"poor": 2, "bad": 1}
REASONS = ("attitude", "waiting", "speed", "knowledge", "guide", "rules", "place")


class Customs:
    """Asked from all threads. Where in its round each custom begins is the seed's."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311  (a day to be replayed, not a secret)
        self._lock = threading.Lock()
        self._left: dict[str, float] = {
            name: self._chance.randint(every // 2 + 1, every) for name, every in EVERY.items()
        }
        self._left |= ONCE

    def due(self, name: str) -> bool:
        """Whether it is done this time; give it back with `again` where it cannot be."""
        with self._lock:
            self._left[name] -= 1
            if self._left[name] > 0:
                return False
            self._left[name] = EVERY.get(name, math.inf)
            return True

    def again(self, name: str) -> None:
        """It could not be done: it falls to whoever asks next."""
        with self._lock:
            self._left[name] = 1

    def choice(self, things: Sequence[Thing]) -> Thing:
        with self._lock:
            return self._chance.choice(things)

    def outcome(self) -> str:
        """How a service ends."""
        return self._one_of(OUTCOMES)

    def rating(self) -> tuple[str, tuple[str, ...]]:
        """What a citizen says of it, and for what."""
        if self.due("rate badly"):
            return self._one_of(BAD_RATINGS), (self.choice(REASONS),)
        return self._one_of(RATINGS), ()

    def _one_of(self, shares: dict[str, int]) -> str:
        with self._lock:
            return self._chance.choices(list(shares), list(shares.values()))[0]
