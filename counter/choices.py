"""What the console's dialogs let a clerk choose from: services, queues, windows, clerks.

Loaded by the page when a dialog needs it; the board holds the rest. In one language.
"""

from msgspec import Struct

from shared.domain.catalogue import in_language
from shared.domain.hall import Hall
from shared.domain.people import Staff
from shared.domain.seats import could_take_over, queues_open_to


class ServiceChoice(Struct, frozen=True):
    """`here` says that the window serves its queue."""

    code: str
    name: str
    department: str
    queue: str
    here: bool


class QueueChoice(Struct, frozen=True):
    """`mine` says that whoever asks may let the window serve it."""

    letter: str
    name: str
    mine: bool


class WindowChoice(Struct, frozen=True):
    """Another window that is open."""

    window: int
    zone: str
    queues: tuple[str, ...]
    clerk: str


class ClerkChoice(Struct, frozen=True):
    account: str
    name: str


class Choices(Struct, frozen=True):
    """`least_pause` is in how many seconds a window may call by itself at the soonest."""

    services: list[ServiceChoice]
    queues: list[QueueChoice]
    windows: list[WindowChoice]
    clerks: list[ClerkChoice]
    least_pause: int


def choices(hall: Hall, window: int, person: Staff, language: str) -> Choices:
    """For the clerk who has a window open. `clerks` are those who could take the window over."""
    mine = queues_open_to(hall, window, person)
    return Choices(
        services=_services(hall, window, language),
        queues=[
            QueueChoice(queue.letter, in_language(queue.name, language), queue.letter in mine)
            for queue in hall.queues.values()
        ],
        windows=[
            _window(hall, other.number, language)
            for other in hall.windows.values()
            if other.clerk and other.number != window
        ],
        clerks=[ClerkChoice(staff.account, staff.name) for staff in could_take_over(hall, window)],
        least_pause=hall.settings.automatic_least_seconds,
    )


def _services(hall: Hall, window: int, language: str) -> list[ServiceChoice]:
    """Those of the window's own queues first."""
    served = hall.serves(window)
    found = [
        ServiceChoice(
            service.code,
            in_language(service.name, language),
            in_language(hall.departments[service.department].name, language),
            service.queue,
            service.queue in served,
        )
        for service in hall.services.values()
    ]
    return sorted(found, key=lambda choice: not choice.here)


def _window(hall: Hall, number: int, language: str) -> WindowChoice:
    zone = hall.zones[hall.desks[number].zone].name
    clerk = hall.staff[hall.windows[number].clerk]
    return WindowChoice(number, in_language(zone, language), hall.serves(number), clerk.name)
