"""Home visits as the staff see them; name, phone and place are asked for one by one."""

from datetime import date, datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.home_visits import OPEN_HOME_VISITS, HomeVisit, HomeVisitState
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
    state: HomeVisitState
    assigned_to: str
    assigned_name: str
    on: date | None
    ended_at: datetime | None
    note: str


def home_visits_of(hall: Hall, account: str = "") -> tuple[HomeVisitShown, ...]:
    """Those not made yet, by their day and then the longest asked for first; after them those that
    ended today. With an account only those assigned to it."""
    found = [v for v in hall.home_visits.values() if account in ("", v.assigned_to)]
    return tuple(_shown(hall, home_visit) for home_visit in sorted(found, key=_order))


def _order(home_visit: HomeVisit) -> tuple[bool, date, datetime]:
    return (
        home_visit.state not in OPEN_HOME_VISITS,
        home_visit.on or home_visit.wanted or date.min,
        home_visit.asked_at,
    )


def _shown(hall: Hall, home_visit: HomeVisit) -> HomeVisitShown:
    person = hall.staff.get(home_visit.assigned_to)
    return HomeVisitShown(
        id=home_visit.id,
        service=service_name(hall, home_visit.service),
        language=home_visit.language,
        asked_at=home_visit.asked_at,
        by=home_visit.by,
        wanted=home_visit.wanted,
        state=home_visit.state,
        assigned_to=home_visit.assigned_to,
        assigned_name=person.name if person else home_visit.assigned_to,
        on=home_visit.on,
        ended_at=home_visit.ended_at,
        note=home_visit.note,
    )
