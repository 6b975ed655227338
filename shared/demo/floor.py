"""What the clerks of a run share: the day, the others, and where a citizen can be sent."""

import threading
from typing import Any

from msgspec import Struct

from shared.demo.citizens import Citizens
from shared.demo.clock import DayClock
from shared.demo.consoles import Consoles
from shared.demo.customs import Customs
from shared.demo.line import Line
from shared.demo.roll import Roll
from shared.demo.screens import Wall


class Places:
    """The windows of a run and what they serve, from the hall's catalogue."""

    def __init__(self, catalogue: dict[str, Any], windows: list[int]) -> None:
        self.queues: dict[int, list[str]] = {
            window["number"]: window["queues"]
            for window in catalogue["windows"]
            if window["number"] in windows
        }
        self._services = catalogue["services"]

    def other_windows(self, window: int) -> list[int]:
        return [number for number in self.queues if number != window]

    def other_queues(self, window: int) -> list[str]:
        """Those that other windows serve and this one does not."""
        letters = {letter for letters in self.queues.values() for letter in letters}
        return sorted(letters - set(self.queues[window]))

    def services(self, window: int) -> list[str]:
        return [s["code"] for s in self._services if s["queue"] in self.queues[window]]


class Relief:
    """A clerk without a window, who takes one over; the other is the next relief."""

    def __init__(self, account: str, line: Line) -> None:
        self.account = account
        self.line = line
        self.lock = threading.Lock()


class Floor(Struct, frozen=True):
    """`automatic_seconds` is the shortest pause, in real ones, of a window that calls by itself."""

    clock: DayClock
    roll: Roll
    citizens: Citizens
    customs: Customs
    places: Places
    consoles: Consoles
    wall: Wall
    relief: Relief
    automatic_seconds: int
