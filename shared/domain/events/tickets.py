"""Tickets away from the windows: issued, changed, back in line, ended."""

from datetime import datetime

from shared.domain.events.event import Event
from shared.domain.tickets import Class, Need


class TicketIssued(Event, frozen=True):
    """`visit` are the services in their order where there are several; `booked_for` is the time of
    an appointment and `booking` its id, where it was booked here. `texted`: the address of its page
    goes to the citizen's phone."""

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
    booked_for: datetime | None = None
    visit: tuple[str, ...] = ()
    person: str = ""
    booking: str = ""
    texted: bool = False


class ClassChanged(Event, frozen=True):
    ticket: str
    class_: Class
    need: Need
    reason: str


class ClassConfirmed(Event, frozen=True):
    """The staff have seen that the need of a green channel ticket is real."""

    ticket: str


class MoreTimeGiven(Event, frozen=True):
    """Its citizen lets others pass: called again once its line has seen `due` calls."""

    ticket: str
    due: int


class TicketRequeued(Event, frozen=True):
    """Back in line after it was missed; called again once its line has seen `due` calls. It waits
    for `for_window` alone as before, unless that has closed since."""

    ticket: str
    due: int
    for_window: int | None = None


class TicketCancelled(Event, frozen=True):
    ticket: str
    reason: str


class TicketAbandoned(Event, frozen=True):
    """Missed for the last time, or for too long."""

    ticket: str
