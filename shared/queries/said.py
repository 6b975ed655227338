"""What was called and announced of late, for those who answer for the loudspeakers."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.events import (
    Announced,
    AnnouncementRepeated,
    Entry,
    TicketCalled,
    TicketRecalled,
)
from shared.domain.hall import Hall
from shared.store import Store
from shared.store.journal import lately

KINDS = (TicketCalled, TicketRecalled, Announced, AnnouncementRepeated)


class SaidLately(Struct, frozen=True):
    """A call where there is a `number`, else an announcement with its `text`; `again` where it was
    made before. `zone` is the code of where, empty for the whole hall; `by` is the name of who
    announced, empty of calls."""

    id: int
    at: datetime
    again: bool
    zone: str
    number: str = ""
    window: int = 0
    text: Text = {}
    by: str = ""


def said_lately(store: Store, hall: Hall, most: int) -> list[SaidLately]:
    """Of today, the newest first."""
    with store.reading() as connection:
        entries = lately(connection, hall.code, KINDS, most)
    return [said for entry in entries if (said := _said(hall, entry)) is not None]


def _said(hall: Hall, entry: Entry) -> SaidLately | None:
    """None where it repeats something that is not kept any more."""
    event = entry.event
    if isinstance(event, TicketCalled | TicketRecalled):
        again = isinstance(event, TicketRecalled)
        return _call(hall, entry, event.ticket, event.window, again)
    if isinstance(event, Announced):
        return _announcement(hall, entry, event.text, event.zone, again=False)
    assert isinstance(event, AnnouncementRepeated)
    call = next((each for each in hall.calls if each.id == event.of), None)
    if call is not None:
        return _call(hall, entry, call.ticket, call.window, again=True)
    made = next((each for each in hall.announcements if each.id == event.of), None)
    if made is None:
        return None
    return _announcement(hall, entry, made.text, event.zone, again=True)


def _call(hall: Hall, entry: Entry, ticket: str, window: int, again: bool) -> SaidLately:
    number = hall.tickets[ticket].number
    zone = hall.desks[window].zone
    return SaidLately(entry.seq, entry.at, again, zone, number=number, window=window)


def _announcement(hall: Hall, entry: Entry, text: Text, zone: str, *, again: bool) -> SaidLately:
    account = entry.actor.partition(":")[2]
    by = hall.staff[account].name if account in hall.staff else account
    return SaidLately(entry.seq, entry.at, again, zone, text=text, by=by)
