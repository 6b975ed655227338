"""The live hall: today's tickets, lines, windows and people, as a fold of the journal.

`Hall` is the one thing in the domain that changes in place, and only `shared.domain.folds`
changes it; rules and queries read. Everything about the days before lives in the tables.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.domain.catalogue import (
    Catalogue,
    Department,
    Kiosk,
    Printer,
    Queue,
    Service,
    ServiceHours,
    SpecialDay,
    Window,
    Zone,
)
from shared.domain.people import Device, Staff
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Ticket

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
CALLS_KEPT = 400


class Line:
    """Those who wait in one queue under one class, first come first: by the time they wait from,
    then by the order of issue."""

    def __init__(self) -> None:
        self._places: list[tuple[datetime, int, str]] = []

    def __len__(self) -> int:
        return len(self._places)

    def join(self, ticket: Ticket) -> None:
        insort(self._places, (ticket.since, ticket.seq, ticket.id))

    def leave(self, ticket: Ticket) -> None:
        """Raises KeyError when the ticket is not in line."""
        place = (ticket.since, ticket.seq, ticket.id)
        at = bisect_left(self._places, place)
        if at == len(self._places) or self._places[at] != place:
            raise KeyError(ticket.id)
        del self._places[at]

    def head(self) -> str | None:
        return self._places[0][2] if self._places else None

    def first(self, count: int) -> list[str]:
        return [ticket for _, _, ticket in self._places[:count]]

    def longest_since(self) -> datetime | None:
        return self._places[0][0] if self._places else None

    def before(self, rank: tuple[Any, ...], of: Callable[[datetime, int], tuple[Any, ...]]) -> int:
        """How many rank before this; `of` ranks a place by its time and its order of issue."""
        return bisect_left(self._places, rank, key=lambda place: of(place[0], place[1]))

    def waiting_from(self, latest: datetime) -> int:
        """How many have waited from this time or earlier."""
        return bisect_right(self._places, latest, key=lambda place: place[0])


class WindowNow(Struct, frozen=True):
    """What goes on at a window. Closed while `clerk` is empty."""

    number: int
    clerk: str = ""
    ticket: str | None = None
    opened_at: datetime | None = None


class Call(Struct, frozen=True):
    """A ticket asked to a window; `id` is the journal's seq."""

    id: int
    ticket: str
    window: int
    at: datetime
    recall: bool


class Served(Struct, frozen=True):
    """What a queue did today: services finished and the seconds they took."""

    count: int = 0
    seconds: float = 0.0


class Hall:
    """See the module. `seq` is the last journal entry folded in; `at` is that entry's time."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.seq = 0
        self.at = BEGINNING
        self.imported = 0
        self.catalogue: Catalogue | None = None
        self.zone = ZoneInfo("UTC")
        self.departments: dict[str, Department] = {}
        self.zones: dict[str, Zone] = {}
        self.queues: dict[str, Queue] = {}
        self.services: dict[str, Service] = {}
        self.kiosks: dict[str, Kiosk] = {}
        self.printers: dict[str, Printer] = {}
        self.desks: dict[int, Window] = {}
        self.desks_of: dict[str, tuple[int, ...]] = {}
        self.typical: dict[str, float] = {}
        self.special_days: dict[date, tuple[SpecialDay, ...]] = {}
        self.service_hours: dict[str, tuple[ServiceHours, ...]] = {}
        self.settings = HallSettings()
        self.staff: dict[str, Staff] = {}
        self.devices: dict[str, Device] = {}
        self.begin_day("", BEGINNING)

    def begin_day(self, day: str, ends: datetime) -> None:
        """Forget the day before. `ends` is the instant (UTC) the new day is over."""
        self.day = day
        self.day_ends = ends
        self.special = ""
        self.tickets: dict[str, Ticket] = {}
        self.keys: dict[str, str] = {}
        self.lines: dict[tuple[str, Class], Line] = {}
        self.numbers: dict[str, int] = {}
        self.windows: dict[int, WindowNow] = {n: WindowNow(n) for n in self.desks}
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.jobs: dict[str, str] = {}
        self.served: dict[str, Served] = {}
        self.ended: dict[int, list[str]] = {}
        self.given: dict[tuple[str, str], int] = {}  # numbers by service and half-day
        self.people: dict[str, list[str]] = {}  # ticket ids by person, in the order of issue

    def line(self, queue: str, class_: Class) -> Line:
        """The line, empty where nobody ever stood in it."""
        return self.lines.get((queue, class_)) or Line()

    def waiting(self, queue: str) -> int:
        return sum(len(self.line(queue, class_)) for class_ in Class)

    def longest_since(self, queue: str) -> datetime | None:
        """When the one who waits longest in a queue began to."""
        since = (self.line(queue, class_).longest_since() for class_ in Class)
        return min((at for at in since if at is not None), default=None)

    def open_windows(self, queue: str) -> list[int]:
        """The open windows that serve a queue, ascending."""
        return [n for n in self.desks_of.get(queue, ()) if self.windows[n].clerk]

    def windows_for(self, queue: str) -> tuple[int, ...]:
        """The windows a citizen of a queue may be called to: the open ones, or all that serve it
        where none is open yet."""
        return tuple(self.open_windows(queue)) or self.desks_of[queue]

    def window_of(self, clerk: str) -> WindowNow | None:
        """The window a clerk has open."""
        return next((w for w in self.windows.values() if w.clerk == clerk), None)
