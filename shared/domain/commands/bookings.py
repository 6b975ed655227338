"""Appointments: booked, moved, cancelled, and checked in for."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import BookingId, Code, Command, Mark, Reason, Words


class BookAppointment(Command, frozen=True, kw_only=True):
    """The hub makes `key`, `person`, `identity` and `code`: 24 digits, of which the first eight
    that no other open appointment has become the code."""

    service: Code
    starts_at: datetime
    language: Code
    key: str = ""
    code: Annotated[str, Meta(pattern=r"\A(\d{24})?\Z")] = ""
    person: Mark = ""
    identity: Mark = ""


class MoveAppointment(Command, frozen=True, kw_only=True):
    """To another time of the same service."""

    booking: BookingId
    starts_at: datetime


class CancelAppointment(Command, frozen=True, kw_only=True):
    booking: BookingId
    reason: Words = ""


class CheckIn(Command, frozen=True, kw_only=True):
    """Whoever has an appointment has come, and takes a number. `language` is that of the page where
    they stand; without it the number keeps the appointment's."""

    booking: BookingId
    key: str = ""
    language: Annotated[str, Meta(max_length=8)] = ""


class ExcuseNoShow(Command, frozen=True, kw_only=True):
    """There was a good reason for not coming."""

    booking: BookingId
    reason: Reason
