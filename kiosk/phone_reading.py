"""What a number's own pages show, read from the live hall."""

from datetime import datetime

from msgspec import Struct

from shared import queries
from shared.domain.catalogue import Service, Text
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP, HelpCall
from shared.domain.places import is_near
from shared.domain.refusals import Unknown
from shared.domain.tickets import COMING_BACK, OPEN, Lane, State, Ticket
from shared.queries.tickets import TicketNow


class PhonePage(Struct, frozen=True):
    """`mark` finds the ticket on the board of `room`, which is empty once there is nothing more to
    watch; `staffed`: a window of its queue is open; `more_time` is how many it may let pass, 0
    where it may not; `others_first` is how many pass whoever missed the call; `help` is the call
    for a steward that has not ended, `ends` when the day is over."""

    now: TicketNow
    mark: str
    room: str
    staffed: bool
    more_time: int
    others_first: int
    help: HelpCall | None
    notices: tuple[Text, ...]
    at: datetime
    ends: datetime

    @property
    def helpable(self) -> bool:
        """Whether a steward may be called."""
        return self.now.ticket.state in OPEN | COMING_BACK


def phone_page(hall: Hall, key: str, at: datetime) -> PhonePage:
    """Raises Unknown."""
    now = queries.ticket_by_key(hall, key, at)
    ticket = now.ticket
    service = hall.services.get(ticket.service)
    live = ticket.state in OPEN | COMING_BACK and ticket.queue in hall.queues
    return PhonePage(
        now=now,
        mark=queries.mark(key),
        room=f"queue/{ticket.queue}" if live else "",
        staffed=bool(hall.open_windows(ticket.queue)),
        more_time=more_time(hall, ticket, at),
        others_first=hall.settings.back_after_calls,
        help=help_of(hall, ticket),
        notices=queries.notices_now(hall, at, service.department if service else ""),
        at=at,
        ends=hall.day_ends,
    )


def more_time(hall: Hall, ticket: Ticket, now: datetime) -> int:
    """How many a ticket may let pass, once; 0 where the rule would refuse it."""
    in_turn = ticket.state is State.waiting and ticket.lane is Lane.by_class
    may = in_turn and not ticket.deferred and ticket.since <= now
    return hall.settings.more_time_calls if may and is_near(hall, ticket, now) else 0


def help_of(hall: Hall, ticket: Ticket) -> HelpCall | None:
    """The ticket's call for a steward that has not ended."""
    calls = (call for call in hall.help.values() if call.ticket == ticket.id)
    return next((call for call in calls if call.state in OPEN_HELP), None)


def guide_of(hall: Hall, ticket: Ticket) -> Service:
    """The service a ticket waits for now, with its guide. Raises Unknown."""
    service = hall.services.get(ticket.service)
    if service is None:
        raise Unknown("There is no such service here.")
    return service
