"""What happens to appointments, notices, calls for help, loans and home visits."""

from typing import Any

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.records import BookingState, HelpState, VisitState


def appointment_booked(event: e.AppointmentBooked, entry: e.Entry, hall: Hall) -> None:
    booking = event.booking
    hall.bookings[booking.id] = booking
    hall.codes[booking.code] = booking.id
    hall.booking_keys[booking.key] = booking.id
    hall.note_whose(booking)
    hall.count_booking(booking, 1)


def appointment_moved(event: e.AppointmentMoved, entry: e.Entry, hall: Hall) -> None:
    moved = event.booking
    hall.count_booking(hall.bookings[moved.id], -1)
    hall.bookings[moved.id] = moved
    hall.count_booking(moved, 1)


def appointment_cancelled(event: e.AppointmentCancelled, entry: e.Entry, hall: Hall) -> None:
    booking = hall.bookings[event.booking]
    hall.count_booking(booking, -1)
    hall.bookings[booking.id] = replace(booking, state=BookingState.cancelled)


def checked_in(event: e.TicketIssued, hall: Hall) -> None:
    """The ticket's citizen had an appointment."""
    booking = hall.bookings.get(event.booking)
    if booking is not None:
        hall.bookings[booking.id] = replace(
            booking, state=BookingState.arrived, ticket=event.ticket
        )


def no_show_excused(event: e.NoShowExcused, entry: e.Entry, hall: Hall) -> None:
    for mark, missed in hall.no_shows.items():
        kept = tuple(each for each in missed if each.booking != event.booking)
        if kept != missed:
            hall.no_shows[mark] = kept


def notice_posted(event: e.NoticePosted, entry: e.Entry, hall: Hall) -> None:
    hall.notices.pop(event.replaces, None)
    hall.notices[event.notice.id] = event.notice


def notice_withdrawn(event: e.NoticeWithdrawn, entry: e.Entry, hall: Hall) -> None:
    del hall.notices[event.notice]


def help_asked(event: e.HelpAsked, entry: e.Entry, hall: Hall) -> None:
    hall.help[event.call.id] = event.call


def help_taken(event: e.HelpTaken, entry: e.Entry, hall: Hall) -> None:
    hall.help[event.help] = replace(
        hall.help[event.help], state=HelpState.taken, taken_by=event.steward, taken_at=entry.at
    )


def help_closed(event: e.HelpClosed, entry: e.Entry, hall: Hall) -> None:
    state = HelpState.withdrawn if event.withdrawn else HelpState.closed
    hall.help[event.help] = replace(
        hall.help[event.help], state=state, closed_at=entry.at, note=event.note
    )


def item_lent(event: e.ItemLent, entry: e.Entry, hall: Hall) -> None:
    hall.loans[event.loan.id] = event.loan


def item_returned(event: e.ItemReturned, entry: e.Entry, hall: Hall) -> None:
    hall.loans[event.loan] = replace(hall.loans[event.loan], returned_at=entry.at)


def home_visit_asked(event: e.HomeVisitAsked, entry: e.Entry, hall: Hall) -> None:
    hall.home_visits[event.visit.id] = event.visit


def home_visit_assigned(event: e.HomeVisitAssigned, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.assigned, assigned_to=event.to, on=event.on)


def home_visit_done(event: e.HomeVisitDone, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.done, ended_at=entry.at, note=event.note)


def home_visit_cancelled(event: e.HomeVisitCancelled, entry: e.Entry, hall: Hall) -> None:
    _visit(hall, event.visit, state=VisitState.cancelled, ended_at=entry.at, note=event.reason)


def _visit(hall: Hall, visit: str, **changes: Any) -> None:
    hall.home_visits[visit] = replace(hall.home_visits[visit], **changes)
