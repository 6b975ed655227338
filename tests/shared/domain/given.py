"""Given these events, when this command, then those events or this refusal.

A scene is the small hall on a Monday at 10:00 with its people, and nothing of a database.
"""

from datetime import datetime, timedelta
from itertools import count

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.people import Device, Role, Staff
from shared.domain.refusals import Refusal
from shared.domain.rules import decide
from shared.domain.tickets import Class, Need
from tests.portrait import portrait
from tests.small_hall import CATALOGUE, MONDAY_MORNING

DAY = "20261123"
_ids = count(1)

PEOPLE = (
    Staff("wang", "wang", Role.clerk),
    Staff("li", "li", Role.clerk, "police"),
    Staff("zhao", "zhao", Role.clerk, "tax"),
    Staff("gu", "gu", Role.steward),
    Staff("sun", "sun", Role.supervisor),
    Staff("admin", "admin", Role.administrator),
    Staff("gone", "gone", Role.administrator, enabled=False),
)
DEVICES = (
    Device("K1", Role.kiosk, "K1"),
    Device("K2", Role.kiosk, "K2"),
    Device("D1", Role.display, ""),
    Device("S1", Role.station, ""),
    Device("K9", Role.kiosk, "K1", enabled=False),
)
SET_UP = (
    e.HallImported(CATALOGUE),
    *(e.StaffAdded(staff) for staff in PEOPLE if staff.enabled),
    e.StaffAdded(Staff("gone", "gone", Role.administrator)),
    e.StaffDisabled("gone"),
    *(e.DevicePaired(device) for device in DEVICES if device.enabled),
    e.DevicePaired(Device("K9", Role.kiosk, "K1")),
    e.DeviceRevoked("K9"),
    e.DayOpened(day=DAY, imported=1, staff=PEOPLE, devices=DEVICES, expired=(), served=()),
)


def id_of(number: str) -> str:
    return f"{DAY}-{number}"


def issued(
    number: str, service: str = "id-card", class_: Class = Class.ordinary, **more: object
) -> e.TicketIssued:
    need = Need.elderly if class_ is Class.green else Need.none
    fields = {
        "ticket": id_of(number),
        "number": number,
        "key": f"a-long-enough-key-of-{number}",
        "queue": number.rstrip("0123456789"),
        "service": service,
        "class_": class_,
        "need": need,
        "language": "zh",
        "kiosk": "K1",
        "ahead": 0,
        "wait_minutes": 0,
        "windows": (1,),
    }
    return e.TicketIssued(**(fields | more))  # type: ignore[arg-type]


def opened(window: int = 1, clerk: str = "wang") -> e.WindowOpened:
    return e.WindowOpened(window, clerk)


def called(number: str, window: int = 1) -> e.TicketCalled:
    return e.TicketCalled(id_of(number), window, e.Why(0, 0.0, 0.0))


def started(number: str, window: int = 1) -> e.ServiceStarted:
    return e.ServiceStarted(id_of(number), window)


def finished(number: str, window: int = 1) -> e.ServiceFinished:
    return e.ServiceFinished(id_of(number), window)


def missed(number: str, window: int = 1) -> e.TicketMissed:
    return e.TicketMissed(id_of(number), window)


class Scene:
    """A hall to which things happened. `now` is the time of the next event or command."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.hall = Hall("small")
        self.now = now
        self.events: tuple[e.Event, ...] | None = None
        self.refusal: Refusal | None = None

    def given(self, *happened: e.Event | timedelta) -> "Scene":
        """Events in order; a span of time lets the clock go on."""
        for each in happened:
            if isinstance(each, timedelta):
                self.now += each
            else:
                evolve(e.Entry(self.hall.seq + 1, self.now, "test", "test", each), self.hall)
        return self

    def at(self, now: datetime) -> "Scene":
        self.now = now
        return self

    def when(self, asked: type[c.Command], /, by: str = "staff:wang", **words: object) -> "Scene":
        """Decide. Whatever comes of it, deciding changes nothing."""
        before = portrait(self.hall)
        command = asked(id=f"command-{next(_ids):06d}", by=by, **words)  # type: ignore[call-arg]
        self.events = self.refusal = None
        try:
            self.events = decide(command, self.hall, self.now)
        except Refusal as refusal:
            self.refusal = refusal
        assert portrait(self.hall) == before
        return self

    def then(self, *expected: e.Event) -> "Scene":
        """These events, which then happen."""
        if self.refusal is not None:
            pytest.fail(f"refused: {self.refusal}")
        assert self.events == expected
        return self.given(*expected)

    def refused(self, kind: type[Refusal], sentence: str) -> "Scene":
        """Refused for this reason, with this sentence as it is shown in English."""
        assert self.refusal is not None, f"not refused: {self.events}"
        assert type(self.refusal) is kind
        assert str(self.refusal) == sentence
        return self


def given(*happened: e.Event | timedelta) -> Scene:
    """The small hall, set up and open, and then these events."""
    return Scene().given(*SET_UP, *happened)


def before_set_up() -> Scene:
    return Scene()


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
