"""Fifty calls in one second before three hundred boards and a thousand phones: every board has
every call, and in time; and what three hundred screens cost while nothing happens.
"""

import json
import selectors
import time
from pathlib import Path

import psutil

from tests.bench.desks import Desks, content
from tests.bench.http import Client
from tests.bench.rounds import Outcome, Row, middle, percentile
from tests.bench.servers import HallServer
from tests.bench.wall import Board, Wall

BOARDS = 300
PHONES = 1000
PHONES_A_TICKET = 8
CALLS = 50
WITHIN_SECONDS = 1.0
BOARDS_A_SECOND = 5
IDLE_SECONDS = 20.0
SHOWING_SECONDS = 30.0  # how often a screen with nothing new tells what it shows
MOST_P99, MOST_KB, MOST_CPU = 500.0, 80.0, 2.0  # ms, a screen, percent of a core


def flood(folder: Path, rounds: int) -> Outcome:
    hall = HallServer(folder / "hall")
    wall = Wall()
    try:
        desks = Desks(hall, sorted(w["number"] for w in hall.admin.get("/catalogue")["windows"]))
        crowd = Crowd(hall, desks, wall, rounds + 1)
        empty = _memory(hall.pid)
        boards = [wall.add(Board(hall.port, hall.display, keeps=True)) for _ in range(BOARDS)]
        wall.run(lambda: all(board.watching for board in boards), 30)
        wall.settle(1)
        each = (_memory(hall.pid) - empty) / BOARDS
        idle = _idle(hall.pid, wall, boards)
        crowd.gather(boards)
        crowd.call()  # not counted: the first calls of a hall load what others find loaded
        seen = [crowd.call() for _ in range(rounds)]
    finally:
        wall.close()
        hall.stop()
    p99 = middle([percentile(seconds, 0.99) for seconds, _ in seen]) * 1000
    most = max(boards for _, boards in seen)
    return [
        _row(f"{CALLS} calls in a second, p99 to {BOARDS} boards, ms", p99, MOST_P99),
        _row("board updates a second a room, the most seen", most, BOARDS_A_SECOND),
        _row(f"memory a screen, KB, {BOARDS} of them", each, MOST_KB),
        _row(f"CPU with {BOARDS} idle screens, percent of a core", idle, MOST_CPU),
    ], [f"median of a call to a board: {middle([middle(s) for s, _ in seen]) * 1000:.0f} ms"]


def _row(name: str, measured: float, most: float) -> Row:
    return Row(name, f"{measured:.1f}", "-", measured, "most", most)


def _memory(pid: int) -> float:
    """Resident, in KB."""
    return psutil.Process(pid).memory_info().rss / 1024


def _idle(pid: int, wall: Wall, boards: list[Board]) -> float:
    """Percent of a core that the hub takes while its screens only say that they are there."""
    process = psutil.Process(pid)
    begun, spent = time.monotonic(), sum(process.cpu_times()[:2])
    told = begun
    while time.monotonic() < begun + IDLE_SECONDS:
        share = boards[:: max(1, round(SHOWING_SECONDS))]
        if time.monotonic() >= told + 1:
            told += 1
            for board in share:
                board.tell()
        wall.settle(0.1)
    used = sum(process.cpu_times()[:2]) - spent
    return float(100 * used / (time.monotonic() - begun))


class Crowd:
    """Windows with enough waiting, and phones that watch the queues of those who wait."""

    def __init__(self, hall: HallServer, desks: Desks, wall: Wall, rounds: int) -> None:
        """Before any screen is there: the hub closes those that nobody reads meanwhile."""
        self._desks, self._wall, self._port = desks, wall, hall.port
        self._boards: list[Board] = []
        self._windows = desks.windows[:CALLS]
        queues = {w["number"]: w["queues"][0] for w in desks.catalogue["windows"]}
        services = {s["queue"]: s["code"] for s in reversed(desks.catalogue["services"])}
        keys: list[str] = []
        for _ in range(rounds):
            for window in self._windows:
                taken = hall.admin.command(
                    "/tickets", service=services[queues[window]], language="zh"
                )
                keys.append(f"{queues[window]} {taken['status'].rpartition('/')[2]}")
        self._keys = keys[-(PHONES // PHONES_A_TICKET) :]
        self._clients: dict[int, Client] = {}

    def gather(self, boards: list[Board]) -> None:
        """The boards that are to have each call, and the phones of those who wait."""
        self._boards = boards
        phones = []
        for at in range(PHONES):
            queue, _, key = self._keys[at % len(self._keys)].partition(" ")
            auth = {"ticket": key}
            phones.append(self._wall.add(Board(self._port, "", f"queue/{queue}", auth=auth)))
        self._wall.run(lambda: all(phone.watching for phone in phones), 60)
        self._clients = {window: self._desks.client() for window in self._windows}

    def call(self) -> tuple[list[float], int]:
        """Seconds of each call to each board, and the most boards in any second of a board.
        Raises AssertionError where a board misses a call."""
        for board in self._boards:
            board.calls.clear()
            board.shown.clear()
        sent: dict[str, float] = {}
        begun = time.monotonic()
        for at, window in enumerate(self._windows):
            self._wall.settle(max(0.0, begun + at * WITHIN_SECONDS / CALLS - time.monotonic()))
            self._clients[window].send(self._desks.press(window, "next"))
        answers = self._answers()
        for window, number in answers.items():
            sent[number] = self._clients[window].sent_at
        self._wall.run(lambda: all(len(board.calls) >= CALLS for board in self._boards), 20)
        self._wall.settle(1)
        seconds = []
        for board in self._boards:
            heard = {json.loads(packet[2:])[1]["number"]: at for at, packet in board.calls}
            assert heard.keys() == sent.keys(), "a board missed a call"
            seconds += [heard[number] - sent[number] for number in sent]
        most = max(_most_in_a_second([at for at, _ in board.shown]) for board in self._boards)
        for move in ("start", "finish"):
            for window in self._windows:
                self._clients[window].send(self._desks.press(window, move))
                self._answer(self._clients[window])
        self._wall.settle(1)
        return seconds, most

    def _answers(self) -> dict[int, str]:
        """The numbers called, by window, while boards and phones go on being read."""
        waiting = dict(self._clients)
        called: dict[int, str] = {}
        selector = selectors.DefaultSelector()
        for window, client in waiting.items():
            selector.register(client.socket, selectors.EVENT_READ, window)
        while len(called) < len(waiting):
            self._wall.run(lambda: True)
            for key, _ in selector.select(0):
                answer = waiting[key.data].answer()
                if answer is not None:
                    called[key.data] = content(answer)["number"]
                    selector.unregister(key.fileobj)
        selector.close()
        return called

    def _answer(self, client: Client) -> None:
        client.socket.setblocking(False)
        answer = None
        while answer is None:
            self._wall.run(lambda: True)
            try:
                answer = client.answer()
            except BlockingIOError:
                continue
        client.socket.setblocking(True)
        content(answer)


def _most_in_a_second(times: list[float]) -> int:
    return max(
        (sum(begun <= at < begun + 1 for at in times) for begun in times),
        default=0,
    )
