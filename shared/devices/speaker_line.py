"""A speaker station's line to the hub: what is to be said comes in, how it goes is told."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import socketio

from shared import __version__
from shared.devices.speaker import Speaker
from shared.devices.speaker_pairing import Hub
from shared.domain.boards import Saying, VoiceBoard

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 5.0
TELL_SECONDS = 10.0
CLOCK_OFF = timedelta(seconds=2)
CLOCK_AGAIN_SECONDS = 10.0
LOOK_SECONDS = 0.25


class Broken(Exception):
    """The line cannot be had, or the hub does not let this room be heard; its text says why."""


class HubClock:
    """The hub's time, whatever this machine's clock says and whoever sets it."""

    def __init__(self) -> None:
        self._at = datetime.now(UTC)
        self._heard = time.monotonic()

    def set(self, at: datetime, heard: float) -> None:
        """`heard` is when it was so, on the clock that nobody sets."""
        self._at, self._heard = at, heard

    def not_before(self, at: datetime) -> None:
        """A machine that slept has not counted on."""
        if self.now() < at:
            self.set(at, time.monotonic())

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._heard)


class Line:
    """`follow` is one connection, from its beginning to its end."""

    def __init__(self, hub: Hub, speaker: Speaker, clock: HubClock) -> None:
        self._hub = hub
        self._speaker = speaker
        self._clock = clock
        self._seq = -1
        self._clock_doubted = False

    def follow(self, room: str, up: Callable[[], None], stop: threading.Event) -> None:
        """Until the line is down or `stop` is set; `up` is called when the room is heard. Raises
        Broken."""
        client = socketio.Client(
            reconnection=False,
            http_session=self._hub.session,
            websocket_extra_options={"redirect_limit": 0},  # the token is for this hub alone
        )
        client.on("board", lambda board: self._board(board))
        client.on("call", lambda call: self._call(call))
        self._seq = -1
        try:
            client.connect(
                self._hub.address,
                auth={"token": self._hub.token},
                transports=["websocket"],
                wait_timeout=CONNECT_SECONDS,
            )
            self._watch(client, room)
            up()
            self._stay(client, room, stop)
        except socketio.exceptions.SocketIOError as fault:
            raise Broken(str(fault) or type(fault).__name__) from fault
        except (msgspec.ValidationError, KeyError, AttributeError, TypeError) as fault:
            raise Broken("the hub answers what this station cannot read") from fault
        finally:
            client.disconnect()

    def _watch(self, client: Any, room: str) -> None:
        asked = time.monotonic()
        answer = client.call("watch", {"room": room}, timeout=ANSWER_SECONDS)
        if not answer.get("ok"):
            raise Broken(str(answer.get("error", "")))
        board = msgspec.convert(answer["board"], VoiceBoard)
        self._clock.set(board.at, (asked + time.monotonic()) / 2)
        self._clock_doubted = False
        self._seq = board.seq
        for call in answer["calls"]:
            self._call(call)

    def _stay(self, client: Any, room: str, stop: threading.Event) -> None:
        told, told_at = "", 0.0
        watched_at = time.monotonic()
        while client.connected and not stop.wait(LOOK_SECONDS):
            if self._clock_doubted and time.monotonic() - watched_at > CLOCK_AGAIN_SECONDS:
                self._watch(client, room)
                watched_at = time.monotonic()
            sound = self._speaker.sound
            if sound == told and time.monotonic() - told_at < TELL_SECONDS:
                continue
            told, told_at = sound, time.monotonic()
            shown = {"room": room, "seq": self._seq, "version": __version__, "sound": sound}
            client.emit("showing", shown)

    def _board(self, content: Any) -> None:
        try:
            board = msgspec.convert(content, VoiceBoard)
        except msgspec.ValidationError as fault:
            log.warning("a board cannot be read: %s", fault)
            return
        self._heard_of(board.at)
        self._seq = board.seq

    def _call(self, content: Any) -> None:
        try:
            saying = msgspec.convert(content, Saying)
        except msgspec.ValidationError as fault:
            log.warning("what is to be said cannot be read: %s", fault)
            return
        self._heard_of(saying.at)
        self._speaker.hear(saying)

    def _heard_of(self, at: datetime) -> None:
        """Word that is older than it should be: the hub's clock was set back, or this machine slept
        and reads what was kept for it. Only an answer tells which; it brings what was taken for old
        as well."""
        self._clock.not_before(at)
        if self._clock.now() - at > CLOCK_OFF:
            self._clock_doubted = True
