"""The house: its days, its catalogue, its settings, its stations."""

from typing import Annotated

from msgspec import Meta

from shared.domain.catalogue import Catalogue
from shared.domain.commands.command import Command, Line, Reason
from shared.domain.settings import HallSettings


class OpenDay(Command, frozen=True, kw_only=True):
    """Begin a business day. `day` is ``YYYYMMDD`` in the hall's time zone."""

    day: str


class ImportHall(Command, frozen=True, kw_only=True):
    catalogue: Catalogue


class OpenSpecially(Command, frozen=True, kw_only=True):
    """Give numbers outside the opening hours for the rest of the business day."""

    reason: Line


class ChangeSettings(Command, frozen=True, kw_only=True):
    """All settings at once, as they shall be."""

    settings: HallSettings


class SendMessage(Command, frozen=True, kw_only=True):
    """To the clerk of a window, or of all open windows where it is 0."""

    window: Annotated[int, Meta(ge=0, le=9999)] = 0
    text: Reason


class ReportJob(Command, frozen=True, kw_only=True):
    """A station says what became of a job: done, failed (to be tried again) or expired."""

    job: Annotated[str, Meta(min_length=1, max_length=64)]
    outcome: Annotated[str, Meta(pattern=r"\A(done|failed|expired)\Z")]
    detail: Annotated[str, Meta(max_length=200)] = ""
