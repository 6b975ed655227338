"""Appointments, notices, help, loans and home visits over the API: the same answer however often a
command is sent, and nothing of a citizen in it."""

import logging
from collections.abc import Callable, Iterator
from hashlib import md5, sha1, sha256
from typing import Any

import msgspec
import pytest

from shared import queries
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS
from shared.domain.rules import RULES
from shared.hub.api_commands import KIOSK_PIN
from shared.hub.app import Hub
from shared.hub.openapi import HIDDEN
from shared.hub.passwords import (
    check_password,
    password_mark,
    person_by_phone,
    person_mark,
    phone_mark,
    tail_mark,
    visitor_mark,
)
from shared.hub.routes import ROUTES
from tests.portrait import assert_whole
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import Clock, new_id

PHONE, NAME, PLACE = "13986420753", "张三丰", "人民路99号"
CARD = "11010519491231002X"
SECRETS = (PHONE, PHONE[-8:], NAME, "张", PLACE, "人民路", CARD, CARD[:14])
APPOINTMENT = {"service": "passport", "starts_at": "2026-11-23T14:00:00+08:00", "language": "zh"}
VISIT = {"service": "id-card", "name": NAME, "phone": PHONE, "place": PLACE}


@pytest.fixture
def gu(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("gu")


@pytest.fixture
def sun(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("sun")


def booked(by: Browser, **more: object) -> Any:
    answer = by.post("/appointments", **(APPOINTMENT | {"phone": PHONE, "name": NAME} | more))
    assert answer.status_code == 201, answer.json
    return answer.json


class TestAppointments:
    def test_made(self, kiosk: Browser, bus: Bus) -> None:
        answer = booked(kiosk, identity=CARD)
        assert answer["state"] == "booked"
        assert answer["starts_at"] == "2026-11-23T06:00:00Z"
        assert len(answer["code"]) == 8
        assert answer["page"].startswith("/b/")
        with bus.looking() as hall:
            (booking,) = hall.bookings.values()
        assert (booking.id, f"/b/{booking.key}") == (answer["booking"], answer["page"])
        assert booking.person == person_by_phone(kiosk.hub.secret, PHONE)
        assert booking.identity == person_mark(kiosk.hub.secret, CARD)
        assert_whole(bus)

    def test_one_phone_with_several_identities_is_one_person(self, kiosk: Browser) -> None:
        booked(kiosk, identity=CARD)
        for invented in ("", "G12345678", "K7654321"):
            answer = kiosk.post("/appointments", **APPOINTMENT, phone=PHONE, identity=invented)
            assert (answer.status_code, answer.json["error"]["code"]) == (409, "enough-booked")

    def test_moved_checked_in_and_seen_who_it_is(
        self, gu: Browser, kiosk: Browser, bus: Bus, clock: Clock
    ) -> None:
        id_ = booked(gu)["booking"]
        moved = gu.post(f"/appointments/{id_}/move", starts_at="2026-11-23T03:00:00Z")
        assert (moved.status_code, moved.json["starts_at"]) == (200, "2026-11-23T03:00:00Z")
        came = kiosk.post(f"/appointments/{id_}/check-in")
        assert (came.status_code, came.json["number"]) == (201, "A001")
        seen = gu.post(f"/personal/booking/{id_}")
        assert seen.json == {"name": NAME, "phone": PHONE}
        (entry,) = bus.store.entries_after(bus.store.journal_end() - 1)
        assert (entry.actor, type(entry.event).__name__) == ("staff:gu", "PersonalSeen")

    def test_one_person_by_their_document_whatever_the_phone(self, gu: Browser) -> None:
        booked(gu, identity=CARD)
        answer = gu.post("/appointments", **APPOINTMENT, phone="13812345678", identity=f" {CARD} ")
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "enough-booked")

    def test_one_person_by_their_phone_however_it_is_written(self, gu: Browser) -> None:
        booked(gu)
        for written in ("+86 139 8642 0753", "139-8642-0753", "１３９８６４２０７５３"):
            answer = gu.post("/appointments", **APPOINTMENT, phone=written)
            assert answer.json["error"]["code"] == "enough-booked"

    def test_cancelled_and_the_place_is_free(self, gu: Browser) -> None:
        first = booked(gu)["booking"]
        booked(gu, phone="13812345678")
        third = APPOINTMENT | {"phone": "13912345678"}
        assert gu.post("/appointments", **third).json["error"]["code"] == "slot-full"
        answer = gu.post(f"/appointments/{first}/cancel", reason="ill")
        assert answer.json == {"id": first, "state": "cancelled"}
        assert gu.post("/appointments", **third).status_code == 201


class TestSentAgain:
    """The same id gives the same answer, at once and after midnight."""

    @pytest.fixture(params=["at once", "the next day"])
    def later(self, request: pytest.FixtureRequest, clock: Clock, bus: Bus) -> Callable[[], None]:
        def midnight() -> None:
            clock.move(days=1, hours=3)
            bus.begin_day()
            bus.forget_what_expired()

        return midnight if request.param == "the next day" else lambda: None

    def test_everything(
        self, gu: Browser, sun: Browser, later: Callable[[], None], bus: Bus
    ) -> None:
        id_, moving, coming = (
            booked(gu, phone=f"1391234567{n}", starts_at=f"2026-11-23T{hour}:00:00Z")["booking"]
            for n, hour in ((1, "05"), (2, "05"), (3, "03"))
        )
        help_ = gu.post("/help", reason="form", window=3).json["id"]
        loan = gu.post("/loans", item="glasses").json["id"]
        visit = gu.post("/home-visits", **VISIT).json["id"]
        asked: tuple[tuple[Browser, str, dict[str, object]], ...] = (
            (gu, "/appointments", APPOINTMENT | {"phone": PHONE, "name": NAME, "identity": CARD}),
            (gu, f"/appointments/{moving}/move", {"starts_at": "2026-11-23T07:00:00Z"}),
            (gu, f"/appointments/{id_}/cancel", {}),
            (gu, f"/appointments/{coming}/check-in", {}),
            (sun, "/notices", {"kind": "power", "until": "2026-11-23T09:00:00Z"}),
            (gu, "/help", {"reason": "question", "window": 1}),
            (gu, f"/help/{help_}/take", {}),
            (gu, f"/help/{help_}/close", {"note": "helped"}),
            (gu, "/loans", {"item": "wheelchair", "tag": "3"}),
            (gu, f"/loans/{loan}/return", {}),
            (gu, "/home-visits", VISIT | {"phone": "13812345678"}),
            (gu, f"/home-visits/{visit}/assign", {"to": "wang", "on": "2026-11-25"}),
            (gu, f"/home-visits/{visit}/finish", {"note": "done"}),
            (gu, "/tickets", {"service": "estate", "language": "zh", "phone": PHONE}),
        )
        ids = [new_id() for _ in asked]
        first = [by.post(p, command_id=i, **w) for i, (by, p, w) in zip(ids, asked, strict=True)]
        assert [a.status_code for a in first if a.status_code not in (200, 201)] == []
        later()
        end = bus.store.journal_end()
        again = [by.post(p, command_id=i, **w) for i, (by, p, w) in zip(ids, asked, strict=True)]
        assert [a.json for a in again] == [a.json for a in first]
        assert [a.status_code for a in again] == [a.status_code for a in first]
        assert bus.store.journal_end() == end

    def test_with_something_else_in_it(self, gu: Browser) -> None:
        booked(gu, command_id="one-and-the-same")
        for other in ({"phone": "13812345678"}, {"identity": CARD}, {"language": "en"}):
            body = APPOINTMENT | {"phone": PHONE, "name": NAME} | other
            answer = gu.post("/appointments", command_id="one-and-the-same", **body)
            assert (answer.status_code, answer.json["error"]["code"]) == (409, "repeated")


class TestBadInput:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"phone": ""}, {"phone": "12345"}, {"phone": "1" * 500}, {"phone": 13986420753},
            {"phone": None}, {"phone": ["13986420753"]}, {"phone": "139\x008642 0753"},
            {"name": "x" * 41}, {"name": 7}, {"name": "\u202e"}, {"identity": "1"},
            {"identity": "110105194912310021"}, {"identity": {}}, {"starts_at": "tomorrow"},
            {"starts_at": "2026-11-23T14:00:00"}, {"starts_at": "0001-01-01T00:00:00+14:00"},
            {"starts_at": "9999-12-31T23:59:59-12:00"}, {"starts_at": 5}, {"service": "nothing"},
            {"key": "k" * 32}, {"code": "1" * 24}, {"person": "p"}, {"tail": "t"}, {"by": "x"},
        ],
        ids=ascii,
    )  # fmt: skip
    @pytest.mark.usefixtures("unchanged")
    def test_an_appointment(self, kiosk: Browser, wrong: dict[str, object]) -> None:
        answer = kiosk.post("/appointments", **(APPOINTMENT | {"phone": PHONE} | wrong))
        assert 400 <= answer.status_code < 500, answer.json
        assert answer.json["error"]["message"]
        assert not any(secret in answer.text for secret in SECRETS)

    @pytest.mark.parametrize("missing", ["name", "phone", "place"])
    @pytest.mark.usefixtures("unchanged")
    def test_a_home_visit_needs_all(self, gu: Browser, missing: str) -> None:
        for words in ({k: v for k, v in VISIT.items() if k != missing}, VISIT | {missing: " "}):
            answer = gu.post("/home-visits", **words)
            assert 400 <= answer.status_code < 500

    @pytest.mark.usefixtures("unchanged")
    def test_a_number(self, kiosk: Browser) -> None:
        for phone in ("123", 5, "x" * 300):
            answer = kiosk.post("/tickets", service="id-card", language="zh", phone=phone)
            assert 400 <= answer.status_code < 500

    @pytest.mark.usefixtures("unchanged")
    @pytest.mark.parametrize(
        "pin", ["12345", "1234567890123", "12345a", "１２３４５６", 123456, "", None]
    )
    def test_a_pin(self, admin: Browser, pin: object) -> None:
        assert admin.post("/hall/kiosk-pin", pin=pin).status_code == 422

    @pytest.mark.usefixtures("unchanged")
    @pytest.mark.parametrize(
        "path",
        ["/personal/staff/wang", "/personal/ticket/none", "/appointments/b777/cancel",
         "/appointments/%00/cancel", "/help/777/take", "/loans/777/return", "/notices/777/withdraw",
         "/home-visits/v777/finish", "/help/-1/take", "/help/x/take"],
    )  # fmt: skip
    def test_a_record_that_is_none(self, sun: Browser, path: str) -> None:
        assert 400 <= sun.post(path).status_code < 500


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_nothing_of_citizens_is_anywhere_but_where_it_is_asked_for(
    hub: Hub,
    bus: Bus,
    clock: Clock,
    gu: Browser,
    sun: Browser,
    kiosk: Browser,
    everything_logged: pytest.LogCaptureFixture,
) -> None:
    """Not in an answer, a board, the journal, a job, the image or a log."""
    answers = []

    def post(by: Browser, path: str, **body: object) -> Any:
        answer = by.post(path, **body)
        assert answer.status_code in (200, 201, 409), answer.json
        answers.append(answer.text)
        return answer.json

    about = {"phone": PHONE, "name": NAME, "identity": CARD}
    first = APPOINTMENT | about | {"starts_at": "2026-11-23T11:00:00+08:00"}
    id_ = post(kiosk, "/appointments", **first)["booking"]
    post(gu, "/appointments", **(APPOINTMENT | about))
    ticket = post(kiosk, "/tickets", service="invoice", language="zh", phone=PHONE, identity=CARD)
    post(kiosk, "/tickets", service="invoice", language="zh", phone=PHONE, identity=CARD)
    post(kiosk, f"/appointments/{id_}/check-in")
    visit = post(gu, "/home-visits", **VISIT)["id"]
    post(gu, "/home-visits", **VISIT)
    post(gu, f"/home-visits/{visit}/assign", to="wang", on="2026-11-25")
    for record, of in (("booking", id_), ("ticket", ticket["ticket"]), ("visit", visit)):
        seen = gu.post(f"/personal/{record}/{of}")
        assert seen.status_code == 200
        assert PHONE in seen.text
        assert "no-store" in seen.headers["Cache-Control"]
    shown = [entry.event for entry in bus.store.entries_after(0)]
    with bus.looking() as hall:
        rooms = ["main", "overview", "steward", "queue/A", "queue/B", "window/1", "console/1"]
        boards = [queries.board(hall, room, clock.at) for room in rooms]
        lists = [queries.appointments(hall, hall.day), queries.tickets_today(hall), vars(hall)]
        standings = [queries.standing(hall, t, clock.at) for t in hall.tickets]
    jobs = bus.store.spool.claim("S1", bus.now(), 20)
    told = [*answers, *map(str, (shown, lists, standings, jobs, everything_logged.records))]
    told += [msgspec.json.encode(boards).decode(), everything_logged.text]
    for text in told:
        for secret in SECRETS:
            assert secret not in text


def rows_of(bus: Bus) -> dict[str, str]:
    """Every table of the database, as text."""
    with bus.store.reading() as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: str(db.execute(f"SELECT * FROM {name}").fetchall()) for name in names}


def test_no_mark_of_a_phone_that_is_quick_to_try_outlives_the_phone(
    hub: Hub, bus: Bus, clock: Clock, kiosk: Browser, gu: Browser
) -> None:
    """Whoever has database and secret tries all numbers against a quick hash within a second."""
    booked(kiosk, identity=CARD)
    assert gu.post("/home-visits", **VISIT).status_code == 201
    kept_for_ever = person_by_phone(hub.secret, PHONE)
    quick = [
        mark(hub.secret, part)
        for mark in (phone_mark, tail_mark, person_mark, visitor_mark, password_mark)
        for part in (PHONE, PHONE[-4:], PHONE[-8:], f"phone {PHONE}", f"tail {PHONE[-4:]}")
    ]
    quick += [each(text.encode()).hexdigest() for each in (md5, sha1, sha256) for text in SECRETS]
    rows = rows_of(bus)
    assert phone_mark(hub.secret, PHONE) in rows["personal"]
    for table in ("journal", "booking", "home_visit"):
        assert kept_for_ever in rows[table]
    for table in rows.keys() - {"personal"}:
        assert not any(mark in rows[table] for mark in quick), table
    clock.move(days=92)
    bus.forget_what_expired()
    rows = rows_of(bus)
    assert rows["personal"] == "[]"
    assert not any(mark in text for text in rows.values() for mark in quick)


class TestPersonal:
    def test_it_ends(self, gu: Browser, bus: Bus, clock: Clock) -> None:
        visit = gu.post("/home-visits", **VISIT).json["id"]
        assert gu.post(f"/personal/visit/{visit}").json["place"] == PLACE
        clock.move(days=92)
        bus.forget_what_expired()
        answer = gu.post(f"/personal/visit/{visit}")
        assert (answer.status_code, answer.json) == (200, {})

    def test_the_same_id_again_is_another_look(self, gu: Browser, wang: Browser, bus: Bus) -> None:
        """Also by whom the visit was taken from meanwhile."""
        visit = gu.post("/home-visits", **VISIT).json["id"]
        gu.post(f"/home-visits/{visit}/assign", to="wang", on="2026-11-24")
        id_ = new_id()
        for _ in range(2):
            answer = wang.post(f"/personal/visit/{visit}", command_id=id_)
            assert answer.json["place"] == PLACE
        kinds = [type(entry.event).__name__ for entry in bus.store.entries_after(0)]
        assert kinds.count("PersonalSeen") == 2
        gu.post(f"/home-visits/{visit}/assign", to="li", on="2026-11-24")
        assert wang.post(f"/personal/visit/{visit}", command_id=id_).status_code == 403

    def test_there_is_no_get(self, gu: Browser) -> None:
        id_ = booked(gu)["booking"]
        assert gu.get(f"/api/v1/personal/booking/{id_}").status_code == 405

    def test_a_clerk_of_a_visit_of_their_own_and_of_nothing_else(
        self, gu: Browser, wang: Browser
    ) -> None:
        visit = gu.post("/home-visits", **VISIT).json["id"]
        assert wang.post(f"/personal/visit/{visit}").status_code == 403
        gu.post(f"/home-visits/{visit}/assign", to="wang", on="2026-11-24")
        assert wang.post(f"/personal/visit/{visit}").json["name"] == NAME
        assert wang.post(f"/personal/booking/{booked(gu)['booking']}").status_code == 403

    def test_no_screen_may(self, hub: Hub, gu: Browser) -> None:
        id_ = booked(gu)["booking"]
        for device in ("K1", "D1", "S1"):
            answer = Browser(hub, token(device)).post(f"/personal/booking/{id_}")
            assert answer.status_code == 403
            assert PHONE not in answer.text


def test_the_pin_of_the_kiosks(admin: Browser, bus: Bus) -> None:
    words = {"command_id": new_id(), "pin": "864209"}
    for _ in range(2):
        assert admin.post("/hall/kiosk-pin", **words).json == {"done": True}
    hashed = bus.store.sealed(KIOSK_PIN)
    assert check_password(hashed, "864209")
    assert not check_password(hashed, "864200")
    assert "864209" not in str(list(bus.store.entries_after(0)))
    assert admin.post("/hall/kiosk-pin", **(words | {"pin": "864200"})).status_code == 409


def test_help_called_and_withdrawn(kiosk: Browser, gu: Browser) -> None:
    first = kiosk.post("/help", reason="wheelchair", language="en").json
    assert first["state"] == "asked"
    assert kiosk.post("/help", reason="wheelchair").status_code == 409
    assert kiosk.post(f"/help/{first['id']}/close").json == first | {"state": "withdrawn"}
    second = kiosk.post("/help", reason="question").json
    assert gu.post(f"/help/{second['id']}/take").json["state"] == "taken"
    board = gu.get("/api/v1/boards/steward").json
    (call,) = board["help"]
    assert (call["kiosk"], call["state"], call["taken_by"]) == ("K1", "taken", "gu")
    assert call["zone"]["en"] == "East zone"
    assert gu.post(f"/help/{second['id']}/close", note="ok").json["state"] == "closed"
    assert gu.get("/api/v1/boards/steward").json["help"] == []


class TestTheDocument:
    @pytest.fixture
    def document(self, nobody: Browser) -> Any:
        return nobody.get("/api/v1/openapi.json").json

    @pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
    def test_each_route_is_in_it(self, document: Any, route: Any) -> None:
        post = document["paths"][route.path]["post"]
        assert post["summary"] == route.summary
        assert str(route.status) in post["responses"]
        named = {parameter["name"] for parameter in post.get("parameters", ())} | {
            parameter["name"] for parameter in document["paths"][route.path].get("parameters", ())
        }
        assert {part[1:-1] for part in route.path.split("/") if part.startswith("{")} == named
        body = self.body(document, post)
        fields = set(body["properties"])
        assert fields >= {"command_id", *route.extra, *route.optional}
        assert not fields & (set(HIDDEN) - {*route.extra, *route.optional})
        assert {"command_id", *route.extra} <= set(body["required"])
        assert not set(route.optional) & set(body["required"])

    def body(self, document: Any, post: Any) -> Any:
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        while "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def test_what_it_says_of_new_routes_is_so(self, document: Any) -> None:
        schemas = document["components"]["schemas"]
        assert {"AppointmentAnswer", "RecordAnswer", "Particulars", "StewardBoard"} <= set(schemas)
        assert set(schemas["AppointmentAnswer"]["required"]) == {
            "booking", "state", "starts_at", "code", "page",
        }  # fmt: skip


def test_every_other_command_has_its_route() -> None:
    """All but what the hall does by itself, and what only the citizen's own page asks: no program
    signs in as a citizen, so that a route would refuse everybody."""
    routed = {route.command for route in ROUTES}
    not_over_http = {c.OpenDay, c.ImportHall, c.AbandonTicket, c.CallDue, c.AskMoreTime}
    assert routed == RULES.keys() - not_over_http
    programs = {*Role} - {Role.citizen, Role.visitor, Role.public, Role.system}
    assert all(PERMISSIONS[command] & programs for command in routed)
