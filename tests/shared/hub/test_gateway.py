"""Who may connect, which rooms they may watch, what they are told at once."""

from pathlib import Path
from typing import Any

import pytest
from flask_socketio import SocketIOTestClient

from shared.bus import Bus
from shared.domain import commands as c
from shared.hub.app import Hub
from shared.words import say
from tests.portrait import image
from tests.shared.hub.conftest import Browser, build_hub, token
from tests.small_hall import SYSTEM, WANG, Clock, new_id, take


@pytest.fixture
def live(bus: Bus, tmp_path: Path, async_mode: str) -> Hub:
    """A hub of its own: who is connected is kept in it."""
    return build_hub(bus, tmp_path, async_mode)


def connect(hub: Hub, **more: Any) -> SocketIOTestClient:
    return hub.socketio.test_client(hub.flask, **more)


def screen(hub: Hub, device: str = "D1") -> SocketIOTestClient:
    client = connect(hub, auth={"token": token(device)})
    assert client.is_connected()
    return client


def staff(hub: Hub, account: str) -> SocketIOTestClient:
    browser = Browser(hub)
    browser.sign_in(account)
    client = connect(hub, flask_test_client=browser.client)
    assert client.is_connected()
    return client


def watch(client: SocketIOTestClient, *message: Any) -> Any:
    return client.emit("watch", *message, callback=True)


def do(bus: Bus, kind: type[c.Command], /, by: str = WANG, **words: object) -> None:
    bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "auth",
    [None, {}, {"token": None}, {"token": 5}, {"token": ""}, {"token": "nonsense"}, {"token": []},
     {"token": "D1.wrong-secret"}, {"token": "x" * 5000}, [], "D1", 7,
     {"account": "wang", "password": "correct-horse-battery"}],
    ids=ascii,
)  # fmt: skip
def test_nobody_connects(live: Hub, auth: Any) -> None:
    client = connect(live, auth=auth)
    assert not client.is_connected()
    assert live.gateway.actors == {}


def test_each_kind_of_somebody_connects(live: Hub) -> None:
    clients = [screen(live, device) for device in ("D1", "K1", "S1")] + [staff(live, "wang")]
    bearer = connect(live, headers={"Authorization": f"Bearer {token('D1')}"})
    assert bearer.is_connected()
    cookie = Browser(live)
    cookie.client.set_cookie("hall_display", token("D1"))
    assert connect(live, flask_test_client=cookie.client).is_connected()
    assert len(live.gateway.actors) == len(clients) + 2
    for client in clients:
        client.disconnect()
    assert len(live.gateway.actors) == 2


def test_a_device_shut_out_does_not_connect(live: Hub, bus: Bus) -> None:
    do(bus, c.RevokeDevice, SYSTEM, device="D1")
    assert not connect(live, auth={"token": token("D1")}).is_connected()


def test_a_fault_inside_is_a_refusal_and_no_second_try_without_the_token(
    live: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Flask-SocketIO calls a handler that raised TypeError again with no token at all."""
    tries: list[object] = []

    def broken(auth: object) -> frozenset[str]:
        tries.append(auth)
        raise TypeError("broken")

    monkeypatch.setattr(live.gateway, "_actors", broken)
    client = connect(live, auth={"token": token("D1")})
    assert not client.is_connected()
    assert tries == [{"token": token("D1")}]


@pytest.mark.parametrize("room", ["main", "queue/A", "window/1"])
def test_a_screen_watches(live: Hub, bus: Bus, room: str) -> None:
    bus.execute(take())
    client = screen(live)
    answer = watch(client, {"room": room})
    assert answer["ok"] is True
    assert answer["board"]["room"] == room
    assert answer["board"]["seq"] == bus.store.journal_end()
    assert answer["board"]["at"] == "2026-11-23T02:00:00Z"
    assert answer["calls"] == []
    assert room in live.gateway.watched()


@pytest.mark.parametrize("room", ["console/1", "overview"])
def test_what_is_for_staff_only(live: Hub, room: str) -> None:
    for device in ("D1", "K1"):
        answer = watch(screen(live, device), {"room": room})
        assert (answer["ok"], answer["code"]) == (False, "not-allowed")
        assert answer["error"] == say("zh", "You may not do this.")
    assert watch(staff(live, "wang"), {"room": room})["ok"] is True
    assert live.gateway.watched().count(room) == 1


@pytest.mark.parametrize(
    "message",
    [
        (), (None,), ("main",), (5,), ([],), ({},), ({"room": None},), ({"room": 5},),
        ({"room": ["main"]},), ({"room": ""},), ({"room": "nothing"},), ({"room": "window/77"},),
        ({"room": "window/"},), ({"room": "window/one"},), ({"room": "window/1/2"},),
        ({"room": "window/-1"},), ({"room": "window/²"},), ({"room": "queue/"},),
        ({"room": "queue/Z"},), ({"room": "queue/a"},), ({"room": "main/"},),
        ({"room": "main/x"},), ({"room": "x" * 1000},), ({"room": "../main"},),
        ({"room": "\N{FIRE}"},), ({"room": "/"},),
    ],
    ids=ascii,
)  # fmt: skip
def test_rooms_that_are_none(live: Hub, message: tuple[Any, ...]) -> None:
    client = screen(live)
    rooms = set(live.gateway.watched())
    answer = watch(client, *message)
    assert answer["ok"] is False
    assert answer["code"] in ("unknown", "not-allowed")
    assert answer["error"]
    assert set(live.gateway.watched()) == rooms
    assert watch(client, {"room": "main"})["ok"] is True


@pytest.mark.parametrize("room", ["window/01", "window/\u0661", "window/001"], ids=ascii)
def test_a_room_has_one_name(live: Hub, room: str) -> None:
    """Or a screen would stand in a room that nothing is ever sent to."""
    assert watch(screen(live), {"room": room})["ok"] is False


@pytest.mark.parametrize("message", [({"room": "main"}, 5), ({"room": "main"}, {}, [], None)])
def test_more_than_one_message(live: Hub, message: tuple[Any, ...]) -> None:
    client = screen(live)
    answer = watch(client, *message)
    assert isinstance(answer["ok"], bool)
    assert client.is_connected()


def test_a_client_watches_so_many_rooms_at_most(live: Hub, bus: Bus) -> None:
    client = screen(live)
    for _ in range(40):
        watch(client, {"room": "main"})  # again and again is one room
    rooms = ["main", *(f"queue/{q}" for q in "ABC"), *(f"window/{n}" for n in range(1, 5))]
    assert all(watch(client, {"room": room})["ok"] for room in rooms)


def test_the_language_of_a_refusal(live: Hub) -> None:
    client = connect(live, auth={"token": token("D1")}, headers={"Accept-Language": "en"})
    assert watch(client, {"room": "overview"})["error"] == "You may not do this."


def test_watching_changes_nothing(live: Hub, bus: Bus) -> None:
    before, picture = bus.store.journal_end(), image(bus)
    for room in ("main", "overview", "console/1", "nothing"):
        watch(staff(live, "sun"), {"room": room})
    assert (bus.store.journal_end(), image(bus)) == (before, picture)


def test_staff_shut_out_see_nothing_new(live: Hub, bus: Bus) -> None:
    client = staff(live, "gu")
    do(bus, c.DisableStaff, SYSTEM, account="gu")
    assert watch(client, {"room": "overview"})["ok"] is False


class TestYoungCalls:
    """What a screen that was away should still announce."""

    @pytest.fixture
    def called(self, bus: Bus) -> Bus:
        do(bus, c.OpenWindow, window=1)
        bus.execute(take(language="en"))
        do(bus, c.CallNext, window=1)
        return bus

    def calls(self, hub: Hub, room: str) -> list[dict[str, Any]]:
        return list(watch(screen(hub), {"room": room})["calls"])

    def test_a_young_one(self, live: Hub, called: Bus, clock: Clock) -> None:
        clock.move(seconds=19)
        for room in ("main", "window/1"):
            (call,) = self.calls(live, room)
            assert (call["number"], call["window"], call["recall"]) == ("A001", 1, False)
            assert call["id"] == called.store.journal_end()
            assert call["expires_at"] == "2026-11-23T02:00:20Z"
            assert [speech["language"] for speech in call["speech"]] == ["zh", "en"]
        for room in ("window/2", "queue/B"):
            assert self.calls(live, room) == []

    def test_an_old_one(self, live: Hub, called: Bus, clock: Clock) -> None:
        clock.move(seconds=20)
        assert self.calls(live, "main") == []

    @pytest.mark.parametrize("move", [c.StartService, c.MissTicket])
    def test_none_once_it_came_to_an_end(
        self, live: Hub, called: Bus, move: type[c.Command]
    ) -> None:
        do(called, move, window=1)
        assert self.calls(live, "main") == []

    def test_a_recall_takes_the_place_of_the_call(
        self, live: Hub, called: Bus, clock: Clock
    ) -> None:
        """One number is not announced twice in a row."""
        clock.move(seconds=5)
        do(called, c.Recall, window=1)
        (call,) = self.calls(live, "main")
        assert (call["recall"], call["id"]) == (True, called.store.journal_end())

    def test_no_key_in_it(self, live: Hub, called: Bus) -> None:
        import json

        with called.looking() as hall:
            (key,) = hall.keys
        assert key not in json.dumps(self.calls(live, "main"))


class TestShutOut:
    """An account or a device that is shut loses its connections, also from the publisher, which
    runs outside every request."""

    def test_a_device(self, live: Hub) -> None:
        one, other = screen(live, "D1"), screen(live, "K1")
        live.gateway.shut_out("D1")
        assert not one.is_connected()
        assert other.is_connected()

    def test_an_account(self, live: Hub) -> None:
        one, other = staff(live, "gu"), staff(live, "wang")
        live.gateway.shut_out("staff:gu")
        assert not one.is_connected()
        assert other.is_connected()

    def test_by_the_publisher(self, live: Hub, bus: Bus) -> None:
        one, other = screen(live, "D1"), screen(live, "K1")
        do(bus, c.RevokeDevice, SYSTEM, device="D1")
        live.publisher.step()
        assert not one.is_connected()
        assert other.is_connected()

    @pytest.mark.parametrize("name", ["disconnect", "connect", "watch-not", ["x"], {"a": 1}])
    def test_by_no_name_of_its_own_choice_it_stays(
        self, live: Hub, bus: Bus, name: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Who sends the library's own events is not forgotten, and fills no log."""
        one = screen(live, "D1")
        actors = dict(live.gateway.actors)
        one.emit(name)
        assert live.gateway.actors == actors
        do(bus, c.RevokeDevice, SYSTEM, device="D1")
        live.publisher.step()
        assert not one.is_connected()
        assert not [each for each in caplog.records if each.exc_info]

    def test_a_device_named_like_an_account(self, live: Hub, bus: Bus) -> None:
        """Shutting the screen ``wang`` out leaves the clerk at work."""
        client = staff(live, "wang")
        do(bus, c.PairDevice, SYSTEM, device="wang", kind="display")
        do(bus, c.RevokeDevice, SYSTEM, device="wang")
        live.publisher.step()
        assert client.is_connected()


def test_a_packet_reaches_those_who_watch(live: Hub, bus: Bus) -> None:
    board, panel, idle = screen(live), screen(live), screen(live)
    watch(board, {"room": "main"})
    watch(panel, {"room": "window/2"})
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    do(bus, c.CallNext, window=1)
    live.publisher.step()
    (packet,) = board.get_received()
    assert packet["name"] == "call"
    assert packet["args"][0]["number"] == "A001"
    assert panel.get_received() == idle.get_received() == []


def test_who_came_after_is_not_shut_out(live: Hub, bus: Bus) -> None:
    """A screen that is paired and connects at once must not be cut off by its own pairing."""
    client = screen(live)
    with bus.looking() as hall:
        seq = hall.seq
    live.gateway.shut_out("D1", seq)
    assert client.is_connected()
    live.gateway.shut_out("D1", seq + 1)
    assert not client.is_connected()
