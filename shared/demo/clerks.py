"""Clerks: each opens a window, calls, waits for the citizen, serves, and waits for work."""

import threading
import time

from shared.demo.clock import DayClock
from shared.demo.day import Citizen
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.roll import Roll
from shared.demo.screens import Consoles, Wall

WAIT_FOR_CITIZEN_SECONDS = 45.0  # of the day, before the recall and after it
STRANGER_SECONDS = 180.0  # somebody not of the demo is served so long
LOOK_AGAIN_SECONDS = 5.0  # real ones, should a board get lost
MOST_FAULTS = 10  # in a row, then the clerk gives up


class Clerk:
    """One clerk at one window. `start` begins the work, which ends with the clock."""

    def __init__(
        self, window: int, line: Line, clock: DayClock, roll: Roll, consoles: Consoles, wall: Wall
    ) -> None:
        self.window = window
        self._line = line
        self._clock = clock
        self._roll = roll
        self._consoles = consoles
        self._wall = wall
        self._faults = 0
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def open(self) -> None:
        self._move("open")

    def close(self) -> None:
        """Close the window, if nobody is at it."""
        try:
            self._move("close")
        except (Refused, Unreachable) as fault:
            self._line.tally.error(f"close: {fault}")
        self._line.close()

    def _work(self) -> None:
        while not self._clock.stopped.is_set() and self._faults < MOST_FAULTS:
            try:
                self._next()
                self._faults = 0
            except Refused as refusal:
                self._faults += 1
                self._line.tally.error(f"window: {refusal.code}")
                self._clock.stopped.wait(0.1)
            except Unreachable:
                self._faults += 1
                self._line.tally.error("window: no answer")

    def _next(self) -> None:
        self._consoles.nobody_waits(self.window)
        pressed = time.perf_counter()
        try:
            called = self._move("next")
        except Refused as refusal:
            if refusal.code != "nobody-waiting":
                raise
            self._line.tally.refused(refusal.code)
            self._consoles.wait_for_work(self.window, LOOK_AGAIN_SECONDS)
            return
        self._wall.pressed(str(called["number"]), self.window, False, pressed)
        citizen = self._roll.who(str(called["ticket"]))
        if self._comes(citizen):
            self._serve(citizen)
        else:
            self._miss(str(called["number"]))
        self._roll.leaves(str(called["ticket"]))

    def _comes(self, citizen: Citizen | None) -> bool:
        """Wait for the citizen at the window."""
        if citizen is None:
            return True
        if citizen.leaves <= self._clock.now():
            self._clock.let_pass(WAIT_FOR_CITIZEN_SECONDS)
            return False
        self._clock.let_pass(citizen.walk_seconds)
        return True

    def _serve(self, citizen: Citizen | None) -> None:
        """Also to its end when the demo stops meanwhile, without the waiting."""
        self._move("start")
        self._clock.let_pass(citizen.service_seconds if citizen else STRANGER_SECONDS)
        self._move("finish")

    def _miss(self, number: str) -> None:
        pressed = time.perf_counter()
        self._move("recall")
        self._wall.pressed(number, self.window, True, pressed)
        self._clock.let_pass(WAIT_FOR_CITIZEN_SECONDS)
        self._move("miss")

    def _move(self, move: str) -> dict[str, object]:
        return self._line.command(f"/windows/{self.window}/{move}")
