"""What citizens say of a service, and the cases that bad ratings open."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Rating(StrEnum):
    """The five levels, best first."""

    excellent = "excellent"
    good = "good"
    fair = "fair"
    poor = "poor"
    bad = "bad"


BAD = frozenset({Rating.poor, Rating.bad})


class RatingReason(StrEnum):
    """What a rating was given for."""

    attitude = "attitude"
    waiting = "waiting"
    speed = "speed"
    knowledge = "knowledge"
    guide = "guide"
    rules = "rules"
    place = "place"


RATING_SENTENCES: dict[Rating, str] = {
    Rating.excellent: "Very satisfied",
    Rating.good: "Satisfied",
    Rating.fair: "Fairly satisfied",
    Rating.poor: "Dissatisfied",
    Rating.bad: "Very dissatisfied",
}
REASON_SENTENCES: dict[RatingReason, str] = {
    RatingReason.attitude: "Attitude",
    RatingReason.waiting: "Waiting time",
    RatingReason.speed: "Speed of service",
    RatingReason.knowledge: "Knowledge",
    RatingReason.guide: "Guide and materials",
    RatingReason.rules: "Rules and procedure",
    RatingReason.place: "Hall and surroundings",
}


class CaseState(StrEnum):
    open = "open"
    contacted = "contacted"
    closed = "closed"


class RatingCase(Struct, frozen=True):
    """What a supervisor has to do about a bad rating. `id` is the journal entry of the service
    that was rated. `contact` is what came of speaking with the citizen, `done` what was done about
    it. The one who served is not told who rated."""

    id: int
    ticket: str
    number: str
    window: int
    service: str
    rating: Rating
    reasons: tuple[RatingReason, ...]
    opened_at: datetime
    contact_by: datetime
    close_by: datetime
    state: CaseState = CaseState.open
    contacted_at: datetime | None = None
    contacted_by: str = ""
    contact: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    done: str = ""


class Rateable(Struct, frozen=True):
    """A finished service that may still be rated. `finish` is its journal entry."""

    finish: int
    ticket: str
    number: str
    service: str
    queue: str
    window: int
    at: datetime
