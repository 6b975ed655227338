"""What the stewards' tablet shows: queues, missed numbers, calls for help, loans."""

from datetime import datetime

from shared.domain import boards as b
from shared.domain.bookings import BookingState
from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP, HelpCall
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.hours import business_day, end_of_day, first_of_day, is_open
from shared.domain.loans import Loan
from shared.domain.tickets import Ticket
from shared.queries.parts import back_until, queues_at_a_glance, service_name, zone_of


def steward(hall: Hall, now: datetime) -> b.StewardBoard:
    missed = sorted(hall.missed.items(), key=lambda pair: pair[1], reverse=True)
    calls = [call for call in hall.help.values() if call.state in OPEN_HELP]
    return b.StewardBoard(
        room="steward",
        seq=hall.seq,
        at=now,
        open=is_open(hall, now),
        queues=queues_at_a_glance(hall),
        missed=tuple(_missed(hall, hall.tickets[id_], at) for id_, at in missed),
        help=tuple(_help(hall, call) for call in calls),
        loans=tuple(_loan(hall, loan) for loan in hall.loans.values() if not loan.returned_at),
        home_visits=sum(visit.state in OPEN_HOME_VISITS for visit in hall.home_visits.values()),
        appointments=_appointments_today(hall, now),
    )


def _missed(hall: Hall, ticket: Ticket, at: datetime) -> b.Missed:
    name = service_name(hall, ticket.service)
    return b.Missed(ticket.id, ticket.number, name, ticket.window, at, back_until(hall, at))


def _help(hall: Hall, call: HelpCall) -> b.HelpShown:
    return b.HelpShown(
        id=call.id,
        reason=call.reason,
        language=call.language,
        at=call.at,
        kiosk=call.kiosk,
        number=call.ticket.partition("-")[2],
        window=call.window,
        zone=_zone(hall, call),
        state=call.state,
        taken_by=call.taken_by,
    )


def _zone(hall: Hall, call: HelpCall) -> Text:
    """Of the kiosk, of the window, or where the ticket's citizen probably waits."""
    kiosk = hall.kiosks.get(call.kiosk)
    if kiosk is not None:
        return hall.zones[kiosk.zone].name
    if call.window in hall.desks:
        return zone_of(hall, call.window)
    ticket = hall.tickets.get(call.ticket)
    near = [window for window in ticket.windows if window in hall.desks] if ticket else []
    return zone_of(hall, near[0]) if near else {}


def _loan(hall: Hall, loan: Loan) -> b.LoanShown:
    item = hall.loan_items.get(loan.item)
    name = item.name if item else {"zh": loan.item}
    return b.LoanShown(loan.id, loan.item, name, loan.tag, loan.ticket, loan.at)


def _appointments_today(hall: Hall, now: datetime) -> int:
    """Compared as instants: a hall may have thousands, and the board is made often."""
    day = business_day(hall, now)
    begins, ends = first_of_day(hall, day), end_of_day(hall, day)
    return sum(
        booking.state is BookingState.booked and begins <= booking.starts_at < ends
        for booking in hall.bookings.values()
    )
