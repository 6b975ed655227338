"""What happened in the demo, counted from all threads."""

import threading
import time
from collections import Counter

NAMES = {"tickets": "take", "ratings": "rate", "messages": "message"}
OF_A_CASE = {"contact": "contact case", "close": "close case"}
PREPARING = frozenset({"staff", "devices"})


def move_of(path: str) -> str:
    """What a command's path asks for, in one word or two; empty for those that prepare the hall."""
    room, *_, last = path.strip("/").split("/") * 2
    if room in PREPARING:
        return ""
    return OF_A_CASE[last] if room == "cases" else NAMES.get(last, last)


class Tally:
    """`commands` were accepted, `moves` counts them by name; `refusals` are expected answers such
    as nobody-waiting; `errors` are not expected and named."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.commands = 0
        self.moves: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.interruptions = 0
        self.seconds: list[float] = []
        self._counting = False
        self._begun = self._ended = time.monotonic()

    def accepted(self, path: str, seconds: float) -> None:
        """A command was done; `seconds` from its first sending to its answer."""
        move = move_of(path)
        with self._lock:
            if move:
                self.moves[move] += 1
            if self._counting:
                self.commands += 1
                self.seconds.append(seconds)

    def refused(self, code: str) -> None:
        with self._lock:
            self.refusals[code] += 1

    def error(self, name: str) -> None:
        with self._lock:
            self.errors[name] += 1

    def interrupted(self) -> None:
        """The hub could not be reached for a while."""
        with self._lock:
            self.interruptions += 1

    def begin(self) -> None:
        """The day begins: commands before it, which prepare the hall, are not counted."""
        self._counting = True
        self._begun = time.monotonic()

    def end(self) -> None:
        self._counting = False
        self._ended = time.monotonic()

    @property
    def day_seconds(self) -> float:
        """Real seconds from begin to end."""
        return self._ended - self._begun


def share(values: list[float], part: float) -> float | None:
    """The value below which so large a part of the values is; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
