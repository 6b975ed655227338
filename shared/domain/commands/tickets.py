"""Tickets away from the windows: taking one, bringing it back, letting others pass, ending it."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Code, Command, Reason, TicketId, Words
from shared.domain.tickets import Class, Need


class TakeTicket(Command, frozen=True, kw_only=True):
    """`key` is the unguessable name of the ticket's phone page and `person` a keyed hash of the
    citizen's identity, where one was given; both are made by the hub. `then` are the services that
    follow in one visit, in order; `booked_for` is the time of an appointment that was booked
    elsewhere. `texted`: the hub has kept a phone number, for the address of the ticket's page."""

    service: Code
    language: Code
    class_: Class = Class.ordinary
    need: Need = Need.none
    then: Annotated[tuple[Code, ...], Meta(max_length=9)] = ()
    booked_for: datetime | None = None
    key: str = ""
    person: Annotated[str, Meta(max_length=64)] = ""
    texted: bool = False


class SetClass(Command, frozen=True, kw_only=True):
    """Give a waiting ticket the green channel, or take it away."""

    ticket: TicketId
    class_: Class
    need: Need = Need.none
    reason: Reason


class ConfirmClass(Command, frozen=True, kw_only=True):
    """The need that a citizen declared is real."""

    ticket: TicketId


class AskMoreTime(Command, frozen=True, kw_only=True):
    """Let some others pass, once."""

    ticket: TicketId


class RequeueTicket(Command, frozen=True, kw_only=True):
    """A citizen who missed the call has come back."""

    ticket: TicketId


class CancelTicket(Command, frozen=True, kw_only=True):
    ticket: TicketId
    reason: Words = ""


class AbandonTicket(Command, frozen=True, kw_only=True):
    """A missed ticket has waited for its citizen too long."""

    ticket: TicketId
