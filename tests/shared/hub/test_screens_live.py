"""What screens and those who watch over them are sent over the socket when something changes."""

from pathlib import Path
from typing import Any

import pytest
from flask_socketio import SocketIOTestClient
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.screens import Screen, Shows
from shared.hub.app import Hub
from tests.shared.hub.conftest import Browser, build_hub, token
from tests.small_hall import CATALOGUE, SYSTEM, Clock, new_id


@pytest.fixture
def live(bus: Bus, tmp_path: Path, async_mode: str) -> Hub:
    """A hub of its own: who is connected is kept in it."""
    return build_hub(bus, tmp_path, async_mode)


@pytest.fixture
def supervisor(live: Hub) -> SocketIOTestClient:
    browser = Browser(live)
    browser.sign_in("sun")
    client = live.socketio.test_client(live.flask, flask_test_client=browser.client)
    assert client.emit("watch", {"room": "screens"}, callback=True)["ok"]
    return client


def screen(hub: Hub, given: str = "") -> SocketIOTestClient:
    client = hub.socketio.test_client(hub.flask, auth={"token": given or token("D1")})
    assert client.is_connected()
    return client


def boards(hub: Hub, client: SocketIOTestClient) -> list[Any]:
    """Those sent in a round of the publisher, and the next, when all of them are due."""
    client.get_received()
    hub.publisher._sent.clear()
    for room in hub.publisher._changed:
        hub.publisher._changed[room] = 0.0
    hub.publisher.step()
    for room in hub.publisher._changed:
        hub.publisher._changed[room] = 0.0
    hub.publisher.step()
    return [said["args"][0] for said in client.get_received() if said["name"] == "board"]


def set_up(bus: Bus, **shown: Any) -> None:
    bus.execute(c.SetUpScreen(id=new_id(), by="staff:admin", device="D1", screen=Screen(**shown)))


def test_a_screen_is_told_of_its_set_up(live: Hub, bus: Bus) -> None:
    client = screen(live)
    answer = client.emit("watch", {"room": "screen/D1"}, callback=True)
    assert answer["board"]["screen"] is None
    set_up(bus, name="Door", shows=Shows.panel, window=2)
    (board,) = boards(live, client)
    assert (board["room"], board["screen"]["window"]) == ("screen/D1", 2)


def test_who_watches_over_the_screens_sees_one_come_and_go(
    live: Hub, supervisor: SocketIOTestClient
) -> None:
    client = screen(live)
    client.emit("showing", {"room": "main", "seq": 1, "version": "1", "sound": ""})
    board = boards(live, supervisor)[-1]
    assert ({s["device"]: s["state"] for s in board["screens"]}["D1"], board["red"]) == ("ok", 0)
    client.disconnect()
    board = boards(live, supervisor)[-1]
    assert ({s["device"]: s["state"] for s in board["screens"]}["D1"], board["red"]) == ("away", 1)


def test_who_did_not_come_is_told_by_the_clock(
    live: Hub, supervisor: SocketIOTestClient, clock: Clock
) -> None:
    boards(live, supervisor)
    clock.move(seconds=61)
    live.publisher._clock_due = 0.0
    assert boards(live, supervisor)[-1]["red"] == 1


def test_a_screen_that_was_let_in_connects_and_one_shut_out_does_not(
    live: Hub, bus: Bus, supervisor: SocketIOTestClient
) -> None:
    admin = Browser(live)
    admin.sign_in("admin")
    given = admin.client.post("/api/v1/pairing", json={"kind": "display"}, headers=admin.headers)
    asked = live.socketio.test_client(live.flask, auth={"token": given.json["token"]})
    assert not asked.is_connected(), "not before it is let in"
    accepted = admin.post("/pairing/accept", code=given.json["code"], screen={"name": "New"})
    assert accepted.status_code == 201
    names = [each["name"] for each in boards(live, supervisor)[-1]["screens"]]
    assert "New" in names
    client = screen(live, given.json["token"])
    admin.post(f"/devices/{given.json['device']}/revoke")
    names = [each["name"] for each in boards(live, supervisor)[-1]["screens"]]
    assert "New" not in names
    assert not client.is_connected()
    assert bus.store.sealed(f"device:{given.json['device']}") is not None


def test_a_screen_whose_window_is_taken_away_comes_again(live: Hub, bus: Bus) -> None:
    set_up(bus, shows=Shows.panel, window=4)
    live.publisher.step()
    client = screen(live)
    fewer = replace(CATALOGUE, windows=CATALOGUE.windows[:3])
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=fewer))
    live.publisher.step()
    assert not client.is_connected()
    again = screen(live)
    assert not again.emit("watch", {"room": "window/4"}, callback=True)["ok"]
    assert again.emit("watch", {"room": "main"}, callback=True)["ok"]
