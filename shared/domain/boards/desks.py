"""The console at a window, for its clerk."""

from datetime import datetime

from msgspec import Struct

from shared.domain.boards.panels import PauseShown
from shared.domain.catalogue import Text
from shared.domain.events import Press
from shared.domain.help_calls import HelpState
from shared.domain.tickets import Class, Lane, Need, State


class Waiting(Struct, frozen=True, rename={"class_": "class"}):
    """`lane` is ``first`` or ``back`` where the ticket does not stand by its class; `note` is the
    last clerk's to the next."""

    id: str
    number: str
    queue: str
    service: Text
    class_: Class
    need: Need
    since: datetime
    booked_for: datetime | None = None
    for_window: int | None = None
    lane: Lane = Lane.by_class
    note: str = ""


class Next(Waiting, frozen=True, rename={"class_": "class"}):
    """Who would be called now, and why, sentence by sentence."""

    why: tuple[Text, ...] = ()


class StepOfVisit(Struct, frozen=True):
    """`state` is done, now, to-come, or dropped where the visit ended before."""

    service: Text
    state: str


class AtWindow(Struct, frozen=True, rename={"class_": "class"}):
    """Who is at the window. *Missed* is offered from `missed_from`, sooner after `recalls_needed`
    recalls; `why` says why this one was called; `note` is the last clerk's to this one.
    `confirmed` says that the staff have seen the need, `deferred` that its citizen asked for more
    time."""

    id: str
    number: str
    state: State
    service: Text
    code: str
    class_: Class
    need: Need
    confirmed: bool
    deferred: bool
    language: str
    issued_at: datetime
    since: datetime
    called_at: datetime | None
    started_at: datetime | None
    calls: int
    minutes: int
    kind: str
    promised_days: int
    materials: dict[str, tuple[str, ...]]
    steps: dict[str, tuple[str, ...]]
    fee: Text
    visit: tuple[StepOfVisit, ...]
    note: str
    misses: int
    missed_from: datetime
    recalls_needed: int
    why: tuple[Text, ...]


class QueueAtConsole(Struct, frozen=True):
    """`help_after` is after how many minutes' wait the window helps this queue; None for one of
    its own."""

    letter: str
    name: Text
    waiting: int
    longest_since: datetime | None
    help_after: int | None = None


class Held(Struct, frozen=True):
    """Set aside at the window."""

    id: str
    number: str
    service: Text
    reason: str
    started_at: datetime | None


class UndoOffered(Struct, frozen=True):
    press: Press
    number: str
    until: datetime


class MessageShown(Struct, frozen=True):
    """`to_all` says that every window has it."""

    id: int
    at: datetime
    text: str
    to_all: bool


class HelpAtWindow(Struct, frozen=True):
    """That a steward has been called to the window; `taken_by` is who is on the way."""

    id: int
    state: HelpState
    taken_by: str


class ServedToday(Struct, frozen=True):
    number: str
    service: Text
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str = ""


class Console(Struct, frozen=True):
    """`state` is closed, open or paused; `armed` calls the next who comes, `automatic_seconds`
    calls by itself so long after `free_since`, since when nobody is at the window."""

    room: str
    seq: int
    at: datetime
    window: int
    zone: Text
    state: str
    clerk: str
    clerk_name: str
    ticket: AtWindow | None
    queues: tuple[QueueAtConsole, ...]
    next: Next | None
    waiting: tuple[Waiting, ...]
    served_today: int
    served: tuple[ServedToday, ...]
    held: tuple[Held, ...] = ()
    pause: PauseShown | None = None
    armed: bool = False
    automatic_seconds: int | None = None
    free_since: datetime | None = None
    undo: UndoOffered | None = None
    messages: tuple[MessageShown, ...] = ()
    help: HelpAtWindow | None = None
