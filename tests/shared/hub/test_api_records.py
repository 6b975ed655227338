"""Appointments, notices, help, loans and home visits over the API: the same answer however often a
command is sent, and what is refused."""

from collections.abc import Callable

import pytest

from shared.bus import Bus
from shared.hub.api_commands import KIOSK_PIN
from shared.hub.passwords import check_password
from tests.shared.hub.citizens import APPOINTMENT, CARD, HOME_VISIT, NAME, PHONE, SECRETS, booked
from tests.shared.hub.conftest import Browser
from tests.small_hall import Clock, new_id


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
        home_visit = gu.post("/home-visits", **HOME_VISIT).json["id"]
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
            (gu, "/home-visits", HOME_VISIT | {"phone": "13812345678"}),
            (gu, f"/home-visits/{home_visit}/assign", {"to": "wang", "on": "2026-11-25"}),
            (gu, f"/home-visits/{home_visit}/finish", {"note": "done"}),
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
        for words in (
            {k: v for k, v in HOME_VISIT.items() if k != missing},
            HOME_VISIT | {missing: " "},
        ):
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
