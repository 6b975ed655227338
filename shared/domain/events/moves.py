"""The moves at a window: from the call to the end of the service."""

from enum import StrEnum

from shared.domain.events.event import Event
from shared.domain.tickets import Outcome
from shared.domain.why import Why


class WalkInStarted(Event, frozen=True):
    """Somebody without a ticket is served at once; they get a number all the same."""

    ticket: str
    number: str
    key: str
    queue: str
    service: str
    language: str
    window: int
    reason: str


class TicketCalled(Event, frozen=True):
    """`why` holds what the ticket was chosen for."""

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
    outcome: Outcome = Outcome.done
    note: str = ""


class VisitContinued(Event, frozen=True):
    """The next service of a visit: the ticket waits in that queue, from its own time of arrival."""

    ticket: str
    window: int
    step: int
    service: str
    queue: str


class TicketMissed(Event, frozen=True):
    ticket: str
    window: int


class TicketHeld(Event, frozen=True):
    ticket: str
    window: int
    reason: str = ""


class TicketResumed(Event, frozen=True):
    ticket: str
    window: int


class TicketTransferred(Event, frozen=True):
    """To a queue, to one window (`for_window`), or first in line there; the time of arrival stays.
    `window` is where it comes from."""

    ticket: str
    window: int
    queue: str
    service: str
    for_window: int | None = None
    first: bool = False
    note: str = ""


class Press(StrEnum):
    """The presses that can be taken back."""

    called = "called"
    missed = "missed"
    finished = "finished"


class PressUndone(Event, frozen=True):
    """A wrong press was taken back; `entry` is what it had led to."""

    window: int
    ticket: str
    press: Press
    entry: int
