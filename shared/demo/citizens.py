"""Citizens: they take a number at a kiosk, come back when they missed their call, or go home. What
needs staff, such as an appointment, they ask the steward for."""

import heapq
import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from shared.demo.clock import DayClock
from shared.demo.line import Line, Refused, Unreachable
from shared.demo.people import NEVER, Citizen
from shared.demo.roll import Roll, Visitor

SEEN_AFTER_SECONDS = 15.0
LONGEST_SLEEP_SECONDS = 0.5
GONE_HOME = "市民离开 (gone home)"
SEEN = "导办所见 (seen by the steward)"

Errand = Callable[[Line], None]
Place = queue.SimpleQueue[Errand | None]


class Booking:
    """The time of an appointment in the hall's own clock, which does not go faster than life.

    A slot so many minutes of the day away is as far in real seconds as the day lets pass in them.
    Whoever is too late must be so by the hall's clock: by its real minutes of grace and one more.
    """

    def __init__(self, clock: DayClock, hub_now: datetime, grace_minutes: float) -> None:
        self._speed = clock.speed
        self._hub_ahead = hub_now - datetime.now(UTC)
        self._too_late = timedelta(minutes=grace_minutes + 1)

    def time(self, citizen: Citizen) -> str:
        """Of somebody who arrives now."""
        now = datetime.now(UTC) + self._hub_ahead
        if citizen.too_late:
            return (now - self._too_late).isoformat()
        return (now + timedelta(seconds=(citizen.booked_after or 0.0) / self._speed)).isoformat()


class Citizens:
    """A thread for each kiosk and for the steward; whoever is due goes to the first that is free.

    `open_again` is asked to open the hall when it has closed in the middle of the day.
    """

    def __init__(
        self,
        kiosks: list[Line],
        steward: Line,
        clock: DayClock,
        roll: Roll,
        booking: Booking,
        open_again: "OpenAgain",
    ) -> None:
        self._clock = clock
        self._roll = roll
        self._booking = booking
        self._open_again = open_again
        self._kiosks: Place = queue.SimpleQueue()
        self._steward: Place = queue.SimpleQueue()
        self._due: list[tuple[float, int, Place, Errand]] = []
        self._order = count()
        self._changed = threading.Condition()
        places = [(line, self._kiosks) for line in kiosks] + [(steward, self._steward)]
        self._threads = [
            threading.Thread(target=self._stand, args=place, daemon=True) for place in places
        ]
        self._door = threading.Thread(target=self._let_in, daemon=True)

    def open(self, people: list[Citizen]) -> None:
        for citizen in people:
            place = self._kiosks if citizen.booked_after is None else self._steward
            self._at(citizen.arrives, place, partial(self._arrive, citizen))
        for thread in (*self._threads, self._door):
            thread.start()

    def join(self) -> None:
        """Once the clock has stopped."""
        for thread in (self._door, *self._threads):
            thread.join()

    def comes_back(self, visitor: Visitor) -> None:
        """After a missed call, at a kiosk or at the steward's."""
        back = self._clock.now() + (visitor.citizen.back_after or 0.0)
        place = self._kiosks if visitor.citizen.walk_seconds < 27 else self._steward
        self._at(back, place, partial(self._come_back, visitor))

    def _at(self, second: float, place: Place, errand: Errand) -> None:
        with self._changed:
            heapq.heappush(self._due, (second, next(self._order), place, errand))
            self._changed.notify()

    def _let_in(self) -> None:
        while not self._clock.stopped.is_set():
            with self._changed:
                while self._due and self._due[0][0] <= self._clock.now():
                    _, _, place, errand = heapq.heappop(self._due)
                    place.put(errand)
                left = (self._due[0][0] - self._clock.now()) if self._due else NEVER
                self._changed.wait(min(max(left / self._clock.speed, 0), LONGEST_SLEEP_SECONDS))
        for _ in self._threads[:-1]:
            self._kiosks.put(None)
        self._steward.put(None)

    def _stand(self, line: Line, place: Place) -> None:
        while (errand := place.get()) is not None:
            if not self._clock.stopped.is_set():
                errand(line)
        line.close()

    def _arrive(self, citizen: Citizen, line: Line) -> None:
        try:
            answer = self._take(line, citizen)
        except (Refused, Unreachable) as fault:
            line.tally.error(f"take: {_name(fault)}")
            self._roll.got_none()
            return
        visitor = self._roll.took(answer["ticket"], citizen)
        if citizen.leaves < NEVER:
            self._at(citizen.leaves, self._steward, partial(self._cancel, visitor))
        if citizen.seen_later:
            seen = self._clock.now() + SEEN_AFTER_SECONDS
            self._at(seen, self._steward, partial(self._give_green, visitor))

    def _take(self, line: Line, citizen: Citizen) -> dict[str, Any]:
        words: dict[str, Any] = {
            "service": citizen.service,
            "language": citizen.language,
            "class": citizen.class_,
            "need": citizen.need if citizen.class_ == "green" else "",
            "then": citizen.then,
        }
        if citizen.class_ == "appointment":
            words["booked_for"] = self._booking.time(citizen)
        try:
            return line.command("/tickets", **words)
        except Refused as refusal:
            if refusal.code == "hall-closed":
                self._open_again()
            elif refusal.code == "malformed" and words.pop("booked_for", None):
                line.tally.refused("appointment of another day")  # about midnight
                words["class"] = "ordinary"
            else:
                raise
        return line.command("/tickets", **words)

    def _come_back(self, visitor: Visitor, line: Line) -> None:
        if not self._done(line, visitor, "requeue"):
            self._roll.leaves(visitor)

    def _cancel(self, visitor: Visitor, line: Line) -> None:
        """Whoever has been called stays."""
        if visitor.called is not None:
            return
        visitor.cancelling = True
        if self._done(line, visitor, "cancel", reason=GONE_HOME):
            self._roll.leaves(visitor)
        else:
            visitor.cancelling = False

    def _give_green(self, visitor: Visitor, line: Line) -> None:
        if visitor.called is None:
            words = {"class": "green", "need": visitor.citizen.need}
            self._done(line, visitor, "class", reason=SEEN, **words)

    def _done(self, line: Line, visitor: Visitor, what: str, **words: str) -> bool:
        try:
            line.command(f"/tickets/{visitor.ticket}/{what}", **words)
        except Refused as refusal:
            if refusal.code == "wrong-state":
                line.tally.refused(f"{what}: too late")
            else:
                line.tally.error(f"{what}: {refusal.code}")
        except Unreachable:
            line.tally.error(f"{what}: no answer")
        else:
            return True
        return False


def _name(fault: Refused | Unreachable) -> str:
    return fault.code if isinstance(fault, Refused) else "no answer"


class OpenAgain:
    """Opens the hall specially, one kiosk at a time."""

    def __init__(self, admin: Line, reason: str) -> None:
        self._admin = admin
        self._reason = reason
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._admin.command("/hall/open-specially", reason=self._reason)
