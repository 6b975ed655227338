"""A device shows a code and is let in by an administrator who types it."""

import logging
from collections.abc import Callable

import msgspec
import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.people import Role
from shared.domain.screens import Screen, Shows
from shared.hub.app import Hub
from shared.hub.passwords import hash_token
from shared.hub.sessions import password_name
from shared.store.asked_to_pair import OF_ALL, OF_ONE_NETWORK
from shared.store.verify import verify_file
from tests.shared.hub.conftest import CHEAP, Browser, token
from tests.small_hall import SYSTEM, Clock, new_id

PANEL = {"name": "Window 2", "shows": "panel", "window": 2, "languages": ["zh", "en"]}
FAR = {"REMOTE_ADDR": "203.0.113.9"}


def ask(browser: Browser, address: str = "192.168.1.20", **wish: str) -> dict[str, str]:
    answer = browser.client.post(
        "/api/v1/pairing",
        json={"kind": "display"} | wish,
        environ_overrides={"REMOTE_ADDR": address},
    )
    assert answer.status_code == 201, answer.text
    content: dict[str, str] = answer.json
    return content


def state(hub: Hub, given: dict[str, str]) -> dict[str, str]:
    content: dict[str, str] = Browser(hub, given["token"]).get("/api/v1/pairing").json
    return content


def test_a_screen_is_let_in_by_its_code(hub: Hub, nobody: Browser, admin: Browser) -> None:
    given = ask(nobody)
    assert state(hub, given)["state"] == "waiting"
    screen = Browser(hub, given["token"])
    assert screen.get("/api/v1/boards/main").status_code == 401
    asked = admin.get(f"/api/v1/pairing/{given['code']}").json
    assert (asked["kind"], asked["network"]) == ("display", "192.168.1.20")
    answer = admin.post("/pairing/accept", code=given["code"], screen=PANEL)
    assert (answer.status_code, answer.json["device"]) == (201, given["device"])
    assert screen.get("/api/v1/boards/main").status_code == 200
    assert state(hub, given)["state"] == "paired"
    with hub.bus.looking() as hall:
        shown = hall.devices[given["device"]].screen
    assert shown == msgspec.convert(PANEL, Screen)
    assert not verify_file(hub.bus.store.path, "small").faults


def test_a_code_is_accepted_once(
    nobody: Browser, admin: Browser, bus: Bus, signed_in: Callable[[str], Browser]
) -> None:
    given = ask(nobody)
    for _ in range(2):  # a press that was sent twice
        assert admin.post("/pairing/accept", code=given["code"], screen=PANEL).status_code == 201
    end = bus.store.journal_end()
    answer = admin.post("/pairing/accept", code=given["code"], screen=PANEL | {"name": "Mine"})
    assert answer.status_code == 409
    assert admin.get(f"/api/v1/pairing/{given['code']}").status_code == 404
    assert bus.store.journal_end() == end


def test_only_an_administrator_lets_in(
    nobody: Browser, hub: Hub, signed_in: Callable[[str], Browser], unchanged: None
) -> None:
    given = ask(nobody)
    for browser in (signed_in("sun"), signed_in("wang"), Browser(hub, token("D1"))):
        assert browser.post("/pairing/accept", code=given["code"]).status_code == 403
        assert browser.get(f"/api/v1/pairing/{given['code']}").status_code in (303, 401, 403)
    assert nobody.post("/pairing/accept", code=given["code"]).status_code == 401
    assert state(hub, given)["state"] == "waiting"


def test_a_code_is_over_after_ten_minutes(
    nobody: Browser, admin: Browser, clock: Clock, hub: Hub
) -> None:
    given = ask(nobody)
    clock.move(minutes=9, seconds=59)
    assert state(hub, given)["state"] == "waiting"
    clock.move(seconds=1)
    assert state(hub, given)["state"] == "unknown"
    assert admin.post("/pairing/accept", code=given["code"]).status_code == 404


@pytest.mark.parametrize(
    "screen",
    [
        {"shows": "panel", "window": 77},
        {"zones": ["nowhere"]},
        {"speaker": "nowhere"},
        {"inches": -1},
        {"inches": 1e9},
        {"metres": 0},
        {"metres": 1e300},
        {"across": 0},
        {"down": 10**12},
        {"languages": []},
        {"languages": ["xx"]},
        {"name": "x" * 81},
        {"shows": "everything"},
        {"windows": "1"},
    ],
)
def test_what_cannot_be_shown_is_refused_and_the_code_stays(
    nobody: Browser, admin: Browser, screen: dict[str, object], unchanged: None
) -> None:
    given = ask(nobody)
    answer = admin.post("/pairing/accept", code=given["code"], screen=screen)
    assert answer.status_code in (404, 422)
    assert admin.get(f"/api/v1/pairing/{given['code']}").status_code == 200


def test_bad_wishes(nobody: Browser, admin: Browser, unchanged: None) -> None:
    for body in (b"", b"{", b"[]", b"null", b'{"kind":"citizen"}', b'{"kind":"display","x":1}'):
        assert nobody.send("/pairing", body).status_code in (400, 422)
    for code in ("", "12345", "1234567", "１２３４５６", "abcdef", "000000' OR 1", 5):
        answer = admin.post("/pairing/accept", code=code)
        assert answer.status_code in (404, 422), code
    assert nobody.client.post("/api/v1/pairing", data="kind=display").status_code == 415


def test_a_speaker_station_and_a_kiosk(hub: Hub, nobody: Browser, admin: Browser) -> None:
    speaker = ask(nobody, kind="station", place="voice/hall")
    assert admin.post("/pairing/accept", code=speaker["code"]).json["place"] == "voice/hall"
    elsewhere = ask(nobody, kind="station")
    answer = admin.post("/pairing/accept", code=elsewhere["code"], place="voice/nowhere")
    assert answer.status_code == 404
    answer = admin.post("/pairing/accept", code=elsewhere["code"], place="voice/east")
    assert answer.json["place"] == "voice/east"
    kiosk = ask(nobody, kind="kiosk")
    assert admin.post("/pairing/accept", code=kiosk["code"]).status_code == 404
    answer = admin.post("/pairing/accept", code=kiosk["code"], screen=PANEL, place="K2")
    assert answer.status_code == 422  # a kiosk is no screen
    assert admin.post("/pairing/accept", code=kiosk["code"], place="K2").status_code == 201
    ticket = {"service": "id-card", "language": "zh"}
    assert Browser(hub, kiosk["token"]).post("/tickets", **ticket).status_code in (201, 409)


def test_whoever_was_shut_out_asks_anew_and_the_log_says_so_once(
    hub: Hub, nobody: Browser, admin: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    given = ask(nobody)
    admin.post("/pairing/accept", code=given["code"])
    admin.post(f"/devices/{given['device']}/revoke")
    screen = Browser(hub, given["token"])
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            assert screen.get("/api/v1/boards/main").status_code == 401
    assert len(caplog.records) == 1
    assert given["token"] not in caplog.text
    assert state(hub, given)["state"] == "unknown"
    answer = admin.post("/pairing/accept", code=given["code"])
    assert answer.status_code in (201, 409)
    assert screen.get("/api/v1/boards/main").status_code == 401


def test_a_display_that_sends_commands_is_refused_and_the_log_says_so_once(
    hub: Hub, caplog: pytest.LogCaptureFixture, unchanged: None
) -> None:
    screen = Browser(hub, token("D1"))
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            assert screen.post("/windows/1/next").status_code == 403
    assert [record.message for record in caplog.records] == [
        "display D1 asked for what it may not: api.CallNext"
    ]


def test_a_thousand_requests_take_no_place_of_a_screen_in_the_hall(
    hub: Hub, nobody: Browser, admin: Browser, caplog: pytest.LogCaptureFixture, unchanged: None
) -> None:
    first = ask(nobody, "198.51.100.1")
    with caplog.at_level(logging.WARNING):
        answers = [
            nobody.client.post(
                "/api/v1/pairing",
                json={"kind": "display"},
                environ_overrides={"REMOTE_ADDR": f"203.0.{number % 200}.9"},
            ).status_code
            for number in range(1000)
        ]
    assert answers.count(201) == OF_ALL - 1
    assert answers.count(429) == 1000 - OF_ALL + 1
    assert len(caplog.records) == 1
    assert state(hub, first)["state"] == "waiting", "nothing pushed an earlier one out"
    own = ask(nobody, "10.1.2.3")
    assert admin.get(f"/api/v1/pairing/{own['code']}").status_code == 200


def test_one_network_has_a_few(nobody: Browser, clock: Clock) -> None:
    for _ in range(OF_ONE_NETWORK[False]):
        ask(nobody, "203.0.113.9")
    answer = nobody.client.post("/api/v1/pairing", json={"kind": "display"}, environ_overrides=FAR)
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "too-many-ask")
    ask(nobody, "203.0.113.10")
    clock.move(minutes=10)
    ask(nobody, "203.0.113.9")


def csrf_of(page: str) -> str:
    return page.split('name="csrf" content="')[1].split('"')[0]


def test_a_browser_shows_a_code_and_keeps_it(
    hub: Hub, nobody: Browser, admin: Browser, bus: Bus
) -> None:
    page = nobody.get("/display/window/1")
    assert page.status_code == 403
    assert nobody.client.post("/display/pairing").status_code == 403
    csrf = csrf_of(page.text)
    asked = nobody.client.post("/display/pairing", headers={"X-CSRF-Token": csrf})
    code, csrf = asked.json["code"], asked.json["csrf"]
    assert (len(code), asked.json["seconds"]) == (6, 600)
    cookie = nobody.client.get_cookie("hall_display")
    assert cookie is not None
    assert cookie.http_only
    again = nobody.client.post("/display/pairing", headers={"X-CSRF-Token": csrf})
    assert again.json["code"] == code
    assert csrf_of(nobody.get("/display").text) == csrf
    assert nobody.get("/display/pairing").json["state"] == "waiting"
    answer = admin.post("/pairing/accept", code=code, screen={"name": "Door"})
    assert answer.status_code == 201
    assert nobody.get("/display/pairing").json["state"] == "paired"
    assert nobody.get("/display").status_code == 200
    again = nobody.client.post("/display/pairing", headers={"X-CSRF-Token": csrf})
    assert again.json["state"] == "paired"
    admin.post(f"/devices/{answer.json['device']}/revoke")
    page = nobody.get("/display")
    assert page.status_code == 403
    asked = nobody.client.post("/display/pairing", headers={"X-CSRF-Token": csrf_of(page.text)})
    assert asked.json["code"] != code


def test_a_browser_is_told_when_too_many_ask(nobody: Browser) -> None:
    csrf = csrf_of(nobody.get("/display", environ_overrides=FAR).text)
    for _ in range(OF_ONE_NETWORK[False]):
        ask(nobody, FAR["REMOTE_ADDR"])
    answer = nobody.client.post(
        "/display/pairing", headers={"X-CSRF-Token": csrf}, environ_overrides=FAR
    )
    assert answer.status_code == 429
    assert answer.json["error"]
    assert nobody.client.get_cookie("hall_display") is None


def test_an_account_s_session_is_not_touched(hub: Hub, bus: Bus) -> None:
    """A member of staff who looks at a board asks for nothing."""
    browser = Browser(hub)
    assert browser.sign_in("wang").status_code == 200
    assert browser.get("/display").status_code == 200
    assert browser.client.get_cookie("hall_display") is None
    assert bus.store.sealed(password_name("wang")) == CHEAP


def test_pairing_with_a_set_up_is_one_command(bus: Bus) -> None:
    screen = Screen(name=" Door ", shows=Shows.board, zones=("east",))
    (entry,) = bus.execute(
        c.PairDevice(id=new_id(), by=SYSTEM, device="door", kind=Role.display, screen=screen),
        {"device:door": hash_token("door.x")},
    )
    assert entry.event.device.screen.name == "Door"
    with bus.looking() as hall:
        assert screen.selection.room in hall.walls
    bus.execute(c.PairDevice(id=new_id(), by=SYSTEM, device="door", kind=Role.display))
    with bus.looking() as hall:
        assert hall.devices["door"].screen.name == "Door", "paired anew it shows what it did"
