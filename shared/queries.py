"""What pages, screens and the API read. Nothing here writes.

Boards are made from the live hall (`shared.domain.boards` says what they hold). Asking about a
room or a ticket that does not exist raises `Unknown`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from shared.domain import boards as b
from shared.domain.catalogue import (
    Department,
    Holidays,
    Hours,
    Queue,
    Service,
    ServiceHours,
    SpecialDay,
    Text,
    Window,
    Zone,
)
from shared.domain.estimate import wait_minutes
from shared.domain.hall import Call, Hall, Served, WindowNow
from shared.domain.hours import is_open
from shared.domain.policy import choose, in_call_order, place
from shared.domain.receipts import Receipt
from shared.domain.refusals import Unknown
from shared.domain.tickets import Class, Need, State, Ticket
from shared.store import Store
from shared.store.days import TicketOfDay, tickets_of_day
from shared.words.spoken import call_phrases

CALLS_SHOWN = 12
WAITING_SHOWN = 8
SERVED_SHOWN = 8
CALL_LASTS = timedelta(seconds=20)
MATERIALS_ON_RECEIPT = 4

SoundAddress = Callable[[str, str], str]


def call_shown(hall: Hall, call: Call, sound: SoundAddress) -> b.CallShown:
    """A call for screens and announcer; `sound` gives the address of a spoken phrase."""
    ticket = hall.tickets[call.ticket]
    phrases = call_phrases(
        ticket.language, number=ticket.number, window=call.window, recall=call.recall
    )
    return b.CallShown(
        id=call.id,
        number=ticket.number,
        window=call.window,
        zone=_zone(hall, call.window),
        language=ticket.language,
        recall=call.recall,
        at=call.at,
        expires_at=call.at + CALL_LASTS,
        speech=tuple(
            b.Speech(phrase.language, phrase.text, sound(phrase.language, phrase.spoken))
            for phrase in phrases
        ),
    )


def young_calls(hall: Hall, now: datetime, sound: SoundAddress) -> list[b.CallShown]:
    """The calls that a screen which was away should still make, oldest first; of a number that was
    called again the last one only."""
    latest = {call.ticket: call for call in hall.calls}
    return [
        call_shown(hall, call, sound)
        for call in sorted(latest.values(), key=lambda call: call.id)
        if now - call.at < CALL_LASTS and _still_called(hall, call)
    ]


def _still_called(hall: Hall, call: Call) -> bool:
    """Not once the citizen has come, or is not asked for any more."""
    return hall.tickets[call.ticket].state is State.called


def board(hall: Hall, room: str, now: datetime) -> b.Board:
    """The board of a room: ``main``, ``overview``, ``queue/A``, ``window/3``, ``console/3``."""
    kind, _, name = room.partition("/")
    if room == "main":
        return main_board(hall, now)
    if room == "overview":
        return overview(hall, now)
    if kind == "queue" and name in hall.queues:
        return queue_board(hall, name, now)
    if kind in ("window", "console") and (number := _window_number(name)) in hall.windows:
        return (panel if kind == "window" else console)(hall, number, now)
    raise Unknown("There is no such board.")


def _window_number(name: str) -> int:
    """A window's number as rooms write it, so that each room has one name; 0 for all else."""
    plain = name.isascii() and name.isdecimal() and len(name) <= 4 and name[0] != "0"
    return int(name) if plain else 0


def main_board(hall: Hall, now: datetime) -> b.MainBoard:
    return b.MainBoard(
        room="main",
        seq=hall.seq,
        at=now,
        hall=_hall_name(hall),
        open=is_open(hall, now),
        calls=_latest_calls(hall),
        queues=tuple(_queues_on_board(hall)),
    )


def _hall_name(hall: Hall) -> dict[str, str]:
    if hall.catalogue is None:
        raise Unknown("The hall has not been set up yet.")
    return hall.catalogue.name


def _latest_calls(hall: Hall) -> tuple[b.CalledNumber, ...]:
    """Those at windows now, the latest called first."""
    latest = {call.ticket: call for call in hall.calls}
    seated = [
        (latest[window.ticket], hall.tickets[window.ticket])
        for window in hall.windows.values()
        if window.ticket is not None and window.ticket in latest
    ]
    seated.sort(key=lambda pair: pair[0].id, reverse=True)
    return tuple(
        b.CalledNumber(
            call.id, ticket.number, call.window, _zone(hall, call.window), ticket.state, call.at
        )
        for call, ticket in seated[:CALLS_SHOWN]
    )


def _queues_on_board(hall: Hall) -> Iterator[b.QueueOnBoard]:
    """Queues with somebody waiting or a window open."""
    serving: dict[str, list[str]] = {}
    for window in hall.windows.values():
        if window.ticket is not None:
            ticket = hall.tickets[window.ticket]
            serving.setdefault(ticket.queue, []).append(ticket.number)
    for letter, queue in hall.queues.items():
        waiting = hall.waiting(letter)
        windows = tuple(hall.open_windows(letter))
        if waiting or windows:
            numbers = tuple(serving.get(letter, ()))
            yield b.QueueOnBoard(letter, queue.name, waiting, windows, numbers)


def queue_board(hall: Hall, letter: str, now: datetime) -> b.QueueBoard:
    return b.QueueBoard(
        room=f"queue/{letter}",
        seq=hall.seq,
        at=now,
        queue=b.QueueName(letter, hall.queues[letter].name),
        waiting=hall.waiting(letter),
        longest_since=hall.longest_since(letter),
        windows=tuple(hall.open_windows(letter)),
    )


def panel(hall: Hall, number: int, now: datetime) -> b.Panel:
    window, desk = hall.windows[number], hall.desks[number]
    department = hall.departments.get(desk.department)
    return b.Panel(
        room=f"window/{number}",
        seq=hall.seq,
        at=now,
        window=number,
        zone=_zone(hall, number),
        department=department.name if department else None,
        state=_state(window),
        queues=tuple(b.QueueName(letter, hall.queues[letter].name) for letter in desk.queues),
        ticket=_on_panel(hall, window),
    )


def _on_panel(hall: Hall, window: WindowNow) -> b.TicketOnPanel | None:
    if window.ticket is None:
        return None
    ticket = hall.tickets[window.ticket]
    at = ticket.started_at or ticket.called_at or ticket.since
    return b.TicketOnPanel(
        ticket.number, ticket.state, hall.services[ticket.service].name, ticket.calls, at
    )


def console(hall: Hall, number: int, now: datetime) -> b.Console:
    window, desk = hall.windows[number], hall.desks[number]
    clerk = hall.staff.get(window.clerk)
    choice = choose(hall, number, now)
    ended = hall.ended.get(number, [])
    return b.Console(
        room=f"console/{number}",
        seq=hall.seq,
        at=now,
        window=number,
        zone=_zone(hall, number),
        state=_state(window),
        clerk=window.clerk,
        clerk_name=clerk.name if clerk else "",
        ticket=_at_window(hall, window),
        queues=tuple(
            b.QueueAtConsole(
                letter, hall.queues[letter].name, hall.waiting(letter), hall.longest_since(letter)
            )
            for letter in desk.queues
        ),
        next=_waiting(hall, choice.ticket) if choice else None,
        waiting=tuple(
            _waiting(hall, ticket) for ticket in in_call_order(hall, number, now, WAITING_SHOWN)
        ),
        served_today=len(ended),
        served=tuple(_served(hall, hall.tickets[id_]) for id_ in reversed(ended[-SERVED_SHOWN:])),
    )


def _waiting(hall: Hall, ticket: Ticket) -> b.Waiting:
    service = hall.services[ticket.service]
    return b.Waiting(ticket.number, service.name, ticket.class_, ticket.need, ticket.since)


def _served(hall: Hall, ticket: Ticket) -> b.ServedToday:
    name = _service_name(hall, ticket.service)
    return b.ServedToday(ticket.number, name, ticket.started_at, ticket.ended_at)


def _service_name(hall: Hall, code: str) -> dict[str, str]:
    """Its name, or its code where an import has taken it away since."""
    service = hall.services.get(code)
    return service.name if service else {"zh": code}


def _at_window(hall: Hall, window: WindowNow) -> b.AtWindow | None:
    if window.ticket is None:
        return None
    ticket = hall.tickets[window.ticket]
    service = hall.services[ticket.service]
    return b.AtWindow(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state,
        service=service.name,
        code=service.code,
        class_=ticket.class_,
        need=ticket.need,
        language=ticket.language,
        issued_at=ticket.issued_at,
        since=ticket.since,
        called_at=ticket.called_at,
        started_at=ticket.started_at,
        calls=ticket.calls,
        minutes=service.minutes,
        kind=service.kind,
        promised_days=service.promised_days,
        materials=service.guide.materials,
    )


def overview(hall: Hall, now: datetime) -> b.Overview:
    return b.Overview(
        room="overview",
        seq=hall.seq,
        at=now,
        open=is_open(hall, now),
        totals=_totals(hall),
        queues=tuple(
            b.QueueInOverview(
                letter=letter,
                name=queue.name,
                waiting=hall.waiting(letter),
                longest_since=hall.longest_since(letter),
                windows_open=len(hall.open_windows(letter)),
                windows=len(hall.desks_of.get(letter, ())),
                served=hall.served.get(letter, Served()).count,
            )
            for letter, queue in hall.queues.items()
        ),
        windows=tuple(_in_overview(hall, window) for window in hall.windows.values()),
    )


def _totals(hall: Hall) -> b.Totals:
    waiting = sum(hall.waiting(letter) for letter in hall.queues)
    at_window = sum(window.ticket is not None for window in hall.windows.values())
    served = sum(queue.count for queue in hall.served.values())
    return b.Totals(
        taken=len(hall.tickets),
        waiting=waiting,
        serving=at_window,
        served=served,
        missed=len(hall.tickets) - waiting - at_window - served,
        windows_open=sum(bool(window.clerk) for window in hall.windows.values()),
    )


def _in_overview(hall: Hall, window: WindowNow) -> b.WindowInOverview:
    ticket = hall.tickets[window.ticket] if window.ticket is not None else None
    return b.WindowInOverview(
        window=window.number,
        zone=_zone(hall, window.number),
        state=_state(window),
        clerk=window.clerk,
        ticket=ticket.number if ticket else None,
        ticket_state=ticket.state if ticket else None,
    )


def _state(window: WindowNow) -> str:
    return "open" if window.clerk else "closed"


def _zone(hall: Hall, window: int) -> dict[str, str]:
    return hall.zones[hall.desks[window].zone].name


class TicketNow(Struct, frozen=True):
    """A ticket with what its holder wants to know; `ahead` is how many come before it now,
    `minutes` how long that may take, None where no window of the queue is open."""

    ticket: Ticket
    ahead: int
    minutes: int | None
    service: dict[str, str]
    zone: dict[str, str]
    way: dict[str, str]
    windows: tuple[int, ...]


def ticket_by_key(hall: Hall, key: str, now: datetime) -> TicketNow:
    """The ticket of today behind an unguessable key."""
    id_ = hall.keys.get(key)
    if id_ is None:
        raise Unknown("There is no such number today.")
    return ticket_now(hall, hall.tickets[id_], now)


def ticket_now(hall: Hall, ticket: Ticket, now: datetime) -> TicketNow:
    zone = hall.zones[hall.desks[_window_to_go_to(hall, ticket)].zone]
    ahead = place(hall, ticket, now) if ticket.state is State.waiting else 0
    return TicketNow(
        ticket=ticket,
        ahead=ahead,
        minutes=wait_minutes(hall, ticket.queue, ahead),
        service=_service_name(hall, ticket.service),
        zone=zone.name,
        way=zone.way,
        windows=ticket.windows,
    )


def _window_to_go_to(hall: Hall, ticket: Ticket) -> int:
    """The ticket's window; another one where an import has taken it away since."""
    named = () if ticket.window is None else (ticket.window,)
    known = (*named, *ticket.windows, *hall.desks_of.get(ticket.queue, ()), *hall.desks)
    number: int = next(number for number in known if number in hall.desks)
    return number


def receipt(hall: Hall, ticket_id: str, address: str) -> Receipt:
    """What stands on the paper; `address` is the hub's, before the path of the phone page."""
    ticket = hall.tickets.get(ticket_id)
    if ticket is None:
        raise Unknown("There is no such number today.")
    now = ticket_now(hall, ticket, ticket.issued_at)
    service = hall.services.get(ticket.service)
    materials = service.guide.materials if service else {}
    return Receipt(
        hall=_hall_name(hall),
        number=ticket.number,
        service=now.service,
        class_=ticket.class_,
        need=ticket.need,
        language=ticket.language,
        zone=now.zone,
        way=now.way,
        windows=now.windows,
        ahead=ticket.ahead,
        wait_minutes=ticket.wait_minutes,
        issued_at=ticket.issued_at.astimezone(hall.zone),
        materials={language: items[:MATERIALS_ON_RECEIPT] for language, items in materials.items()},
        address=f"{address}/t/{ticket.key}" if address else "",
    )


class PublicCatalogue(Struct, frozen=True):
    """What hangs in the hall. `windows` has zone, department and queues of each window; `days` are
    special ones, which go before `holidays` and `hours`."""

    name: Text
    departments: tuple[Department, ...]
    queues: tuple[Queue, ...]
    services: tuple[Service, ...]
    windows: tuple[Window, ...]
    zones: tuple[Zone, ...]
    hours: tuple[Hours, ...]
    holidays: Holidays
    days: tuple[SpecialDay, ...]
    service_hours: tuple[ServiceHours, ...]


def public_catalogue(hall: Hall) -> PublicCatalogue:
    if hall.catalogue is None:
        raise Unknown("The hall has not been set up yet.")
    c = hall.catalogue
    return PublicCatalogue(
        c.name,
        c.departments,
        c.queues,
        c.services,
        c.windows,
        c.zones,
        c.hours,
        c.holidays,
        c.days,
        c.service_hours,
    )


class TicketListed(Struct, frozen=True, rename={"class_": "class"}):
    """A ticket as supervisors see it: without the key of its page."""

    id: str
    number: str
    service: str
    class_: Class
    need: Need
    state: State
    window: int | None
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


def tickets_today(hall: Hall) -> list[TicketListed]:
    return [
        TicketListed(
            t.id,
            t.number,
            t.service,
            t.class_,
            t.need,
            t.state,
            t.window,
            t.issued_at,
            t.called_at,
            t.started_at,
            t.ended_at,
        )
        for t in hall.tickets.values()
    ]


class Outcome(Struct, frozen=True):
    """What became of numbers. `expired` are those whose day ended before they were served; `other`
    is the rest, such as those that still wait. Waits last until the call, in seconds; None where
    nobody was called."""

    issued: int
    served: int
    missed: int
    expired: tuple[str, ...]
    other: int
    mean_wait_seconds: float | None
    longest_wait_seconds: float | None


class QueueReport(Struct, frozen=True):
    """`name` is the queue's letter where an import has taken it away since."""

    letter: str
    name: Text
    outcome: Outcome


class DayReport(Struct, frozen=True):
    """A business day, also one of long ago."""

    day: str
    whole: Outcome
    queues: tuple[QueueReport, ...]


def day_report(store: Store, hall: Hall, day: str) -> DayReport:
    """Read from the tables, so that a day can be asked for as long as the hall is kept."""
    with store.reading() as connection:
        tickets = tickets_of_day(connection, hall.code, day)
    if tickets is None:
        raise Unknown("The hall has no record of that day.")
    letters = sorted({ticket.queue for ticket in tickets}, key=lambda letter: (len(letter), letter))
    return DayReport(
        day,
        _outcome(tickets),
        tuple(
            QueueReport(
                letter,
                hall.queues[letter].name if letter in hall.queues else {"zh": letter},
                _outcome([ticket for ticket in tickets if ticket.queue == letter]),
            )
            for letter in letters
        ),
    )


def _outcome(tickets: list[TicketOfDay]) -> Outcome:
    states = Counter(ticket.state for ticket in tickets)
    waits = [t.waited_seconds for t in tickets if t.waited_seconds is not None]
    told = states[State.served] + states[State.missed] + states[State.expired]
    return Outcome(
        issued=len(tickets),
        served=states[State.served],
        missed=states[State.missed],
        expired=tuple(t.number for t in tickets if t.state is State.expired),
        other=len(tickets) - told,
        mean_wait_seconds=round(sum(waits) / len(waits), 1) if waits else None,
        longest_wait_seconds=max(waits, default=None),
    )
