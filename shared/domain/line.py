"""Lines of those who wait, each in the order in which its tickets are called."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.domain.tickets import Lane, Ticket

Order = tuple[Any, int]


class Line:
    """Those who wait in one place for one reason: those of a class, those put first, or those who
    came back. The first is the one with the lowest order."""

    def __init__(self) -> None:
        self._places: list[tuple[Order, str]] = []

    def __len__(self) -> int:
        return len(self._places)

    def join(self, order: Order, ticket: str) -> None:
        insort(self._places, (order, ticket))

    def leave(self, order: Order, ticket: str) -> None:
        """Raises KeyError when the ticket is not in line."""
        at = bisect_left(self._places, (order, ticket))
        if at == len(self._places) or self._places[at] != (order, ticket):
            raise KeyError(ticket)
        del self._places[at]

    def head(self) -> str | None:
        return self._places[0][1] if self._places else None

    def first(self, count: int) -> list[str]:
        return [ticket for _, ticket in self._places[:count]]

    def before(self, rank: tuple[Any, ...], of: Callable[[datetime, int], tuple[Any, ...]]) -> int:
        """How many of a line by class rank before this; `of` ranks a place by its time and its
        order of issue."""
        return bisect_left(self._places, rank, key=lambda place: of(*place[0]))

    def waiting_from(self, latest: datetime) -> int:
        """How many of a line by class have waited from this time or earlier."""
        return bisect_right(self._places, latest, key=lambda place: place[0][0])


def order_in_line(ticket: Ticket) -> Order:
    """By arrival; those who came back by when they are due; those put first by when that was."""
    if ticket.lane is Lane.by_class:
        return ticket.arrival
    return ticket.due, ticket.joined


def line_of(ticket: Ticket) -> tuple[str, str]:
    """The key of the line a ticket stands in."""
    return ticket.place, ticket.lane or ticket.class_
