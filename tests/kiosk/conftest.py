"""The small hall's hub, seen by a browser at a paired kiosk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared.bus import Bus
from shared.hub.app import Hub
from shared.hub.pairing import token_name
from shared.hub.passwords import hash_token
from tests.shared.hub import conftest as of_the_hub
from tests.shared.hub.conftest import as_if_new

TOKEN = "K1.a-token-of-the-tests"

one_hub = of_the_hub.one_hub


@pytest.fixture
def hub(
    one_hub: Hub,
    tmp_path: Path,
    bus: Bus,
    monkeypatch: pytest.MonkeyPatch,
) -> Hub:
    made = as_if_new(one_hub, bus, tmp_path, monkeypatch)
    with bus.store.transaction() as transaction:
        transaction.seal(token_name("K1"), hash_token(TOKEN), "2026-11-23T01:00:00.000Z")
    return made


@pytest.fixture
def stranger(hub: Hub) -> FlaskClient:
    """A browser that is no kiosk."""
    return hub.flask.test_client()


@pytest.fixture
def kiosk(hub: Hub) -> FlaskClient:
    client = hub.flask.test_client()
    client.set_cookie("hall_kiosk", TOKEN)
    return client


@pytest.fixture
def form(kiosk: FlaskClient) -> Callable[..., dict[str, str]]:
    """The fields of a page's form, as a browser that opened the page would send them."""

    def fields(page: str = "/kiosk/zh/service/id-card") -> dict[str, str]:
        text = kiosk.get(page).text
        return {name: _value(text, name) for name in ("_csrf", "command_id", "service")}

    return fields


def _value(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="')[1].split('"')[0]
