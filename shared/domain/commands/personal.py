"""Looking at what is personal about a record."""

from typing import Annotated

from msgspec import Meta

from shared.domain.commands.command import Command


class SeePersonal(Command, frozen=True, kw_only=True):
    """Look at the name, phone or address behind a record; that somebody did is kept."""

    record: Annotated[str, Meta(pattern=r"\A(ticket|booking|home-visit)\Z")]
    of: Annotated[str, Meta(min_length=1, max_length=32)]
