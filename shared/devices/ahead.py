"""Calls that are likely to come next, rendered while the station has nothing to do.

A thread with a speech engine of its own, which gives way to everything else on the machine: no call
waits for a phrase that may never be said.
"""

import shutil
import threading
from collections.abc import Callable, Iterable
from itertools import islice

from shared.devices.child import CHILD
from shared.devices.speaking import Voices
from shared.devices.voice import Voice
from shared.words.spoken import Phrase

MOST = 24  # phrases: twelve calls in two languages
REST_SECONDS = 0.2


def yielding_child() -> tuple[str, ...]:
    """The speech engine's command, at the lowest priority where the system has any."""
    nice = shutil.which("nice")
    return (nice, "-n", "19", *CHILD) if nice else CHILD


class Ahead:
    """Renders what is wanted, one phrase at a time, while `idle()`. `synthesis` is for it alone."""

    def __init__(self, voices: Voices, synthesis: Voice, idle: Callable[[], bool]) -> None:
        self._voices = voices
        self._synthesis = synthesis
        self._idle = idle
        self._wanted: tuple[Phrase, ...] = ()

    def want(self, phrases: Iterable[Phrase]) -> None:
        """From now on these, in this order; those wanted before are no more."""
        self._wanted = tuple(islice(phrases, MOST))

    def run(self, stop: threading.Event) -> None:
        while not stop.wait(REST_SECONDS):
            self.step()
        self._synthesis.close()

    def step(self) -> bool:
        """Render the first phrase that is not there yet; whether there was one. One that fails is
        left to its call."""
        for phrase in self._wanted:
            if not self._voices.has(phrase):
                if not self._idle():
                    return False
                if self._voices.sound(phrase, self._synthesis) is None:
                    self._wanted = tuple(each for each in self._wanted if each != phrase)
                return True
        return False
