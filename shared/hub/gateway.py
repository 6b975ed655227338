"""The Socket.IO side: who connects, which rooms they watch.

Messages from clients: ``watch {"room": "main"}``, answered with the room's board and the calls
that are still worth making. Nothing here changes the hall; commands come over HTTP.
"""

import logging
from typing import TYPE_CHECKING, Any

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from shared import queries
from shared.domain.boards import CallShown
from shared.domain.permissions import role_of
from shared.domain.refusals import NotAllowed, Refusal, Unknown
from shared.hub import context, pairing
from shared.hub.rooms import may_watch
from shared.words import say

if TYPE_CHECKING:
    from shared.hub.app import Hub

ROOMS_A_CLIENT = 32
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

    def watched(self) -> list[str]:
        """The rooms with at least one client."""
        rooms = self._socketio.server.manager.rooms.get(NAMESPACE, {})
        return [room for room, clients in list(rooms.items()) if room and clients]

    def shut_out(self, name: str, entry: int | None = None) -> None:
        """End the connections of an actor, or of a device by its id; only those made before an
        `entry` (its seq) where one is given: whoever came later came with the new token."""
        for sid, actors in list(self.actors.items()):
            if entry is not None and self._since.get(sid, 0) >= entry:
                continue
            devices = {
                actor.partition(":")[2] for actor in actors if not actor.startswith("staff:")
            }
            if name in actors | devices:
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
        self.actors[_sid()] = actors
        self._since[_sid()] = since

    def _actors(self, auth: Any) -> frozenset[str]:
        """Everybody this browser is: a browser may be a kiosk, a screen and a clerk at once."""
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

    def _disconnect(self, *_: Any) -> None:
        self.actors.pop(_sid(), None)
        self._since.pop(_sid(), None)

    def _watch(self, message: Any = None, *_: Any) -> dict[str, Any]:
        try:
            return self._watched(message)
        except Refusal as refusal:
            sentence = say(context.language(), refusal.sentence, **refusal.values)
            return {"ok": False, "code": refusal.code, "error": sentence}

    def _watched(self, message: Any) -> dict[str, Any]:
        room = message.get("room") if isinstance(message, dict) else None
        if not isinstance(room, str) or len(room) > 32:
            raise Unknown("There is no such board.")
        joined = self._socketio.server.rooms(_sid())
        if room not in joined and len(joined) > ROOMS_A_CLIENT:
            raise NotAllowed("You may not do this.")
        bus = self._hub.bus
        with bus.looking() as hall:
            actors = self.actors.get(_sid(), frozenset())
            if not any(may_watch(room, role_of(actor, hall)) for actor in actors):
                raise NotAllowed("You may not do this.")
            board = queries.board(hall, room, bus.now())
            calls = queries.young_calls(hall, bus.now(), self._hub.sound)
            # Joined while the hall is held: what changes from here on is sent to this client too.
            join_room(room)
        return {"ok": True, "board": board, "calls": _calls_for(room, calls)}


def _calls_for(room: str, calls: list[CallShown]) -> list[CallShown]:
    kind, _, name = room.partition("/")
    if kind == "main":
        return calls
    return [call for call in calls if kind == "window" and call.window == int(name)]


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
    return sid
