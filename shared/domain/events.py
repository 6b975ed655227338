"""What happened in the hall, in the past tense. The journal holds these and nothing else does.

An event never holds a name of a citizen, a phone or identity number, a password or a token. A
`person` is a hash that only the hub can make: it tells that two numbers are of one person, and not
of whom.
"""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Catalogue
from shared.domain.people import Device, Staff
from shared.domain.tickets import Class, Need


class Event(Struct, frozen=True, rename={"class_": "class"}):
    """Something that happened. The type's name is its kind in the journal."""


class Entry(Struct, frozen=True):
    """One row of the journal. `seq` counts from 1 without gaps in each hall; `at` is UTC and
    never runs backwards."""

    seq: int
    at: datetime
    actor: str
    command_id: str
    event: Event


class DayOpened(Event, frozen=True):
    """A business day begins: the numbers start again, and whatever the day before left open is
    ended. Holds all that goes on, so that a start-up reads from here. `imported` is the seq of
    the catalogue in force."""

    day: str
    imported: int
    staff: tuple[Staff, ...]
    devices: tuple[Device, ...]
    expired: tuple[str, ...]
    served: tuple[str, ...]


class HallImported(Event, frozen=True):
    catalogue: Catalogue


class HallOpenedSpecially(Event, frozen=True):
    reason: str


class StaffAdded(Event, frozen=True):
    staff: Staff


class PasswordSet(Event, frozen=True):
    account: str


class StaffDisabled(Event, frozen=True):
    account: str


class DevicePaired(Event, frozen=True):
    device: Device


class DeviceRevoked(Event, frozen=True):
    device: str


class TicketIssued(Event, frozen=True):
    ticket: str
    number: str
    key: str
    queue: str
    service: str
    class_: Class
    need: Need
    language: str
    kiosk: str
    ahead: int
    wait_minutes: int | None
    windows: tuple[int, ...]
    person: str = ""


class WindowOpened(Event, frozen=True):
    window: int
    clerk: str


class WindowClosed(Event, frozen=True):
    window: int


class Why(Struct, frozen=True):
    """What a ticket was chosen for: minutes of head start by its class, and the score these and
    the wait came to. `before` is the number that came second, or empty."""

    waited_seconds: int
    head_start: float
    score: float
    before: str = ""


class TicketCalled(Event, frozen=True):
    """`why` holds the figures the ticket was chosen for."""

    ticket: str
    window: int
    why: Why


class TicketRecalled(Event, frozen=True):
    ticket: str
    window: int


class ServiceStarted(Event, frozen=True):
    ticket: str
    window: int


class ServiceFinished(Event, frozen=True):
    ticket: str
    window: int


class TicketMissed(Event, frozen=True):
    ticket: str
    window: int


class JobReported(Event, frozen=True):
    job: str
    outcome: str
    detail: str


KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
