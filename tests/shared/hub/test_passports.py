"""A screen that lost the hub's address proves itself at another one."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.config import SettingsError, read_settings
from shared.hub import headers
from shared.hub.app import Hub
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import Clock

OTHERS = "http://10.0.0.7:8000, http://hall.local:8000/"


@pytest.fixture
def hub(hub: Hub) -> Hub:
    hub.settings = replace(hub.settings, also_at=OTHERS)
    return hub


@pytest.fixture
def screen(hub: Hub) -> Browser:
    browser = Browser(hub)
    browser.client.set_cookie("hall_display", token("D1"))
    return browser


def csrf_of(page: str) -> str:
    return page.split('name="csrf" content="')[1].split('"')[0]


def arrive(browser: Browser, passport: str) -> Any:
    csrf = csrf_of(browser.get("/display/arrive").text)
    return browser.client.post("/display/arrive", data={"passport": passport, "_csrf": csrf})


def test_a_screen_is_told_where_else_the_hub_is(screen: Browser, nobody: Browser) -> None:
    told = screen.get("/display/passport").json
    assert told["also_at"] == ["http://10.0.0.7:8000", "http://hall.local:8000"]
    assert told["passport"]
    page = screen.get("/display").text
    assert 'name="also-at" content="http://10.0.0.7:8000 http://hall.local:8000"' in page
    assert nobody.get("/display/passport").status_code == 403


def test_without_another_address_there_is_no_passport(hub: Hub, screen: Browser) -> None:
    hub.settings = replace(hub.settings, also_at="")
    assert screen.get("/display/passport").json == {"also_at": [], "passport": ""}


def test_a_passport_lets_in_once(hub: Hub, screen: Browser, nobody: Browser) -> None:
    passport = screen.get("/display/passport").json["passport"]
    assert nobody.get("/display").status_code == 403
    assert arrive(nobody, passport).status_code == 200
    assert nobody.get("/display").status_code == 200
    assert screen.get("/display").status_code == 403, "the former token is over"
    assert arrive(Browser(hub), passport).status_code == 403
    assert arrive(nobody, passport).status_code == 200, "it is here already"


def test_passports_that_hold_no_more(
    hub: Hub, screen: Browser, admin: Browser, clock: Clock
) -> None:
    passport = screen.get("/display/passport").json["passport"]
    changed = passport[:-1] + ("A" if passport[-1] != "A" else "B")
    for bad in ("", "x", changed, passport * 3, "\x00", "WyJEMSIsIiIsMV0.x"):
        assert arrive(Browser(hub), bad).status_code == 403
    clock.move(days=30)
    assert arrive(Browser(hub), passport).status_code == 403
    admin.sign_in("admin")
    passport = screen.get("/display/passport").json["passport"]
    assert admin.post("/devices/D1/revoke").status_code == 200
    assert arrive(Browser(hub), passport).status_code == 403


def test_arriving_needs_the_token_of_the_page(screen: Browser, nobody: Browser) -> None:
    passport = screen.get("/display/passport").json["passport"]
    answer = nobody.client.post("/display/arrive", data={"passport": passport})
    assert answer.status_code == 403
    assert nobody.get("/display").status_code == 403


def test_pages_may_ask_the_hub_s_other_addresses_and_no_others() -> None:
    policy = headers.headers(["http://10.0.0.7:8000"])[headers.NAME]
    assert policy.endswith("; connect-src 'self' http://10.0.0.7:8000")
    assert "connect-src" not in headers.headers()[headers.NAME]


@pytest.mark.parametrize(
    "written", ["10.0.0.7", "http://a b", "http://a;script-src *", "http://a/x", "http://a,,"]
)
def test_addresses_that_are_none(written: str) -> None:
    with pytest.raises(SettingsError):
        read_settings({"HALL_ALSO_AT": written})


def test_anybody_may_ask_whether_this_is_the_hub(nobody: Browser) -> None:
    answer = nobody.get("/health", headers={"Origin": "http://10.0.0.9:8000"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json["ok"] is True
