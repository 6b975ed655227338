"""One of several processes on one file. Prints what it was given.

Run as ``python race.py <what> <file> <window> <clerk> <rounds>``. `what` is ``serve``: takes
numbers, calls, serves; ``arm``: works at an armed window and does what is due; ``take``: only
takes numbers; or ``book``: as many people as rounds, all at once, want the same time.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import NobodyWaiting, SlotFull, WrongState
from shared.store import Personal, Store
from tests.small_hall import MONDAY_MORNING

TWO_O_CLOCK = MONDAY_MORNING + timedelta(hours=4)
PHONE = Personal(b"as good as encrypted", TWO_O_CLOCK)


def clock() -> datetime:
    return MONDAY_MORNING


class Process:
    def __init__(self, file: str, window: int, clerk: str) -> None:
        self.bus = Bus(Store(Path(file), "small"), clock)
        self.window = window
        self.clerk = clerk

    def do(self, kind: type[c.Command], **words: object) -> e.Event:
        words = {"window": self.window} | words
        command = kind(id=str(uuid4()), by=self.clerk, **words)  # type: ignore[call-arg]
        return self.bus.execute(command)[0].event

    def take(self) -> None:
        id_ = str(uuid4())
        command = c.TakeTicket(
            id=id_, by="kiosk:K1", service="id-card", language="zh", key=f"key-of-{id_}"
        )
        (entry,) = self.bus.execute(command)
        assert self.bus.execute(command) == (entry,)
        print("taken", entry.event.ticket, entry.seq)  # type: ignore[attr-defined]

    def serve(self, rounds: int) -> None:
        for _ in range(rounds):
            self.take()
            try:
                called = self.do(c.CallNext)
            except NobodyWaiting:
                continue
            print("called", called.ticket, self.window)  # type: ignore[attr-defined]
            self.do(c.StartService)
            self.do(c.FinishService)

    def take_only(self, rounds: int) -> None:
        for _ in range(rounds):
            self.take()
            self.bus.do_what_is_due()

    def book(self, rounds: int) -> None:
        with ThreadPoolExecutor(rounds) as people:
            for got in people.map(self._book, range(rounds)):
                print("booked", *got)

    def _book(self, nth: int) -> tuple[str, ...]:
        """Every other one takes the next time where the first has been given away."""
        for starts_at in (TWO_O_CLOCK, TWO_O_CLOCK + timedelta(minutes=30))[: 1 + nth % 2]:
            id_ = str(uuid4())
            command = c.BookAppointment(
                id=id_,
                by="public:web",
                service="passport",
                starts_at=starts_at,
                language="zh",
                key=f"key-of-{id_}",
                code=f"{uuid4().int:024d}"[-24:],
                person=id_,
            )
            with suppress(SlotFull):
                (entry,) = self.bus.execute(command, personal={command.key: PHONE})
                assert self.bus.execute(command) == (entry,)
                return (entry.event.booking.id,)  # type: ignore[attr-defined]
        return ()

    def arm(self, rounds: int) -> None:
        """Until so many numbers were given and nobody waits any more."""
        while True:
            self.bus.do_what_is_due()
            with self.bus.looking() as hall:
                own = hall.windows[self.window]
                over = hall.numbers.get("A") == rounds and not hall.waiting("A")
            if own.ticket is not None:
                print("called", own.ticket, self.window)
                self.do(c.StartService)
                self.do(c.FinishService)
            elif over:
                return
            elif own.armed:
                time.sleep(0.001)
            else:
                self._arm()

    def _arm(self) -> None:
        try:
            self.do(c.ArmWindow)
        except WrongState:  # somebody was called here meanwhile
            return


WORK: dict[str, Callable[[Process, int], None]] = {
    "serve": Process.serve,
    "arm": Process.arm,
    "take": Process.take_only,
    "book": Process.book,
}


def main(what: str, file: str, window: int, clerk: str, rounds: int) -> None:
    process = Process(file, window, clerk)
    if what in ("serve", "arm"):
        process.do(c.OpenWindow)
    print("ready", flush=True)
    sys.stdin.readline()
    WORK[what](process, rounds)
    process.bus.store.close()


if __name__ == "__main__":
    what, file, window, clerk, rounds = sys.argv[1:]
    main(what, file, int(window), clerk, int(rounds))
