"""What the hall lends."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Code, Command, Words


class LendItem(Command, frozen=True, kw_only=True):
    """`tag` is the number on the piece; `ticket` today's number of whoever gets it."""

    item: Code
    tag: Words = ""
    ticket: Annotated[str, Meta(max_length=32)] = ""


class ReturnItem(Command, frozen=True, kw_only=True):
    loan: Annotated[int, Meta(ge=1)]
