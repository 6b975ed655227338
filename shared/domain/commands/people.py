"""Staff accounts and paired devices."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Code, Command, Line
from shared.domain.people import Role
from shared.domain.screens import Screen

Badge = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9]{0,12}\Z")]
ACCOUNT = r"\A[a-z][a-z0-9._-]{1,31}\Z"  # what the staff sign in with
DeviceId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")]


class AddStaff(Command, frozen=True, kw_only=True):
    """`mark` is the hub's, and differs with the password that is sealed with the command."""

    account: Annotated[str, Meta(pattern=ACCOUNT)]
    name: Line
    role: Role
    department: Annotated[str, Meta(max_length=32)] = ""
    badge: Badge = ""
    mark: str = ""


class SetPassword(Command, frozen=True, kw_only=True):
    """Record that a password was changed; the hash itself is sealed, outside the journal."""

    account: Code
    mark: str = ""


class DisableStaff(Command, frozen=True, kw_only=True):
    account: Code


class PairDevice(Command, frozen=True, kw_only=True):
    """`screen` is what a display shows; without it a display that is paired anew shows what it
    did."""

    device: DeviceId
    kind: Role
    place: Annotated[str, Meta(max_length=32)] = ""
    screen: Screen | None = None


class RevokeDevice(Command, frozen=True, kw_only=True):
    device: Code


class SetKioskPin(Command, frozen=True, kw_only=True):
    """The PIN that lets somebody out of a kiosk's page; the hash is sealed, outside the journal."""

    mark: str = ""
