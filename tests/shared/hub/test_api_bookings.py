"""Appointments over the API."""

from shared.bus import Bus
from shared.hub.passwords import person_by_phone, person_mark
from tests.portrait import assert_whole
from tests.shared.hub.citizens import APPOINTMENT, CARD, NAME, PHONE, booked
from tests.shared.hub.conftest import Browser
from tests.small_hall import Clock


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
