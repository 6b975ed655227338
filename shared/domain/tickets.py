"""A citizen's place in the hall, and the states it goes through (drawn in shared/README.md)."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    waiting = "waiting"
    called = "called"
    serving = "serving"
    held = "held"
    missed = "missed"
    served = "served"
    abandoned = "abandoned"
    cancelled = "cancelled"
    expired = "expired"


AT_WINDOW = frozenset({State.called, State.serving})
OPEN = frozenset({State.waiting, State.called, State.serving, State.held})
COMING_BACK = frozenset({State.missed})
ENDED = frozenset(State) - OPEN - COMING_BACK


class Class(StrEnum):
    """Why somebody may go earlier."""

    ordinary = "ordinary"
    appointment = "appointment"
    green = "green"


class Need(StrEnum):
    """What a green channel ticket was taken for."""

    none = ""
    elderly = "elderly"
    disabled = "disabled"
    pregnant = "pregnant"
    infant = "infant"
    serviceman = "serviceman"
    urgent = "urgent"


class Lane(StrEnum):
    """How a ticket stands in its line: by its class; first, where a clerk put it; or back after
    it was missed."""

    by_class = ""
    first = "first"
    back = "back"


class Outcome(StrEnum):
    """How a service ended."""

    done = "done"
    accepted = "accepted"
    materials_missing = "materials-missing"
    referred = "referred"
    not_ours = "not-ours"


GOES_ON = frozenset({Outcome.done, Outcome.accepted})  # a visit's next step follows on these


class Ticket(Struct, frozen=True, rename={"class_": "class"}):
    """One citizen's place.

    `id` is ``YYYYMMDD-A012``; `key` is the unguessable name behind the receipt's QR code and is
    never shown to others; `seq` is the journal entry that issued it and breaks ties; waiting
    counts from `since`, which is the booked time of an appointment; `ahead`, `wait_minutes` and
    `windows` are what the citizen was told then; `person` is a keyed hash of who took it, empty
    where nobody asked. All times are UTC.

    `visit` are the services of a visit in their order, empty for one service, and `step` counts
    them from 0. `for_window` is the only window that may call it, where one was named. `joined`
    is the entry by which it last came into line; `due` is how many calls its line must have seen
    before it is called again after it was missed. `aside_seconds` of its
    service it was set aside, the last time from `held_at`. `note` is the last clerk's to the next.
    `booking` is the appointment it was checked in for. `confirmed`: somebody of the staff has seen
    that the need is real. `deferred`: its citizen has let others pass once.
    """

    id: str
    number: str
    key: str
    seq: int
    queue: str
    service: str
    class_: Class
    need: Need
    language: str
    kiosk: str
    state: State
    issued_at: datetime
    since: datetime
    ahead: int
    wait_minutes: int | None
    windows: tuple[int, ...]
    window: int | None = None
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    person: str = ""
    booked_for: datetime | None = None
    visit: tuple[str, ...] = ()
    step: int = 0
    for_window: int | None = None
    lane: Lane = Lane.by_class
    joined: int = 0
    due: int = 0
    misses: int = 0
    held_at: datetime | None = None
    aside_seconds: float = 0.0
    outcome: str = ""
    note: str = ""
    booking: str = ""
    confirmed: bool = False
    deferred: bool = False

    @property
    def place(self) -> str:
        """The line it waits in: its queue's letter, or ``@3`` for window 3 alone."""
        return self.queue if self.for_window is None else f"@{self.for_window}"

    @property
    def served_from(self) -> datetime | None:
        """When its service would have begun had it never been set aside."""
        started = self.started_at
        return started and started + timedelta(seconds=self.aside_seconds)

    @property
    def arrival(self) -> tuple[datetime, int]:
        """Its turn in the order of arrival."""
        return self.since, self.seq
