"""The Socket.IO side: who connects, which rooms they watch.

Messages from clients: ``watch {"room": "main"}``, answered with the room's board, the calls that
are still worth making and the hub's version, by which a page knows that it is an old one. Nothing
here changes the hall; commands come over HTTP.

Screens and programs connect with a token, browsers with their cookies, a citizen's phone with the
key of its number's page: ``auth: {"ticket": key}``. A phone watches the queue of its number and
nothing else, whoever else its browser may be.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room, leave_room

from shared import queries
from shared.domain.boards import CallShown, QueueCall, Saying
from shared.domain.hall import Hall
from shared.domain.people import Role
from shared.domain.permissions import role_of
from shared.domain.refusals import NotAllowed, Refusal, Unknown
from shared.domain.tickets import COMING_BACK, OPEN
from shared.hub import context, pairing
from shared.hub.rooms import LONGEST_ROOM, may_watch
from shared.hub.seen import WATCHED_KINDS
from shared.words import say

if TYPE_CHECKING:
    from shared.hub.app import Hub

ROOMS_A_CLIENT = 32
PHONES_A_TICKET = 8  # a family's, and those that were reloaded and have not been missed yet
CITIZENS = f"{Role.citizen}:"
NAMESPACE = "/"

log = logging.getLogger(__name__)


class Gateway:
    """Keeps who is connected as whom; `actors` is by connection id."""

    def __init__(self, hub: "Hub", socketio: SocketIO) -> None:
        self._hub = hub
        self._socketio = socketio
        self.actors: dict[str, frozenset[str]] = {}
        self._since: dict[str, int] = {}  # the journal's end when a connection was made
        socketio.on_event("connect", self._connect)
        socketio.on_event("disconnect", self._disconnect)
        socketio.on_event("watch", self._watch)
        # Without a Flask request around it, which would cost more than the message: three hundred
        # idle screens send thirty a second.
        socketio.server.on("showing", self._showing, namespace=NAMESPACE)
        _take_only(socketio.server, ("watch", "showing"))

    def watched(self) -> list[str]:
        """The rooms with at least one client."""
        rooms = self._socketio.server.manager.rooms.get(NAMESPACE, {})
        return [room for room, clients in list(rooms.items()) if room and clients]

    def shut_out(self, name: str, entry: int | None = None) -> None:
        """End the connections of an actor, of a device by its id, or of all `CITIZENS`; only those
        made before an `entry` (its seq) where one is given: whoever came later came with the new
        token, or has a number of the new day."""
        for sid, actors in list(self.actors.items()):
            if entry is not None and self._since.get(sid, 0) >= entry:
                continue
            devices = {
                actor.partition(":")[2] for actor in actors if not actor.startswith("staff:")
            }
            if name in actors | devices or (name == CITIZENS and _is_phone(actors)):
                self._socketio.server.disconnect(sid, namespace=NAMESPACE)

    def _connect(self, auth: Any = None) -> None:
        # Flask-SocketIO calls a handler that raises TypeError again without `auth`: nothing may
        # leave here but its own refusal.
        try:
            with self._hub.bus.looking() as hall:
                since = hall.seq  # before the check, which may be of a later state
            actors = self._actors(auth)
        except Exception as fault:
            log.exception("a connection could not be checked")
            raise ConnectionRefusedError("unavailable") from fault
        if not actors:
            raise ConnectionRefusedError("not-signed-in")
        if _is_phone(actors) and list(self.actors.values()).count(actors) >= PHONES_A_TICKET:
            raise ConnectionRefusedError("too-many")
        self.actors[_sid()] = actors
        self._since[_sid()] = since

    def _actors(self, auth: Any) -> frozenset[str]:
        """Everybody this browser is: a browser may be a kiosk, a screen and a clerk at once.
        Whoever comes with a ticket's key is its citizen alone."""
        if isinstance(auth, dict) and "ticket" in auth:
            return self._citizen(auth["ticket"])
        found = set()
        token = auth.get("token") if isinstance(auth, dict) else None
        if isinstance(token, str) and (device := pairing.of_token(self._hub, token)):
            found.add(f"{device.kind}:{device.id}")
        if bearer := pairing.bearer(self._hub):
            found.add(bearer)
        for kind in ("kiosk", "display"):
            if device := pairing.device(self._hub, kind):
                found.add(f"{kind}:{device.id}")
        if person := context.staff():
            found.add(f"staff:{person.account}")
        return frozenset(found)

    def _citizen(self, key: Any) -> frozenset[str]:
        with self._hub.bus.looking() as hall:
            ticket = hall.keys.get(key) if isinstance(key, str) else None
        return frozenset({CITIZENS + ticket}) if ticket else frozenset()

    def _disconnect(self, *_: Any) -> None:
        self.actors.pop(_sid(), None)
        self._since.pop(_sid(), None)
        self._hub.seen.gone(_sid(), self._hub.bus.now())

    def _showing(self, sid: str, message: Any = None, *more: Any) -> None:
        """What a screen or speaker station tells of itself. From others it means nothing."""
        for actor in self.actors.get(sid, ()):
            kind, _, device = actor.partition(":")
            if kind in WATCHED_KINDS:
                with suppress(msgspec.ValidationError):
                    self._hub.seen.told(device, sid, message, self._hub.bus.now())

    def _watch(self, message: Any = None, *_: Any) -> dict[str, Any]:
        try:
            return self._watched(message)
        except Refusal as refusal:
            sentence = say(context.language(), refusal.sentence, **refusal.values)
            return {"ok": False, "code": refusal.code, "error": sentence}

    def _watched(self, message: Any) -> dict[str, Any]:
        room = message.get("room") if isinstance(message, dict) else None
        if not isinstance(room, str) or len(room) > LONGEST_ROOM:
            raise Unknown("There is no such board.")
        joined = self._socketio.server.rooms(_sid())
        if room not in joined and len(joined) > ROOMS_A_CLIENT:
            raise NotAllowed("You may not do this.")
        bus = self._hub.bus
        with bus.looking() as hall:
            actors = self.actors.get(_sid(), frozenset())
            if not any(may_watch_as(room, actor, hall) for actor in actors):
                raise NotAllowed("You may not do this.")
            board = self._hub.publisher.board(hall, room)
            calls = self._calls(hall, room)
            if _is_phone(actors):  # its number may have been sent on from another queue
                for other in set(joined) - {room, _sid()}:
                    leave_room(other)
            # Joined while the hall is held: what changes from here on is sent to this client too.
            join_room(room)
        return {"ok": True, "version": self._hub.version, "board": board, "calls": calls}

    def _calls(self, hall: Hall, room: str) -> Sequence[CallShown | QueueCall | Saying]:
        kind, _, name = room.partition("/")
        now = self._hub.bus.now()
        if kind == "queue":
            return queries.young_queue_calls(hall, name, now)
        if kind == "voice":
            return self._hub.announcer.young(room)
        calls = queries.young_calls(hall, now, self._hub.sound)
        if kind == "wall":
            windows = queries.windows_of(hall, hall.walls[room])
            return [call for call in calls if call.window in windows]
        if kind == "main":
            return calls
        return [call for call in calls if kind == "window" and call.window == int(name)]


def _take_only(server: Any, names: Sequence[str]) -> None:
    """Of what clients send, these events alone. The library would also take its own names, so that
    one who sends ``disconnect`` is forgotten here and goes on listening, and it logs a trace for
    what has no name. The method is a private one of python-socketio: a test watches it."""
    take = server._handle_event

    def known(connection: str, namespace: str, number: int | None, message: Any) -> None:
        if isinstance(message, list) and message and message[0] in names:
            take(connection, namespace, number, message)

    server._handle_event = known


def _is_phone(actors: frozenset[str]) -> bool:
    return any(actor.startswith(CITIZENS) for actor in actors)


def may_watch_as(room: str, actor: str, hall: Hall) -> bool:
    """A citizen's phone the queue that their number stands in or was called from, no other; a
    screen only its own set-up."""
    if not may_watch(room, role_of(actor, hall)):
        return False
    if room.startswith("screen/"):
        return room == f"screen/{actor.partition(':')[2]}"
    if not actor.startswith(CITIZENS):
        return True
    ticket = hall.tickets.get(actor.removeprefix(CITIZENS))
    return (
        ticket is not None
        and room == f"queue/{ticket.queue}"
        and ticket.state in OPEN | COMING_BACK
    )


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
    return sid
