"""*Next* pressed to the last of three hundred boards, against a bare emit of the same bytes."""

import json
from pathlib import Path

import psutil

from tests.bench import halls
from tests.bench.http import Client, request
from tests.bench.rounds import Outcome, Row, alternate, middle
from tests.bench.servers import BareServer, HallServer
from tests.bench.wall import Board, Wall

BOARDS = 300
PRESSES_A_ROUND = 8
SETTLE_SECONDS = 0.35  # until the boards that follow a call have been sent
WARM_UP_PRESSES = 3


def calls(folder: Path, rounds: int) -> Outcome:
    hall = HallServer(folder / "hall")
    wall = Wall()
    try:
        empty = _memory(hall.pid)
        boards = wall.connect(hall.port, hall.display, BOARDS)
        clerk = Clerk(hall)
        for _ in range(WARM_UP_PRESSES):
            clerk.press(wall, boards)
        memory = _memory(hall.pid)
        row, note = _against_bare(folder, rounds, wall, boards, clerk)
        return [row], [
            note,
            f"hall's memory with {BOARDS} boards: {memory / 1024:.0f} MB,"
            f" {(memory - empty) / BOARDS:.0f} KB a board",
        ]
    finally:
        wall.close()
        hall.stop()


def _against_bare(
    folder: Path, rounds: int, wall: Wall, boards: list[Board], clerk: "Clerk"
) -> tuple[Row, str]:
    packet = boards[0].call
    bare = BareServer(folder / "bare", [], json.loads(packet[2:])[1])
    try:
        plain = wall.connect(bare.port, "", BOARDS)
        mine, yours = alternate(
            rounds,
            lambda: [clerk.press(wall, boards) for _ in range(PRESSES_A_ROUND)],
            lambda: [_emit(wall, bare.port, plain) for _ in range(PRESSES_A_ROUND)],
        )
        assert plain[0].call == packet, "the bare server sends other bytes"
    finally:
        bare.stop()
    a, b = (middle([middle(presses) for presses in side]) * 1000 for side in (mine, yours))
    slowest = [middle([max(presses) for presses in side]) * 1000 for side in (mine, yours)]
    name = f"next to the last of {BOARDS} boards, ms"
    note = (
        f"slowest of {PRESSES_A_ROUND} presses: hall {slowest[0]:.0f} ms, bare {slowest[1]:.0f} ms"
    )
    return Row(name, f"{a:.1f}", f"{b:.1f}", a / b, "most", 1.3), note


class Clerk:
    """A clerk at a window over HTTP, with somebody always waiting."""

    def __init__(self, hall: HallServer) -> None:
        self._admin = hall.admin
        self._port = hall.port
        catalogue = self._admin.get("/catalogue")
        service = catalogue["services"][0]
        self._service = service["code"]
        self._queue = service["queue"]
        self._window = next(
            window["number"]
            for window in catalogue["windows"]
            if service["queue"] in window["queues"]
        )
        self._move("open")

    def press(self, wall: Wall, boards: list[Board]) -> float:
        """Seconds from the key to the last board."""
        self._admin.command("/tickets", service=self._service, language="zh")
        wall.settle(SETTLE_SECONDS)
        pressed = request(
            f"/api/v1/windows/{self._window}/next",
            {"command_id": halls.new_id()},
            self._admin.credentials,
        )
        seconds = until_the_last(wall, boards, self._port, pressed)
        self._move("start")
        self._move("finish")
        wall.settle(SETTLE_SECONDS)
        return seconds

    def _move(self, move: str) -> None:
        self._admin.command(f"/windows/{self._window}/{move}")


def _emit(wall: Wall, port: int, boards: list[Board]) -> float:
    seconds = until_the_last(wall, boards, port, request("/call", {}, {}))
    wall.settle(SETTLE_SECONDS)
    return seconds


def until_the_last(wall: Wall, boards: list[Board], port: int, pressed: bytes) -> float:
    client = Client(port)
    client.send(pressed)
    wall.run(lambda: all(board.called_at > client.sent_at for board in boards))
    while (answer := client.answer()) is None:
        """The rest of it comes."""
    assert b" 200 " in answer[:20], answer
    client.socket.close()
    return max(board.called_at for board in boards) - client.sent_at


def _memory(pid: int) -> float:
    """Resident, in KB."""
    return psutil.Process(pid).memory_info().rss / 1024
