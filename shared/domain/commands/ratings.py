"""Ratings, and the cases that bad ones open."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Command, Reason
from shared.domain.ratings import Rating, RatingReason


class RateService(Command, frozen=True, kw_only=True):
    """`finish` names the finished service: the number that the panel's board gave."""

    finish: Annotated[int, Meta(ge=1)]
    rating: Rating
    reasons: Annotated[tuple[RatingReason, ...], Meta(max_length=7)] = ()


class ContactCase(Command, frozen=True, kw_only=True):
    """A supervisor has spoken with the citizen, or tried to."""

    case: Annotated[int, Meta(ge=1)]
    note: Reason


class CloseCase(Command, frozen=True, kw_only=True):
    """What was done about a bad rating."""

    case: Annotated[int, Meta(ge=1)]
    note: Reason
