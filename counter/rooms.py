"""What the steward's tablet and the supervisor's room are told of the hall when they open."""

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.people import Role
from shared.domain.seats import works_at_windows


class ServiceOffered(Struct, frozen=True):
    """`found_by` is what a search looks into: code and names in every language, in small
    letters."""

    code: str
    name: Text
    department: str
    queue: str
    found_by: str


class DepartmentOffering(Struct, frozen=True):
    code: str
    name: Text


class Colleague(Struct, frozen=True):
    """Somebody who may have a window; `department` is empty where any window is theirs, of a
    steward's role those of no department."""

    account: str
    name: str
    department: str
    role: Role


def services(hall: Hall) -> list[ServiceOffered]:
    """The most asked for first."""
    found = sorted(hall.services.values(), key=lambda each: -each.cases_a_year)
    return [
        ServiceOffered(
            each.code,
            each.name,
            each.department,
            each.queue,
            " ".join((each.code, *each.name.values())).lower(),
        )
        for each in found
    ]


def departments(hall: Hall) -> list[DepartmentOffering]:
    """Those with services, in the hall's own order."""
    having = {service.department for service in hall.services.values()}
    return [
        DepartmentOffering(each.code, each.name)
        for each in hall.departments.values()
        if each.code in having
    ]


def ways(hall: Hall) -> dict[int, dict[str, Text]]:
    """By window: its zone and the way there."""
    return {
        number: {"zone": hall.zones[desk.zone].name, "way": hall.zones[desk.zone].way}
        for number, desk in hall.desks.items()
    }


def colleagues(hall: Hall) -> list[Colleague]:
    return [
        Colleague(person.account, person.name, person.department, person.role)
        for person in hall.staff.values()
        if works_at_windows(person)
    ]


def owners(hall: Hall) -> dict[int, str]:
    """By window: the department whose clerks sit there; empty for any."""
    return {number: desk.department for number, desk in hall.desks.items()}
