"""The boards of those who look after the whole hall: supervisors and stewards."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.events import PauseReason
from shared.domain.help_calls import HelpReason, HelpState
from shared.domain.tickets import State


class QueueInOverview(Struct, frozen=True):
    letter: str
    name: Text
    waiting: int
    longest_since: datetime | None
    windows_open: int
    windows: int
    served: int


class WindowInOverview(Struct, frozen=True):
    """`since` is when what goes on there began: the service, the call, the pause, or having nobody
    at it."""

    window: int
    zone: Text
    state: str
    clerk: str
    ticket: str | None
    ticket_state: State | None
    pause: PauseReason | None = None
    since: datetime | None = None


class Totals(Struct, frozen=True):
    taken: int
    waiting: int
    serving: int
    served: int
    missed: int
    windows_open: int


class Missed(Struct, frozen=True):
    """Who may still come back, until when."""

    id: str
    number: str
    service: Text
    window: int | None
    at: datetime
    until: datetime


class HelpShown(Struct, frozen=True):
    """A call for a steward: from a kiosk, a ticket (its number) or a window; `zone` is where that
    is, as far as it is known."""

    id: int
    reason: HelpReason
    language: str
    at: datetime
    kiosk: str
    number: str
    window: int | None
    zone: Text
    state: HelpState
    taken_by: str


class LoanShown(Struct, frozen=True):
    """`code` is the item's, `number` today's of whoever has it; it may be empty."""

    id: int
    code: str
    item: Text
    tag: str
    number: str
    at: datetime


class StewardBoard(Struct, frozen=True):
    """For the stewards' tablet: the queues, who missed a call, who called for help, the oldest
    first, what is lent; `home_visits` counts those not made yet, `appointments` those of today that
    nobody has checked in for."""

    room: str
    seq: int
    at: datetime
    open: bool
    queues: tuple[QueueInOverview, ...]
    missed: tuple[Missed, ...]
    help: tuple[HelpShown, ...] = ()
    loans: tuple[LoanShown, ...] = ()
    home_visits: int = 0
    appointments: int = 0


class Overview(Struct, frozen=True):
    """`cases` counts the bad ratings that nobody has closed, `help` the calls for a steward that
    nobody has taken; the oldest of these waits since `help_since`."""

    room: str
    seq: int
    at: datetime
    open: bool
    totals: Totals
    queues: tuple[QueueInOverview, ...]
    windows: tuple[WindowInOverview, ...]
    cases: int = 0
    help: int = 0
    help_since: datetime | None = None
