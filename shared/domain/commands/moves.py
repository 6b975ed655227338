"""The moves at a window: from the call to the end of the service."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Code, Command, Reason, TicketId, WindowNumber, Words
from shared.domain.tickets import Outcome

TicketMeant = Annotated[
    str,
    Meta(
        max_length=32,
        description="The id of the ticket that is meant: refused where another is at the window"
        " meanwhile. Empty: whoever is there.",
    ),
]


class ServeWalkIn(Command, frozen=True, kw_only=True):
    """Serve somebody who has no ticket."""

    window: WindowNumber
    service: Code
    reason: Reason
    language: Annotated[str, Meta(max_length=8)] = "zh"
    key: str = ""


class CallNext(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CallDue(Command, frozen=True, kw_only=True):
    """The hall calls for a window that is armed or calls by itself."""

    window: WindowNumber


class CallTicket(Command, frozen=True, kw_only=True):
    """Call one particular ticket out of turn."""

    window: WindowNumber
    ticket: TicketId
    reason: Reason


class Recall(Command, frozen=True, kw_only=True):
    """Call the same citizen again."""

    window: WindowNumber
    ticket: TicketMeant = ""


class StartService(Command, frozen=True, kw_only=True):
    """The citizen has come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class FinishService(Command, frozen=True, kw_only=True):
    """The citizen has been served; a visit goes on with its next service."""

    window: WindowNumber
    ticket: TicketMeant = ""
    outcome: Outcome = Outcome.done
    note: Words = ""


class MissTicket(Command, frozen=True, kw_only=True):
    """The citizen did not come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class HoldTicket(Command, frozen=True, kw_only=True):
    """Set the citizen aside: a form to fill in, a copy to make."""

    window: WindowNumber
    ticket: TicketMeant = ""
    reason: Words = ""


class ResumeTicket(Command, frozen=True, kw_only=True):
    """Go on with somebody who was set aside here."""

    window: WindowNumber
    ticket: TicketId


class TransferTicket(Command, frozen=True, kw_only=True):
    """Send the citizen on: to a `queue`, to the queue of a `service`, to one window
    (`to_window`), or `first` in line there. They keep their time of arrival."""

    window: WindowNumber
    ticket: TicketMeant = ""
    queue: Annotated[str, Meta(max_length=2)] = ""
    service: Annotated[str, Meta(max_length=32)] = ""
    to_window: Annotated[int, Meta(ge=1, le=9999)] | None = None
    first: bool = False
    note: Words = ""


class UndoPress(Command, frozen=True, kw_only=True):
    """Take back the window's last press: called, missed or finished."""

    window: WindowNumber


Move = Recall | StartService | FinishService | MissTicket | HoldTicket | TransferTicket
