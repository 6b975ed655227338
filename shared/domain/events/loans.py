"""What the hall lends."""

from shared.domain.events.event import Event
from shared.domain.loans import Loan


class ItemLent(Event, frozen=True):
    loan: Loan


class ItemReturned(Event, frozen=True):
    loan: int
