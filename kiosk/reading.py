"""What the kiosk's pages show, read from the live hall. No rules and no writing in here.

Texts stay in all languages (`Text`); pages pick theirs. Asking for a department or a service
that the hall does not have raises `Unknown`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from msgspec import Struct

from shared.domain.catalogue import Department, Level, LifeEvent, Service, Text
from shared.domain.estimate import wait_minutes
from shared.domain.giving import NoNumber, hall_gives_none, service_gives_none
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP, HelpCall
from shared.domain.hours import next_opening, spans_of
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
    window of the queue is open; `none` is why there are no numbers, where there are none."""

    service: Service
    department: Department
    ordinary: Wait
    green: Wait
    zone: Text
    windows: tuple[tuple[int, int], ...]
    staffed: bool
    none: NoNumber | None


def closed(hall: Hall, now: datetime) -> NoNumber | None:
    """Why nobody gets a number now, whatever they come for; None where the hall gives them."""
    return hall_gives_none(hall, now)


class Closing(Struct, frozen=True):
    """When numbers end, in the hall's time, and when there are some again today."""

    at: datetime
    again: datetime | None


def closing_soon(hall: Hall, now: datetime) -> Closing | None:
    """That the hall stops giving numbers within the minutes of its setting; None where it goes on
    for longer, or was opened specially."""
    if hall.special:
        return None
    local = now.astimezone(hall.zone)
    spans = spans_of(hall, local.date())
    closes = next((s.closes for s in spans if s.opens <= local.time() < s.closes), None)
    while (on := next((s for s in spans if s.opens == closes), None)) is not None:
        closes = on.closes
    if closes is None:
        return None
    at = datetime.combine(local.date(), closes, tzinfo=hall.zone)
    if at - local > timedelta(minutes=hall.settings.closing_soon_minutes):
        return None
    again = next_opening(hall, at - timedelta(seconds=1))
    return Closing(at, again if again and again.date() == local.date() else None)


def full(hall: Hall, now: datetime) -> bool:
    """Whether no service at all has a number any more today. Looks at one service after the other
    and stops at the first that has, which on most days is the very first."""
    reasons = (service_gives_none(hall, each, now) for each in hall.services.values())
    return bool(hall.services) and all(none is not None and not none.today for none in reasons)


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


def services_of(hall: Hall, department: str) -> tuple[str, ...]:
    """Codes of a department's services, those with the most cases a year first; without the one
    for whoever does not know: it has an entry of its own."""
    guidance = guidance_of(hall)
    found = [
        each
        for each in hall.services.values()
        if each.department == department and each.code != guidance
    ]
    return tuple(each.code for each in sorted(found, key=lambda each: -each.cases_a_year))


def services_named(
    hall: Hall, codes: Sequence[str], number: int, now: datetime, size: int = SERVICES_SHOWN
) -> Part[ServiceLine]:
    """Services in the order of their codes; those that the hall does not have are left out."""
    known = [hall.services[code] for code in codes if code in hall.services]
    shown = part(known, number, size)
    return Part(tuple(_line(hall, each, now) for each in shown.items), shown.number, shown.of)


def most_asked(
    hall: Hall, codes: Sequence[str], count: int, now: datetime
) -> tuple[ServiceLine, ...]:
    """The services named, and after them those most asked for in a year, so many together."""
    guidance = guidance_of(hall)
    usual = sorted(hall.services.values(), key=lambda each: -each.cases_a_year)
    wanted = dict.fromkeys([*codes, *(each.code for each in usual)])
    found = [hall.services[code] for code in wanted if code in hall.services and code != guidance]
    return tuple(_line(hall, each, now) for each in found[:count])


def _line(hall: Hall, service: Service, now: datetime) -> ServiceLine:
    none = service_gives_none(hall, service, now)
    return ServiceLine(service.code, service.name, hall.waiting(service.queue), none)


def guidance_of(hall: Hall) -> str:
    """The code of the service for whoever does not know which one they need; may be empty."""
    code = hall.catalogue.guidance if hall.catalogue else ""
    return code if code in hall.services else ""


def life_events(hall: Hall) -> tuple[LifeEvent, ...]:
    return hall.catalogue.life_events if hall.catalogue else ()


def life_event(hall: Hall, code: str) -> LifeEvent:
    for event in life_events(hall):
        if event.code == code:
            return event
    raise Unknown("There is no such life event here.")


def help_at(hall: Hall, kiosk: str) -> tuple[HelpCall, ...]:
    """The calls for a steward to a kiosk that have not ended, the latest first."""
    calls = [call for call in hall.help.values() if call.kiosk == kiosk]
    return tuple(call for call in reversed(calls) if call.state in OPEN_HELP)


def pixels_per_inch(hall: Hall, kiosk: str) -> int:
    """0 where nobody has measured the glass."""
    found = hall.kiosks.get(kiosk)
    return found.pixels_per_inch if found else 0


def service_page(hall: Hall, code: str, now: datetime) -> ServicePage:
    service = hall.services.get(code)
    if service is None:
        raise Unknown("There is no such service here.")
    windows = hall.windows_for(service.queue)
    return ServicePage(
        service=service,
        department=hall.departments[service.department],
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
