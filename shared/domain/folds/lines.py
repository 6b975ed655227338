"""The steps that several folds share: a ticket changes, joins a line, leaves it, sits down."""

from bisect import insort
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Call, Hall
from shared.domain.line import Line, line_of, order_in_line
from shared.domain.tickets import Class, State, Ticket


def change(hall: Hall, ticket: Ticket, **changes: Any) -> Ticket:
    """The ticket with some fields changed. One that waits, or will, goes through `rejoin`."""
    changed = replace(ticket, **changes)
    hall.tickets[ticket.id] = changed
    if changed.state is not ticket.state:
        hall.states[ticket.state] -= 1
        hall.states[changed.state] += 1
    return changed


def join(hall: Hall, ticket: Ticket) -> None:
    """Into the line it belongs to."""
    hall.lines.setdefault(line_of(ticket), Line()).join(order_in_line(ticket), ticket.id)
    hall.places[ticket.queue] = hall.places.get(ticket.queue, 0) + 1
    if ticket.for_window is not None:
        hall.apart.add(ticket.id)


def leave(hall: Hall, ticket: Ticket) -> None:
    """Out of its line; nothing where it does not wait."""
    if ticket.state is not State.waiting:
        return
    hall.lines[line_of(ticket)].leave(order_in_line(ticket), ticket.id)
    hall.places[ticket.queue] -= 1
    hall.apart.discard(ticket.id)


def sit(hall: Hall, entry: e.Entry, window: int, ticket: str | None) -> None:
    """A window has this ticket at it now, or nobody. Being armed ends with whoever comes."""
    now = hall.windows[window]
    free_since = entry.at if ticket is None else None
    armed = now.armed and ticket is None
    hall.windows[window] = replace(now, ticket=ticket, free_since=free_since, armed=armed)


def note_calling(hall: Hall, window: int) -> None:
    """Whether a window calls by itself may have changed."""
    if hall.windows[window].calls_by_itself:
        hall.calling.add(window)
    else:
        hall.calling.discard(window)


def unhold(hall: Hall, ticket: Ticket) -> None:
    """No longer set aside at its window."""
    if ticket.state is State.held and ticket.window is not None:
        window = hall.windows[ticket.window]
        held = tuple(each for each in window.held if each != ticket.id)
        hall.windows[ticket.window] = replace(window, held=held)


def seconds_served(ticket: Ticket, ended_at: datetime) -> float:
    """Without the time it was set aside."""
    return (ended_at - (ticket.served_from or ended_at)).total_seconds()


def count_call(hall: Hall, ticket: Ticket, window: int, entry: int) -> tuple[str, ...]:
    """Count a call of this ticket in its line, and note where it passes somebody: in its line and
    in those that the window serves as its own. Gives these places."""
    place = ticket.place
    hall.line_calls[place] = hall.line_calls.get(place, 0) + 1
    passed = tuple(
        where
        for where in dict.fromkeys((place, *hall.places_of(window)))
        if any(
            head is not None and hall.tickets[head].arrival < ticket.arrival
            for head in (hall.line(where, class_).head() for class_ in Class)
        )
    )
    for where in passed:
        insort(hall.passing.setdefault(where, []), (*ticket.arrival, entry))
    return passed


def announce(hall: Hall, entry: e.Entry, ticket: str, window: int, *, recall: bool) -> None:
    hall.calls.append(Call(entry.seq, ticket, window, entry.at, recall))
