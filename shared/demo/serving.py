"""What happens between a clerk and one citizen: from the call to the end of the service."""

from typing import Any

from shared.demo.floor import Floor
from shared.demo.line import Line, Refused
from shared.demo.roll import Visitor

WAIT_FOR_CITIZEN_SECONDS = 45.0  # of the day: before each recall, and after the last
RECALLS = 2
SET_ASIDE_SECONDS = 240.0
BEFORE_SENT_ON = 0.25  # of the time of the service
FORM = "填表 (a form to fill in)"
SENT = "请核对材料 (please check the papers)"


class Serving:
    """A window and whoever is at it. `held` are those set aside, with the second of the day when
    they are ready. While it is `automatic` and calls by itself, nothing is taken back or set aside
    there."""

    def __init__(self, window: int, line: Line, floor: Floor) -> None:
        self.window = window
        self.line = line
        self.floor = floor
        self.automatic = False
        self.held: list[tuple[float, Visitor]] = []

    def move(self, move: str, **words: Any) -> dict[str, Any]:
        return self.line.command(f"/windows/{self.window}/{move}", **words)

    def take_up(self, at_window: dict[str, Any]) -> None:
        """Somebody whom the console shows here."""
        visitor = self.floor.roll.called(at_window["id"])
        if at_window["state"] == "serving":
            self.go_on(visitor)
        else:
            self.attend(visitor)

    def attend(self, visitor: Visitor) -> None:
        """Somebody who was called. They may go home meanwhile."""
        try:
            if self._comes(visitor):
                self._serve(visitor)
            else:
                self._miss(visitor)
        except Refused as refusal:
            if not (visitor.cancelling and refusal.code == "wrong-state"):
                raise
            self.line.tally.refused("cancelled at the window")

    def _comes(self, visitor: Visitor) -> bool:
        if visitor.missed < visitor.citizen.misses:
            return False
        self.floor.clock.let_pass(visitor.citizen.walk_seconds)
        return True

    def _serve(self, visitor: Visitor) -> None:
        self.move("start", ticket=visitor.ticket)
        self.go_on(visitor)

    def go_on(self, visitor: Visitor) -> None:
        """Also to its end when the demo stops meanwhile, without the waiting."""
        if not (self._set_aside(visitor) or self._send_on(visitor)):
            self.floor.clock.let_pass(visitor.citizen.service_seconds)
            self._finish(visitor)

    def _set_aside(self, visitor: Visitor) -> bool:
        clock = self.floor.clock
        if self.automatic or visitor.set_aside or clock.stopped.is_set():
            return False
        if not self.floor.customs.due("hold"):
            return False
        clock.let_pass(BEFORE_SENT_ON * visitor.citizen.service_seconds)
        self.move("hold", ticket=visitor.ticket, reason=FORM)
        visitor.set_aside = True
        self.held.append((clock.now() + SET_ASIDE_SECONDS, visitor))
        return True

    def _send_on(self, visitor: Visitor) -> bool:
        """Once, and nobody whose visit goes on anyway."""
        if visitor.sent_on or visitor.citizen.then or self.floor.clock.stopped.is_set():
            return False
        words = self._elsewhere()
        if words is None:
            return False
        self.floor.clock.let_pass(BEFORE_SENT_ON * visitor.citizen.service_seconds)
        self.move("transfer", ticket=visitor.ticket, note=SENT, **words)
        visitor.sent_on = True
        return True

    def _elsewhere(self) -> dict[str, Any] | None:
        """Where somebody is sent this time, if at all."""
        customs, places = self.floor.customs, self.floor.places
        for custom, found in (
            ("transfer to queue", places.other_queues(self.window)),
            ("transfer first", places.other_queues(self.window)),
            ("transfer to window", places.other_windows(self.window)),
        ):
            if not customs.due(custom):
                continue
            if not found:
                customs.again(custom)
                continue
            where = customs.choice(found)
            if custom == "transfer to window":
                return {"to_window": where}
            return {"queue": where, "first": custom == "transfer first"}
        return None

    def resume(self) -> None:
        _, visitor = self.held.pop(0)
        self.move("resume", ticket=visitor.ticket)
        self.go_on(visitor)

    def _finish(self, visitor: Visitor) -> None:
        customs = self.floor.customs
        goes_on = visitor.goes_on
        words = {"ticket": visitor.ticket, "outcome": "done" if goes_on else customs.outcome()}
        self.move("finish", **words)
        if not goes_on and self.takes_back("undo finish"):
            self.move("finish", **words)
        if goes_on:
            visitor.step += 1
        else:
            self.floor.roll.leaves(visitor)

    def _miss(self, visitor: Visitor) -> None:
        clock = self.floor.clock
        clock.let_pass(WAIT_FOR_CITIZEN_SECONDS)
        for _ in range(RECALLS):
            with self.floor.wall.pressing(visitor.number, self.window, recall=True):
                self.move("recall", ticket=visitor.ticket)
            clock.let_pass(WAIT_FOR_CITIZEN_SECONDS)
        self.move("miss", ticket=visitor.ticket)
        if self.takes_back("undo miss"):  # there they come after all
            visitor.missed = visitor.citizen.misses
            self._serve(visitor)
            return
        visitor.missed += 1
        if visitor.missed == 1 and visitor.citizen.back_after is not None:
            self.floor.citizens.comes_back(visitor)
        else:
            self.floor.roll.leaves(visitor)

    def takes_back(self, custom: str) -> bool:
        """Whether the last press was wrong and has been taken back."""
        if self.automatic or self.floor.clock.stopped.is_set():
            return False
        if not self.floor.customs.due(custom):
            return False
        try:
            self.move("undo")
        except Refused as refusal:  # the hub was away for too long
            if refusal.code != "wrong-state":
                raise
            self.line.tally.refused("undo: too late")
            return False
        return True
