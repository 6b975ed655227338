"""Who comes next, and how many come before.

Accumulating priority (Stanford, Taylor, Ziedins 2014): a ticket's score is the head start of its
class plus the rate of its class times the minutes it has waited; the highest score is called,
ties by arrival. Within one line the first has always the highest score, so only the heads of the
window's lines are looked at, however many wait.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from shared.domain.events import Why
from shared.domain.hall import Hall, Line
from shared.domain.tickets import Class, Ticket


class Weight(Struct, frozen=True):
    """`head_start` in minutes; `rate` in points a minute waited."""

    head_start: float
    rate: float


WEIGHTS: dict[Class, Weight] = {
    Class.ordinary: Weight(head_start=0.0, rate=1.0),
    Class.appointment: Weight(head_start=0.0, rate=1.0),
    Class.green: Weight(head_start=20.0, rate=1.0),
}


class Choice(Struct, frozen=True):
    ticket: Ticket
    why: Why


Rank = tuple[float, datetime, int]


def score(weight: Weight, since: datetime, now: datetime) -> float:
    return weight.head_start + weight.rate * (now - since).total_seconds() / 60


def _rank(ticket: Ticket, now: datetime) -> Rank:
    return _ranks(ticket.class_, now)(ticket.since, ticket.seq)


def _ranks(class_: Class, now: datetime) -> Callable[[datetime, int], Rank]:
    """How a class ranks by the time waited from and the order of issue; the lowest is called."""
    weight = WEIGHTS[class_]
    return lambda since, seq: (-score(weight, since, now), since, seq)


def choose(hall: Hall, window: int, now: datetime) -> Choice | None:
    """The ticket a window calls next, or None where nobody waits for it."""
    heads = [
        hall.tickets[head]
        for queue in hall.desks[window].queues
        for class_ in Class
        if (head := hall.line(queue, class_).head()) is not None
    ]
    if not heads:
        return None
    heads.sort(key=lambda ticket: _rank(ticket, now))
    first = heads[0]
    waited = max(0, int((now - first.since).total_seconds()))
    why = Why(
        waited_seconds=waited,
        head_start=WEIGHTS[first.class_].head_start,
        score=round(score(WEIGHTS[first.class_], first.since, now), 3),
        before=heads[1].number if len(heads) > 1 else "",
    )
    return Choice(first, why)


def in_call_order(hall: Hall, window: int, now: datetime, count: int) -> list[Ticket]:
    """The next tickets as a window would call them if it were alone and nobody came."""
    tickets = [
        hall.tickets[ticket]
        for queue in hall.desks[window].queues
        for class_ in Class
        for ticket in hall.line(queue, class_).first(count)
    ]
    return sorted(tickets, key=lambda ticket: _rank(ticket, now))[:count]


def place(hall: Hall, ticket: Ticket, now: datetime) -> int:
    """How many of its queue would be called before a ticket that waits."""
    own = _rank(ticket, now)
    return sum(hall.line(ticket.queue, c).before(own, _ranks(c, now)) for c in WEIGHTS)


def ahead(hall: Hall, queue: str, points: float, now: datetime) -> int:
    """How many in a queue have at least so many points now: they come before a newcomer."""
    return sum(
        _with_points(hall.line(queue, class_), weight, points, now)
        for class_, weight in WEIGHTS.items()
    )


def _with_points(line: Line, weight: Weight, points: float, now: datetime) -> int:
    minutes = max(0.0, (points - weight.head_start) / weight.rate)
    return line.waiting_from(now - timedelta(minutes=minutes))
