"""The API's commands: the happy path of each route, and the same id twice."""

from collections.abc import Callable

import pytest

from shared.bus import Bus
from tests.portrait import assert_whole
from tests.shared.hub.conftest import PASSWORD, TICKET, Browser, token
from tests.small_hall import Clock, new_id, take


def test_a_number(kiosk: Browser, bus: Bus) -> None:
    answer = kiosk.post("/tickets", **TICKET)
    assert answer.status_code == 201
    assert answer.json == {
        "ticket": "20261123-A001",
        "number": "A001",
        "queue": "A",
        "ahead": 0,
        "wait_minutes": None,
        "windows": [1, 2, 4],
        "zone": {"zh": "东区", "en": "East zone"},
        "status": answer.json["status"],
    }
    with bus.looking() as hall:
        (ticket,) = hall.tickets.values()
    assert answer.json["status"].endswith(f"/{ticket.key}")
    assert ticket.kiosk == "K1"
    assert_whole(bus)


def test_the_number_has_a_page_where_the_answer_says(kiosk: Browser, nobody: Browser) -> None:
    """It needs no sign-in: the key is unguessable."""
    status = kiosk.post("/tickets", **TICKET).json["status"]
    assert nobody.get(status).status_code == 200


def test_a_green_number(kiosk: Browser) -> None:
    answer = kiosk.post("/tickets", **TICKET, need="elderly", **{"class": "green"})
    assert (answer.status_code, answer.json["number"]) == (201, "A001")


def test_a_whole_visit(kiosk: Browser, wang: Browser, bus: Bus) -> None:
    kiosk.post("/tickets", **TICKET)
    seen = [
        (answer.status_code, answer.json)
        for move in ("open", "next", "recall", "start", "finish", "close")
        for answer in (wang.post(f"/windows/1/{move}"),)
    ]
    ticket = {"ticket": "20261123-A001", "number": "A001"}
    nothing = {"ticket": None, "number": None}
    assert seen == [
        (200, {"window": 1, "state": state} | at)
        for state, at in (
            ("open", nothing), ("called", ticket), ("called", ticket),
            ("serving", ticket), ("served", ticket), ("closed", nothing),
        )
    ]  # fmt: skip
    assert_whole(bus)


def test_a_missed_number(kiosk: Browser, wang: Browser) -> None:
    kiosk.post("/tickets", **TICKET)
    wang.post("/windows/1/open")
    wang.post("/windows/1/next")
    answer = wang.post("/windows/1/miss")
    assert (answer.status_code, answer.json["state"]) == (200, "missed")


def test_set_up(admin: Browser, bus: Bus) -> None:
    for path, status, body in (
        ("/hall/open-specially", 200, {"reason": "flood"}),
        (
            "/staff",
            201,
            {"account": "qian", "name": "钱", "role": "clerk", "department": "tax",
             "password": "a-good-password"},
        ),
        ("/staff/qian/password", 200, {"password": "another-password"}),
        ("/staff/qian/disable", 200, {}),
    ):  # fmt: skip
        answer = admin.post(path, **body)
        assert (answer.status_code, answer.json) == (status, {"done": True}), path
    assert_whole(bus)


def test_a_new_account_signs_in(admin: Browser, nobody: Browser) -> None:
    person = {"account": "qian", "name": "钱", "role": "steward", "password": "a-good-password"}
    assert admin.post("/staff", **person).status_code == 201
    assert nobody.sign_in("qian", "a-good-password").json["role"] == "steward"


def test_a_new_device_acts_and_is_shut_out(admin: Browser) -> None:
    answer = admin.post("/devices", device="K2", kind="kiosk", place="K2")
    assert answer.status_code == 201
    assert answer.json.keys() == {"device", "token"}
    kiosk = Browser(admin.hub, answer.json["token"])
    assert kiosk.post("/tickets", **TICKET).status_code == 201
    assert admin.post("/devices/K2/revoke").json == {"done": True}
    assert kiosk.post("/tickets", **TICKET).status_code == 401


@pytest.mark.parametrize("device", ["kiosk.2", "大厅屏", " D 2 ", "staff:wang", "D-2_b"])
def test_a_device_that_is_paired_can_be_used(admin: Browser, device: str) -> None:
    """Whatever its name is; or the name is refused when it is paired."""
    answer = admin.post("/devices", device=device, kind="display")
    if answer.status_code == 422:
        return
    screen = Browser(admin.hub, answer.json["token"])
    assert screen.get("/api/v1/boards/main").status_code == 200


def test_a_token_is_told_to_the_same_command_only(admin: Browser, bus: Bus) -> None:
    command = {"command_id": new_id(), "device": "D2", "kind": "display"}
    first = admin.post("/devices", **command)
    end = bus.store.journal_end()
    again = admin.post("/devices", **command)
    assert again.data == first.data
    assert bus.store.journal_end() == end
    other = admin.post("/devices", **(command | {"command_id": new_id()}))
    assert other.json["token"] != first.json["token"]
    board = "/api/v1/boards/main"
    assert Browser(admin.hub, other.json["token"]).get(board).status_code == 200
    assert Browser(admin.hub, first.json["token"]).get(board).status_code == 401


def test_a_station_reports(hub: object, bus: Bus) -> None:
    bus.execute(take())
    station = Browser(hub, token("S1"))  # type: ignore[arg-type]
    answer = station.post("/jobs/receipt-20261123-A001/report", outcome="done", detail="")
    assert (answer.status_code, answer.json) == (200, {"done": True})
    answer = station.post("/jobs/receipt-20261123-A001/report", outcome="done")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "wrong-state")


def test_the_same_id_gives_the_same_answer_byte_for_byte(
    kiosk: Browser, wang: Browser, admin: Browser, bus: Bus, clock: Clock
) -> None:
    sent = []
    for browser, path, body in (
        (kiosk, "/tickets", TICKET),
        (wang, "/windows/1/open", {}),
        (wang, "/windows/1/next", {}),
        (wang, "/windows/1/recall", {}),
        (wang, "/windows/1/start", {}),
        (wang, "/windows/1/finish", {}),
        (wang, "/windows/1/close", {}),
        (admin, "/hall/open-specially", {"reason": "rain"}),
        (
            admin,
            "/staff",
            {"account": "qian", "name": "q", "role": "clerk", "password": "a-good-password"},
        ),
        (admin, "/staff/qian/password", {"password": "another-password"}),
        (admin, "/staff/qian/disable", {}),
    ):
        command = {"command_id": new_id()} | body
        answer = browser.post(path, **command)
        assert answer.status_code in (200, 201)
        sent.append((browser, path, command, answer))
    end = bus.store.journal_end()
    for later in (0, 90, 24 * 60):
        clock.move(minutes=later)
        for browser, path, command, first in sent:
            again = browser.post(path, **command)
            assert (again.status_code, again.data) == (first.status_code, first.data), path
    assert bus.store.journal_end() - end == 1  # the new day


def test_a_used_id_for_something_else(kiosk: Browser, bus: Bus) -> None:
    id_ = new_id()
    kiosk.post("/tickets", command_id=id_, **TICKET)
    end = bus.store.journal_end()
    answer = kiosk.post("/tickets", command_id=id_, service="passport", language="zh")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "repeated")
    assert bus.store.journal_end() == end


def test_the_same_id_from_another_browser_gives_nothing_away(
    kiosk: Browser, signed_in: Callable[[str], Browser]
) -> None:
    id_ = new_id()
    first = kiosk.post("/tickets", command_id=id_, **TICKET)
    answer = signed_in("gu").post("/tickets", command_id=id_, **TICKET)
    assert answer.status_code == 409
    assert first.json["status"] not in answer.text


def test_reading(wang: Browser, admin: Browser, nobody: Browser, bus: Bus) -> None:
    bus.execute(take())
    catalogue = nobody.get("/api/v1/catalogue").json
    assert [w["number"] for w in catalogue["windows"]] == [1, 2, 3, 4]
    assert {s["code"] for s in catalogue["services"]} == {
        "id-card", "passport", "invoice", "estate",
    }  # fmt: skip
    for room in ("main", "overview", "queue/A", "window/1", "console/1"):
        answer = wang.get(f"/api/v1/boards/{room}")
        assert (answer.status_code, answer.json["room"]) == (200, room)
    (ticket,) = admin.get("/api/v1/tickets").json
    assert (ticket["number"], ticket["state"], ticket["class"]) == ("A001", "waiting", "ordinary")
    assert admin.get("/api/v1/verify").json == {
        "ok": True, "entries": bus.store.journal_end(), "faults": [],
    }  # fmt: skip
    assert nobody.get("/health").json == {"ok": True, "seq": bus.store.journal_end()}


def test_verify_tells_what_is_wrong(admin: Browser, bus: Bus) -> None:
    bus.execute(take())
    with bus.store.transaction() as transaction:
        transaction._connection.execute("UPDATE ticket SET calls = 3")
    answer = admin.get("/api/v1/verify").json
    assert not answer["ok"]
    assert answer["faults"][0].startswith("ticket: 20261123-A001")


def test_who_am_i(wang: Browser, nobody: Browser) -> None:
    answer = wang.get("/api/v1/session").json
    assert answer == {
        "account": "wang", "name": "wang", "role": "clerk", "window": None,
        "csrf": wang.headers["X-CSRF-Token"],
    }  # fmt: skip
    wang.post("/windows/2/open")
    assert wang.get("/api/v1/session").json["window"] == 2
    assert nobody.get("/api/v1/session").status_code == 401
    assert PASSWORD not in wang.get("/api/v1/session").text


def test_nobody_is_waiting(wang: Browser, bus: Bus) -> None:
    wang.post("/windows/1/open")
    end = bus.store.journal_end()
    assert wang.post("/windows/1/next").json["error"]["code"] == "nobody-waiting"
    assert bus.store.journal_end() == end


def test_a_number_somebody_took_before_stays_theirs(kiosk: Browser, bus: Bus) -> None:
    bus.execute(take())
    assert kiosk.post("/tickets", **TICKET).json["number"] == "A002"


def test_the_same_id_with_another_password_is_refused(admin: Browser, bus: Bus) -> None:
    command = {"command_id": new_id(), "password": "the-first-password"}
    assert admin.post("/staff/wang/password", **command).status_code == 200
    again = admin.post("/staff/wang/password", **(command | {"password": "another-password"}))
    assert (again.status_code, again.json["error"]["code"]) == (409, "repeated")


def test_a_move_meant_for_somebody_else_is_refused(wang: Browser, kiosk: Browser) -> None:
    ids = [kiosk.post("/tickets", **TICKET).json["ticket"] for _ in range(2)]
    for move, fields in (("open", {}), ("next", {}), ("miss", {}), ("next", {})):
        wang.post(f"/windows/1/{move}", **fields)
    stale = wang.post("/windows/1/miss", ticket=ids[0])
    assert (stale.status_code, stale.json["error"]["code"]) == (409, "wrong-state")
    assert wang.post("/windows/1/miss", ticket=ids[1]).status_code == 200
