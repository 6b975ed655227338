"""Home visits, for those who cannot come."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

HOME_VISIT_WITHIN = timedelta(days=60)  # a home visit is made so soon after it was asked for


class HomeVisitState(StrEnum):
    asked = "asked"
    assigned = "assigned"
    done = "done"
    cancelled = "cancelled"


OPEN_HOME_VISITS = frozenset({HomeVisitState.asked, HomeVisitState.assigned})


class HomeVisit(Struct, frozen=True):
    """Somebody who cannot come is to be visited. Name, phone and place lie apart, under `key`.
    `id` is ``v<seq>``; `wanted` is the day they would like, `on` the day that was set."""

    id: str
    key: str
    service: str
    language: str
    asked_at: datetime
    by: str
    person: str = ""
    wanted: date | None = None
    state: HomeVisitState = HomeVisitState.asked
    assigned_to: str = ""
    on: date | None = None
    ended_at: datetime | None = None
    note: str = ""
