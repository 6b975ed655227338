"""What the pages for taking a number by phone show: the hall's services, and the phone's own
numbers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from kiosk.reading import ServiceLine
from shared.domain.catalogue import Department, Level, Service, Text
from shared.domain.giving import service_gives_none
from shared.domain.hall import Hall
from shared.domain.tickets import COMING_BACK, OPEN
from shared.queries.parts import service_name


class OwnNumber(Struct, frozen=True):
    """A number this phone took that has not ended, with the key of its page."""

    number: str
    service: Text
    key: str


def departments(hall: Hall) -> tuple[tuple[Level, tuple[Department, ...]], ...]:
    """By level, in the hall's own order; levels without any left out."""
    found = (
        (level, tuple(d for d in hall.departments.values() if d.level is level)) for level in Level
    )
    return tuple((level, each) for level, each in found if each)


def services(hall: Hall, codes: Sequence[str], now: datetime) -> tuple[ServiceLine, ...]:
    """In the order of their codes."""
    return _lines(hall, (hall.services[code] for code in codes if code in hall.services), now)


def services_of(hall: Hall, department: str, now: datetime) -> tuple[ServiceLine, ...]:
    """A department's, the most asked for first."""
    offered = [each for each in hall.services.values() if each.department == department]
    return _lines(hall, sorted(offered, key=lambda each: -each.cases_a_year), now)


def _lines(hall: Hall, offered: Iterable[Service], now: datetime) -> tuple[ServiceLine, ...]:
    return tuple(
        ServiceLine(s.code, s.name, hall.waiting(s.queue), service_gives_none(hall, s, now))
        for s in offered
    )


def numbers_of(hall: Hall, person: str) -> tuple[OwnNumber, ...]:
    """The open numbers of a phone."""
    tickets = (hall.tickets[id_] for id_ in hall.people.get(person, ()))
    return tuple(
        OwnNumber(ticket.number, service_name(hall, ticket.service), ticket.key)
        for ticket in tickets
        if ticket.state in OPEN | COMING_BACK
    )
