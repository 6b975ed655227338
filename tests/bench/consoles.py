"""A busy hall: a console and a panel for each window, boards on the wall, a press now and then."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.desks import Desks, content
from tests.bench.rounds import Outcome, Row, middle, percentile
from tests.bench.servers import HallServer
from tests.bench.wall import Board, Wall

PRESSES_A_ROUND = 60
SECONDS_A_PRESS = 0.25  # a busy hall makes one a second
MAIN_BOARDS = 6
WARM_UP_PRESSES = 12
OWN, MAIN, CALL = "own console", "main board", "call on it"
MOST_MILLISECONDS = {OWN: 60.0, MAIN: 80.0, CALL: 60.0}
STATE_AFTER = {"next": "called", "start": "serving", "finish": None}


def boards(folder: Path, rounds: int) -> Outcome:
    """Press to what is seen of it, the 95th percentile of each round."""
    hall = HallServer(folder / "hall")
    wall = Wall()
    try:
        busy = BusyHall(hall, wall, (rounds + 1) * PRESSES_A_ROUND)
        busy.press(WARM_UP_PRESSES)
        seen = [busy.press(PRESSES_A_ROUND) for _ in range(rounds)]
    finally:
        wall.close()
        hall.stop()
    rows, notes = [], []
    for what, most in MOST_MILLISECONDS.items():
        p95 = middle([percentile(each[what], 0.95) for each in seen]) * 1000
        p50 = middle([middle(each[what]) for each in seen]) * 1000
        name = f"press to {what}, p95 ms"
        rows.append(Row(name, f"{p95:.1f}", "-", p95, "most", most))
        notes.append(f"press to {what}, median: {p50:.1f} ms")
    return rows, notes


class BusyHall:
    """All windows open, with enough waiting for so many presses."""

    def __init__(self, hall: HallServer, wall: Wall, presses: int) -> None:
        windows = sorted(window["number"] for window in hall.admin.get("/catalogue")["windows"])
        self._desks = desks = Desks(hall, windows)
        self._wall = wall
        each = -(-presses // (3 * len(windows))) + 1
        for window in desks.catalogue["windows"]:
            desks.wait(window["queues"][0], each)
        self._consoles = {
            window: wall.add(Board(hall.port, "", f"console/{window}", line.cookie, keeps=True))
            for window, line in desks.crew.clerks.items()
        }
        panels = [wall.add(Board(hall.port, desks.crew.panel, f"window/{n}")) for n in windows]
        self._main = [
            wall.add(Board(hall.port, desks.crew.boards[0], keeps=True)) for _ in range(MAIN_BOARDS)
        ]
        everything = [*self._consoles.values(), *panels, *self._main]
        wall.run(lambda: all(board.watching for board in everything), 30)
        self._client = desks.client()
        self._moves = self._in_turn()

    def press(self, count: int) -> dict[str, list[float]]:
        """So many presses at an even pace, and the seconds from each to what shows it."""
        found: dict[str, list[float]] = {OWN: [], MAIN: [], CALL: []}
        for _ in range(count):
            begun = time.monotonic()
            window, move = next(self._moves)
            self._press(window, move, found)
            self._wall.settle(max(0.0, begun + SECONDS_A_PRESS - time.monotonic()))
        return found

    def _in_turn(self) -> Iterator[tuple[int, str]]:
        """Each window calls, starts and finishes, while its neighbours do something else."""
        windows = list(self._consoles)
        at = 0
        while True:
            for back, move in enumerate(("next", "start", "finish")):
                if at >= back:
                    yield windows[(at - back) % len(windows)], move
            at += 1

    def _press(self, window: int, move: str, found: dict[str, list[float]]) -> None:
        console = self._consoles[window]
        for board in (*self._consoles.values(), *self._main):
            board.shown.clear()
        self._client.send(self._desks.press(window, move))
        pressed = self._client.sent_at
        number = self._answered()["number"]
        found[OWN].append(self._until(console, lambda b: _is(b, number, move)) - pressed)
        if move != "next":
            return
        for main in self._main:
            found[MAIN].append(self._until(main, lambda b: _shows(b, number)) - pressed)
            self._wall.run(lambda main=main: main.called_at > pressed)
            found[CALL].append(main.called_at - pressed)

    def _answered(self) -> Any:
        """The boards go on being read while the answer is on its way."""
        self._client.socket.setblocking(False)
        while True:
            self._wall.run(lambda: True)
            try:
                answer = self._client.answer()
            except BlockingIOError:
                continue
            if answer is not None:
                self._client.socket.setblocking(True)
                return content(answer)

    def _until(self, board: Board, enough: Any) -> float:
        """When the board first showed it."""
        at = 0
        while True:
            for moment, packet in board.shown[at:]:
                at += 1
                if enough(json.loads(packet[2:])[1]):
                    return moment
            count = len(board.shown)
            self._wall.run(lambda count=count: len(board.shown) > count)


def _is(board: dict[str, Any], number: str, move: str) -> bool:
    """Whether a console shows what the move has led to."""
    ticket = board["ticket"]
    if move == "finish":
        return ticket is None
    return (
        ticket is not None and ticket["number"] == number and ticket["state"] == STATE_AFTER[move]
    )


def _shows(board: dict[str, Any], number: str) -> bool:
    return any(call["number"] == number for call in board["calls"])
