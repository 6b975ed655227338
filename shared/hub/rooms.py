"""Which rooms an event concerns, and who may watch a room.

A room is what screens watch: ``main``, ``wall/<selection>``, ``overview``, ``steward``,
``queue/A``, ``window/3``, ``console/3``, ``screens``; what one screen is set up to show
(``screen/<device>``); what the loudspeakers of a place say (``voice/F1A``); what is to
be read (``notices/<groups>``). Citizens watch the
queue of their own number alone; `shared.hub.gateway` sees to that.
"""

from collections.abc import Callable, Iterable
from string import digits
from typing import Any

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.notices import PUBLISHED
from shared.domain.notices import ROOMS as NOTICE_ROOMS
from shared.domain.people import STAFF_ROLES, SUPERVISING, Role

LONGEST_ROOM = 64
EVERY_SCREEN = STAFF_ROLES | {Role.display, Role.kiosk, Role.station}

WATCHERS: dict[str, frozenset[Role]] = {
    "main": EVERY_SCREEN,
    "queue": EVERY_SCREEN | {Role.citizen},
    "window": EVERY_SCREEN,
    "console": STAFF_ROLES,
    "wall": EVERY_SCREEN,
    "notices": EVERY_SCREEN,
    "screen": frozenset({Role.display}),  # its own, see the gateway
    "voice": STAFF_ROLES | {Role.display, Role.station},
    "screens": SUPERVISING,
    "overview": STAFF_ROLES,
    "steward": STAFF_ROLES,
}
AT_A_GLANCE = ("main", "overview", "steward")


def _of_queue(hall: Hall, queue: str) -> Iterable[str]:
    """Whoever shows how many wait: the queue's screens and the consoles that serve or help it."""
    yield from (*AT_A_GLANCE, f"queue/{queue}")
    yield from (f"console/{window}" for window in hall.open_windows(queue))
    yield from (
        f"console/{window}"
        for window in hall.helpers_of.get(queue, ())
        if hall.windows[window].clerk
    )


def _of_window(hall: Hall, window: int) -> Iterable[str]:
    """A window and the queues it serves."""
    yield from (f"window/{window}", f"console/{window}")
    for queue in hall.serves(window) if window in hall.desks else ():
        yield from _of_queue(hall, queue)


def _taken(event: e.TicketIssued, hall: Hall) -> Iterable[str]:
    return _of_queue(hall, event.queue)


def _of_ticket(event: Any, hall: Hall) -> Iterable[str]:
    """Wherever a ticket is or was: its queue, the window that has or had it or may call it."""
    ticket = hall.tickets.get(event.ticket)
    if ticket is None:  # of a day that is over
        return
    yield from _of_queue(hall, ticket.queue)
    if ticket.window in hall.desks:
        yield from (f"window/{ticket.window}", f"console/{ticket.window}")
    if ticket.for_window is not None:
        yield f"console/{ticket.for_window}"


def _called(event: e.TicketCalled, hall: Hall) -> Iterable[str]:
    yield from _of_window(hall, event.window)
    yield from _of_ticket(event, hall)


def _moved(event: Any, hall: Hall) -> Iterable[str]:
    return _of_window(hall, event.window)


def _sent_on(event: Any, hall: Hall) -> Iterable[str]:
    """From a window to a queue, and perhaps to another window; the phone waits for it where the
    ticket was called from: in a queue of the window's, or in that of its number."""
    yield from (f"window/{event.window}", f"console/{event.window}")
    if event.window in hall.desks:
        yield from (f"queue/{queue}" for queue in hall.serves(event.window))
        yield from (f"queue/{help.queue}" for help in hall.helps(event.window))
    yield f"queue/{event.ticket.partition('-')[2].rstrip(digits)}"
    yield from _of_ticket(event, hall)


def _taken_back(event: e.PressUndone, hall: Hall) -> Iterable[str]:
    """Also from the queue that a visit had gone on to."""
    yield from _sent_on(event, hall)
    ticket = hall.tickets.get(event.ticket)
    for code in ticket.visit if ticket else ():
        if code in hall.services:
            yield from _of_queue(hall, hall.services[code].queue)


def _served(event: Any, hall: Hall) -> Iterable[str]:
    """The citizen's queue does not change when they come to the window and go."""
    return (*AT_A_GLANCE, f"window/{event.window}", f"console/{event.window}")


def _at_window(event: Any, hall: Hall) -> Iterable[str]:
    """The same, and the citizen's phone, which stands by its queue."""
    yield from _served(event, hall)
    ticket = hall.tickets.get(event.ticket)
    if ticket is not None:
        yield f"queue/{ticket.queue}"


def _rated(event: e.ServiceRated, hall: Hall) -> Iterable[str]:
    return (f"window/{event.window}",)


def _spoken_to(event: e.MessageSent, hall: Hall) -> Iterable[str]:
    windows = (event.window,) if event.window else hall.desks
    return (f"console/{window}" for window in windows)


def _stewards(event: e.Event, hall: Hall) -> Iterable[str]:
    return ("steward", "overview")


def _helped(event: Any, hall: Hall) -> Iterable[str]:
    """The stewards, and the window that called."""
    yield from _stewards(event, hall)
    call = event.call if isinstance(event, e.HelpAsked) else hall.help.get(event.help)
    if call is not None and call.window in hall.desks:
        yield f"console/{call.window}"


def _told(event: e.Event, hall: Hall) -> Iterable[str]:
    """What everybody should know: walls, phones, and those who wrote it."""
    return (*AT_A_GLANCE, *NOTICE_ROOMS, *(f"queue/{queue}" for queue in hall.queues))


def _posted(event: e.NoticePosted, hall: Hall) -> Iterable[str]:
    """What is published is read on walls of its own alone."""
    return NOTICE_ROOMS if event.notice.kind in PUBLISHED else _told(event, hall)


def _set_up(event: e.ScreenSetUp, hall: Hall) -> Iterable[str]:
    return (f"screen/{event.device}", "screens")


def _devices(event: e.Event, hall: Hall) -> Iterable[str]:
    return ("screens",)


def _glance(event: e.Event, hall: Hall) -> Iterable[str]:
    return ("overview",)


def _every(event: e.Event, hall: Hall) -> Iterable[str]:
    yield from AT_A_GLANCE
    yield from (f"queue/{queue}" for queue in hall.queues)
    for window in hall.desks:
        yield from (f"window/{window}", f"console/{window}")


def _imported(event: e.HallImported, hall: Hall) -> Iterable[str]:
    """Names may have changed, also on the walls that are read."""
    yield from _every(event, hall)
    yield from NOTICE_ROOMS


def _none(event: e.Event, hall: Hall) -> Iterable[str]:
    return ()


ROOMS: dict[type[e.Event], Callable[[Any, Hall], Iterable[str]]] = {
    e.DayOpened: _every,
    e.HallImported: _imported,
    e.HallOpenedSpecially: _every,
    e.SettingsChanged: _every,
    e.MessageSent: _spoken_to,
    e.StaffAdded: _none,
    e.StaffDisabled: _none,
    e.PasswordSet: _none,
    e.DevicePaired: _devices,
    e.DeviceRevoked: _devices,
    e.ScreenSetUp: _set_up,
    e.Announced: _none,
    e.AnnouncementRepeated: _none,
    e.TicketIssued: _taken,
    e.WalkInStarted: _at_window,
    e.ClassChanged: _of_ticket,
    e.ClassConfirmed: _of_ticket,
    e.MoreTimeGiven: _of_ticket,
    e.TicketRequeued: _of_ticket,
    e.TicketCancelled: _of_ticket,
    e.TicketAbandoned: _of_ticket,
    e.WindowOpened: _moved,
    e.WindowClosed: _every,  # it may have served queues that are not its desk's
    e.WindowPaused: _moved,
    e.PauseEnded: _moved,
    e.WindowHandedOver: _moved,
    e.WindowQueuesChanged: _every,
    e.WindowArmed: _moved,
    e.AutomaticSet: _moved,
    e.TicketCalled: _called,
    e.TicketRecalled: _served,
    e.ServiceStarted: _at_window,
    e.ServiceFinished: _at_window,
    e.VisitContinued: _sent_on,
    e.TicketMissed: _at_window,
    e.TicketHeld: _at_window,
    e.TicketResumed: _at_window,
    e.TicketTransferred: _sent_on,
    e.PressUndone: _taken_back,
    e.ServiceRated: _rated,
    e.CaseOpened: _glance,
    e.CaseContacted: _glance,
    e.CaseClosed: _glance,
    e.AppointmentBooked: _stewards,
    e.AppointmentMoved: _stewards,
    e.AppointmentCancelled: _stewards,
    e.NoShowExcused: _none,
    e.NoticePosted: _posted,
    e.NoticeWithdrawn: _told,
    e.HelpAsked: _helped,
    e.HelpTaken: _helped,
    e.HelpClosed: _helped,
    e.ItemLent: _stewards,
    e.ItemReturned: _stewards,
    e.HomeVisitAsked: _stewards,
    e.HomeVisitAssigned: _stewards,
    e.HomeVisitDone: _stewards,
    e.HomeVisitCancelled: _stewards,
    e.PersonalSeen: _none,
    e.KioskPinSet: _none,
    e.JobReported: _none,
}


def rooms_of(event: e.Event, hall: Hall) -> Iterable[str]:
    return ROOMS[type(event)](event, hall)


def may_watch(room: str, role: Role | None) -> bool:
    return role in WATCHERS.get(room.partition("/")[0], frozenset())
