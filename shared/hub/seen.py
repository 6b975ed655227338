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

ROOM = "screens"
BEHIND_AFTER = timedelta(seconds=15)  # a board was sent so long ago and is not shown yet
COMES_WITHIN = timedelta(seconds=60)  # a screen that is on, after the hub has started
RED = frozenset({"away", "silent", "behind"})
WATCHED_KINDS = frozenset({Role.display, Role.station})
SOUNDLESS = frozenset({"refused", "failed"})


class Showing(Struct, forbid_unknown_fields=True):
    """What a page tells of itself. `sound` is on, refused, failed, or empty without one."""

    room: Annotated[str, Meta(max_length=32)]
    seq: Annotated[int, Meta(ge=-1)]
    version: Annotated[str, Meta(max_length=40)] = ""
    sound: Annotated[str, Meta(pattern=r"\A(on|refused|failed)?\Z")] = ""


class _Seen(Struct):
    """`there` are its connections, `since` when that last changed between none and some."""

    there: set[str]
    since: datetime
    at: datetime
    showing: Showing


class Seen:
    """`changed` is called when somebody who watches the screens should look again. `begun` is when
    the hub was started: who has not come a minute later is away since then."""

    def __init__(self, changed: Callable[[], None], begun: datetime | None = None) -> None:
        self._changed = changed
        self._begun = begun
        self._devices: dict[str, _Seen] = {}
        self._sent: dict[str, tuple[int, datetime]] = {}
        self._used: dict[str, datetime] = {}
        self._states: tuple[str, ...] = ()

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
        """A board was sent to a room. Of those that come thick and fast the first counts until
        it is old enough to tell who is behind."""
        before = self._sent.get(room)
        if before is None or now - before[1] > BEHIND_AFTER:
            self._sent[room] = (seq, now)

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
        since = seen.since if seen else None
        return ScreenShown(
            device=device.id,
            kind=device.kind,
            name=screen.name,
            shows=screen.shows if device.kind is Role.display else "",
            speaker=speaker,
            state=state,
            since=self._begun if seen is None and state == "away" else since,
            seen_at=seen.at if seen else None,
            shown=seen.showing.seq if seen else 0,
            version=seen.showing.version if seen else "",
            sound=seen.showing.sound if seen else "",
        )

    def _state(self, device: Device, seen: _Seen | None, speaker: str, now: datetime) -> str:
        if seen is None:
            late = self._begun is not None and now - self._begun > COMES_WITHIN
            return "away" if late and _is_awaited(device) else "never"
        if not seen.there:
            return "away"
        if speaker and seen.showing.sound in SOUNDLESS:
            return "silent"
        seq, at = self._sent.get(seen.showing.room, (-1, now))
        if seen.showing.seq < seq and now - at > BEHIND_AFTER and seen.at - at > BEHIND_AFTER:
            return "behind"
        return "ok"


def _is_awaited(device: Device) -> bool:
    """Not the one for browsers of this machine, nor a station of printers, which tells nothing."""
    if device.kind is Role.display:
        return device.id != local_name(Role.display)
    return device.place.startswith(voice_room(""))
