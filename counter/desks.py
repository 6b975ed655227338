"""The windows one may choose from, as the page shows them."""

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.people import Role, Staff
from shared.domain.seats import belongs_at


class Desk(Struct, frozen=True):
    """`department` is None where any department's clerk may sit; `clerk` is the name of whoever
    has the window open, or empty."""

    window: int
    department: Text | None
    queues: tuple[str, ...]
    clerk: str


class ZoneOfDesks(Struct, frozen=True):
    name: Text
    desks: tuple[Desk, ...]


def desks(hall: Hall, person: Staff, *, everywhere: bool) -> list[ZoneOfDesks]:
    """The windows by zone: those where this person belongs, or `everywhere` all of them, for
    somebody who may be lent to another department. A steward belongs at windows of none."""
    chosen: dict[str, list[Desk]] = {}
    for window, desk in hall.desks.items():
        anywhere = everywhere and person.role is not Role.steward
        if not anywhere and not belongs_at(person, desk.department):
            continue
        owner = hall.departments.get(desk.department)
        clerk = hall.staff.get(hall.windows[window].clerk)
        chosen.setdefault(desk.zone, []).append(
            Desk(window, owner.name if owner else None, desk.queues, clerk.name if clerk else "")
        )
    return [ZoneOfDesks(hall.zones[zone].name, tuple(found)) for zone, found in chosen.items()]
