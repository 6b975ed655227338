"""The panel over a window, for whoever stands before it."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.events import PauseReason
from shared.domain.tickets import State


class QueueName(Struct, frozen=True):
    letter: str
    name: Text


class TicketOnPanel(Struct, frozen=True):
    number: str
    state: State
    service: Text
    calls: int
    at: datetime


class PauseShown(Struct, frozen=True):
    """Why a window pauses, since when, and until when where that was said."""

    reason: PauseReason
    since: datetime
    until: datetime | None


class RatingAsked(Struct, frozen=True):
    """The service a panel asks to rate until then. `finish` names it in the answer."""

    finish: int
    number: str
    service: Text
    until: datetime


class Panel(Struct, frozen=True):
    """`state` is closed, open or paused. A rating is asked for by whoever faces the citizen.
    `badge` is the number on the clerk's badge, while there is a clerk who wears one."""

    room: str
    seq: int
    at: datetime
    window: int
    zone: Text
    department: Text | None
    state: str
    queues: tuple[QueueName, ...]
    ticket: TicketOnPanel | None
    pause: PauseShown | None = None
    rating: RatingAsked | None = None
    badge: str = ""
