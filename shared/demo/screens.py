"""Socket.IO clients of the hall: one that watches rooms, and a wall of main boards."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import socketio

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


class Press:
    """A clerk's key: when it was pressed, and the call that came of it."""

    def __init__(self) -> None:
        self.at = time.perf_counter()
        self.call: Call | None = None


class Wall:
    """Some main boards, and when each of them showed each call."""

    def __init__(self, url: str, tokens: list[str]) -> None:
        self._seen: list[dict[int, tuple[Call, float]]] = [{} for _ in tokens]
        self._pressed: dict[Call, list[float]] = {}
        self._lock = threading.Lock()
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

    @contextmanager
    def pressing(self, number: str = "", window: int = 0, recall: bool = False) -> Iterator[Press]:
        """While a clerk presses a key and the hub answers. The call may be put into the press
        when it is known; without one, as when the hub said no, the boards are expected to show
        nothing."""
        press = Press()
        if number:
            press.call = (number, window, recall)
        yield press
        if press.call is not None:
            with self._lock:
                self._pressed.setdefault(press.call, []).append(press.at)

    def settle(self) -> None:
        """Give the last calls time to arrive."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self.unseen() and time.monotonic() < deadline:
            time.sleep(0.05)

    def seconds(self) -> list[float]:
        """From key to board, of every call on every board whose line was not down then."""
        return [shown - pressed for pressed, shown in self._pairs() if shown is not None]

    def unseen(self) -> int:
        """Calls that a board did not show although its line was up."""
        return sum(shown is None for _, shown in self._pairs())

    def _pairs(self) -> Iterator[tuple[float, float | None]]:
        """When each key was pressed and when a board showed its call, for each board."""
        with self._lock:
            pressed = [(call, sorted(moments)) for call, moments in self._pressed.items()]
        for screen, noted in zip(self._screens, self._seen, strict=True):
            shown: dict[Call, list[float]] = {}
            for call, moment in list(noted.values()):
                shown.setdefault(call, []).append(moment)
            for call, moments in pressed:
                for moment, until in zip(moments, [*moments[1:], float("inf")], strict=True):
                    if not screen.was_down(moment):
                        seen = (at for at in shown.get(call, ()) if moment <= at < until)
                        yield moment, next(seen, None)

    @staticmethod
    def _noting(seen: dict[int, tuple[Call, float]]) -> Callable[[dict[str, Any]], None]:
        def note(call: dict[str, Any]) -> None:
            what = (call["number"], call["window"], call["recall"])
            seen.setdefault(call["id"], (what, time.perf_counter()))

        return note
