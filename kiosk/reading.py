"""What the kiosk's pages show, read from the live hall. No rules and no writing in here.

Texts stay in all languages (`Text`); pages pick theirs. Asking for a department or a service
that the hall does not have raises `Unknown`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct

from shared.domain.catalogue import Department, Level, Service, Text
from shared.domain.estimate import wait_minutes
from shared.domain.giving import NoNumber, hall_gives_none, service_gives_none
from shared.domain.hall import Hall
from shared.domain.places import ahead
from shared.domain.refusals import Unknown
from shared.domain.tickets import Class

DEPARTMENTS_SHOWN = 12
SERVICES_SHOWN = 10

Shown = TypeVar("Shown")


class Part(Struct, Generic[Shown], frozen=True):
    """One screenful of a longer list. `number` counts from 1 to `of`, which is at least 1."""

    items: tuple[Shown, ...]
    number: int
    of: int


class LevelCount(Struct, frozen=True):
    level: Level
    departments: int


class ServiceLine(Struct, frozen=True):
    """`waiting` is how many wait in the service's queue, whatever they came for; `none` is why
    there are no numbers for it, where there are none."""

    code: str
    name: Text
    waiting: int
    none: NoNumber | None


class Wait(Struct, frozen=True):
    """What somebody who took a number now would be told."""

    ahead: int
    minutes: int | None


class ServicePage(Struct, frozen=True):
    """`windows` as spans of neighbouring numbers, first and last; `staffed` says whether any
    window of the queue is open; `part` is where the service stands in its department's list;
    `none` is why there are no numbers, where there are none."""

    service: Service
    department: Department
    part: int
    ordinary: Wait
    green: Wait
    zone: Text
    windows: tuple[tuple[int, int], ...]
    staffed: bool
    none: NoNumber | None


def closed(hall: Hall, now: datetime) -> NoNumber | None:
    """Why nobody gets a number now, whatever they come for; None where the hall gives them."""
    return hall_gives_none(hall, now)


def levels(hall: Hall) -> tuple[LevelCount, ...]:
    """The levels that have departments here."""
    counted = (
        LevelCount(level, sum(d.level is level for d in hall.departments.values()))
        for level in Level
    )
    return tuple(count for count in counted if count.departments)


def departments(hall: Hall, level: Level, number: int) -> Part[Department]:
    """The departments of a level in the hall's own order."""
    found = [d for d in hall.departments.values() if d.level is level]
    return part(found, number, DEPARTMENTS_SHOWN)


def department(hall: Hall, code: str) -> Department:
    try:
        return hall.departments[code]
    except KeyError:
        raise Unknown("There is no such department here.") from None


def services(hall: Hall, code: str, number: int, now: datetime) -> Part[ServiceLine]:
    """A department's services, the most asked for first."""
    shown = part(_services_of(hall, code), number, SERVICES_SHOWN)
    lines = (
        ServiceLine(
            each.code, each.name, hall.waiting(each.queue), service_gives_none(hall, each, now)
        )
        for each in shown.items
    )
    return Part(tuple(lines), shown.number, shown.of)


def _services_of(hall: Hall, department: str) -> list[Service]:
    found = [each for each in hall.services.values() if each.department == department]
    return sorted(found, key=lambda each: -each.cases_a_year)


def service_page(hall: Hall, code: str, now: datetime) -> ServicePage:
    service = hall.services.get(code)
    if service is None:
        raise Unknown("There is no such service here.")
    windows = hall.windows_for(service.queue)
    place = _services_of(hall, service.department).index(service)
    return ServicePage(
        service=service,
        department=hall.departments[service.department],
        part=place // SERVICES_SHOWN + 1,
        ordinary=_wait(hall, service, Class.ordinary, now),
        green=_wait(hall, service, Class.green, now),
        zone=hall.zones[hall.desks[windows[0]].zone].name,
        windows=spans(windows),
        staffed=bool(hall.open_windows(service.queue)),
        none=service_gives_none(hall, service, now),
    )


def _wait(hall: Hall, service: Service, class_: Class, now: datetime) -> Wait:
    before = ahead(hall, service.queue, class_, now)
    return Wait(before, wait_minutes(hall, service.queue, before, now))


def part(items: Sequence[Shown], number: int, size: int) -> Part[Shown]:
    """A screenful; a number too small or too large gives the first or the last one."""
    of = max(1, -(-len(items) // size))
    number = min(max(1, number), of)
    return Part(tuple(items[(number - 1) * size : number * size]), number, of)


def spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Ascending numbers as first and last of each unbroken run: 1 2 3 7 is (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)
