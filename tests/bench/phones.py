"""Three hundred wait in one queue with their phones in hand: one packet a board for all of them,
and a call to the last phone against a bare emit of the same bytes to as many sockets.

Two times are taken of each press: from the press to the last phone, and from the answer to it. By
then the call stands in the journal, and what remains is its way to the phones.
"""

import json
import time
from pathlib import Path
from typing import Any

from tests.bench import halls
from tests.bench.boards import Clerk, until_the_last
from tests.bench.http import Client, request
from tests.bench.rounds import Outcome, Row, alternate, middle
from tests.bench.servers import BareServer, HallServer
from tests.bench.wall import Board, Wall

PHONES = 300
CALLS_A_ROUND = 8
WARM_UP_CALLS = 3
SETTLE_SECONDS = 0.35  # until the board that follows a call has been sent
BOARD_MILLISECONDS = 8.0


def phones(folder: Path, rounds: int) -> Outcome:
    hall = HallServer(folder / "hall")
    wall = Wall()
    try:
        clerk = WaitingClerk(hall)
        keys = [clerk.take() for _ in range(PHONES)]
        room = f"queue/{clerk.queue}"
        held = [
            wall.add(Board(hall.port, "", room, auth={"ticket": key}, keeps=True)) for key in keys
        ]
        wall.run(lambda: all(phone.watching for phone in held), 30)
        for _ in range(WARM_UP_CALLS):
            clerk.call(wall, held)
        packets = _packets_a_board(wall, held, clerk)
        rows, note = _against_bare(folder, rounds, wall, held, clerk)
        return rows, [note, packets, _board_made(folder / "image")]
    finally:
        wall.close()
        hall.stop()


def _packets_a_board(wall: Wall, held: list[Board], clerk: "WaitingClerk") -> str:
    """Every phone gets the same bytes, and one board for what one call changed."""
    for phone in held:
        phone.shown.clear()
    clerk.take()
    wall.settle(SETTLE_SECONDS)
    shown = {packet for phone in held for _, packet in phone.shown}
    each = {len(phone.shown) for phone in held}
    assert len(shown) == 1, f"phones of one room got {len(shown)} different packets"
    assert each == {1}, f"one number, {each} boards a phone"
    size = len(next(iter(shown)))
    return f"a number taken: 1 packet for {len(held)} phones, {size / 1024:.1f} KB"


def _against_bare(
    folder: Path, rounds: int, wall: Wall, held: list[Board], clerk: "WaitingClerk"
) -> tuple[list[Row], str]:
    packet = held[0].call
    bare = BareServer(folder / "bare", [], json.loads(packet[2:])[1])
    try:
        plain = wall.connect(bare.port, "", PHONES)
        mine, yours = alternate(
            rounds,
            lambda: [clerk.call(wall, held) for _ in range(CALLS_A_ROUND)],
            lambda: [_emit(wall, bare.port, plain) for _ in range(CALLS_A_ROUND)],
        )
        assert len(plain[0].call) == len(packet), "the bare server sends other bytes"
    finally:
        bare.stop()
    pressed, answered = (
        middle([middle([each[at] for each in side]) for side in mine]) * 1000 for at in (0, 1)
    )
    emitted = middle([middle(calls) for calls in yours]) * 1000
    slowest = (
        middle([max(each[0] for each in side) for side in mine]) * 1000,
        middle([max(calls) for calls in yours]) * 1000,
    )
    note = (
        f"slowest of {CALLS_A_ROUND} presses to phones: hall {slowest[0]:.0f} ms,"
        f" bare {slowest[1]:.0f} ms"
    )
    return [
        _row(f"call to the last of {PHONES} phones, ms", answered, emitted, 1.2),
        _row(f"next to the last of {PHONES} phones, ms", pressed, emitted, 1.5),
    ], note


def _row(name: str, ours: float, theirs: float, most: float) -> Row:
    return Row(name, f"{ours:.1f}", f"{theirs:.1f}", ours / theirs, "most", most)


def _emit(wall: Wall, port: int, plain: list[Board]) -> float:
    seconds = until_the_last(wall, plain, port, request("/call", {}, {}))
    wall.settle(SETTLE_SECONDS)
    return seconds


def _board_made(folder: Path) -> str:
    """How long one board with so many waiting takes to make and to encode."""
    from shared import queries
    from shared.domain import commands as c
    from shared.hub import wire

    bus = halls.open_hall(folder)
    halls.fill(bus, PHONES)
    _, queue = halls.a_service(bus)
    with bus.looking() as hall:
        window = hall.desks_of[queue][0]
    bus.execute(c.OpenWindow(id=halls.new_id(), by=halls.CLERK, window=window))
    spent = []
    with bus.looking() as hall:
        for _ in range(50):
            begun = time.monotonic()
            wire.dumps(queries.queue_board(hall, queue, bus.now()))
            spent.append((time.monotonic() - begun) * 1000)
    bus.store.close()
    made = middle(spent)
    assert made <= BOARD_MILLISECONDS, f"a board of {PHONES} waiting takes {made:.1f} ms"
    return f"a board of {PHONES} waiting: {made:.1f} ms to make and encode"


class WaitingClerk(Clerk):
    """A clerk whose queue stays full."""

    @property
    def queue(self) -> str:
        return self._queue

    def take(self) -> str:
        """The key of a new number's page."""
        answer: dict[str, Any] = self._admin.command(
            "/tickets", service=self._service, language="zh"
        )
        return str(answer["status"]).rpartition("/")[2]

    def call(self, wall: Wall, held: list[Board]) -> tuple[float, float]:
        """Seconds to the last phone: from the press, and from the answer to it."""
        self.take()
        wall.settle(SETTLE_SECONDS)
        client = Client(self._port)
        client.send(
            request(
                f"/api/v1/windows/{self._window}/next",
                {"command_id": halls.new_id()},
                self._admin.credentials,
            )
        )
        answered_at = _answered(wall, client)
        wall.run(lambda: all(phone.called_at > client.sent_at for phone in held))
        last = max(phone.called_at for phone in held)
        client.socket.close()
        self._move("start")
        self._move("finish")
        wall.settle(SETTLE_SECONDS)
        return last - client.sent_at, last - answered_at


def _answered(wall: Wall, client: Client) -> float:
    """When the answer came, while the phones go on being read."""
    client.socket.setblocking(False)
    while True:
        wall.run(lambda: True)
        try:
            answer = client.answer()
        except BlockingIOError:
            continue
        if answer is not None:
            assert b" 200 " in answer[:20], answer
            return time.perf_counter()
