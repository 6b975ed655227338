"""What happens to home visits."""

from typing import Any

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import VisitState


def home_visit_asked(event: e.HomeVisitAsked, entry: e.Entry, hall: Hall) -> None:
    hall.home_visits[event.visit.id] = event.visit


def home_visit_assigned(event: e.HomeVisitAssigned, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.assigned, assigned_to=event.to, on=event.on)


def home_visit_done(event: e.HomeVisitDone, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.done, ended_at=entry.at, note=event.note)


def home_visit_cancelled(event: e.HomeVisitCancelled, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.cancelled, ended_at=entry.at, note=event.reason)


def _visit(hall: Hall, visit: str, **changes: Any) -> None:
    hall.home_visits[visit] = replace(hall.home_visits[visit], **changes)
