"""Whatever is sent: a clear refusal with the right status, and nothing stored."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from shared.bus import Bus
from shared.store import store
from shared.words import languages, say
from tests.portrait import image
from tests.shared.hub.conftest import TICKET, Browser
from tests.small_hall import Clock, new_id


@pytest.fixture(autouse=True)
def nothing_stored(bus: Bus) -> Iterator[None]:
    before, picture = bus.store.journal_end(), image(bus)
    yield
    assert bus.store.journal_end() == before
    assert image(bus) == picture


def code(answer: object) -> tuple[int, str]:
    assert answer.json["error"]["message"]  # type: ignore[attr-defined]
    return answer.status_code, answer.json["error"]["code"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"nonsense", b"\xff\xfe", b'{"command_id": "\xc3"}', b"[1, 2", b'{"a":1,}',
     b"[" * 5000 + b"]" * 5000, b'{"a":' * 3000 + b"1" + b"}" * 3000, b"NaN"],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_not_json(kiosk: Browser, body: bytes) -> None:
    assert code(kiosk.send("/tickets", body)) == (400, "malformed")


@pytest.mark.parametrize(
    "body",
    ["null", "[]", "1", '"text"', "{}", '{"command_id": null}', '{"command_id": 5}',
     '{"command_id": ["x"]}', "true"],
)  # fmt: skip
def test_no_command_id(kiosk: Browser, body: str) -> None:
    assert code(kiosk.send("/tickets", body)) == (400, "malformed")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"]
)
def test_not_called_json(kiosk: Browser, kind: str) -> None:
    body = json.dumps({"command_id": new_id()} | TICKET)
    answer = kiosk.client.post(
        "/api/v1/tickets", data=body, headers=kiosk.headers, content_type=kind
    )
    assert code(answer) == (415, "malformed")


@pytest.mark.parametrize(
    "id_",
    ["", "short", "x" * 65, "a b c d e f", "12345678\n", "号号号号号号号号", "../../etc", "a" * 7,
     "<script>alert(1)</script>", "open-day/20261124"],
)  # fmt: skip
def test_command_ids(kiosk: Browser, id_: str) -> None:
    assert code(kiosk.post("/tickets", command_id=id_, **TICKET)) == (422, "malformed")


@pytest.mark.parametrize(
    "more",
    [
        {"colour": "red"},
        {"by": "staff:admin"},
        {"id": "something-else"},
        {"key": "0123456789abcdef0123456789abcdef"},
        {"password": "a-good-password"},
        {"": 1},
        {"x" * 5000: 1},
    ],
    ids=lambda more: next(iter(more))[:10],
)
def test_fields_that_are_not_known(kiosk: Browser, more: dict[str, object]) -> None:
    answer = kiosk.post("/tickets", **TICKET | more)
    assert code(answer) == (422, "malformed")
    assert len(answer.data) < 400


def test_a_field_of_the_path_is_not_taken_from_the_body(wang: Browser) -> None:
    assert code(wang.post("/windows/1/open", window=2)) == (422, "malformed")


@pytest.mark.parametrize(
    "change",
    [
        {"service": 5},
        {"service": None},
        {"service": ""},
        {"service": "x" * 33},
        {"service": ["id-card"]},
        {"language": {}},
        {"class": "urgent"},
        {"class": ""},
        {"need": "rich"},
        {"class": "green"},
        {"need": "elderly"},
        {"class": "ordinary", "need": "elderly"},
    ],
    ids=str,
)
def test_fields_that_make_no_sense(kiosk: Browser, change: dict[str, object]) -> None:
    assert code(kiosk.post("/tickets", **TICKET | change)) == (422, "malformed")


def test_a_field_that_is_missing(kiosk: Browser) -> None:
    assert code(kiosk.post("/tickets", service="id-card")) == (422, "malformed")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"service": "no-such"}, 404),
        ({"service": "\N{GRINNING FACE}"}, 404),
        ({"service": "\u202eid-card"}, 404),
        ({"service": "id-card\x00"}, 404),
        ({"service": "'; DROP TABLE ticket; --"}, 404),
        ({"service": "{service}"}, 404),
        ({"language": "fr"}, 404),
        ({"language": "../zh"}, 404),
    ],
    ids=ascii,
)
def test_what_the_hall_does_not_have(kiosk: Browser, change: dict[str, str], status: int) -> None:
    assert code(kiosk.post("/tickets", **TICKET | change)) == (status, "unknown")


def test_half_a_character(kiosk: Browser) -> None:
    body = f'{{"command_id": "{new_id()}", "service": "\\ud800", "language": "zh"}}'
    assert kiosk.send("/tickets", body).status_code in (400, 404, 422)


@pytest.mark.parametrize("size", [70_000, 1_000_000])
def test_a_body_that_is_too_large(kiosk: Browser, wang: Browser, size: int) -> None:
    body = json.dumps({"command_id": new_id(), "reason": "x" * size})
    for browser in (kiosk, wang):
        assert code(browser.send("/tickets", body))[0] == 413


def test_a_large_sign_in(nobody: Browser) -> None:
    body = json.dumps({"account": "wang", "password": "x" * 1_000_000})
    assert code(nobody.send("/session", body))[0] == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/windows/77/open", 404),
        ("/windows/0/open", 422),
        ("/windows/99999/open", 422),
        ("/windows/-1/open", 404),
        ("/windows/one/open", 404),
        ("/windows/1/jump", 404),
        ("/windows/1/next", 409),
        ("/windows/1/finish", 409),
        ("/windows/%F0%9F%98%80/open", 404),
        ("/nothing", 404),
    ],
)
def test_windows(wang: Browser, path: str, status: int) -> None:
    assert code(wang.post(path))[0] == status


@pytest.mark.parametrize(
    "reason",
    ["", " ", "x" * 81, "\N{FIRE}", "line\nbreak", "\u202eevil", "\u0645", "\x00", "a\u200bb"],
    ids=ascii,
)
def test_texts(admin: Browser, reason: str) -> None:
    assert code(admin.post("/hall/open-specially", reason=reason)) == (422, "malformed")


@pytest.mark.parametrize(
    "person",
    [
        {"account": "Admin2"},
        {"account": "a"},
        {"account": "x" * 33},
        {"account": "staff:wang"},
        {"account": "名字"},
        {"name": "x" * 81},
        {"name": "\N{GRINNING FACE}"},
        {"role": "kiosk"},
        {"role": "king"},
        {"password": "short"},
        {"password": "x" * 201},
        {"password": 12345678901},
        {"password": None},
    ],
    ids=ascii,
)
def test_accounts(admin: Browser, person: dict[str, object]) -> None:
    good = {"account": "qian", "name": "q", "role": "clerk", "password": "a-good-password"}
    assert code(admin.post("/staff", **good | person)) == (422, "malformed")


def test_an_account_that_is_there_or_a_department_that_is_not(admin: Browser) -> None:
    good = {"account": "wang", "name": "q", "role": "clerk", "password": "a-good-password"}
    assert code(admin.post("/staff", **good)) == (409, "wrong-state")
    other = good | {"account": "qian", "department": "moon"}
    assert code(admin.post("/staff", **other)) == (404, "unknown")


@pytest.mark.parametrize(
    "device",
    [{"kind": "clerk"}, {"kind": "toaster"}, {"device": ""}, {"device": "x" * 33}],
    ids=str,
)
def test_devices(admin: Browser, device: dict[str, str]) -> None:
    good = {"device": "D2", "kind": "display"}
    assert code(admin.post("/devices", **good | device)) == (422, "malformed")


def test_a_kiosk_that_stands_nowhere(admin: Browser) -> None:
    answer = admin.post("/devices", device="K5", kind="kiosk", place="K5")
    assert code(answer) == (404, "unknown")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_methods_that_are_none(kiosk: Browser, method: str) -> None:
    answer = getattr(kiosk.client, method)("/api/v1/tickets", headers=kiosk.headers)
    assert code(answer)[0] == 405


def test_wrong_states_say_so(wang: Browser) -> None:
    answer = wang.post("/windows/1/recall")
    assert code(answer) == (409, "wrong-state")
    assert answer.json["error"]["message"] == say("zh", "Window {window} is closed.", window=1)


CLOSED = "The hall is closed now. It opens again on {day} at {time}."


@pytest.mark.parametrize(
    ("asked", "language"),
    [("zh-CN,zh;q=0.9", "zh"), ("en-GB,en;q=0.8", "en"), ("fr", "zh"), ("", "zh"),
     ("x" * 9999, "zh"),
     ("*", "zh"), (";;;q=", "zh")],
)  # fmt: skip
def test_a_closed_hall_in_the_readers_language(
    kiosk: Browser, clock: Clock, asked: str, language: str
) -> None:
    clock.move(hours=2)
    answer = kiosk.post("/tickets", headers={"Accept-Language": asked}, **TICKET)
    assert code(answer) == (409, "hall-closed")
    expected = say(language, CLOSED, day="2026-11-23", time="13:00")
    assert answer.json["error"]["message"] == expected


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tickets", {"service": "no-such", "language": "zh"}),
        ("/tickets", {"service": 5, "language": "zh"}),
        ("/tickets", {"language": "zh", "colour": "red"}),
        ("/windows/1/next", {}),
        ("/nothing", {}),
    ],
)
def test_no_english_in_a_chinese_refusal(
    kiosk: Browser, path: str, body: dict[str, object]
) -> None:
    assert "zh" in languages()
    message = kiosk.post(path, headers={"Accept-Language": "zh"}, **body).json["error"]["message"]
    words = [word for word in message.split() if word.isascii() and word.isalpha()]
    assert len(words) <= 1, message  # a field's name may stand in it


def test_a_busy_store(
    kiosk: Browser, bus: Bus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(bus.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = kiosk.post("/tickets", **TICKET)
        other.execute("ROLLBACK")
    assert code(answer) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2"


def test_a_full_disk(kiosk: Browser, bus: Bus, caplog: pytest.LogCaptureFixture) -> None:
    write = bus.store._write
    write.execute("PRAGMA query_only = ON")
    answer = kiosk.post("/tickets", **TICKET)
    write.execute("PRAGMA query_only = OFF")
    assert code(answer) == (503, "unavailable")


def test_a_fault_tells_nothing_of_how_the_hub_is_made(
    kiosk: Browser, bus: Bus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/secret/path of the database")

    monkeypatch.setattr(bus, "execute", broken)
    answer = kiosk.post("/tickets", **TICKET)
    assert code(answer) == (500, "fault")
    assert "secret" not in answer.text
    assert "a request failed" in caplog.text


def test_faults_are_not_logged_with_what_was_sent(
    signed_in: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    admin = signed_in("admin")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(admin.hub.bus, "execute", broken)
    admin.post("/staff/wang/password", password="a-very-private-one")
    assert "broken" in caplog.text
    assert "a-very-private-one" not in caplog.text


def test_the_language_is_also_a_cookie(kiosk: Browser, clock: Clock) -> None:
    clock.move(hours=2)
    kiosk.client.set_cookie("hall_language", "en")
    answer = kiosk.post("/tickets", headers={"Accept-Language": "zh"}, **TICKET)
    assert answer.json["error"]["message"].startswith("The hall is closed now.")
    kiosk.client.set_cookie("hall_language", "xx")
    answer = kiosk.post("/tickets", headers={"Accept-Language": "zh"}, **TICKET)
    assert answer.json["error"]["message"] == say("zh", CLOSED, day="2026-11-23", time="13:00")
