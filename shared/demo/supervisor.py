"""The supervisor: a message in the morning, and whoever rated badly is spoken with."""

import threading

from shared.demo.clock import DayClock
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.roll import Roll

LOOK_SECONDS = 0.5
MESSAGE = "演示开始 (the demo begins)"
CONTACTED = "已电话联系 (spoken with on the telephone)"
CLOSED = "已说明并道歉 (explained, with an apology)"
NEXT = {"open": ("contact", CONTACTED), "contacted": ("close", CLOSED)}


class Supervisor:
    """Works on the cases of the demo's own numbers alone; `finish` closes those left."""

    def __init__(self, line: Line, window: int, clock: DayClock, roll: Roll) -> None:
        self._line = line
        self._window = window
        self._clock = clock
        self._roll = roll
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def finish(self) -> None:
        """Once the clock has stopped and everybody has rated."""
        self._thread.join()
        for _ in NEXT:
            self._look()
        self._line.close()

    def _work(self) -> None:
        self._tell()
        while not self._clock.stopped.wait(LOOK_SECONDS):
            self._look()

    def _tell(self) -> None:
        try:
            self._line.command("/hall/messages", window=self._window, text=MESSAGE)
        except (Refused, Unreachable) as fault:
            self._line.tally.error(f"message: {fault}")

    def _look(self) -> None:
        """Bring each case one step on."""
        try:
            for case in self._line.get("/cases"):
                if case["state"] in NEXT and case["ticket"] in self._roll.acknowledged:
                    what, note = NEXT[case["state"]]
                    self._line.command(f"/cases/{case['id']}/{what}", note=note)
        except (Refused, Unreachable) as fault:
            self._line.tally.error(f"case: {fault}")
