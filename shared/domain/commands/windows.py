"""Windows: who has one open, what it serves, whether it pauses or calls by itself."""

from typing import Annotated

from msgspec import Meta

from shared.domain.catalogue import Help
from shared.domain.commands.command import Code, Command, WindowNumber
from shared.domain.events import PauseReason

QueueLetter = Annotated[str, Meta(min_length=1, max_length=2)]


class OpenWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CloseWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class PauseWindow(Command, frozen=True, kw_only=True):
    """Stop for a while. `until` is the hall's time, ``10:30``, or empty."""

    window: WindowNumber
    reason: PauseReason
    until: Annotated[str, Meta(pattern=r"\A((([01]\d)|(2[0-3])):[0-5]\d)?\Z")] = ""


class EndPause(Command, frozen=True, kw_only=True):
    window: WindowNumber


class HandOverWindow(Command, frozen=True, kw_only=True):
    """Give a window to another clerk, with whoever is at it."""

    window: WindowNumber
    to: Code


class ServeQueues(Command, frozen=True, kw_only=True):
    """Change which queues an open window serves: its own, and those it helps once their first has
    waited so many minutes."""

    window: WindowNumber
    queues: Annotated[tuple[QueueLetter, ...], Meta(min_length=1, max_length=50)]
    helps: Annotated[tuple[Help, ...], Meta(max_length=50)] = ()


class ArmWindow(Command, frozen=True, kw_only=True):
    """While nobody waits: call the next who comes at once."""

    window: WindowNumber
    armed: bool = True


class SetAutomatic(Command, frozen=True, kw_only=True):
    """Call by itself so many seconds after the window became free; without them, stop that."""

    window: WindowNumber
    pause_seconds: Annotated[int, Meta(ge=0, le=3600)] | None = None
