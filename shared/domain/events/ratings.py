"""Ratings, and the cases that bad ones open."""

from shared.domain.events.event import Event
from shared.domain.ratings import Rating, RatingCase, RatingReason


class ServiceRated(Event, frozen=True):
    """`finish` is the journal entry of the service that is rated."""

    finish: int
    ticket: str
    window: int
    rating: Rating
    reasons: tuple[RatingReason, ...] = ()


class CaseOpened(Event, frozen=True):
    case: RatingCase


class CaseContacted(Event, frozen=True):
    case: int
    supervisor: str
    note: str


class CaseClosed(Event, frozen=True):
    case: int
    supervisor: str
    note: str
