"""Many clerks who press *next* on one queue at once, as fast as they can."""

import selectors
import time
from pathlib import Path

from shared.demo.line import Line
from tests.bench.desks import Desks, content
from tests.bench.rounds import Outcome, Row, middle
from tests.bench.servers import HallServer

CLERKS = 16
CALLS_A_CLERK = 12  # in each round
MOST_TIMES_THE_MEDIAN = 10.0
MOVES = ("next", "start", "finish")


def next_at_once(folder: Path, rounds: int) -> Outcome:
    """The slowest press of a round to its median. Raises AssertionError when a ticket was given to
    two, or to nobody."""
    hall = HallServer(folder / "hall")
    try:
        catalogue = hall.admin.get("/catalogue")
        windows = [window["number"] for window in catalogue["windows"]][:CLERKS]
        desks = Desks(hall, windows)
        queue = catalogue["windows"][0]["queues"][0]
        for window, line in desks.crew.clerks.items():
            _serve_only(line, window, queue)
        mine = [_round(desks, queue) for _ in range(rounds + 1)][1:]
    finally:
        hall.stop()
    slowest = middle([max(seconds) / middle(seconds) for seconds in mine])
    name = f"slowest next of {CLERKS} clerks at once, to median"
    most, median = (middle([of(seconds) for seconds in mine]) * 1000 for of in (max, middle))
    row = Row(name, f"{most:.1f}", f"{median:.1f}", slowest, "most", MOST_TIMES_THE_MEDIAN)
    return [row], [f"{CLERKS} clerks at once: each of {len(mine[0])} numbers a round went to one"]


def _serve_only(line: Line, window: int, queue: str) -> None:
    line.command(f"/windows/{window}/queues", queues=[queue])


def _round(desks: Desks, queue: str) -> list[float]:
    """Seconds of each *next*."""
    desks.wait(queue, CLERKS * CALLS_A_CLERK)
    selector = selectors.DefaultSelector()
    seconds: list[float] = []
    called: list[str] = []
    for window in desks.windows:
        client = desks.client()
        moves = [move for _ in range(CALLS_A_CLERK) for move in MOVES][::-1]
        selector.register(client.socket, selectors.EVENT_READ, (client, window, moves))
        client.send(desks.press(window, moves[-1]))
    while selector.get_map():
        for key, _ in selector.select():
            client, window, moves = key.data
            answer = client.answer()
            if answer is None:
                continue
            if moves.pop() == "next":
                seconds.append(time.perf_counter() - client.sent_at)
                called.append(content(answer)["ticket"])
            else:
                content(answer)
            if moves:
                client.send(desks.press(window, moves[-1]))
            else:
                selector.unregister(client.socket)
                client.socket.close()
    selector.close()
    assert len(called) == CLERKS * CALLS_A_CLERK
    assert len(set(called)) == len(called), "a ticket was called twice"
    return seconds
