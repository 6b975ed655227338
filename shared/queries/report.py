"""The day so far, in numbers: for those who supervise."""

from collections.abc import Iterable
from datetime import datetime
from statistics import fmean

from msgspec import Struct

from shared.domain.hall import Hall
from shared.domain.tickets import Class, State, Ticket


class ClassToday(Struct, frozen=True, rename={"class_": "class"}):
    """`waited` is the mean and `longest` the longest wait in minutes, until the call, of those who
    have been called, from the time each waits from; `serving` the mean time at the window of those
    who have been served. None where there is nobody to tell of."""

    class_: Class
    taken: int
    called: int
    waited: float | None
    longest: float | None
    serving: float | None


class DaySoFar(Struct, frozen=True):
    """`states` counts the numbers in each state now; together they are `taken`."""

    at: datetime
    taken: int
    states: dict[State, int]
    classes: tuple[ClassToday, ...]


def day_so_far(hall: Hall, now: datetime) -> DaySoFar:
    return DaySoFar(
        at=now,
        taken=len(hall.tickets),
        states=dict(hall.states),
        classes=tuple(_class(hall, class_) for class_ in Class),
    )


def _class(hall: Hall, class_: Class) -> ClassToday:
    tickets = [ticket for ticket in hall.tickets.values() if ticket.class_ is class_]
    waits = [_minutes(t.since, t.called_at) for t in tickets if t.called_at is not None]
    return ClassToday(
        class_=class_,
        taken=len(tickets),
        called=len(waits),
        waited=_mean(waits),
        longest=max(waits, default=None),
        serving=_mean(_services(tickets)),
    )


def _services(tickets: Iterable[Ticket]) -> list[float]:
    return [
        _minutes(t.started_at, t.ended_at)
        for t in tickets
        if t.state is State.served and t.started_at is not None and t.ended_at is not None
    ]


def _minutes(start: datetime, end: datetime) -> float:
    """At least none: whoever has an appointment may be called before its time."""
    return max(0.0, (end - start).total_seconds() / 60)


def _mean(minutes: list[float]) -> float | None:
    return fmean(minutes) if minutes else None
