"""Appointments."""

from shared.domain.bookings import Booking
from shared.domain.events.event import Event


class AppointmentBooked(Event, frozen=True):
    booking: Booking


class AppointmentMoved(Event, frozen=True):
    """The appointment as it is from now on."""

    booking: Booking


class AppointmentCancelled(Event, frozen=True):
    booking: str
    reason: str = ""


class NoShowExcused(Event, frozen=True):
    """A missed appointment does not count against its citizen any more."""

    booking: str
    reason: str
