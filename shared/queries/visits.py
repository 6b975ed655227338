"""Home visits as the staff see them; name, phone and place are asked for one by one."""

from datetime import date, datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.home_visits import OPEN_VISITS, HomeVisit, VisitState
from shared.queries.parts import service_name


class HomeVisitShown(Struct, frozen=True):
    """`wanted` is the day they would like, `on` the day that was set; `assigned_to` is an account,
    `assigned_name` whose it is."""

    id: str
    service: Text
    language: str
    asked_at: datetime
    by: str
    wanted: date | None
    state: VisitState
    assigned_to: str
    assigned_name: str
    on: date | None
    ended_at: datetime | None
    note: str


def home_visits(hall: Hall, account: str = "") -> tuple[HomeVisitShown, ...]:
    """Those not made yet, by their day and then the longest asked for first; after them those that
    ended today. With an account only those assigned to it."""
    found = [v for v in hall.home_visits.values() if account in ("", v.assigned_to)]
    return tuple(_shown(hall, visit) for visit in sorted(found, key=_order))


def _order(visit: HomeVisit) -> tuple[bool, date, datetime]:
    return visit.state not in OPEN_VISITS, visit.on or visit.wanted or date.min, visit.asked_at


def _shown(hall: Hall, visit: HomeVisit) -> HomeVisitShown:
    person = hall.staff.get(visit.assigned_to)
    return HomeVisitShown(
        id=visit.id,
        service=service_name(hall, visit.service),
        language=visit.language,
        asked_at=visit.asked_at,
        by=visit.by,
        wanted=visit.wanted,
        state=visit.state,
        assigned_to=visit.assigned_to,
        assigned_name=person.name if person else visit.assigned_to,
        on=visit.on,
        ended_at=visit.ended_at,
        note=visit.note,
    )
