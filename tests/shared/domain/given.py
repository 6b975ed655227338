"""Given these events, when this command, then those events or this refusal.

A scene is the small hall on a Monday at 10:00 with its people, and nothing of a database.
"""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import Booking
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.help_calls import HelpCall, HelpReason
from shared.domain.home_visits import HomeVisit
from shared.domain.loans import Loan
from shared.domain.notices import Notice, NoticeKind
from shared.domain.people import Device, Role, Staff
from shared.domain.policy import choose
from shared.domain.refusals import Refusal
from shared.domain.rules import decide
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need, State, Ticket
from shared.domain.why import Why
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
    return e.TicketCalled(id_of(number), window, Why(0, 0.0, 0.0))


def started(number: str, window: int = 1) -> e.ServiceStarted:
    return e.ServiceStarted(id_of(number), window)


def finished(number: str, window: int = 1) -> e.ServiceFinished:
    return e.ServiceFinished(id_of(number), window)


def missed(number: str, window: int = 1) -> e.TicketMissed:
    return e.TicketMissed(id_of(number), window)


def held(number: str, window: int = 1, reason: str = "") -> e.TicketHeld:
    return e.TicketHeld(id_of(number), window, reason)


def resumed(number: str, window: int = 1) -> e.TicketResumed:
    return e.TicketResumed(id_of(number), window)


def requeued(number: str, due: int = 3) -> e.TicketRequeued:
    return e.TicketRequeued(id_of(number), due)


def abandoned(number: str) -> e.TicketAbandoned:
    return e.TicketAbandoned(id_of(number))


def cancelled(number: str, reason: str = "") -> e.TicketCancelled:
    return e.TicketCancelled(id_of(number), reason)


def sent(number: str, queue: str, service: str = "id-card", **more: object) -> e.TicketTransferred:
    """Sent on from window 1, where nothing else is said."""
    words = {"ticket": id_of(number), "window": 1, "queue": queue, "service": service}
    return e.TicketTransferred(**(words | more))  # type: ignore[arg-type]


def at_window(number: str = "A001", window: int = 1) -> tuple[e.Event, ...]:
    """Taken and called there."""
    return issued(number), called(number, window)


def being_served(number: str = "A001", window: int = 1) -> tuple[e.Event, ...]:
    return *at_window(number, window), started(number, window)


def walked_in(number: str, window: int = 1, service: str = "id-card") -> e.WalkInStarted:
    queue = number.rstrip("0123456789")
    key = f"a-long-enough-key-of-{number}"
    return e.WalkInStarted(id_of(number), number, key, queue, service, "zh", window, "in a hurry")


def booked(
    id_: str = "b900",
    starts_at: datetime = MONDAY_MORNING + timedelta(hours=1),
    service: str = "passport",
    person: str = "one",
    **more: object,
) -> e.AppointmentBooked:
    """For 11:00 on that Monday, where nothing else is said."""
    fields: dict[str, object] = {
        "id": id_,
        "code": f"{int(id_[1:]):08d}",
        "key": f"a-long-enough-key-of-{id_}",
        "service": service,
        "starts_at": starts_at,
        "language": "zh",
        "person": person,
        "identity": "",
        "booked_at": MONDAY_MORNING,
        "by": "public",
    }
    return e.AppointmentBooked(Booking(**(fields | more)))  # type: ignore[arg-type]


def posted(id_: int = 901, kind: NoticeKind = NoticeKind.power, **more: object) -> e.NoticePosted:
    """A notice for an hour."""
    until = MONDAY_MORNING + timedelta(hours=1)
    return e.NoticePosted(Notice(id_, kind, MONDAY_MORNING, until, **more))  # type: ignore[arg-type]


def asked_help(id_: int = 902, **place: object) -> e.HelpAsked:
    """At kiosk K1, where nothing else is said."""
    at = place or {"kiosk": "K1"}
    call = HelpCall(id_, HelpReason.question, "zh", MONDAY_MORNING, **at)  # type: ignore[arg-type]
    return e.HelpAsked(call)


def lent(id_: int = 903, item: str = "wheelchair", tag: str = "") -> e.ItemLent:
    return e.ItemLent(Loan(id_, item, MONDAY_MORNING, "gu", tag))


def asked_home_visit(id_: str = "v904", person: str = "one") -> e.HomeVisitAsked:
    key = f"a-long-enough-key-of-{id_}"
    home_visit = HomeVisit(id_, key, "id-card", "zh", MONDAY_MORNING, "public", person)
    return e.HomeVisitAsked(home_visit)


def settings(**changes: object) -> e.SettingsChanged:
    return e.SettingsChanged(HallSettings(**changes))  # type: ignore[arg-type]


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
                self.happens(each)
        return self

    def happens(self, *events: e.Event) -> None:
        """The events of one command."""
        command = f"command-{next(_ids):06d}"
        for event in events:
            evolve(e.Entry(self.hall.seq + 1, self.now, "test", command, event), self.hall)

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
        self.happens(*expected)
        return self

    def done(self) -> tuple[e.Event, ...]:
        """What was decided, which then happens."""
        if self.refusal is not None:
            pytest.fail(f"refused: {self.refusal}")
        assert self.events
        self.happens(*self.events)
        return self.events

    def ticket(self, number: str) -> Ticket:
        return self.hall.tickets[id_of(number)]

    def waiting(self, queue: str = "A") -> list[str]:
        """The numbers that wait in a queue, in no order."""
        tickets = self.hall.tickets.values()
        return [t.number for t in tickets if t.state is State.waiting and t.queue == queue]

    def refused(self, kind: type[Refusal], sentence: str) -> "Scene":
        """Refused for this reason, with this sentence as it is shown in English."""
        assert self.refusal is not None, f"not refused: {self.events}"
        assert type(self.refusal) is kind
        assert str(self.refusal) == sentence
        return self


def given(*happened: e.Event | timedelta) -> Scene:
    """The small hall, set up and open, and then these events."""
    return Scene().given(*SET_UP, *happened)


def next_at(scene: Scene, window: int = 1) -> str:
    """Whom a window would call now; empty where nobody waits for it."""
    choice = choose(scene.hall, window, scene.now)
    return choice.ticket.number if choice else ""


def calls(scene: Scene, window: int = 1) -> list[str]:
    """The numbers that a window calls, one after the other, if the clock stands still; each is
    missed and ends."""
    numbers = []
    while (choice := choose(scene.hall, window, scene.now)) is not None:
        numbers.append(choice.ticket.number)
        scene.given(e.TicketCalled(choice.ticket.id, window, choice.why))
        scene.given(e.TicketMissed(choice.ticket.id, window))
    return numbers


def came_for(number: str, hour: int, minute: int = 0) -> e.TicketIssued:
    """Somebody who has an appointment at this time."""
    return issued(number, class_=Class.appointment, booked_for=clock(hour, minute))


def before_set_up() -> Scene:
    return Scene()


def clock(hour: int, minute: int = 0) -> datetime:
    """A time of that Monday in the hall."""
    return datetime(2026, 11, 23, hour - 8, minute, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def called_one() -> Scene:
    return given(opened(), *at_window())


def serving_one() -> Scene:
    return given(opened(), *being_served())
