"""What screens receive. A board is the whole small state of one room, a call is sent once.

Neither holds personal data: numbers, windows, services and accounts of staff, nothing of
citizens. Texts are given in all languages, times in UTC; `at` is the hub's time, so that a
screen can show how long ago something was whatever its own clock says.
"""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.tickets import Class, Need, State


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
    room: str
    seq: int
    at: datetime
    hall: Text
    open: bool
    calls: tuple[CalledNumber, ...]
    queues: tuple[QueueOnBoard, ...]


class QueueName(Struct, frozen=True):
    letter: str
    name: Text


class TicketOnPanel(Struct, frozen=True):
    number: str
    state: State
    service: Text
    calls: int
    at: datetime


class Panel(Struct, frozen=True):
    room: str
    seq: int
    at: datetime
    window: int
    zone: Text
    department: Text | None
    state: str
    queues: tuple[QueueName, ...]
    ticket: TicketOnPanel | None


class Waiting(Struct, frozen=True, rename={"class_": "class"}):
    number: str
    service: Text
    class_: Class
    need: Need
    since: datetime


class AtWindow(Struct, frozen=True, rename={"class_": "class"}):
    id: str
    number: str
    state: State
    service: Text
    code: str
    class_: Class
    need: Need
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


class QueueAtConsole(Struct, frozen=True):
    letter: str
    name: Text
    waiting: int
    longest_since: datetime | None


class ServedToday(Struct, frozen=True):
    number: str
    service: Text
    started_at: datetime | None
    ended_at: datetime | None


class Console(Struct, frozen=True):
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
    next: Waiting | None
    waiting: tuple[Waiting, ...]
    served_today: int
    served: tuple[ServedToday, ...]


class QueueInOverview(Struct, frozen=True):
    letter: str
    name: Text
    waiting: int
    longest_since: datetime | None
    windows_open: int
    windows: int
    served: int


class WindowInOverview(Struct, frozen=True):
    window: int
    zone: Text
    state: str
    clerk: str
    ticket: str | None
    ticket_state: State | None


class Totals(Struct, frozen=True):
    taken: int
    waiting: int
    serving: int
    served: int
    missed: int
    windows_open: int


class Overview(Struct, frozen=True):
    room: str
    seq: int
    at: datetime
    open: bool
    totals: Totals
    queues: tuple[QueueInOverview, ...]
    windows: tuple[WindowInOverview, ...]


class QueueBoard(Struct, frozen=True):
    """What the phones of those who wait in a queue are told."""

    room: str
    seq: int
    at: datetime
    queue: QueueName
    waiting: int
    longest_since: datetime | None
    windows: tuple[int, ...]


Board = MainBoard | Panel | Console | Overview | QueueBoard
