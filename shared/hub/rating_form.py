"""A citizen's rating as a form sends it: the same from the tablet at a window and from a phone."""

from typing import Annotated

import msgspec
from flask import request
from msgspec import Meta, Struct

from shared.domain.commands import CommandId, RateService
from shared.domain.ratings import Rating, RatingReason
from shared.domain.refusals import Malformed, NotAllowed
from shared.hub import context


class RatingForm(Struct, frozen=True):
    command_id: CommandId
    finish: Annotated[int, Meta(ge=1)]
    rating: Rating
    reasons: Annotated[tuple[RatingReason, ...], Meta(max_length=7)] = ()


def rate(window: int | None = None) -> None:
    """Rate as whoever the page acts for: `need_device` or `need_holder` comes first. A tablet rates
    what was served at its `window`. Raises Malformed, NotAllowed, and what the rule refuses."""
    fields = request.form.to_dict() | {"reasons": request.form.getlist("reasons")}
    try:
        form = msgspec.convert(fields, RatingForm, strict=False)
    except msgspec.ValidationError:
        raise Malformed("Please choose one of the five levels.") from None
    if window is not None:
        with context.looking() as hall:
            service = hall.rateable.get(form.finish)
        if service is not None and service.window != window:
            raise NotAllowed("You may not do this.")
    context.execute(
        RateService,
        id=form.command_id,
        finish=form.finish,
        rating=form.rating,
        reasons=tuple(dict.fromkeys(form.reasons)),
    )
