"""What a citizen's phone is told over the live line: its own place, and nothing of others."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask_socketio import SocketIOTestClient

from shared import queries
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.places import place
from shared.hub.app import Hub
from shared.hub.gateway import PHONES_A_TICKET
from tests.shared.hub.conftest import Browser, build_hub, token
from tests.small_hall import LI, WANG, Clock, key_for, new_id, take

FIRST, SECOND = key_for("the-first-ticket"), key_for("the-second-ticket")


@pytest.fixture
def live(bus: Bus, tmp_path: Path, async_mode: str) -> Hub:
    """Two who wait for A, and a window that is open."""
    do(bus, c.OpenWindow)
    bus.execute(take(id="the-first-ticket"))
    bus.execute(take(id="the-second-ticket"))
    return build_hub(bus, tmp_path, async_mode)


def phone(hub: Hub, key: object = FIRST, **more: Any) -> SocketIOTestClient:
    return hub.socketio.test_client(hub.flask, auth={"ticket": key}, **more)


def watch(client: SocketIOTestClient, room: str) -> Any:
    return client.emit("watch", {"room": room}, callback=True)


def do(bus: Bus, *moves: type[c.Command], window: int = 1, by: str = WANG, **words: object) -> None:
    for move in moves:
        bus.execute(move(id=new_id(), by=by, window=window, **words))  # type: ignore[call-arg]


def received(client: SocketIOTestClient, hub: Hub) -> list[dict[str, Any]]:
    """What is pushed to a client, without waiting for boards to settle."""
    hub.publisher.step()
    hub.publisher._changed = dict.fromkeys(hub.publisher._changed, -10.0)
    hub.publisher._sent.clear()
    hub.publisher.step()
    return client.get_received()


def test_it_finds_its_place_by_its_mark(live: Hub, bus: Bus) -> None:
    answer = watch(phone(live, SECOND), "queue/A")
    line = {mark: (ahead, minutes) for mark, ahead, minutes in answer["board"]["line"]}
    with bus.looking() as hall:
        now = queries.ticket_by_key(hall, SECOND, bus.now())
        assert place(hall, now.ticket, bus.now()) == 1
    assert line[queries.mark(SECOND)] == (now.ahead, now.minutes)
    assert answer["board"]["out"] == []


def test_no_number_and_no_key_is_in_anything_it_is_sent(live: Hub, bus: Bus) -> None:
    client = phone(live)
    said = [watch(client, "queue/A")]
    do(bus, c.CallNext)
    said += received(client, live)
    do(bus, c.StartService, c.HoldTicket)
    said += received(client, live)
    do(bus, c.CallNext, c.MissTicket)
    said += received(client, live)
    names = [packet["name"] for packet in said[1:]]
    assert names == ["call", "board", "board", "call", "board"]
    text = json.dumps(said)
    for secret in (FIRST, SECOND, "A001", "A002", "wang", "id-card"):
        assert secret not in text


def test_a_call_names_its_mark_and_window(live: Hub, bus: Bus) -> None:
    client = phone(live)
    watch(client, "queue/A")
    do(bus, c.CallNext)
    call = received(client, live)[0]["args"][0]
    assert (call["mark"], call["window"]) == (queries.mark(FIRST), 1)
    assert set(call) == {"id", "mark", "window", "at", "expires_at"}
    board = watch(phone(live), "queue/A")
    assert [call["mark"] for call in board["calls"]] == [queries.mark(FIRST)]
    assert board["board"]["out"] == [[queries.mark(FIRST), "called", 1]]


@pytest.mark.parametrize("room", ["queue/B", "main", "overview", "window/1", "steward", "queue/Z"])
def test_it_watches_its_own_queue_alone(live: Hub, room: str) -> None:
    answer = watch(phone(live), room)
    assert not answer["ok"]
    assert live.gateway.watched().count(room) == 0


def test_whoever_else_its_browser_may_be(live: Hub) -> None:
    browser = Browser(live)
    browser.sign_in("admin")
    browser.client.set_cookie("hall_display", token("D1"))
    client = phone(live, flask_test_client=browser.client)
    assert not watch(client, "main")["ok"]
    assert not watch(client, "console/1")["ok"]
    assert watch(client, "queue/A")["ok"]


def test_it_follows_its_number_to_another_queue(live: Hub, bus: Bus) -> None:
    client = phone(live)
    watch(client, "queue/A")
    do(bus, c.CallNext, c.StartService)
    received(client, live)
    do(bus, c.TransferTicket, service="invoice")
    (gone,) = received(client, live)
    assert all(mark != queries.mark(FIRST) for mark, *_ in gone["args"][0]["line"])
    assert not watch(client, "queue/A")["ok"]
    assert watch(client, "queue/B")["ok"]
    assert "queue/A" not in live.gateway.watched()


def test_once_its_number_has_ended_there_is_nothing_to_watch(live: Hub, bus: Bus) -> None:
    do(bus, c.CallNext, c.StartService, c.FinishService)
    client = phone(live)
    assert client.is_connected()
    assert not watch(client, "queue/A")["ok"]


@pytest.mark.parametrize("key", ["", "no-such-key", 7, None, [FIRST], "20261123-A001"])
def test_a_key_that_is_none(live: Hub, key: object) -> None:
    assert not phone(live, key).is_connected()
    assert not phone(live, key, headers={"Authorization": f"Bearer {token('D1')}"}).is_connected()


def test_so_many_phones_a_number(live: Hub) -> None:
    phones = [phone(live) for _ in range(PHONES_A_TICKET)]
    assert all(each.is_connected() for each in phones)
    assert not phone(live).is_connected()
    assert phone(live, SECOND).is_connected()
    phones[0].disconnect()
    assert phone(live).is_connected()


def test_it_is_cut_when_its_day_is_over(live: Hub, bus: Bus, clock: Clock) -> None:
    client = phone(live)
    watch(client, "queue/A")
    screen = live.socketio.test_client(live.flask, auth={"token": token("D1")})
    clock.move(hours=24)
    bus.begin_day()
    live.publisher.step()
    assert not client.is_connected()
    assert screen.is_connected()
    assert not phone(live).is_connected()


def test_of_a_window_alone(live: Hub, bus: Bus) -> None:
    """Sent on to one window: a line of its own, still on its queue's board."""
    do(bus, c.OpenWindow, window=2, by=LI)
    do(bus, c.CallNext, c.StartService)
    do(bus, c.TransferTicket, to_window=2)
    board = watch(phone(live), "queue/A")["board"]
    ahead = {mark: ahead for mark, ahead, _ in board["line"]}
    assert ahead == {queries.mark(SECOND): 0, queries.mark(FIRST): 0}
