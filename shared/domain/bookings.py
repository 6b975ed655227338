"""Appointments, and those that nobody came to. Names and phone numbers are not among it: they lie
encrypted outside the journal, under an appointment's key."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class BookingState(StrEnum):
    booked = "booked"
    arrived = "arrived"
    cancelled = "cancelled"
    no_show = "no-show"


class Booking(Struct, frozen=True):
    """An appointment. `id` is ``b<seq>`` of its journal entry; `code` is what its holder types at a
    kiosk; `key` the unguessable name of its page. `person` and `identity` are keyed hashes of whom
    it is: the slow one of the phone number, and that of the identity, empty where none was given.
    `by` is the role that booked it, `moves` how often it was moved to another time. Times are
    UTC."""

    id: str
    code: str
    key: str
    service: str
    starts_at: datetime
    language: str
    person: str
    identity: str
    booked_at: datetime
    by: str
    state: BookingState = BookingState.booked
    ticket: str = ""
    moves: int = 0

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells that two appointments are one person's: either is enough."""
        return tuple(filter(None, (self.person, self.identity)))


class NoShow(Struct, frozen=True):
    """Somebody did not come to an appointment. `at` is when it was, the rest as it was booked."""

    booking: str
    person: str
    at: datetime
    identity: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.person, self.identity)))
