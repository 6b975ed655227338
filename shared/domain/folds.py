"""What each event does to the hall. `evolve` is the only writer of `Hall`.

A fold never refuses: what stands in the journal has happened.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.catalogue import Catalogue
from shared.domain.estimate import typical_minutes
from shared.domain.hall import Call, Hall, Line, Served, WindowNow
from shared.domain.hours import end_of_day, half_of
from shared.domain.jobs import JobState, jobs_of
from shared.domain.numbering import count_of
from shared.domain.tickets import State, Ticket

Thing = TypeVar("Thing")
Key = TypeVar("Key")


def evolve(entry: e.Entry, hall: Hall) -> Hall:
    """Fold one entry into the hall, in place, and give the hall back."""
    event = entry.event
    EVOLVE[type(event)](event, entry, hall)
    for job in jobs_of(entry, hall):
        hall.jobs[job.id] = JobState.waiting
    hall.seq = entry.seq
    hall.at = entry.at
    return hall


def _day_opened(event: e.DayOpened, entry: e.Entry, hall: Hall) -> None:
    hall.begin_day(event.day, end_of_day(hall, event.day))
    hall.staff = {staff.account: staff for staff in event.staff}
    hall.devices = {device.id: device for device in event.devices}


def _hall_imported(event: e.HallImported, entry: e.Entry, hall: Hall) -> None:
    catalogue = event.catalogue
    hall.imported = entry.seq
    hall.catalogue = catalogue
    hall.zone = ZoneInfo(catalogue.time_zone)
    hall.departments = {department.code: department for department in catalogue.departments}
    hall.zones = {zone.code: zone for zone in catalogue.zones}
    hall.queues = {queue.letter: queue for queue in catalogue.queues}
    hall.services = {service.code: service for service in catalogue.services}
    hall.kiosks = {kiosk.code: kiosk for kiosk in catalogue.kiosks}
    hall.printers = {printer.code: printer for printer in catalogue.printers}
    hall.desks = {desk.number: desk for desk in sorted(catalogue.windows, key=lambda d: d.number)}
    hall.desks_of = _desks_of(catalogue)
    hall.typical = typical_minutes(catalogue)
    hall.special_days = _by(catalogue.days, lambda day: day.date)
    hall.service_hours = _by(catalogue.service_hours, lambda span: span.service)
    hall.windows = {n: hall.windows.get(n) or WindowNow(n) for n in hall.desks}


def _by(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, tuple[Thing, ...]]:
    """The things of each key, in their order."""
    found: dict[Key, tuple[Thing, ...]] = {}
    for thing in things:
        found[key(thing)] = (*found.get(key(thing), ()), thing)
    return found


def _desks_of(catalogue: Catalogue) -> dict[str, tuple[int, ...]]:
    return {
        queue.letter: tuple(
            sorted(desk.number for desk in catalogue.windows if queue.letter in desk.queues)
        )
        for queue in catalogue.queues
    }


def _hall_opened_specially(event: e.HallOpenedSpecially, entry: e.Entry, hall: Hall) -> None:
    hall.special = event.reason


def _staff_added(event: e.StaffAdded, entry: e.Entry, hall: Hall) -> None:
    hall.staff[event.staff.account] = event.staff


def _staff_disabled(event: e.StaffDisabled, entry: e.Entry, hall: Hall) -> None:
    hall.staff[event.account] = replace(hall.staff[event.account], enabled=False)


def _password_set(event: e.PasswordSet, entry: e.Entry, hall: Hall) -> None:
    """The hash is sealed outside the journal; the hall only knows that it happened."""


def _device_paired(event: e.DevicePaired, entry: e.Entry, hall: Hall) -> None:
    hall.devices[event.device.id] = event.device


def _device_revoked(event: e.DeviceRevoked, entry: e.Entry, hall: Hall) -> None:
    hall.devices[event.device] = replace(hall.devices[event.device], enabled=False)


def _ticket_issued(event: e.TicketIssued, entry: e.Entry, hall: Hall) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        key=event.key,
        seq=entry.seq,
        queue=event.queue,
        service=event.service,
        class_=event.class_,
        need=event.need,
        language=event.language,
        kiosk=event.kiosk,
        state=State.waiting,
        issued_at=entry.at,
        since=entry.at,
        ahead=event.ahead,
        wait_minutes=event.wait_minutes,
        windows=event.windows,
        person=event.person,
    )
    hall.tickets[ticket.id] = ticket
    hall.keys[ticket.key] = ticket.id
    hall.numbers[event.queue] = count_of(event.queue, event.number)
    hall.lines.setdefault((ticket.queue, ticket.class_), Line()).join(ticket)
    half = (ticket.service, half_of(hall, entry.at))
    hall.given[half] = hall.given.get(half, 0) + 1
    if ticket.person:
        hall.people.setdefault(ticket.person, []).append(ticket.id)


def _window_opened(event: e.WindowOpened, entry: e.Entry, hall: Hall) -> None:
    hall.windows[event.window] = WindowNow(event.window, event.clerk, None, entry.at)


def _window_closed(event: e.WindowClosed, entry: e.Entry, hall: Hall) -> None:
    hall.windows[event.window] = WindowNow(event.window)


def _ticket_called(event: e.TicketCalled, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    hall.lines[ticket.queue, ticket.class_].leave(ticket)
    _change(hall, ticket, state=State.called, window=event.window, calls=1, called_at=entry.at)
    _seat(hall, event.window, ticket.id)
    _announce(hall, entry, event.ticket, event.window, recall=False)


def _ticket_recalled(event: e.TicketRecalled, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    _change(hall, ticket, calls=ticket.calls + 1)
    _announce(hall, entry, event.ticket, event.window, recall=True)


def _service_started(event: e.ServiceStarted, entry: e.Entry, hall: Hall) -> None:
    _change(hall, hall.tickets[event.ticket], state=State.serving, started_at=entry.at)


def _service_finished(event: e.ServiceFinished, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    before = hall.served.get(ticket.queue, Served())
    seconds = (entry.at - (ticket.started_at or entry.at)).total_seconds()
    hall.served[ticket.queue] = Served(before.count + 1, before.seconds + seconds)
    hall.ended.setdefault(event.window, []).append(ticket.id)
    _end(hall, ticket, State.served, entry.at)


def _ticket_missed(event: e.TicketMissed, entry: e.Entry, hall: Hall) -> None:
    _end(hall, hall.tickets[event.ticket], State.missed, entry.at)


def _job_reported(event: e.JobReported, entry: e.Entry, hall: Hall) -> None:
    hall.jobs[event.job] = event.outcome


def _end(hall: Hall, ticket: Ticket, state: State, at: datetime) -> None:
    _change(hall, ticket, state=state, ended_at=at)
    if ticket.window is not None:
        _seat(hall, ticket.window, None)


def _change(hall: Hall, ticket: Ticket, **changes: Any) -> None:
    hall.tickets[ticket.id] = replace(ticket, **changes)


def _seat(hall: Hall, window: int, ticket: str | None) -> None:
    hall.windows[window] = replace(hall.windows[window], ticket=ticket)


def _announce(hall: Hall, entry: e.Entry, ticket: str, window: int, *, recall: bool) -> None:
    hall.calls.append(Call(entry.seq, ticket, window, entry.at, recall))


EVOLVE: dict[type[e.Event], Callable[[Any, e.Entry, Hall], None]] = {
    e.DayOpened: _day_opened,
    e.HallImported: _hall_imported,
    e.HallOpenedSpecially: _hall_opened_specially,
    e.StaffAdded: _staff_added,
    e.StaffDisabled: _staff_disabled,
    e.PasswordSet: _password_set,
    e.DevicePaired: _device_paired,
    e.DeviceRevoked: _device_revoked,
    e.TicketIssued: _ticket_issued,
    e.WindowOpened: _window_opened,
    e.WindowClosed: _window_closed,
    e.TicketCalled: _ticket_called,
    e.TicketRecalled: _ticket_recalled,
    e.ServiceStarted: _service_started,
    e.ServiceFinished: _service_finished,
    e.TicketMissed: _ticket_missed,
    e.JobReported: _job_reported,
}
