"""Calling a steward."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Command, WindowNumber, Words
from shared.domain.help_calls import HelpReason


class AskHelp(Command, frozen=True, kw_only=True):
    """Call a steward to the kiosk or window that asks, or to the citizen who waits."""

    reason: HelpReason
    language: Annotated[str, Meta(max_length=8)] = "zh"
    window: WindowNumber | None = None


class TakeHelp(Command, frozen=True, kw_only=True):
    """A steward is on the way."""

    help: Annotated[int, Meta(ge=1)]


class CloseHelp(Command, frozen=True, kw_only=True):
    """The citizen was helped, or needs nobody any more."""

    help: Annotated[int, Meta(ge=1)]
    note: Words = ""
