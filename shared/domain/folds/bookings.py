"""What happens to appointments."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.bookings import BookingState
from shared.domain.hall import Hall


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
