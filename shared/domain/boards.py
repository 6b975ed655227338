"""What screens receive. A board is the whole small state of one room, a call is sent once.

Neither holds personal data: numbers, windows, services and accounts of staff, nothing of
citizens. Texts are given in all languages, times in UTC; `at` is the hub's time, so that a
screen can show how long ago something was whatever its own clock says.
"""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.events import PauseReason, Press
from shared.domain.help_calls import HelpReason, HelpState
from shared.domain.notices import Picture
from shared.domain.screens import Group, Screen
from shared.domain.tickets import Class, Lane, Need, State


class Speech(Struct, frozen=True):
    """`text` as shown; `sound` is the address of the recording, which may not exist yet."""

    language: str
    text: str
    sound: str


class CallShown(Struct, frozen=True):
    """A call as screens and the announcer receive it. `speech` is said in this order."""

    id: int
    number: str
    window: int
    zone: Text
    language: str
    recall: bool
    at: datetime
    expires_at: datetime
    speech: tuple[Speech, ...]


class Saying(Struct, frozen=True):
    """What loudspeakers say now, after a chime. `id` is the seq of the first thing that is said,
    `ids` are all of them: whoever has played one does not play it again. `volume` is from 0 to 1;
    `seconds` is how long the recordings take that were there."""

    id: int
    ids: tuple[int, ...]
    room: str
    at: datetime
    expires_at: datetime
    volume: float
    seconds: float
    speech: tuple[Speech, ...]


class CalledNumber(Struct, frozen=True):
    id: int
    number: str
    window: int
    zone: Text
    state: State
    at: datetime


class QueueOnBoard(Struct, frozen=True):
    letter: str
    name: Text
    waiting: int
    windows: tuple[int, ...]
    serving: tuple[str, ...]


class MainBoard(Struct, frozen=True):
    """`notices` are all that are shown now, whomever they concern, the newest first."""

    room: str
    seq: int
    at: datetime
    hall: Text
    open: bool
    calls: tuple[CalledNumber, ...]
    queues: tuple[QueueOnBoard, ...]
    notices: tuple[Text, ...] = ()


class NoticeOnWall(Struct, frozen=True):
    """`title` and `pictures` are there where something was published; the text has lines then."""

    id: int
    group: Group
    since: datetime
    until: datetime
    title: Text
    text: Text
    pictures: tuple[Picture, ...]


class NoticeBoard(Struct, frozen=True):
    """The notices that walls show for people to read."""

    room: str
    seq: int
    at: datetime
    hall: Text
    notices: tuple[NoticeOnWall, ...]


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
    queues: tuple["QueueInOverview", ...]
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


class ScreenShown(Struct, frozen=True):
    """A paired screen or speaker station as the hub knows it. `state` is ok, silent, behind, away
    or never; `shown` is the seq of the board it shows, `version` that of its page; `sound` is on,
    refused, failed or empty where it has no loudspeaker."""

    device: str
    kind: str
    name: str
    shows: str
    speaker: str
    state: str
    since: datetime | None
    seen_at: datetime | None
    shown: int
    version: str
    sound: str


class ScreenBoard(Struct, frozen=True):
    """What one screen was set up to show; its page is loaded anew where that changes."""

    room: str
    seq: int
    at: datetime
    screen: Screen | None


class VoiceBoard(Struct, frozen=True):
    """The loudspeakers of a place: how loud they are now, from 0 to 1. What they say comes as
    calls."""

    room: str
    seq: int
    at: datetime
    volume: float


class ScreensBoard(Struct, frozen=True):
    """`red` counts those that somebody should look at."""

    room: str
    seq: int
    at: datetime
    red: int
    screens: tuple[ScreenShown, ...]


class InLine(Struct, frozen=True, array_like=True):
    """A ticket that waits, for its own phone to find: ``["k3x9q2wa", 4, 12]``. `minutes` is None
    where nobody can say."""

    mark: str
    ahead: int
    minutes: int | None


class OutOfLine(Struct, frozen=True, array_like=True):
    """A ticket that was called, is served, set aside or missed: ``["k3x9q2wa", "called", 3]``."""

    mark: str
    state: State
    window: int | None


class QueueBoard(Struct, frozen=True):
    """What the phones of those who wait in a queue are told. A ticket stands here by its mark, a
    hash of its page's key: each phone finds its own and learns nobody's number. `line` is in the
    order in which they are called; `notices` are the notices that concern the queue."""

    room: str
    seq: int
    at: datetime
    queue: QueueName
    waiting: int
    longest_since: datetime | None
    windows: tuple[int, ...]
    line: tuple[InLine, ...] = ()
    out: tuple[OutOfLine, ...] = ()
    notices: tuple[Text, ...] = ()


class QueueCall(Struct, frozen=True):
    """A call as the phones of its queue receive it."""

    id: int
    mark: str
    window: int
    at: datetime
    expires_at: datetime


Board = (
    MainBoard
    | NoticeBoard
    | Panel
    | Console
    | Overview
    | QueueBoard
    | StewardBoard
    | ScreenBoard
    | ScreensBoard
    | VoiceBoard
)
