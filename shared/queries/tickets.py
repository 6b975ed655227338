"""One ticket: for whoever holds it, for its paper, and for staff who are asked about it."""

from datetime import datetime

from msgspec import Struct

from shared.domain import boards as b
from shared.domain.catalogue import Text, Zone
from shared.domain.estimate import wait_minutes
from shared.domain.explain import Said, place_of
from shared.domain.hall import Hall
from shared.domain.numbering import as_written
from shared.domain.numbering import ticket_id as ticket_id_of
from shared.domain.places import before, place
from shared.domain.ratings import Rateable
from shared.domain.receipts import Receipt
from shared.domain.refusals import Unknown
from shared.domain.rules.at_window import ticket_named
from shared.domain.tickets import Class, Need, State, Ticket
from shared.queries.desks import visit_of, waiting
from shared.queries.parts import (
    back_until,
    clock_of,
    hall_name,
    in_every_language,
    reasons,
    service_name,
)

MATERIALS_ON_RECEIPT = 4
BEFORE_SHOWN = 8


class ToRate(Struct, frozen=True):
    """A finished service that its citizen may still rate. `finish` names it in the answer."""

    finish: int
    service: Text
    window: int
    at: datetime


class TicketNow(Struct, frozen=True):
    """A ticket with what its holder wants to know; `ahead` is how many come before it now,
    `minutes` how long that may take, None where no window of the queue is open. `back_until` is
    how long a missed one may come back, `visit` the services of a visit in order, `to_rate` those
    that may be rated."""

    ticket: Ticket
    ahead: int
    minutes: int | None
    service: Text
    zone: Text
    way: Text
    windows: tuple[int, ...]
    back_until: datetime | None
    visit: tuple[b.StepOfVisit, ...]
    to_rate: tuple[ToRate, ...]


def ticket_by_key(hall: Hall, key: str, now: datetime) -> TicketNow:
    """The ticket of today behind an unguessable key."""
    id_ = hall.keys.get(key)
    if id_ is None:
        raise Unknown("There is no such number today.")
    return ticket_now(hall, hall.tickets[id_], now)


def ticket_now(hall: Hall, ticket: Ticket, now: datetime) -> TicketNow:
    windows = _windows(hall, ticket)
    zone = _zone(hall, ticket, windows)
    ahead = place(hall, ticket, now) if ticket.state is State.waiting else 0
    missed_at = hall.missed.get(ticket.id)
    return TicketNow(
        ticket=ticket,
        ahead=ahead,
        minutes=wait_minutes(hall, ticket.queue, ahead, now, ticket.booked_for),
        service=service_name(hall, ticket.service),
        zone=zone.name,
        way=zone.way,
        windows=windows,
        back_until=back_until(hall, missed_at) if missed_at else None,
        visit=visit_of(hall, ticket),
        to_rate=tuple(_to_rate(hall, each) for each in _rateable(hall, ticket)),
    )


def _windows(hall: Hall, ticket: Ticket) -> tuple[int, ...]:
    """The one window it waits for; else those of its queue as they are now; where an import has
    taken the queue away, those its citizen was told when it was taken."""
    if ticket.for_window is not None:
        return (ticket.for_window,)
    return hall.windows_for(ticket.queue) if ticket.queue in hall.queues else ticket.windows


def _zone(hall: Hall, ticket: Ticket, windows: tuple[int, ...]) -> Zone:
    return hall.zones[hall.desks[_window_to_go_to(hall, ticket, windows)].zone]


def _window_to_go_to(hall: Hall, ticket: Ticket, windows: tuple[int, ...]) -> int:
    """The ticket's window; another one where an import has taken it away since."""
    named = () if ticket.window is None else (ticket.window,)
    known = (*named, *windows, *hall.desks_of.get(ticket.queue, ()), *hall.desks)
    number: int = next(number for number in known if number in hall.desks)
    return number


def _rateable(hall: Hall, ticket: Ticket) -> list[Rateable]:
    return [service for service in hall.rateable.values() if service.ticket == ticket.id]


def _to_rate(hall: Hall, service: Rateable) -> ToRate:
    name = service_name(hall, service.service)
    return ToRate(service.finish, name, service.window, service.at)


def receipt(hall: Hall, ticket_id: str, address: str) -> Receipt:
    """What stands on the paper; `address` is the hub's, before the path of the phone page."""
    ticket = hall.tickets.get(ticket_id)
    if ticket is None:
        raise Unknown("There is no such number today.")
    zone = _zone(hall, ticket, ticket.windows)
    first = ticket.visit[0] if ticket.visit else ticket.service
    service = hall.services.get(first)
    materials = service.guide.materials if service else {}
    return Receipt(
        hall=hall_name(hall),
        number=ticket.number,
        service=service_name(hall, first),
        class_=ticket.class_,
        need=ticket.need,
        language=ticket.language,
        zone=zone.name,
        way=zone.way,
        windows=ticket.windows,
        ahead=ticket.ahead,
        wait_minutes=ticket.wait_minutes,
        issued_at=ticket.issued_at.astimezone(hall.zone),
        materials={language: items[:MATERIALS_ON_RECEIPT] for language, items in materials.items()},
        address=f"{address}/t/{ticket.key}" if address else "",
        visit=tuple(service_name(hall, code) for code in ticket.visit),
        booked_for=ticket.booked_for.astimezone(hall.zone) if ticket.booked_for else None,
    )


class Standing(Struct, frozen=True, rename={"class_": "class"}):
    """Where a ticket stands, for staff: `before` are the first of those who come before it, `why`
    says what decides, sentence by sentence: of its call, or of its place in line. `back_until` is
    how long a missed one may come back."""

    id: str
    number: str
    state: State
    queue: str
    service: Text
    class_: Class
    need: Need
    language: str
    issued_at: datetime
    since: datetime
    booked_for: datetime | None
    window: int | None
    windows: tuple[int, ...]
    ahead: int
    minutes: int | None
    misses: int
    back_until: datetime | None
    visit: tuple[b.StepOfVisit, ...]
    before: tuple[b.Waiting, ...]
    why: tuple[Text, ...]


def standing(hall: Hall, ticket_id: str, now: datetime) -> Standing:
    """By id, or by today's number. Raises Unknown and WrongState."""
    known = ticket_id in hall.tickets or "-" in ticket_id
    ticket = ticket_named(
        hall, ticket_id if known else ticket_id_of(hall.day, as_written(ticket_id))
    )
    told = ticket_now(hall, ticket, now)
    waits = ticket.state is State.waiting
    earlier = before(hall, ticket, now, BEFORE_SHOWN) if waits else []
    return Standing(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state,
        queue=ticket.queue,
        service=told.service,
        class_=ticket.class_,
        need=ticket.need,
        language=ticket.language,
        issued_at=ticket.issued_at,
        since=ticket.since,
        booked_for=ticket.booked_for,
        window=ticket.window,
        windows=told.windows,
        ahead=told.ahead,
        minutes=told.minutes if waits else None,
        misses=ticket.misses,
        back_until=told.back_until,
        visit=told.visit,
        before=tuple(waiting(hall, each) for each in earlier),
        why=_why(hall, ticket, earlier, told.ahead),
    )


def _why(hall: Hall, ticket: Ticket, earlier: list[Ticket], ahead: int) -> tuple[Text, ...]:
    if ticket.state is State.waiting:
        said: tuple[Said, ...] = place_of(ticket, earlier, ahead, clock_of(hall))
        return tuple(in_every_language(each) for each in said)
    why = hall.whys.get(ticket.id)
    return reasons(hall, ticket.number, why) if why else ()


class TicketListed(Struct, frozen=True, rename={"class_": "class"}):
    """A ticket as supervisors see it: without the key of its page. `overtaken`: how many who
    came later had been called while it waited, at its last call."""

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
    misses: int
    outcome: str
    overtaken: int


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
            t.misses,
            t.outcome,
            why.overtaken if (why := hall.whys.get(t.id)) else 0,
        )
        for t in hall.tickets.values()
    ]
