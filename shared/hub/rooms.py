"""Which rooms an event concerns, and who may watch a room.

A room is what screens watch: ``main``, ``overview``, ``queue/A``, ``window/3``, ``console/3``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.people import STAFF_ROLES, Role

EVERY_SCREEN = STAFF_ROLES | {Role.display, Role.kiosk, Role.station}

WATCHERS: dict[str, frozenset[Role]] = {
    "main": EVERY_SCREEN,
    "queue": EVERY_SCREEN,
    "window": EVERY_SCREEN,
    "console": STAFF_ROLES,
    "overview": STAFF_ROLES,
}


def _of_queue(hall: Hall, queue: str) -> Iterable[str]:
    """Whoever shows how many wait: the queue's screens and the consoles that serve it."""
    yield from ("main", "overview", f"queue/{queue}")
    yield from (f"console/{window}" for window in hall.open_windows(queue))


def _of_window(hall: Hall, window: int) -> Iterable[str]:
    """A window and the queues it serves."""
    yield from (f"window/{window}", f"console/{window}")
    for queue in hall.desks[window].queues if window in hall.desks else ():
        yield from _of_queue(hall, queue)


def _taken(event: e.TicketIssued, hall: Hall) -> Iterable[str]:
    return _of_queue(hall, event.queue)


def _moved(event: Any, hall: Hall) -> Iterable[str]:
    return _of_window(hall, event.window)


def _served(event: Any, hall: Hall) -> Iterable[str]:
    """The citizen's queue does not change when they come to the window and go."""
    return ("main", "overview", f"window/{event.window}", f"console/{event.window}")


def _every(event: e.Event, hall: Hall) -> Iterable[str]:
    yield from ("main", "overview")
    yield from (f"queue/{queue}" for queue in hall.queues)
    for window in hall.desks:
        yield from (f"window/{window}", f"console/{window}")


def _none(event: e.Event, hall: Hall) -> Iterable[str]:
    return ()


ROOMS: dict[type[e.Event], Callable[[Any, Hall], Iterable[str]]] = {
    e.DayOpened: _every,
    e.HallImported: _every,
    e.HallOpenedSpecially: _every,
    e.StaffAdded: _none,
    e.StaffDisabled: _none,
    e.PasswordSet: _none,
    e.DevicePaired: _none,
    e.DeviceRevoked: _none,
    e.TicketIssued: _taken,
    e.WindowOpened: _moved,
    e.WindowClosed: _moved,
    e.TicketCalled: _moved,
    e.TicketRecalled: _served,
    e.ServiceStarted: _served,
    e.ServiceFinished: _served,
    e.TicketMissed: _served,
    e.JobReported: _none,
}


def rooms_of(event: e.Event, hall: Hall) -> Iterable[str]:
    return ROOMS[type(event)](event, hall)


def may_watch(room: str, role: Role | None) -> bool:
    return role in WATCHERS.get(room.partition("/")[0], frozenset())
