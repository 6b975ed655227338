"""What the loudspeakers of a place say, one after the other: pure, as all rules.

Loudspeakers are named as `Screen.speaker` names them: ``hall``, or a zone's code. A place says one
thing at a time. What waits is said in the order in which it was made; a call is left out once it is
older than TOO_OLD, its citizen has come or is not asked for any more; two calls are said together
where many wait. What a supervisor says waits longer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from msgspec import Struct

from shared.domain.events import (
    Announced,
    AnnouncementRepeated,
    Entry,
    TicketCalled,
    TicketRecalled,
)
from shared.domain.hall import Call, Hall
from shared.domain.screens import EVERYWHERE
from shared.domain.settings import Loudness
from shared.domain.tickets import State

TOO_OLD = timedelta(seconds=30)  # a call
TOO_OLD_ANNOUNCED = timedelta(minutes=5)  # what somebody chose to say


class ToSay(Struct, frozen=True):
    """Something that waits to be said: a call where there is a `ticket`, else an announcement of
    that `id`, the seq of its entry in the journal. `alone`: it is joined with nothing else, because
    some have heard it already and their loudspeakers leave it out."""

    id: int
    at: datetime
    ticket: str = ""
    window: int = 0
    recall: bool = False
    alone: bool = False


def places_of(hall: Hall, zone: str) -> tuple[str, ...]:
    """Whose loudspeakers say what concerns a zone; all of them where it is empty."""
    return (EVERYWHERE, zone) if zone else (EVERYWHERE, *hall.zones)


def to_say(entry: Entry, hall: Hall) -> tuple[str, ToSay] | None:
    """The zone that an entry concerns (empty: the whole hall) and what is to be said; None for
    entries that nothing is said about. The same whether the hall has folded it in or not."""
    event = entry.event
    if isinstance(event, TicketCalled | TicketRecalled):
        recall = isinstance(event, TicketRecalled)
        zone = hall.desks[event.window].zone
        return zone, ToSay(entry.seq, entry.at, event.ticket, event.window, recall)
    if isinstance(event, Announced):
        return event.zone, ToSay(entry.seq, entry.at)
    if isinstance(event, AnnouncementRepeated):
        call = next((call for call in hall.calls if call.id == event.of), None)
        if call is None:
            return event.zone, ToSay(entry.seq, entry.at)
        return event.zone, ToSay(entry.seq, entry.at, call.ticket, call.window, recall=True)
    return None


def calls_at(hall: Hall, zone: str) -> list[Call]:
    """The calls of a zone, or of the hall, whose citizens have not come; the oldest first."""
    return [
        call
        for call in hall.calls
        if (not zone or hall.desks[call.window].zone == zone) and _asked_for(hall, call)
    ]


def _asked_for(hall: Hall, call: Call) -> bool:
    ticket = hall.tickets[call.ticket]
    return ticket.state is State.called and ticket.window == call.window


def still_to_say(said: ToSay, hall: Hall, now: datetime) -> bool:
    if not said.ticket:
        return now - said.at <= TOO_OLD_ANNOUNCED
    if now - said.at > TOO_OLD:
        return False
    ticket = hall.tickets.get(said.ticket)
    return ticket is not None and ticket.state is State.called and ticket.window == said.window


def next_said(waiting: Sequence[ToSay], join_from: int) -> tuple[ToSay, ...]:
    """Of those that are still to be said, in order: the first, and with it the second where both
    are calls and at least `join_from` wait; 0 joins none. A number called again is said for
    itself: whoever missed it must not miss it among others."""
    first = tuple(waiting[:1])
    if not join_from or len(waiting) < max(join_from, 2):
        return first
    both = tuple(waiting[:2])
    joined = all(each.ticket and not each.recall and not each.alone for each in both)
    return both if joined else first


def loudness_at(hours: Iterable[Loudness], local: time) -> int:
    """In percent. Before the first time of the day the last one's still holds."""
    in_order = sorted(hours, key=_since)
    if not in_order:
        return 100
    begun = [each for each in in_order if _since(each) <= local]
    return (begun or in_order)[-1].percent


def _since(each: Loudness) -> time:
    """Of the hall's own clock, whatever zone an older setting may name."""
    return each.since.replace(tzinfo=None)
