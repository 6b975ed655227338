"""A citizen's place in the hall, and the states it goes through (drawn in shared/README.md)."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    waiting = "waiting"
    called = "called"
    serving = "serving"
    missed = "missed"
    served = "served"
    expired = "expired"


AT_WINDOW = frozenset({State.called, State.serving})
OPEN = frozenset({State.waiting, State.called, State.serving})
ENDED = frozenset(State) - OPEN - {State.missed}


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


class Ticket(Struct, frozen=True, rename={"class_": "class"}):
    """One citizen's place.

    `id` is ``YYYYMMDD-A012``; `key` is the unguessable name behind the receipt's QR code and is
    never shown to others; `seq` is the journal entry that issued it and breaks ties; waiting
    counts from `since`; `ahead`, `wait_minutes` and `windows` are what the citizen was told then;
    `person` is a keyed hash of who took it, empty where nobody asked.
    All times are UTC.
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
