"""Citizens: they come when the day says and take a number at one of the kiosks."""

import queue
import threading

from shared.demo.clock import DayClock
from shared.demo.day import Citizen
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.roll import Roll


class Kiosks:
    """A few kiosks, one thread each; whoever is due goes to the first that is free.

    `open_again` is asked to open the hall when it has closed in the middle of the day.
    """

    def __init__(
        self, lines: list[Line], clock: DayClock, roll: Roll, open_again: "OpenAgain"
    ) -> None:
        self._clock = clock
        self._roll = roll
        self._open_again = open_again
        self._due: queue.SimpleQueue[Citizen | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._stand, args=(line,), daemon=True) for line in lines
        ]
        self._door = threading.Thread(target=self._let_in, daemon=True)
        self._people: list[Citizen] = []

    def open(self, people: list[Citizen]) -> None:
        self._people = people
        for thread in (*self._threads, self._door):
            thread.start()

    def join(self) -> None:
        self._door.join()
        for thread in self._threads:
            thread.join()

    def _let_in(self) -> None:
        for citizen in self._people:
            if not self._clock.wait_until(citizen.arrives):
                break
            self._due.put(citizen)
        for _ in self._threads:
            self._due.put(None)

    def _stand(self, line: Line) -> None:
        while (citizen := self._due.get()) is not None:
            if self._clock.stopped.is_set():
                continue
            try:
                self._take(line, citizen)
            except Refused as refusal:
                line.tally.error(f"take: {refusal.code}")
                self._roll.got_none()
            except Unreachable:
                line.tally.error("take: no answer")
                self._roll.got_none()
        line.close()

    def _take(self, line: Line, citizen: Citizen) -> None:
        words = {
            "service": citizen.service,
            "language": citizen.language,
            "class": citizen.class_,
            "need": citizen.need,
        }
        try:
            answer = line.command("/tickets", **words)
        except Refused as refusal:
            if refusal.code != "hall-closed":
                raise
            self._open_again()
            answer = line.command("/tickets", **words)
        self._roll.took(answer["ticket"], citizen)


class OpenAgain:
    """Opens the hall specially, one kiosk at a time."""

    def __init__(self, admin: Line, reason: str) -> None:
        self._admin = admin
        self._reason = reason
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._admin.command("/hall/open-specially", reason=self._reason)
