"""Slow work in turns: so much of it at once, so many who wait for it, and no more.

Hashing takes a core and much memory for a while. What anybody can ask for must neither hold up what
others need nor be waited for without end, so each kind of it has turns of its own.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from shared.domain.refusals import Refusal

RETRY_SECONDS = 5


class TooBusy(Refusal):
    """Too many wait for the same thing already. Nothing was done; it may be sent again."""

    code = "too-busy"


class Turns:
    """`at_once` work, `most_waiting` wait; whoever comes then is told to come again."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._most = at_once + most_waiting
        self._here = 0
        self._counting = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooBusy."""
        with self._counting:
            if self._here >= self._most:
                raise TooBusy(
                    "Too many people ask for this at once. Please try again in a few seconds."
                )
            self._here += 1
        try:
            with self._free:
                yield
        finally:
            with self._counting:
                self._here -= 1
