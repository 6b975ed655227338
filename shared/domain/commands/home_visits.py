"""Home visits."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import BookingId, Code, Command, Mark, Words


class AskHomeVisit(Command, frozen=True, kw_only=True):
    """Somebody who cannot come asks to be visited. Name, phone and place are kept by the hub under
    `key`."""

    service: Code
    language: Annotated[str, Meta(max_length=8)] = "zh"
    wanted: date | None = None
    key: str = ""
    person: Mark = ""


class AssignHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    to: Code
    on: date


class FinishHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    note: Words = ""


class CancelHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    reason: Words = ""
