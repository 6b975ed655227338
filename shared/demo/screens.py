"""Socket.IO clients of the hall: a wall of main boards, and the boards of the clerks' consoles."""

import threading
import time
from collections.abc import Callable
from typing import Any

import socketio

ROOMS_A_CONNECTION = 30
CONNECT_SECONDS = 20.0
SETTLE_SECONDS = 2.0
EXCUSED_SECONDS = 1.0  # a call this shortly before a line broke may have gone with it

Call = tuple[str, int, bool]  # number, window, whether it was a recall


class Screen:
    """One connection that watches some rooms, again after every reconnection.

    `saw_board(board)` and `saw_call(call)` are called from the connection's own threads.
    """

    def __init__(
        self,
        url: str,
        rooms: list[str],
        saw_board: Callable[[dict[str, Any]], None],
        saw_call: Callable[[dict[str, Any]], None],
        *,
        token: str = "",
        cookie: str = "",
    ) -> None:
        self._url = url
        self._rooms = rooms
        self._saw_board = saw_board
        self._saw_call = saw_call
        self._token = token
        self._cookie = cookie
        self._watching = threading.Semaphore(0)
        self.breaks: list[tuple[float, float]] = []  # when the line was down; to inf while it is
        self._client = socketio.Client(
            reconnection_delay=0.2, reconnection_delay_max=1.0, randomization_factor=0.2
        )
        self._client.on("connect", self._connected)
        self._client.on("disconnect", self._broke)
        self._client.on("board", saw_board)
        self._client.on("call", saw_call)

    def connect(self) -> None:
        """Returns when every room's first board has come. Raises socketio's ConnectionError."""
        self._client.connect(
            self._url,
            headers=self._headers,
            auth={"token": self._token} if self._token else None,
            transports=["websocket"],
            wait_timeout=CONNECT_SECONDS,
        )
        for _ in self._rooms:
            if not self._watching.acquire(timeout=CONNECT_SECONDS):
                raise socketio.exceptions.ConnectionError("a board did not come")

    def close(self) -> None:
        self._client.disconnect()
        self._client.shutdown()

    def was_down(self, moment: float) -> bool:
        return any(
            begun - EXCUSED_SECONDS <= moment <= over + EXCUSED_SECONDS
            for begun, over in self.breaks
        )

    def _headers(self) -> dict[str, str]:
        """A new dictionary each time: the client takes the cookie out of it."""
        return {"Cookie": self._cookie} if self._cookie else {}

    def _connected(self) -> None:
        for room in self._rooms:
            self._client.emit("watch", {"room": room}, callback=self._watched)
        if self.breaks and self.breaks[-1][1] == float("inf"):
            self.breaks[-1] = (self.breaks[-1][0], time.perf_counter())

    def _broke(self, *_: Any) -> None:
        self.breaks.append((time.perf_counter(), float("inf")))

    def _watched(self, answer: dict[str, Any]) -> None:
        if answer.get("ok"):
            self._saw_board(answer["board"])
            for call in answer["calls"]:
                self._saw_call(call)
            self._watching.release()


class Wall:
    """Some main boards, and when each of them showed each call."""

    def __init__(self, url: str, tokens: list[str]) -> None:
        self._seen: list[dict[Call, float]] = [{} for _ in tokens]
        self._pressed: dict[Call, float] = {}
        self._screens = [
            Screen(url, ["main"], lambda board: None, self._noting(seen), token=token)
            for token, seen in zip(tokens, self._seen, strict=True)
        ]

    def connect(self) -> None:
        for screen in self._screens:
            screen.connect()

    def close(self) -> None:
        for screen in self._screens:
            screen.close()

    def pressed(self, number: str, window: int, recall: bool, moment: float) -> None:
        """A clerk pressed the key at this moment and the hub said yes."""
        self._pressed[number, window, recall] = moment

    def settle(self) -> None:
        """Give the last calls time to arrive."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self.unseen() and time.monotonic() < deadline:
            time.sleep(0.05)

    def seconds(self) -> list[float]:
        """From key to board, of every call on every board whose line was not down then."""
        return [
            seen[call] - moment
            for screen, seen in zip(self._screens, self._seen, strict=True)
            for call, moment in list(self._pressed.items())
            if call in seen and not screen.was_down(moment)
        ]

    def unseen(self) -> int:
        """Calls that a board did not show although its line was up."""
        return sum(
            call not in seen and not screen.was_down(moment)
            for screen, seen in zip(self._screens, self._seen, strict=True)
            for call, moment in list(self._pressed.items())
        )

    @staticmethod
    def _noting(seen: dict[Call, float]) -> Callable[[dict[str, Any]], None]:
        def note(call: dict[str, Any]) -> None:
            seen.setdefault((call["number"], call["window"], call["recall"]), time.perf_counter())

        return note


class Consoles:
    """What the clerks' consoles show: whether anybody waits for a window. A few connections watch
    many consoles, under the session of a supervisor or administrator."""

    def __init__(self, url: str, windows: list[int], cookie: str) -> None:
        self._work = {window: threading.Event() for window in windows}
        self._seq = dict.fromkeys(windows, 0)
        rooms = [f"console/{window}" for window in windows]
        self._screens = [
            Screen(
                url,
                rooms[first : first + ROOMS_A_CONNECTION],
                self._saw_board,
                lambda call: None,
                cookie=cookie,
            )
            for first in range(0, len(rooms), ROOMS_A_CONNECTION)
        ]

    def connect(self) -> None:
        for screen in self._screens:
            screen.connect()

    def close(self) -> None:
        for screen in self._screens:
            screen.close()

    def nobody_waits(self, window: int) -> None:
        """Forget what was shown: only a board that comes from now on counts."""
        self._work[window].clear()

    def wait_for_work(self, window: int, seconds: float) -> None:
        self._work[window].wait(seconds)

    def wake_all(self) -> None:
        for event in self._work.values():
            event.set()

    def _saw_board(self, board: dict[str, Any]) -> None:
        window = board["window"]
        if board["seq"] >= self._seq[window]:
            self._seq[window] = board["seq"]
            if board["next"] is not None:
                self._work[window].set()
