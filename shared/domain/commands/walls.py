"""What screens show and loudspeakers say."""

from typing import Annotated

from msgspec import Meta

from shared.domain.catalogue import Text
from shared.domain.commands.command import Code, Command
from shared.domain.screens import Screen


class SetUpScreen(Command, frozen=True, kw_only=True):
    """What a paired display shows from now on."""

    device: Code
    screen: Screen


class Announce(Command, frozen=True, kw_only=True):
    """Let the loudspeakers say something: those of a zone, or of the whole hall where it is
    empty. `text` by language; it is said in each of them, Chinese first."""

    text: Text
    zone: Annotated[str, Meta(max_length=32)] = ""


class RepeatAnnouncement(Command, frozen=True, kw_only=True):
    """Say the last call or announcement of a zone, or of the hall, once more."""

    zone: Annotated[str, Meta(max_length=32)] = ""
