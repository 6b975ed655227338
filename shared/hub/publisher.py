"""Pushes what happened to the screens: calls at once, boards when they have settled.

The publisher reads the journal from its cursor, so what is pushed has been committed and nothing
is pushed twice. A board is sent at most so often a room, the newest state only: a screen that
missed ten needs the eleventh and no other. Rooms that nobody watches cost nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from shared import queries
from shared.bus import Bus
from shared.domain.boards import Board, CallShown, QueueCall
from shared.domain.events import (
    DayOpened,
    DevicePaired,
    DeviceRevoked,
    Entry,
    HallImported,
    PasswordSet,
    StaffDisabled,
    TicketCalled,
    TicketRecalled,
)
from shared.domain.hall import Hall
from shared.domain.hours import is_open
from shared.domain.notices import ROOMS as NOTICE_ROOMS
from shared.domain.refusals import Unknown
from shared.domain.screens import ONE_WINDOW, Group
from shared.hub.announcer import Announcer
from shared.hub.gateway import CITIZENS
from shared.hub.rooms import AT_A_GLANCE, rooms_of
from shared.hub.seen import ROOM as SCREENS
from shared.hub.seen import Seen
from shared.queries import SoundAddress

SETTLE_SECONDS = 0.03  # a call goes first: its packets leave before the boards are made
ROUND_SECONDS = 0.01  # from one round to the next, at least
LOOK_SECONDS = 0.05  # how soon the commits of other processes are seen
FORGET_SECONDS = 60.0  # how soon what is personal is deleted once it has expired
CLOCK_SECONDS = 1.0  # how soon a board knows that the hall has opened or closed
PHONES_SECONDS = 20.0  # what phones show, places and minutes, also changes by the hour alone

log = logging.getLogger(__name__)


class Publisher:
    """`send(event, room, content)` emits one packet to a room; `watched()` gives the rooms that
    somebody watches; `shut_out(actor, entry)` ends the connections an actor made before an
    entry; `tidy()` is called about once a minute."""

    def __init__(
        self,
        bus: Bus,
        send: Callable[[str, str, Board | CallShown | QueueCall], None],
        watched: Callable[[], Iterable[str]],
        shut_out: Callable[[str, int], None],
        sound: SoundAddress,
        boards_a_second: int,
        announcer: Announcer,
        seen: Seen,
        tidy: Callable[[], None] = lambda: None,
    ) -> None:
        self._bus = bus
        self._send = send
        self._watched = watched
        self._shut_out = shut_out
        self._sound = sound
        self._announcer = announcer
        self._seen = seen
        self._tidy = tidy
        self._pause = 1.0 / boards_a_second
        self._woken = threading.Event()
        self._cursor = bus.store.journal_end()
        self._changes = bus.store.changes()
        self._changed: dict[str, float] = {}
        self._sent: dict[str, float] = {}
        self._round = 0.0
        self._clock_due = 0.0
        self._forget_due = 0.0
        self._phones_due = time.monotonic() + PHONES_SECONDS
        self._next: dict[int, str] = {}
        self._faults: dict[str, type[Exception]] = {}
        with bus.looking() as hall:
            self._given = is_open(hall, bus.now())
            self._notices = queries.which_notices_shown(hall, bus.now())
            self._volume = queries.volume(hall, bus.now())
        self.stopped = False

    def board(self, hall: Hall, room: str) -> Board:
        """A room's board; that of the screens is made of what they tell. Raises Unknown."""
        if room == SCREENS:
            return self._seen.board(hall, self._bus.now())
        return queries.board(hall, room, self._bus.now())

    def changed(self, room: str) -> None:
        """Something that is in no journal changed a room."""
        self._changed.setdefault(room, time.monotonic())
        self._woken.set()

    def wake(self) -> None:
        """Something was committed here."""
        self._woken.set()

    def run(self) -> None:
        """Push until stopped. A fault in one round is logged and does not end the next."""
        while not self.stopped:
            self._woken.wait(self._seconds_to_next_board())
            self._rest()
            committed_here = self._woken.is_set()
            self._woken.clear()
            try:
                self.step(committed_here)
            except Exception:
                log.exception("a round of the publisher failed")
                time.sleep(LOOK_SECONDS)

    def _rest(self) -> None:
        """When commits come thick and fast, read several in one round."""
        early = self._round + ROUND_SECONDS - time.monotonic()
        if early > 0:
            time.sleep(early)
        self._round = time.monotonic()

    def step(self, committed_here: bool = True) -> None:
        """One round: read on in the journal, send calls, send the boards that are due."""
        if committed_here or self._others_committed():
            for entry in self._bus.store.entries_after(self._cursor):
                self._cursor = entry.seq
                try:
                    self._take(entry)
                except Exception:  # it must not hold up what follows
                    log.exception("entry %s could not be pushed", entry.seq)
        for part in (self._announcer.step, self._watch_clock, self._send_boards):
            self._try(part)

    def _try(self, part: Callable[[], None]) -> None:
        """A fault of one part must not hold up the others; one that lasts is said once."""
        name = part.__qualname__
        try:
            part()
        except Exception as fault:
            if self._faults.get(name) is not type(fault):
                log.exception("%s failed", name)
            self._faults[name] = type(fault)
        else:
            self._faults.pop(name, None)

    def _watch_clock(self) -> None:
        """Some things change by the hour alone: the day, whether numbers are given, which notices
        are shown, and whom a window would call next."""
        now = time.monotonic()
        if now < self._clock_due:
            return
        self._clock_due = now + CLOCK_SECONDS
        self._bus.begin_day()
        if now >= self._forget_due:
            self._forget_due = now + FORGET_SECONDS
            self._bus.forget_what_expired()
            self._tidy()
        self._bus.do_what_is_due()
        with self._bus.looking() as hall:
            given = is_open(hall, self._bus.now())
            following = queries.next_numbers(hall, self._bus.now())
            turned = self._notices_turned(hall)
            queues = [f"queue/{letter}" for letter in hall.queues]
            walls = tuple(hall.walls)
            volume = queries.volume(hall, self._bus.now())
        if volume != self._volume:
            self._volume = volume
            for room in self._watched():
                if room.startswith("voice/"):
                    self._changed.setdefault(room, now)
        if given != self._given:
            self._given = given
            for room in (*AT_A_GLANCE, *walls):
                self._changed.setdefault(room, now)
        if turned:
            read_here = ("main", *walls, *queues) if Group.now in turned else ()
            for room in (*NOTICE_ROOMS, *read_here):
                self._changed.setdefault(room, now)
        if now >= self._phones_due:
            self._phones_due = now + PHONES_SECONDS
            for room in self._watched():
                if room.startswith("queue/"):
                    self._changed.setdefault(room, now)
        if SCREENS in self._watched():
            with self._bus.looking() as hall:
                self._seen.watch_clock(hall, self._bus.now())
        for window, _ in following.items() ^ self._next.items():
            self._changed.setdefault(f"console/{window}", now)
        self._next = following

    def _notices_turned(self, hall: Hall) -> set[Group]:
        """Of which groups some began or ended by the clock alone. What was posted or withdrawn
        since the last look has an event that says so."""
        before = self._notices
        self._notices = queries.which_notices_shown(hall, self._bus.now())
        return {
            hall.notices[id_].group
            for id_, shown in self._notices.items()
            if before.get(id_, shown) is not shown
        }

    def _others_committed(self) -> bool:
        changes = self._bus.store.changes()
        changed = changes != self._changes
        self._changes = changes
        return changed

    def _take(self, entry: Entry) -> None:
        event = entry.event
        with self._bus.looking(entry.seq) as hall:
            if isinstance(event, TicketCalled | TicketRecalled):
                self._send_call(entry, event, hall)
            self._announcer.take(entry, hall)
            gone = _without_window(hall) if isinstance(event, HallImported) else []
            now = time.monotonic()
            for room in rooms_of(event, hall):
                self._changed.setdefault(room, now)
                if room == "main":
                    for part in hall.walls:
                        self._changed.setdefault(part, now)
        if isinstance(event, StaffDisabled | PasswordSet):
            self._shut_out(f"staff:{event.account}", entry.seq)
        if isinstance(event, DevicePaired):
            self._shut_out(event.device.id, entry.seq)
            self._seen.paired(event.device.id, entry.at)
        if isinstance(event, HallImported):
            for device in gone:
                self._shut_out(device, entry.seq)
        if isinstance(event, DeviceRevoked):
            self._shut_out(event.device, entry.seq)
        if isinstance(event, DayOpened):  # a number's page ends with its day
            self._shut_out(CITIZENS, entry.seq)

    def _send_call(self, entry: Entry, event: TicketCalled | TicketRecalled, hall: Hall) -> None:
        call = next((call for call in reversed(hall.calls) if call.id == entry.seq), None)
        if call is None or self._bus.now() - call.at > queries.CALL_LASTS:
            return
        shown = queries.call_shown(hall, call, self._sound)
        walls = [
            room
            for room, selection in hall.walls.items()
            if event.window in queries.windows_of(hall, selection)
        ]
        for room in ("main", f"window/{event.window}", *walls):
            self._send("call", room, shown)
        queue = hall.tickets[call.ticket].queue
        self._send("call", f"queue/{queue}", queries.queue_call(hall, call))

    def _send_boards(self) -> None:
        now = time.monotonic()
        due = [room for room in self._changed if self._due(room) <= now]
        watched = set(self._watched()) if due else set()
        for room in due:
            del self._changed[room]
            if room not in watched:
                continue
            with self._bus.looking() as hall:
                now_at = self._bus.now()
                try:
                    board = self.board(hall, room)
                except Unknown:
                    continue
            self._send("board", room, board)
            self._seen.sent(room, board.seq, now_at)
            self._sent[room] = time.monotonic()

    def _due(self, room: str) -> float:
        return max(self._changed[room] + SETTLE_SECONDS, self._sent.get(room, 0.0) + self._pause)

    def _seconds_to_next_board(self) -> float:
        if not self._changed:
            return LOOK_SECONDS
        next_due = min(self._due(room) for room in self._changed)
        return min(LOOK_SECONDS, max(0.001, next_due - time.monotonic()))


def _without_window(hall: Hall) -> list[str]:
    """The screens of a window that is no more: they come again and are shown something else."""
    return [
        device.id
        for device in hall.devices.values()
        if device.screen is not None
        and device.screen.shows in ONE_WINDOW
        and device.screen.window not in hall.desks
    ]
