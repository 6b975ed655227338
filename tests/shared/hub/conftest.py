"""A hub around the small hall, and browsers that are signed in, paired or neither."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.test import TestResponse

from shared.bus import Bus
from shared.config import Settings
from shared.devices.sounds import Names
from shared.hub import passwords
from shared.hub.app import Hub
from shared.hub.once import Once
from shared.hub.pairing import token_name
from shared.hub.passwords import Throttle, hash_token
from shared.hub.pictures import Pictures
from shared.hub.presence import WrongCodes
from shared.hub.sessions import password_name
from shared.queries.asked import Asked
from shared.queries.finding import Finder
from shared.store import Store
from shared.store.asked_to_pair import AskedToPair
from shared.store.personal import PersonalRecords
from tests.small_hall import Clock, new_id

PASSWORD = "correct-horse-battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CHEAP = QUICK.hash(PASSWORD)
STAFF = ("wang", "li", "zhao", "sun", "gu", "admin")
DEVICES = ("K1", "D1", "S1")


def token(device: str) -> str:
    return f"{device}.a-secret-that-nobody-guesses"


def seal_secrets(bus: Bus) -> None:
    """Every account has PASSWORD, every device `token`."""
    at = "2026-11-23T01:00:00.000Z"
    with bus.store.transaction() as transaction:
        for account in STAFF:
            transaction.seal(password_name(account), CHEAP, at)
        for device in DEVICES:
            transaction.seal(token_name(device), hash_token(token(device)), at)


def build_hub(bus: Bus, folder: Path, async_mode: str) -> Hub:
    """A hub on a bus of the small hall."""
    seal_secrets(bus)
    settings = Settings(code="small", var=folder, async_mode=async_mode)
    made = Hub(settings, bus, b"a secret of thirty-two bytes ...")
    made.flask.testing = True
    return made


class Browser:
    """A browser, or a program with a token: `post` adds a command id and what guards against
    other sites' pages."""

    def __init__(self, hub: Hub, bearer: str | None = None) -> None:
        self.hub = hub
        self.client = hub.flask.test_client()
        self.headers: dict[str, str] = {"Authorization": f"Bearer {bearer}"} if bearer else {}

    def sign_in(self, account: str, password: str = PASSWORD) -> TestResponse:
        answer = self.client.post(
            "/api/v1/session", json={"account": account, "password": password}
        )
        if answer.status_code == 200:
            self.headers["X-CSRF-Token"] = answer.json["csrf"]
        return answer

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, headers=self.headers | more.pop("headers", {}), **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **body: Any) -> TestResponse:
        """A command of the API; a command_id is chosen where none is given."""
        return self.client.post(
            f"/api/v1{path}",
            json={"command_id": new_id()} | body,
            headers=self.headers | (headers or {}),
        )

    def send(self, path: str, data: bytes | str, **headers: str) -> TestResponse:
        """Anything at all as a body."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/api/v1{path}",
            data=data,
            headers={"Content-Type": "application/json"} | self.headers | more,
        )


@pytest.fixture(scope="session")
def one_hub(hall_file: Path, tmp_path_factory: pytest.TempPathFactory, async_mode: str) -> Hub:
    """Built once: making all the routes takes longer than most tests."""
    folder = tmp_path_factory.mktemp("hub")
    store = Store(Path(shutil.copy(hall_file, folder / "hall.db")), "small")
    made = build_hub(Bus(store, Clock()), folder, async_mode)
    store.close()
    return made


@pytest.fixture
def hub(one_hub: Hub, bus: Bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub as if new that sends texts, around this test's hall. Its password hashes are quick
    ones: how slow they are is tested on its own."""
    made = as_if_new(one_hub, bus, tmp_path, monkeypatch)
    made.texts = True
    return made


def as_if_new(one_hub: Hub, bus: Bus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """What a page or a call of the API has to do with. Gateway, publisher and what they know of
    screens stay those of the first hall: tests of these build a hub of their own."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)
    monkeypatch.setattr(passwords, "_NOBODY", CHEAP)
    one_hub.bus = bus
    one_hub.personal = PersonalRecords(bus.store, one_hub.secret)
    one_hub.asked = Asked(bus.store)
    one_hub.asked_to_pair = AskedToPair(bus.store)
    one_hub.once = Once()
    one_hub.settings = Settings(code="small", var=folder, async_mode=one_hub.settings.async_mode)
    one_hub.pictures = Pictures(folder / "pictures")
    one_hub.throttle = Throttle()
    one_hub.pin_throttle = Throttle()
    one_hub.wrong_codes = WrongCodes()
    one_hub.wrong_check_ins = WrongCodes()
    one_hub.texts = False
    one_hub._allowances = {}
    one_hub.local_tokens = {}
    one_hub.proven = {}
    one_hub.finder = Finder()
    one_hub._sounds = Names(folder / "voice")
    seal_secrets(bus)
    return one_hub


@pytest.fixture
def nobody(hub: Hub) -> Browser:
    return Browser(hub)


@pytest.fixture
def signed_in(hub: Hub) -> Callable[[str], Browser]:
    """A browser in which this account is signed in."""

    def sign_in(account: str) -> Browser:
        browser = Browser(hub)
        assert browser.sign_in(account).status_code == 200
        return browser

    return sign_in


@pytest.fixture
def wang(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("wang")


@pytest.fixture
def admin(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("admin")


@pytest.fixture
def kiosk(hub: Hub) -> Browser:
    return Browser(hub, token("K1"))


@pytest.fixture
def unchanged(bus: Bus) -> Iterator[None]:
    """The test leaves the journal as it found it."""
    before = bus.store.journal_end()
    yield
    assert bus.store.journal_end() == before


TICKET = {"service": "id-card", "language": "zh"}


@pytest.fixture
def gu(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("gu")


@pytest.fixture
def sun(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("sun")
