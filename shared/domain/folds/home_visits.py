"""What happens to home visits."""

from typing import Any

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import HomeVisitState


def home_visit_asked(event: e.HomeVisitAsked, entry: e.Entry, hall: Hall) -> None:
    hall.home_visits[event.home_visit.id] = event.home_visit


def home_visit_assigned(event: e.HomeVisitAssigned, entry: e.Entry, hall: Hall) -> None:
    _change(
        hall, event.home_visit, state=HomeVisitState.assigned, assigned_to=event.to, on=event.on
    )


def home_visit_done(event: e.HomeVisitDone, entry: e.Entry, hall: Hall) -> None:
    _change(hall, event.home_visit, state=HomeVisitState.done, ended_at=entry.at, note=event.note)


def home_visit_cancelled(event: e.HomeVisitCancelled, entry: e.Entry, hall: Hall) -> None:
    _change(
        hall, event.home_visit, state=HomeVisitState.cancelled, ended_at=entry.at, note=event.reason
    )


def _change(hall: Hall, id_: str, **changes: Any) -> None:
    hall.home_visits[id_] = replace(hall.home_visits[id_], **changes)
