"""Which screens and loudspeakers are there: what each last told of itself, held in memory.

A wall page or speaker station tells ``showing`` when it begins, within ten seconds of a change and
else every thirty: the room it shows, the seq of that room's board, its version, and whether its
sound works. The board of the room ``screens`` says what is made of that.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.domain.boards import ScreensBoard, ScreenShown
from shared.domain.hall import Hall
from shared.domain.people import Device, Role
from shared.domain.screens import Screen, voice_room
from shared.hub.pairing import local_name
from shared.hub.rooms import LONGEST_ROOM

ROOM = "screens"
# A screen tells within ten seconds what is new on it. One that has not so long after it was sent a
# board stands still.
BEHIND_AFTER = timedelta(seconds=15)
COMES_WITHIN = timedelta(seconds=60)  # a screen that is on, after the hub has started
RED = frozenset({"away", "silent", "behind"})
WATCHED_KINDS = frozenset({Role.display, Role.station})
SOUNDLESS = frozenset({"refused", "failed"})


class Showing(Struct, forbid_unknown_fields=True):
    """What a page tells of itself. `sound` is on, refused, failed, or empty without one."""

    room: Annotated[str, Meta(max_length=LONGEST_ROOM)]
    seq: Annotated[int, Meta(ge=-1, le=2**53)]
    version: Annotated[str, Meta(max_length=40)] = ""
    sound: Annotated[str, Meta(pattern=r"\A(on|refused|failed)?\Z")] = ""


class _Seen(Struct):
    """`there` are its connections, `since` when that last changed between none and some.
    `owes_since` is when it was sent a board newer than what it shows, None where it was not."""

    there: set[str]
    since: datetime
    at: datetime
    showing: Showing
    owes_since: datetime | None = None


class Seen:
    """`changed` is called when somebody who watches the screens should look again. `begun` is when
    the hub was started: who has not come a minute later is away since then."""

    def __init__(self, changed: Callable[[], None], begun: datetime | None = None) -> None:
        self._changed = changed
        self._begun = begun
        self._devices: dict[str, _Seen] = {}
        self._sent: dict[str, int] = {}  # the seq of each room's last board
        self._used: dict[str, datetime] = {}
        self._states: tuple[str, ...] = ()
        self._paired: dict[str, datetime] = {}

    def told(self, device: str, connection: str, message: object, now: datetime) -> None:
        """Raises msgspec.ValidationError."""
        showing = msgspec.convert(message, Showing)
        seen = self._devices.get(device)
        if seen is None or not seen.there:
            self._devices[device] = _Seen({connection}, now, now, showing)
            self._changed()
            return
        news = (seen.showing.sound, seen.showing.room, seen.showing.version)
        seen.there.add(connection)
        if seen.showing.seq != showing.seq or seen.showing.room != showing.room:
            seen.owes_since = now if showing.seq < self._sent.get(showing.room, -1) else None
        seen.at, seen.showing = now, showing
        if news != (showing.sound, showing.room, showing.version):
            self._changed()

    def gone(self, connection: str, now: datetime) -> None:
        for seen in self._devices.values():
            if connection in seen.there:
                seen.there.discard(connection)
                if not seen.there:
                    seen.since = now
                    self._changed()

    def sent(self, room: str, seq: int, now: datetime) -> None:
        """A board was sent to a room."""
        self._sent[room] = seq
        for seen in self._devices.values():
            if seen.showing.room == room and seen.owes_since is None and seen.showing.seq < seq:
                seen.owes_since = now

    def paired(self, device: str, now: datetime) -> None:
        """Let in a moment ago: it has its time to come, and was not away before."""
        self._paired[device] = now

    def used(self, device: str, now: datetime) -> None:
        """A kiosk asked for a page. It keeps no connection, so this is all that is known of it."""
        self._used[device] = now

    def last_used(self, device: str) -> datetime | None:
        return self._used.get(device)

    def watch_clock(self, hall: Hall, now: datetime) -> None:
        """To be called about once a second while somebody watches: some states come by the clock
        alone."""
        states = tuple(screen.state for screen in self.board(hall, now).screens)
        if states != self._states:
            self._states = states
            self._changed()

    def board(self, hall: Hall, now: datetime) -> ScreensBoard:
        screens = tuple(
            self._shown(device, now)
            for device in hall.devices.values()
            if device.enabled and device.kind in WATCHED_KINDS
        )
        red = sum(screen.state in RED for screen in screens)
        return ScreensBoard(ROOM, hall.seq, now, red, screens)

    def _shown(self, device: Device, now: datetime) -> ScreenShown:
        seen = self._devices.get(device.id)
        screen = device.screen or Screen()
        kind, _, place = device.place.partition("/")
        speaker = place if kind == "voice" else screen.speaker
        state = self._state(device, seen, speaker, now)
        since = seen.since if seen else self._awaited_since(device)
        return ScreenShown(
            device=device.id,
            kind=device.kind,
            name=screen.name,
            shows=screen.shows if device.kind is Role.display else "",
            speaker=speaker,
            state=state,
            since=since if seen or state == "away" else None,
            seen_at=seen.at if seen else None,
            shown=seen.showing.seq if seen else 0,
            version=seen.showing.version if seen else "",
            sound=seen.showing.sound if seen else "",
        )

    def _state(self, device: Device, seen: _Seen | None, speaker: str, now: datetime) -> str:
        if seen is None:
            awaited = self._awaited_since(device)
            late = awaited is not None and now - awaited > COMES_WITHIN
            return "away" if late and _is_awaited(device) else "never"
        if not seen.there:
            return "away"
        if speaker and seen.showing.sound in SOUNDLESS:
            return "silent"
        if seen.owes_since is not None and now - seen.owes_since > BEHIND_AFTER:
            return "behind"
        return "ok"

    def _awaited_since(self, device: Device) -> datetime | None:
        return self._paired.get(device.id, self._begun)


def _is_awaited(device: Device) -> bool:
    """Not the one for browsers of this machine, nor a station of printers, which tells nothing."""
    if device.kind is Role.display:
        return device.id != local_name(Role.display)
    return device.place.startswith(voice_room(""))
