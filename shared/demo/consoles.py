"""The rooms of single windows: what the clerks' consoles show, and what the panels ask."""

import queue
import threading
from collections.abc import Callable
from typing import Any

from shared.demo.customs import Customs
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.roll import Roll
from shared.demo.screens import Screen

ROOMS_A_CONNECTION = 30


def screens_of(
    url: str,
    rooms: list[str],
    saw_board: Callable[[dict[str, Any]], None],
    *,
    token: str = "",
    cookie: str = "",
) -> list[Screen]:
    """A few connections that watch many rooms."""
    return [
        Screen(
            url,
            rooms[first : first + ROOMS_A_CONNECTION],
            saw_board,
            lambda call: None,
            token=token,
            cookie=cookie,
        )
        for first in range(0, len(rooms), ROOMS_A_CONNECTION)
    ]


class Consoles:
    """What the clerks' consoles show: whom the hall has called to a window. Watched under the
    session of a supervisor or administrator."""

    def __init__(self, url: str, windows: list[int], cookie: str) -> None:
        self._changed = {window: threading.Condition() for window in windows}
        self._boards: dict[int, dict[str, Any]] = {}
        self._over = False
        rooms = [f"console/{window}" for window in windows]
        self._screens = screens_of(url, rooms, self._saw_board, cookie=cookie)

    def connect(self) -> None:
        for screen in self._screens:
            screen.connect()

    def close(self) -> None:
        for screen in self._screens:
            screen.close()

    def call_after(self, window: int, seq: int, seconds: float) -> dict[str, Any] | None:
        """The first board later than `seq` that has somebody at the window; None when none came
        in so many real seconds."""
        with self._changed[window]:
            self._changed[window].wait_for(
                lambda: self._over or self._has_call(window, seq), seconds
            )
            return self._boards[window] if self._has_call(window, seq) else None

    def _has_call(self, window: int, seq: int) -> bool:
        board = self._boards.get(window)
        return board is not None and board["seq"] > seq and board["ticket"] is not None

    def wake_all(self) -> None:
        """Nobody waits from now on."""
        self._over = True
        for changed in self._changed.values():
            with changed:
                changed.notify_all()

    def _saw_board(self, board: dict[str, Any]) -> None:
        window = board["window"]
        with self._changed[window]:
            known = self._boards.get(window)
            if known is None or board["seq"] >= known["seq"]:
                self._boards[window] = board
                self._changed[window].notify_all()


class Panels:
    """The panels over the windows, and the citizens who answer when one asks how it was."""

    def __init__(
        self, url: str, windows: list[int], token: str, line: Line, customs: Customs, roll: Roll
    ) -> None:
        self._line = line
        self._customs = customs
        self._roll = roll
        self._asked: set[int] = set()
        self._pressed: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._rate, daemon=True)
        rooms = [f"window/{window}" for window in windows]
        self._screens = screens_of(url, rooms, self._saw_board, token=token)

    def connect(self) -> None:
        for screen in self._screens:
            screen.connect()
        self._thread.start()

    def close(self) -> None:
        """After the last ratings; more than once does no harm."""
        while self._screens:
            self._screens.pop().close()
        self._pressed.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._line.close()

    def _saw_board(self, board: dict[str, Any]) -> None:
        asks = board["rating"]
        if asks is None or asks["finish"] in self._asked or not self._roll.knows(asks["number"]):
            return
        self._asked.add(asks["finish"])
        if self._customs.due("rate"):
            self._pressed.put(asks["finish"])

    def _rate(self) -> None:
        while (finish := self._pressed.get()) is not None:
            rating, reasons = self._customs.rating()
            try:
                self._line.command("/ratings", finish=finish, rating=rating, reasons=reasons)
            except Refused as refusal:
                if refusal.code == "wrong-state":  # the next service there has ended meanwhile
                    self._line.tally.refused("rate: too late")
                else:
                    self._line.tally.error(f"rate: {refusal.code}")
                self._customs.again("rate badly" if reasons else "rate")
            except Unreachable:
                self._line.tally.error("rate: no answer")
