"""The bus alone: commands a second against raw inserts, and *next* with few and many waiting."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from shared.bus import Bus
from shared.domain import commands as c
from shared.store import Store
from tests.bench import halls, raw
from tests.bench.rounds import Outcome, Row, alternate, middle

TICKETS_A_ROUND = 1500
NEXTS_A_ROUND = 200
FEW, MANY = 100, 100_000


def tickets(folder: Path, rounds: int) -> Outcome:
    """`bus.execute(TakeTicket)` against a loop that inserts the same rows."""
    bus = halls.open_hall(folder / "bus")
    rows, service = rows_to_insert(folder / "rows", TICKETS_A_ROUND * (rounds + 1))
    Store(folder / "raw" / "hall.db", halls.HALL).close()  # the same tables and indexes
    connection = raw.connect(folder / "raw" / "hall.db")

    def ours() -> float:
        commands = [halls.take(service) for _ in range(TICKETS_A_ROUND)]
        return _a_second(lambda: [bus.execute(command) for command in commands])

    def theirs() -> float:
        batch = [rows.pop() for _ in range(TICKETS_A_ROUND)]
        return _a_second(lambda: [raw.insert(connection, row) for row in batch])

    gc.collect()
    gc.freeze()
    mine, yours = alternate(rounds, ours, theirs)
    gc.unfreeze()
    connection.close()
    bus.store.close()
    a, b = middle(mine), middle(yours)
    row = Row("take a number, bus, commands/s", f"{a:,.0f}", f"{b:,.0f}", a / b, "least", 0.6)
    return [row], []


def rows_to_insert(folder: Path, count: int) -> tuple[list[tuple[raw.Row, ...]], str]:
    """What the bus would write for so many numbers, last one first, and the service they are for.
    Written without waiting for the disk, since only the rows are wanted."""
    bus = halls.open_hall(folder)
    service, _ = halls.a_service(bus)
    bus.store._write.execute("PRAGMA synchronous = OFF")
    for _ in range(count):
        bus.execute(halls.take(service))
    bus.store.close()
    return raw.rows_of(folder / "hall.db")[::-1], service


def _a_second(work: Callable[[], list[object]]) -> float:
    begun = time.perf_counter()
    done = len(work())
    return done / (time.perf_counter() - begun)


def next_call(folder: Path, rounds: int) -> Outcome:
    """*Next* with a hundred thousand waiting in the queue against *next* with a hundred."""
    many, few = (_waiting(folder / str(count), count) for count in (MANY, FEW))
    gc.collect()
    gc.freeze()
    mine, yours = alternate(rounds, lambda: _next(many), lambda: _next(few))
    gc.unfreeze()
    for bus in (many, few):
        bus.store.close()
    a, b = middle(mine) * 1e6, middle(yours) * 1e6
    name = f"next, {MANY:,} waiting to {FEW}, µs"
    return [Row(name, f"{a:,.0f}", f"{b:,.0f}", a / b, "most", 1.5)], []


def _waiting(folder: Path, count: int) -> Bus:
    bus = halls.open_hall(folder)
    halls.fill(bus, count)
    bus.execute(c.OpenWindow(id=halls.new_id(), by=halls.CLERK, window=_window(bus)))
    return bus


def _window(bus: Bus) -> int:
    _, queue = halls.a_service(bus)
    with bus.looking() as hall:
        return hall.desks_of[queue][0]


def _next(bus: Bus) -> float:
    """The median time of a call; who is served is replaced by somebody new."""
    window, (service, _) = _window(bus), halls.a_service(bus)
    seconds = []
    for _ in range(NEXTS_A_ROUND):
        command = c.CallNext(id=halls.new_id(), by=halls.CLERK, window=window)
        begun = time.perf_counter()
        bus.execute(command)
        seconds.append(time.perf_counter() - begun)
        for move in (c.StartService, c.FinishService):
            bus.execute(move(id=halls.new_id(), by=halls.CLERK, window=window))
        bus.execute(halls.take(service))
    return middle(seconds)
