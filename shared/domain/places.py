"""How many come before a ticket, by the order of `shared.domain.policy`.

Counted by looking into the lines, each of which is in order already, so that many who wait cost
little more than few.
"""

from collections.abc import Callable
from datetime import datetime

from shared.domain.hall import Hall
from shared.domain.policy import LANES, played, rules_of, score, weight_of
from shared.domain.settings import Weight
from shared.domain.tickets import Class, Lane, Ticket

Rank = tuple[bool, float, datetime, int]

NEAR = 5


def place(hall: Hall, ticket: Ticket, now: datetime) -> int:
    """How many of its line would be called before a ticket that waits, if nobody came."""
    if ticket.lane is not Lane.by_class:
        return _called_before(hall, ticket.place, _in_line(hall, ticket.place, now), ticket)
    weight = weight_of(hall.settings, ticket.class_)
    earlier = _ranked_before(hall, ticket.place, _ranks(weight, now)(*ticket.arrival), now)
    if ticket.since > now:
        return earlier + _beside_the_classes(hall, ticket.place)
    return _called_before(hall, ticket.place, earlier, None)


def is_near(hall: Hall, ticket: Ticket, now: datetime) -> bool:
    """Whether a ticket that waits is called so soon that its citizen may ask for more time."""
    return place(hall, ticket, now) <= NEAR


def _called_before(hall: Hall, place: str, by_class: int, ticket: Ticket | None) -> int:
    """How many of a line are called before one of those put first or come back; before one who
    stands by class, and has so many `by_class` before it, where `ticket` is None."""
    first, back = (
        [hall.tickets[id_] for id_ in line.first(len(line))]
        for line in (hall.line(place, Lane.first), hall.line(place, Lane.back))
    )
    calls = hall.line_calls.get(place, 0)
    called = 0
    while first or back:
        due = back[0].due <= calls + called if back else False
        if first and not (due and back[0].joined < first[0].joined):
            following = first.pop(0)
        elif due or (not by_class and ticket is not None):
            following = back.pop(0)
        elif not by_class:
            break
        else:
            passing = min(by_class, back[0].due - calls - called)
            by_class -= passing
            called += passing
            continue
        if following is ticket:
            return called
        called += 1
    return called + by_class


def before(hall: Hall, ticket: Ticket, now: datetime, count: int) -> list[Ticket]:
    """The first `count` of its line that would be called before a ticket that waits, in order."""
    lines = [hall.line(ticket.place, lane).first(count + 1) for lane in LANES]
    order = played(hall, 0, lines, now, count + 1)
    return order[: order.index(ticket)] if ticket in order else order[:count]


def in_order(hall: Hall, place: str, now: datetime) -> list[Ticket]:
    """Everybody who stands in a line, in the order in which they would be called if nobody came:
    `place` of each is its index."""
    classes, early = _by_rank(hall, place, now)
    first, back = (
        [hall.tickets[id_] for id_ in line.first(len(line))]
        for line in (hall.line(place, Lane.first), hall.line(place, Lane.back))
    )
    calls = hall.line_calls.get(place, 0)
    order: list[Ticket] = []
    lines = [classes, first, back]
    at = [0, 0, 0]
    while sum(at) < len(classes) + len(first) + len(back):
        due = at[2] < len(back) and back[at[2]].due <= calls + len(order)
        if at[1] < len(first) and not (due and back[at[2]].joined < first[at[1]].joined):
            line = 1
        elif due or at[0] == len(classes):
            line = 2
        else:
            line = 0
        order.append(lines[line][at[line]])
        at[line] += 1
    return [*order, *early]


def _by_rank(hall: Hall, place: str, now: datetime) -> tuple[list[Ticket], list[Ticket]]:
    """Those who stand by class, in order, and those whose time has not come yet."""
    weights = rules_of(hall.settings).weights
    ranked = sorted(
        (_ranks(weights[class_], now)(*ticket.arrival), ticket.id, ticket)
        for class_ in Class
        for line in (hall.line(place, class_),)
        for ticket in map(hall.tickets.__getitem__, line.first(len(line)))
    )
    in_line = [ticket for rank, _, ticket in ranked if not rank[0]]
    return in_line, [ticket for rank, _, ticket in ranked if rank[0]]


def _in_line(hall: Hall, place: str, now: datetime) -> int:
    """How many of a line stand by class and are not before their time."""
    return sum(hall.line(place, class_).waiting_from(now) for class_ in Class)


def _ranked_before(hall: Hall, place: str, rank: Rank, now: datetime) -> int:
    """How many of those who stand by class come before this rank."""
    weights = rules_of(hall.settings).weights
    return sum(hall.line(place, c).before(rank, _ranks(weights[c], now)) for c in Class)


def _ranks(weight: Weight, now: datetime) -> Callable[[datetime, int], Rank]:
    """How a class ranks by the time waited from and the order of issue; the lowest is called."""
    return lambda since, seq: (since > now, -score(weight, since, now), since, seq)


def ahead(
    hall: Hall, queue: str, class_: Class, now: datetime, booked_for: datetime | None = None
) -> int:
    """How many in a queue come before somebody who takes a number of this class now."""
    since = booked_for or now
    own = _ranks(weight_of(hall.settings, class_), now)(since, hall.seq + 1)
    earlier = _ranked_before(hall, queue, own, now)
    if since > now:
        return earlier + _beside_the_classes(hall, queue)
    return _called_before(hall, queue, earlier, None)


def _beside_the_classes(hall: Hall, place: str) -> int:
    """Those put first and those who came back: called before an appointment's time has come."""
    return sum(len(hall.line(place, lane)) for lane in (Lane.first, Lane.back))
