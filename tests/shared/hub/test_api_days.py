"""Numbers of persons, and the report of a day, over HTTP."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.hub.passwords import person_mark
from shared.words import say
from tests.portrait import assert_whole
from tests.shared.hub.conftest import TICKET, Browser
from tests.small_hall import CATALOGUE, SYSTEM, Clock, new_id, take

CARD = "11010519491231002X"


def code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]["code"]  # type: ignore[attr-defined]


class TestIdentity:
    def test_one_open_number_a_person_a_queue(self, kiosk: Browser) -> None:
        assert kiosk.post("/tickets", **TICKET, identity=CARD).status_code == 201
        again = kiosk.post("/tickets", **TICKET, identity=" 110105 19491231 002x")
        assert code(again) == (409, "one-ticket-each")
        assert again.json["error"]["message"] == say(
            "zh",
            "You already have {number} for these windows. Please wait for it to be called.",
            number="A001",
        )
        other = kiosk.post("/tickets", service="invoice", language="zh", identity=CARD)
        assert other.json["number"] == "B001"
        assert kiosk.post("/tickets", **TICKET).json["number"] == "A002"

    def test_so_many_a_day(self, kiosk: Browser, wang: Browser) -> None:
        wang.post("/windows/1/open")
        for _ in range(5):
            assert kiosk.post("/tickets", **TICKET, identity="E12345678").status_code == 201
            for move in ("next", "start", "finish"):
                assert wang.post(f"/windows/1/{move}").status_code == 200
        answer = kiosk.post("/tickets", **TICKET, identity="e1234 5678")
        assert code(answer) == (409, "enough-today")

    def test_the_number_itself_is_kept_nowhere(
        self, kiosk: Browser, bus: Bus, caplog: pytest.LogCaptureFixture
    ) -> None:
        kiosk.post("/tickets", **TICKET, identity=CARD)
        kiosk.post("/tickets", **TICKET, identity=CARD)
        bus.store._write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert CARD.encode() not in bus.store.path.read_bytes()
        assert CARD not in caplog.text
        with bus.looking() as hall:
            assert list(hall.people) == [person_mark(kiosk.hub.secret, CARD)]
        assert_whole(bus)

    def test_a_mark_is_the_hubs_own(self) -> None:
        assert person_mark(b"x" * 32, CARD) != person_mark(b"y" * 32, CARD)
        assert len(person_mark(b"x" * 32, CARD)) == 64

    def test_the_same_request_again_is_the_same_number(self, kiosk: Browser) -> None:
        id_ = new_id()
        first = kiosk.post("/tickets", command_id=id_, **TICKET, identity=CARD)
        second = kiosk.post("/tickets", command_id=id_, **TICKET, identity=CARD.lower())
        assert first.data == second.data
        other = kiosk.post("/tickets", command_id=id_, **TICKET, identity="E12345678")
        assert code(other) == (409, "repeated")

    @pytest.mark.usefixtures("unchanged")
    @pytest.mark.parametrize(
        "identity", ["110105194912310021", "1234", "x" * 21, "x" * 5000, 5, None, ["E12345678"]]
    )
    def test_what_is_no_identity(self, kiosk: Browser, identity: object) -> None:
        answer = kiosk.post("/tickets", **TICKET, identity=identity)
        assert code(answer) == (422, "malformed")
        assert str(identity) not in answer.text or identity is None or identity == 5

    @pytest.mark.usefixtures("unchanged")
    def test_a_hash_is_not_taken_from_a_request(self, kiosk: Browser) -> None:
        assert code(kiosk.post("/tickets", **TICKET, person="a" * 64)) == (422, "malformed")

    def test_an_empty_identity_is_none(self, kiosk: Browser, bus: Bus) -> None:
        assert kiosk.post("/tickets", **TICKET, identity=" ").status_code == 201
        with bus.looking() as hall:
            assert hall.people == {}

    def test_the_document_says_that_it_may_be_left_out(self, nobody: Browser) -> None:
        schemas = nobody.get("/api/v1/openapi.json").json["components"]["schemas"]
        body = schemas["TakeTicket"]
        assert "identity" in body["properties"]
        assert "identity" not in body["required"]
        assert "person" not in body["properties"]


def a_day(bus: Bus, clock: Clock) -> None:
    """Served after 10 minutes, missed after 20, and one of each queue that nobody called."""
    for service in ("id-card", "id-card", "id-card", "invoice"):
        bus.execute(take(service))
    bus.execute(c.OpenWindow(id=new_id(), by="staff:wang", window=1))
    for moves in ((c.CallNext, c.StartService, c.FinishService), (c.CallNext, c.MissTicket)):
        clock.move(minutes=10)
        for move in moves:
            bus.execute(move(id=new_id(), by="staff:wang", window=1))


class TestReport:
    def test_the_day_before_stays_readable(
        self, signed_in: Callable[[str], Browser], bus: Bus, clock: Clock
    ) -> None:
        a_day(bus, clock)
        clock.move(days=1)
        bus.execute(take())
        sun = signed_in("sun")
        answer = sun.get("/api/v1/days/20261123/report")
        assert answer.status_code == 200
        assert answer.json["day"] == "20261123"
        assert answer.json["whole"] == {
            "issued": 4, "served": 1, "missed": 1, "cancelled": 0,
            "expired": ["A003", "B001"], "other": 0,
            "mean_wait_seconds": 900.0, "longest_wait_seconds": 1200.0,
        }  # fmt: skip
        first, second = answer.json["queues"]
        assert (first["letter"], first["ended"]["expired"]) == ("A", ["A003"])
        assert second == {
            "letter": "B",
            "name": CATALOGUE.queues[1].name,
            "ended": {
                "issued": 1, "served": 0, "missed": 0, "cancelled": 0,
                "expired": ["B001"], "other": 0,
                "mean_wait_seconds": None, "longest_wait_seconds": None,
            },
        }  # fmt: skip

    def test_today_is_told_as_far_as_it_has_come(
        self, admin: Browser, bus: Bus, clock: Clock
    ) -> None:
        a_day(bus, clock)
        whole = admin.get("/api/v1/days/20261123/report").json["whole"]
        assert (whole["issued"], whole["other"], whole["expired"]) == (4, 2, [])

    def test_a_queue_that_was_taken_away_since(
        self, admin: Browser, bus: Bus, clock: Clock
    ) -> None:
        a_day(bus, clock)
        clock.move(days=1)
        smaller = replace(
            CATALOGUE,
            queues=CATALOGUE.queues[1:],
            services=CATALOGUE.services[2:],
            windows=tuple(
                replace(w, queues=tuple(q for q in w.queues if q != "A") or ("B",))
                for w in CATALOGUE.windows
            ),
        )
        bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=smaller))
        (first, _) = admin.get("/api/v1/days/20261123/report").json["queues"]
        assert first["name"] == {"zh": "A"}

    @pytest.mark.parametrize("day", ["20261122", "20270101", "2026-11-23", "today", "0", "x" * 500])
    def test_a_day_the_hall_has_no_record_of(self, admin: Browser, day: str) -> None:
        assert code(admin.get(f"/api/v1/days/{day}/report")) == (404, "unknown")

    def test_for_supervisors_and_administrators_only(
        self, signed_in: Callable[[str], Browser], nobody: Browser, kiosk: Browser
    ) -> None:
        path = "/api/v1/days/20261123/report"
        assert nobody.get(path).status_code == kiosk.get(path).status_code == 401
        for account, status in (("wang", 403), ("gu", 403), ("sun", 200), ("admin", 200)):
            assert signed_in(account).get(path).status_code == status


def test_a_refusal_names_the_holiday_in_the_readers_language(
    kiosk: Browser, bus: Bus, clock: Clock
) -> None:
    from datetime import date

    from shared.domain.catalogue import DayKind, SpecialDay

    closing = SpecialDay(
        date(2026, 11, 23), DayKind.closed, note={"zh": "国庆节", "en": "National Day"}
    )
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=replace(CATALOGUE, days=(closing,))))
    for language, name in (("zh", "国庆节"), ("en", "National Day")):
        answer = kiosk.post("/tickets", headers={"Accept-Language": language}, **TICKET)
        assert code(answer) == (409, "hall-closed")
        assert name in answer.json["error"]["message"]
