"""What may be asked of the hall. A command is a wish; `shared.domain.rules` says what comes of it.

Each carries `id`, chosen by the client so that the same wish sent twice is done once, and `by`,
the actor, put there by the hub and never read from a request.
"""

from typing import Annotated

from msgspec import Meta, Struct

from shared.domain.catalogue import Catalogue
from shared.domain.people import Role
from shared.domain.tickets import Class, Need

CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"\A[A-Za-z0-9._:-]+\Z")]
Code = Annotated[str, Meta(min_length=1, max_length=32)]
Line = Annotated[str, Meta(min_length=1, max_length=80)]
DeviceId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")]
TicketMeant = Annotated[
    str,
    Meta(
        max_length=32,
        description="The id of the ticket that is meant: refused where another is at the window"
        " meanwhile. Empty: whoever is there.",
    ),
]
WindowNumber = Annotated[int, Meta(ge=1, le=9999)]


class Command(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    id: CommandId
    by: str


class OpenDay(Command, frozen=True, kw_only=True):
    """Begin a business day. `day` is ``YYYYMMDD`` in the hall's time zone."""

    day: str


class ImportHall(Command, frozen=True, kw_only=True):
    catalogue: Catalogue


class OpenSpecially(Command, frozen=True, kw_only=True):
    """Give numbers outside the opening hours for the rest of the business day."""

    reason: Line


class AddStaff(Command, frozen=True, kw_only=True):
    """`mark` is the hub's, and differs with the password that is sealed with the command."""

    account: Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9._-]{1,31}\Z")]
    name: Line
    role: Role
    department: Annotated[str, Meta(max_length=32)] = ""
    mark: str = ""


class SetPassword(Command, frozen=True, kw_only=True):
    """Record that a password was changed; the hash itself is sealed, outside the journal."""

    account: Code
    mark: str = ""


class DisableStaff(Command, frozen=True, kw_only=True):
    account: Code


class PairDevice(Command, frozen=True, kw_only=True):
    device: DeviceId
    kind: Role
    place: Annotated[str, Meta(max_length=32)] = ""


class RevokeDevice(Command, frozen=True, kw_only=True):
    device: Code


class TakeTicket(Command, frozen=True, kw_only=True):
    """`key` is the unguessable name of the ticket's phone page and `person` a keyed hash of the
    citizen's identity, where one was given; both are made by the hub."""

    service: Code
    language: Code
    class_: Class = Class.ordinary
    need: Need = Need.none
    key: str = ""
    person: Annotated[str, Meta(max_length=64)] = ""


class OpenWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CloseWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CallNext(Command, frozen=True, kw_only=True):
    window: WindowNumber


class Recall(Command, frozen=True, kw_only=True):
    """Call the same citizen again."""

    window: WindowNumber
    ticket: TicketMeant = ""


class StartService(Command, frozen=True, kw_only=True):
    """The citizen has come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class FinishService(Command, frozen=True, kw_only=True):
    """The citizen has been served."""

    window: WindowNumber
    ticket: TicketMeant = ""


class MissTicket(Command, frozen=True, kw_only=True):
    """The citizen did not come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class ReportJob(Command, frozen=True, kw_only=True):
    """A station says what became of a job: done, failed (to be tried again) or expired."""

    job: Annotated[str, Meta(min_length=1, max_length=64)]
    outcome: Annotated[str, Meta(pattern=r"\A(done|failed|expired)\Z")]
    detail: Annotated[str, Meta(max_length=200)] = ""


Move = Recall | StartService | FinishService | MissTicket
