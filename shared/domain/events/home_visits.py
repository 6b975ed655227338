"""Home visits."""

from datetime import date

from shared.domain.events.event import Event
from shared.domain.home_visits import HomeVisit


class HomeVisitAsked(Event, frozen=True):
    home_visit: HomeVisit


class HomeVisitAssigned(Event, frozen=True):
    home_visit: str
    to: str
    on: date


class HomeVisitDone(Event, frozen=True):
    home_visit: str
    note: str = ""


class HomeVisitCancelled(Event, frozen=True):
    home_visit: str
    reason: str = ""
