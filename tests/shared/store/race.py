"""One of several processes on one file: takes numbers, calls, serves. Prints what it was given.

Run as ``python race.py <file> <window> <clerk> <rounds>``.
"""

import sys
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.refusals import NobodyWaiting
from shared.store import Store
from tests.small_hall import MONDAY_MORNING


def clock() -> datetime:
    return MONDAY_MORNING


def main(file: str, window: int, clerk: str, rounds: int) -> None:
    bus = Bus(Store(Path(file), "small"), clock)

    def do(kind: type[c.Command], **words: object) -> object:
        (entry,) = bus.execute(kind(id=str(uuid4()), by=clerk, **words))  # type: ignore[call-arg]
        return entry.event

    do(c.OpenWindow, window=window)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(rounds):
        id_ = str(uuid4())
        command = c.TakeTicket(
            id=id_, by="kiosk:K1", service="id-card", language="zh", key=f"key-of-{id_}"
        )
        (entry,) = bus.execute(command)
        assert bus.execute(command) == (entry,)
        print("taken", entry.event.ticket, entry.seq)  # type: ignore[attr-defined]
        try:
            called = do(c.CallNext, window=window)
        except NobodyWaiting:
            continue
        print("called", called.ticket, window)  # type: ignore[attr-defined]
        do(c.StartService, window=window)
        do(c.FinishService, window=window)
    bus.store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
