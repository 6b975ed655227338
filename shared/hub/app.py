"""The application: faces, API, gateway and publisher around one bus."""

import gc
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from shared.bus import Bus
from shared.config import Settings
from shared.devices.sounds import Names, seconds_of
from shared.domain.people import Device
from shared.hub import (
    api,
    api_pairing,
    errors,
    headers,
    pages,
    pairing,
    pictures,
    sessions,
    templating,
    wire,
)
from shared.hub.allowance import Allowance
from shared.hub.announcer import Announcer
from shared.hub.gateway import Gateway
from shared.hub.once import Once
from shared.hub.passwords import Throttle
from shared.hub.presence import WrongCodes
from shared.hub.publisher import Publisher
from shared.hub.seen import ROOM as SCREENS
from shared.hub.seen import Seen
from shared.hub.turns import Turns
from shared.hub.version import version_of
from shared.queries.asked import Asked
from shared.queries.finding import Finder
from shared.store.asked_to_pair import AskedToPair
from shared.store.personal import PersonalRecords
from shared.store.verify import Findings, verify_file

FACES = (
    "kiosk",
    "kiosk.phone",
    "kiosk.notices",
    "kiosk.visiting",
    "kiosk.booking",
    "kiosk.home_visit",
    "display",
    "counter",
)
LARGEST_BODY = 64 * 1024
LARGEST_PACKET = 16 * 1024
# How many hash at once, and how many wait for it: some three seconds' worth of each kind.
PASSWORDS = 2, 20  # each takes a core and 64 MB for a while
STRANGERS = 1, 20  # the same, for accounts that nobody has
PHONES = 1, 60  # each takes 50 ms of a core and 16 MB


class Hub:
    """One process's hub: `application` is the WSGI application to serve."""

    def __init__(self, settings: Settings, bus: Bus, secret: bytes) -> None:
        self.settings = settings
        self.bus = bus
        self.secret = secret
        self.personal = PersonalRecords(bus.store, secret)
        self.pictures = pictures.Pictures(settings.var / "pictures")
        self.finder = Finder()
        self.asked = Asked(bus.store)
        self.asked_to_pair = AskedToPair(bus.store)
        self.once = Once()
        self.throttle = Throttle()
        self._allowances: dict[str, Allowance] = {}
        self.wrong_codes = WrongCodes()
        self.wrong_check_ins = WrongCodes()
        self.texts = bool(settings.text_gateway)  # whether anything is sent to phones
        self.pin_throttle = Throttle()
        self.passwords = Turns(*PASSWORDS)
        self.strangers = Turns(*STRANGERS)
        self.phones = Turns(*PHONES)
        self._sounds = Names(settings.var / "voice")
        self.local_tokens: dict[str, str] = {}
        self.proven: dict[str, Device] = {}  # devices by the hash of a token found right
        self.flask = _flask(self)
        self.version = version_of(self.flask)
        self.socketio = SocketIO(
            self.flask,
            async_mode=settings.async_mode,
            json=wire,
            manage_session=False,
            max_http_buffer_size=LARGEST_PACKET,
            ping_interval=3,
            ping_timeout=10,
        )
        self.gateway = Gateway(self, self.socketio)
        self.seen = Seen(lambda: self.publisher.changed(SCREENS), bus.now())
        self.announcer = Announcer(
            bus, lambda room, saying: self._send("call", room, saying), self.sound, self._seconds
        )
        self.publisher = Publisher(
            bus,
            self._send,
            self.gateway.watched,
            self.gateway.shut_out,
            self.sound,
            settings.boards_a_second,
            self.announcer,
            self.seen,
            self._forget_pictures,
        )
        bus.wake = self.publisher.wake
        guard = headers.Guard(self.flask.wsgi_app, settings.other_addresses)
        self.flask.wsgi_app = guard  # type: ignore[method-assign]
        self.application: Callable[..., Any] = self.flask

    def start(self) -> None:
        """Begin to push. Objects made so far live as long as the process, so the garbage
        collector need not look at them again: its pauses are the tail of every latency."""
        with self.bus.looking() as hall:
            self.finder.prepare(hall)
        self.socketio.start_background_task(self.publisher.run)
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        self.publisher.stopped = True
        self.publisher.wake()

    def sound(self, language: str, spoken: str) -> str:
        """Where a board finds a spoken phrase; empty where the hall has no voice, or
        none of that language."""
        name = self._sounds.name(language, spoken) if self.settings.voice else ""
        return f"/display/voice/{name}" if name else ""

    def _seconds(self, address: str) -> float | None:
        """How long the recording at an address of ours sounds; None where it is not there."""
        path = self.settings.var / "voice" / address.rpartition("/")[2]
        return seconds_of(path) if path.exists() else None

    def _forget_pictures(self) -> None:
        with self.bus.looking() as hall:
            shown = {
                picture.name for notice in hall.notices.values() for picture in notice.pictures
            }
        self.pictures.forget(shown)

    def allowance(self, what: str, most: int, within: float) -> Allowance:
        """The count of one thing that anybody may do; `within` seconds so often."""
        return self._allowances.setdefault(what, Allowance(most, within))

    def verify(self) -> Findings:
        return verify_file(self.bus.store.path, self.settings.code)

    def _send(self, event: str, room: str, content: Any) -> None:
        self.socketio.emit(event, content, to=room)


def _flask(hub: Hub) -> Flask:
    app = Flask(
        "shared.hub", static_folder="static", template_folder="templates", static_url_path="/static"
    )
    app.extensions["hub"] = hub
    app.session_interface = sessions.Sessions()
    app.config.update(
        SECRET_KEY=hub.secret,
        SESSION_COOKIE_NAME="hall_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=hub.settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=hub.settings.session_hours),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.before_request(sessions.check_request)
    app.after_request(lambda answer: pairing.put_cookie(answer, hub.settings.secure_cookies))
    templating.install(app)
    errors.install(app)
    app.register_blueprint(api_pairing.add_to(api.blueprint()))
    app.register_blueprint(pages.blueprint())
    app.register_blueprint(pictures.blueprint())
    for face in FACES:
        app.register_blueprint(import_module(face).face())
    return app
