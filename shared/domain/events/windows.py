"""Windows: opened and closed, what they serve, whether they pause or call by themselves."""

from datetime import datetime
from enum import StrEnum

from shared.domain.catalogue import Help
from shared.domain.events.event import Event


class WindowOpened(Event, frozen=True):
    window: int
    clerk: str


class WindowClosed(Event, frozen=True):
    window: int


class PauseReason(StrEnum):
    """Why a window stops for a while; a panel says it in its language."""

    rest = "rest"
    meal = "meal"
    meeting = "meeting"
    system = "system"
    other = "other"


class WindowPaused(Event, frozen=True):
    """`until` is when it goes on, where the clerk has said so."""

    window: int
    reason: PauseReason
    until: datetime | None = None


class PauseEnded(Event, frozen=True):
    window: int


class WindowHandedOver(Event, frozen=True):
    """Another clerk takes the window over, with whoever is at it and set aside there."""

    window: int
    clerk: str
    before: str


class WindowQueuesChanged(Event, frozen=True):
    """What an open window serves until it is closed."""

    window: int
    queues: tuple[str, ...]
    helps: tuple[Help, ...] = ()


class WindowArmed(Event, frozen=True):
    """While nobody waits: the next who comes is called at once. Ends once anybody is
    at the window."""

    window: int
    armed: bool


class AutomaticSet(Event, frozen=True):
    """The window calls by itself, so long after it became free; None: it does not any more."""

    window: int
    pause_seconds: int | None = None
