"""Clerks: each opens a window, finds whoever is next, attends to them, and waits for work."""

import threading
from collections.abc import Callable
from typing import Any

from shared.demo.clock import DayClock
from shared.demo.floor import Floor
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.people import Citizen
from shared.demo.serving import Serving

LOOK_AGAIN_SECONDS = 5.0  # real ones, should a board get lost
MOST_FAULTS = 10  # in a row, then the clerk gives up
PAUSE_SECONDS = 300.0
AUTOMATIC_CALLS = 2  # then the clerk calls again
WALK_IN = Citizen(arrives=0.0, service="", service_seconds=240.0)
PARTICULAR = 2  # who is called out of turn stands third in line
ASKS = "老人身体不适 (feels unwell)"
NO_NUMBER = "取件 (comes for a document only)"


class Clerk:
    """One clerk at one window. `start` begins the work, which ends with the clock."""

    def __init__(self, window: int, account: str, line: Line, floor: Floor) -> None:
        self.window = window
        self._account = account
        self._floor = floor
        self._serving = Serving(window, line, floor)
        self._faults = 0
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._now_and_then: dict[str, Callable[[], bool]] = {
            "pause": self._pause,
            "walk-in": self._walk_in,
            "call": self._call_one,
            "queues": self._help_others,
            "hand-over": self._hand_over,
            "automatic": self._let_it_call,
        }

    @property
    def _clock(self) -> DayClock:
        return self._floor.clock

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def open(self) -> None:
        self._serving.move("open")

    def close(self) -> None:
        """Leave nobody behind and close the window."""
        try:
            self._leave()
        except (Refused, Unreachable) as fault:
            self._serving.line.tally.error(f"close: {fault}")
        self._serving.line.close()

    def _leave(self) -> None:
        serving = self._serving
        if self._console()["armed"]:
            try:
                serving.move("arm", armed=False)
            except Refused as refusal:  # it has called meanwhile
                serving.line.tally.refused(f"arm: {refusal.code}")
        at_window = self._console()["ticket"]
        if at_window is not None:
            serving.take_up(at_window)
        while serving.held:
            serving.resume()
        serving.move("close")

    def _console(self) -> dict[str, Any]:
        return dict(self._serving.line.get(f"/boards/console/{self.window}"))

    def _work(self) -> None:
        tally = self._serving.line.tally
        while not self._clock.stopped.is_set() and self._faults < MOST_FAULTS:
            try:
                self._turn()
                self._faults = 0
            except Refused as refusal:
                self._faults += 1
                tally.error(f"window: {refusal.code}")
                self._clock.stopped.wait(0.1)
            except Unreachable:
                self._faults += 1
                tally.error("window: no answer")

    def _turn(self) -> None:
        if self._faults and (at_window := self._console()["ticket"]) is not None:
            self._serving.take_up(at_window)
        elif self._held_ready():
            self._serving.resume()
        elif not self._something_else():
            self._next()

    def _held_ready(self) -> bool:
        held = self._serving.held
        return bool(held) and held[0][0] <= self._clock.now()

    def _something_else(self) -> bool:
        """Whether the clerk has done something that is not done every time."""
        for name, do in self._now_and_then.items():
            if not self._floor.customs.due(name):
                continue
            if do():
                return True
            self._floor.customs.again(name)
        return False

    def _next(self) -> None:
        try:
            with self._floor.wall.pressing() as press:
                called = self._serving.move("next")
                if self._serving.takes_back("undo call"):
                    return
                press.call = (called["number"], self.window, False)
        except Refused as refusal:
            if refusal.code != "nobody-waiting":
                raise
            self._serving.line.tally.refused(refusal.code)
            self._wait()
        else:
            self._serving.attend(self._floor.roll.called(called["ticket"]))

    def _wait(self) -> None:
        """Go on with somebody set aside; otherwise the window calls whoever comes."""
        if self._serving.held:
            self._serving.resume()
        else:
            self._serving.move("arm")
            self._wait_for_call()

    def _wait_for_call(self) -> None:
        """Until the hall has called somebody here, or the day is over."""
        board = self._console()
        while board["ticket"] is None:
            if self._clock.stopped.is_set():
                return
            pushed = self._floor.consoles.call_after(self.window, board["seq"], LOOK_AGAIN_SECONDS)
            board = pushed or self._console()
        self._serving.take_up(board["ticket"])

    def _pause(self) -> bool:
        self._serving.move("pause", reason="rest")
        self._clock.let_pass(PAUSE_SECONDS)
        self._serving.move("end-pause")
        return True

    def _walk_in(self) -> bool:
        service = self._floor.customs.choice(self._floor.places.services(self.window))
        started = self._serving.move("walk-in", service=service, reason=NO_NUMBER)
        self._serving.go_on(self._floor.roll.walked_in(started["ticket"], WALK_IN))
        return True

    def _call_one(self) -> bool:
        """Somebody out of turn, with a reason."""
        waiting = self._console()["waiting"]
        if len(waiting) <= PARTICULAR:
            return False
        try:
            with self._floor.wall.pressing() as press:
                called = self._serving.move("call", ticket=waiting[PARTICULAR]["id"], reason=ASKS)
                press.call = (called["number"], self.window, False)
        except Refused as refusal:
            if refusal.code != "wrong-state":
                raise
            self._serving.line.tally.refused("call: too late")
            return False
        self._serving.attend(self._floor.roll.called(called["ticket"]))
        return True

    def _help_others(self) -> bool:
        """From now on the window helps another queue, however short it waits there."""
        others = self._floor.places.other_queues(self.window)
        if not others:
            return False
        help_ = {"queue": self._floor.customs.choice(others), "after_minutes": 0}
        self._serving.move("queues", queues=self._floor.places.queues[self.window], helps=[help_])
        return True

    def _let_it_call(self) -> bool:
        """The window calls by itself for a while, when it has been free for as long as the hall
        wants at least. The hall may have called once more when the clerk stops it."""
        serving = self._serving
        if serving.held:
            return False
        serving.move("automatic", pause_seconds=self._floor.automatic_seconds)
        serving.automatic = True
        for _ in range(AUTOMATIC_CALLS):
            self._wait_for_call()
        serving.move("automatic", pause_seconds=None)
        serving.automatic = False
        if (at_window := self._console()["ticket"]) is not None:
            serving.take_up(at_window)
        return True

    def _hand_over(self) -> bool:
        relief = self._floor.relief
        with relief.lock:
            self._serving.move("hand-over", to=relief.account)
            relief.account, self._account = self._account, relief.account
            relief.line, self._serving.line = self._serving.line, relief.line
        return True
