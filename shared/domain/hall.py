"""The live hall: today's tickets, lines, windows and people, as a fold of the journal.

`Hall` is the one thing in the domain that changes in place, and only `shared.domain.folds`
changes it; rules and queries read. Everything about the days before lives in the tables.
"""

from collections import deque
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.domain.bookings import Booking, NoShow
from shared.domain.catalogue import (
    Catalogue,
    Department,
    Help,
    Kiosk,
    LoanItem,
    Printer,
    Queue,
    Service,
    ServiceHours,
    Slots,
    Span,
    SpecialDay,
    Text,
    Window,
    Zone,
)
from shared.domain.events import PauseReason, Press
from shared.domain.help_calls import HelpCall
from shared.domain.home_visits import HomeVisit
from shared.domain.line import Line
from shared.domain.loans import Loan
from shared.domain.notices import Notice
from shared.domain.people import Device, Staff
from shared.domain.ratings import Rateable, RatingCase
from shared.domain.screens import Selection, rooms
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Lane, State, Ticket
from shared.domain.why import Why

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
CALLS_KEPT = 400
MESSAGES_KEPT = 100
ANNOUNCEMENTS_KEPT = 50
OTHERS_LOOKED_AT = 50  # of those put first or come back: there are never many


class Pause(Struct, frozen=True):
    reason: PauseReason
    since: datetime
    until: datetime | None = None


class WindowNow(Struct, frozen=True):
    """What goes on at a window. Closed while `clerk` is empty. `held` are tickets set aside there;
    `free_since` is when it last had nobody at it; `queues` and `helps` stand in place of its
    desk's where it was told so."""

    number: int
    clerk: str = ""
    ticket: str | None = None
    opened_at: datetime | None = None
    held: tuple[str, ...] = ()
    paused: Pause | None = None
    armed: bool = False
    automatic_seconds: int | None = None
    free_since: datetime | None = None
    queues: tuple[str, ...] | None = None
    helps: tuple[Help, ...] = ()

    @property
    def calls_now(self) -> bool:
        """Whether it may call somebody: open, not paused, nobody at it."""
        return bool(self.clerk) and self.paused is None and self.ticket is None

    @property
    def calls_by_itself(self) -> bool:
        """Whether it calls without a press, once it may."""
        return self.armed or self.automatic_seconds is not None


class Call(Struct, frozen=True):
    """A ticket asked to a window; `id` is the journal's seq."""

    id: int
    ticket: str
    window: int
    at: datetime
    recall: bool


class Finished(Struct, frozen=True):
    """A service that was finished at a window today."""

    ticket: str
    number: str
    service: str
    queue: str
    started_at: datetime | None
    ended_at: datetime
    outcome: str


class Undoable(Struct, frozen=True):
    """A window's last press, and what it must find to be taken back: the ticket as it was `before`
    and is `after` it. `turn` is the window's turn and `last_finish` its last finish before it;
    `passed` whether the call had passed somebody; `why` the ticket's earlier call, if any."""

    press: Press
    entry: int
    command_id: str
    at: datetime
    before: Ticket
    after: Ticket
    turn: tuple[int, int] = (0, 0)
    passed: tuple[str, ...] = ()
    last_finish: int | None = None
    why: Why | None = None


class Message(Struct, frozen=True):
    """From a supervisor; `window` 0 is all of them. `id` is the journal's seq."""

    id: int
    at: datetime
    window: int
    text: str


class Announcement(Struct, frozen=True):
    """Something the loudspeakers say that is no call. `id` is the journal's seq."""

    id: int
    at: datetime
    zone: str
    text: Text


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
        self.typical: dict[str, float] = {}
        self.special_days: dict[date, tuple[SpecialDay, ...]] = {}
        self.week: dict[int, tuple[Span, ...]] = {}
        self.service_hours: dict[str, tuple[ServiceHours, ...]] = {}
        self.slots: dict[str, tuple[Slots, ...]] = {}
        self.loan_items: dict[str, LoanItem] = {}
        self.settings = HallSettings()
        self.staff: dict[str, Staff] = {}
        self.devices: dict[str, Device] = {}
        self.walls: dict[str, Selection] = {}
        self.cases: dict[int, RatingCase] = {}
        self.notices: dict[int, Notice] = {}
        self.loans: dict[int, Loan] = {}  # those not returned, and those returned today
        self.home_visits: dict[str, HomeVisit] = {}  # open ones, and those ended today
        self.no_shows: dict[str, tuple[NoShow, ...]] = {}  # by each of their marks
        self.keep_bookings(())
        self.begin_day("", BEGINNING)

    def begin_day(self, day: str, ends: datetime) -> None:
        """Forget the day before. `ends` is the instant (UTC) the new day is over.

        `lines` is by place and lane, `places` counts those who wait by queue, `apart` are those
        who wait for one window alone; `line_calls` counts the calls of each line; `passing` holds
        arrival and entry of the calls that passed somebody, in the order of arrival; `turns` is
        the preset *ratio*'s count at each window; `missed` when each ticket was; `whys` why each
        was called last; `rateable` is by the entry that finished the service, `last_finish` by
        window; `calling` are the windows that call without a press.
        """
        self.day = day
        self.day_ends = ends
        self.special = ""
        self.tickets: dict[str, Ticket] = {}
        self.keys: dict[str, str] = {}
        self.lines: dict[tuple[str, str], Line] = {}
        self.places: dict[str, int] = {}
        self.apart: set[str] = set()
        self.states: dict[State, int] = dict.fromkeys(State, 0)
        self.line_calls: dict[str, int] = {}
        self.passing: dict[str, list[tuple[datetime, int, int]]] = {}
        self.turns: dict[int, tuple[int, int]] = {}
        self.missed: dict[str, datetime] = {}
        self.whys: dict[str, Why] = {}
        self.numbers: dict[str, int] = {}
        self.windows: dict[int, WindowNow] = {n: WindowNow(n) for n in self.desks}
        self.calling: set[int] = set()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.jobs: dict[str, str] = {}
        self.served: dict[str, Served] = {}
        self.ended: dict[int, list[Finished]] = {}
        self.undoable: dict[int, Undoable] = {}
        self.rateable: dict[int, Rateable] = {}
        self.last_finish: dict[int, int] = {}
        self.messages: deque[Message] = deque(maxlen=MESSAGES_KEPT)
        self.announcements: deque[Announcement] = deque(maxlen=ANNOUNCEMENTS_KEPT)
        self.given: dict[tuple[str, str], int] = {}  # numbers by service and half-day
        self.people: dict[str, list[str]] = {}  # ticket ids by person, in the order of issue
        self.help: dict[int, HelpCall] = {}
        self.assign_queues()

    def keep_bookings(self, bookings: tuple[Booking, ...]) -> None:
        """Forget all appointments but these. `booked` counts those of a service and time that were
        not cancelled, `codes` and `booking_keys` find one, `booked_by` are a mark's."""
        self.bookings = {booking.id: booking for booking in bookings}
        self.codes = {booking.code: booking.id for booking in bookings}
        self.booking_keys = {booking.key: booking.id for booking in bookings}
        self.booked: dict[tuple[str, datetime], int] = {}
        self.booked_by: dict[str, list[str]] = {}
        for booking in bookings:
            self.count_booking(booking, 1)
            self.note_whose(booking)

    def note_whose(self, booking: Booking) -> None:
        for mark in booking.marks:
            self.booked_by.setdefault(mark, []).append(booking.id)

    def count_booking(self, booking: Booking, by: int) -> None:
        slot = (booking.service, booking.starts_at)
        self.booked[slot] = self.booked.get(slot, 0) + by

    def assign_queues(self) -> None:
        """Work out again which windows serve each queue as their own (`desks_of`) and which help
        it (`helpers_of`), as the desks are set up and the open windows were told."""
        serving: dict[str, list[int]] = {letter: [] for letter in self.queues}
        helping: dict[str, list[int]] = {letter: [] for letter in self.queues}
        for window in sorted(self.desks):
            for letter in self.serves(window):
                serving.setdefault(letter, []).append(window)
            for help in self.helps(window):
                helping.setdefault(help.queue, []).append(window)
        self.desks_of = {letter: tuple(windows) for letter, windows in serving.items()}
        self.helpers_of = {letter: tuple(windows) for letter, windows in helping.items()}

    def assign_walls(self) -> None:
        """Work out again which parts of the hall are shown (`walls`, by room)."""
        set_up = (device.screen for device in self.devices.values() if device.enabled)
        self.walls = rooms(screen for screen in set_up if screen is not None)

    def line(self, place: str, lane: str) -> Line:
        """The line, empty where nobody ever stood in it."""
        return self.lines.get((place, lane)) or NOBODY

    def waiting(self, queue: str) -> int:
        """How many wait in a queue, also those for one of its windows alone."""
        return self.places.get(queue, 0)

    def longest_since(self, queue: str) -> datetime | None:
        """When the one who waits longest in a queue began to."""
        heads = [self.line(queue, class_).head() for class_ in Class]
        others = [
            ticket
            for lane in (Lane.first, Lane.back)
            for ticket in self.line(queue, lane).first(OTHERS_LOOKED_AT)
        ]
        apart = [ticket for ticket in self.apart if self.tickets[ticket].queue == queue]
        waiting = (self.tickets[ticket].since for ticket in [*heads, *others, *apart] if ticket)
        return min(waiting, default=None)

    def serves(self, window: int) -> tuple[str, ...]:
        """The queues a window serves as its own."""
        queues = self.windows[window].queues
        return self.desks[window].queues if queues is None else queues

    def places_of(self, window: int) -> tuple[str, ...]:
        """Where those stand whom a window serves: in its own queues, and for it alone."""
        return (*self.serves(window), f"@{window}")

    def helps(self, window: int) -> tuple[Help, ...]:
        """The queues it takes from when they wait too long."""
        now = self.windows[window]
        return self.desks[window].helps if now.queues is None else now.helps

    def open_windows(self, queue: str) -> list[int]:
        """The windows that serve a queue as their own now, ascending; not those that pause."""
        return [
            n
            for n in self.desks_of.get(queue, ())
            if self.windows[n].clerk and self.windows[n].paused is None
        ]

    def windows_for(self, queue: str) -> tuple[int, ...]:
        """The windows a citizen of a queue may be called to: the open ones; where none is open
        yet, all that serve it; where all were told to serve others, those set up for it."""
        open_now = tuple(self.open_windows(queue))
        return open_now or self.desks_of[queue] or self.set_up_for(queue)

    def set_up_for(self, queue: str) -> tuple[int, ...]:
        return tuple(n for n in sorted(self.desks) if queue in self.desks[n].queues)

    def window_of(self, clerk: str) -> WindowNow | None:
        """The window a clerk has open."""
        return next((w for w in self.windows.values() if w.clerk == clerk), None)


NOBODY = Line()  # never joined
