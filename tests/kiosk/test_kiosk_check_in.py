"""Booking and checking in at the kiosk: by keys on the glass, without a script, and by a reader."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from werkzeug.test import TestResponse

from kiosk.checkin import WRONG_TRIES
from kiosk.digits import press, typed
from shared.bus import Bus
from shared.domain.bookings import Booking
from shared.domain.commands import CancelAppointment, ImportHall
from shared.domain.tickets import Class, Ticket
from shared.hub.app import Hub
from shared.hub.passwords import person_by_phone, phone_mark, tail_mark
from shared.store import Personal
from tests.small_hall import CATALOGUE, MONDAY_MORNING, SYSTEM, Clock, book, new_id

PHONE, NEIGHBOUR, OTHER = "13912345678", "13787655678", "13900001111"
CHECK_IN = "/kiosk/en/check-in"
ELEVEN = MONDAY_MORNING + timedelta(hours=1)
PAGE = "/kiosk/en/book/passport/20261124/0930"


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ("1 2 3", "123"),
        ("1 2 back 3", "13"),
        ("8 2 +", "+82"),
        ("+ + 8", "+8"),
        ("+ back", ""),
        ("back x ² 1", "1"),
        (" ".join("1" * 20), "1" * 15),
    ],
)
def test_keys(keys: str, number: str) -> None:
    shown = ""
    for key in keys.split():
        shown = press(shown, key)
    assert shown == number


@pytest.mark.parametrize(
    ("text", "number"), [("139-1234", "1391234"), ("+82 10", "+8210"), ("1+2", "12"), ("<b>", "")]
)
def test_what_of_a_text_can_be_typed(text: str, number: str) -> None:
    assert typed(text) == number


def booked(
    hub: Hub, phone: str = PHONE, at: timedelta = timedelta(), service: str = "passport"
) -> Booking:
    """An appointment for 11:00 today, or so much later."""
    code = f"{uuid4().int % 10**24:024d}"
    person = person_by_phone(hub.secret, phone)
    command = replace(book(ELEVEN + at, person=person, service=service), code=code)
    marks = phone_mark(hub.secret, phone), tail_mark(hub.secret, phone)
    kept = Personal(b"as good as encrypted", ELEVEN + at + timedelta(days=1), *marks)
    (entry,) = hub.bus.execute(command, personal={command.key: kept})
    booking: Booking = entry.event.booking  # type: ignore[attr-defined]
    return booking


def fields(page: TestResponse, form: int = 0) -> dict[str, str]:
    """What a form of the main part sends by itself: the first one acts, the second has the keys."""
    part = page.text.split("<main")[1].split("<form")[1 + form]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', part))


def check_in(kiosk: FlaskClient, number: str, page: TestResponse | None = None) -> TestResponse:
    return kiosk.post(CHECK_IN, data=fields(page or kiosk.get(CHECK_IN)) | {"number": number})


def ticket(bus: Bus, booking: Booking) -> Ticket | None:
    with bus.looking() as hall:
        return hall.tickets.get(hall.bookings[booking.id].ticket)


class TestCheckingIn:
    def test_by_code(self, kiosk: FlaskClient, hub: Hub, bus: Bus) -> None:
        booking = booked(hub)
        answer = check_in(kiosk, booking.code)
        given = ticket(bus, booking)
        assert given is not None
        assert (answer.status_code, answer.location) == (303, f"/kiosk/en/ticket/{given.key}")
        assert given.class_ is Class.appointment
        assert "Appointment at 11:00" in kiosk.get(answer.location).text

    @pytest.mark.parametrize("number", [PHONE[-4:], PHONE, "+86" + PHONE])
    def test_by_phone(self, kiosk: FlaskClient, hub: Hub, bus: Bus, number: str) -> None:
        booking = booked(hub)
        assert check_in(kiosk, number).status_code == 303
        assert ticket(bus, booking) is not None

    def test_by_phone_only_while_the_number_is_kept(
        self, kiosk: FlaskClient, hub: Hub, bus: Bus
    ) -> None:
        booking = booked(hub)
        bus.store.forget_personal(booking.key)
        for number in (PHONE, PHONE[-4:]):
            assert check_in(kiosk, number).status_code == 404
        assert check_in(kiosk, booking.code).status_code == 303

    def test_four_digits_of_two_people(self, kiosk: FlaskClient, hub: Hub, bus: Bus) -> None:
        mine, theirs = booked(hub), booked(hub, NEIGHBOUR)
        answer = check_in(kiosk, PHONE[-4:])
        assert answer.status_code == 200
        assert "Please type your whole number, or the code" in answer.text
        assert check_in(kiosk, PHONE, answer).status_code == 303
        assert ticket(bus, mine) is not None
        assert ticket(bus, theirs) is None

    def test_of_two_appointments_the_one_whose_time_it_is(
        self, kiosk: FlaskClient, hub: Hub, bus: Bus, clock: Clock
    ) -> None:
        rows = (*CATALOGUE.slots, *(replace(s, service="id-card") for s in CATALOGUE.slots))
        catalogue = replace(CATALOGUE, slots=rows)
        bus.execute(ImportHall(id=new_id(), by=SYSTEM, catalogue=catalogue))
        soon = booked(hub)
        later = booked(hub, at=timedelta(hours=4), service="id-card")
        clock.move(hours=4, minutes=30)
        assert check_in(kiosk, PHONE[-4:]).status_code == 303
        assert ticket(bus, soon) is None
        assert ticket(bus, later) is not None

    def test_one_key_further_without_a_script(self, kiosk: FlaskClient, bus: Bus) -> None:
        before = bus.store.journal_end()
        page = kiosk.get(CHECK_IN)
        for key in ("1", "2", "back", "3"):
            page = kiosk.post(CHECK_IN, data=fields(page, 1) | {"key": key})
        assert fields(page)["number"] == "13"
        assert bus.store.journal_end() == before

    def test_sent_twice_it_is_one_number(self, kiosk: FlaskClient, hub: Hub) -> None:
        booking = booked(hub)
        page = kiosk.get(CHECK_IN)
        answers = [check_in(kiosk, PHONE[-4:], page), check_in(kiosk, PHONE[-4:], page)]
        assert answers[0].location == answers[1].location
        again = check_in(kiosk, booking.code)
        assert again.status_code == 409
        assert "This appointment has been checked in already." in again.text

    @pytest.mark.parametrize(
        ("number", "status", "sentence"),
        [
            ("", 422, "Please type the 8 digits of your code"),
            ("12345", 422, "Please type the 8 digits of your code"),
            ("1" * 13, 422, "This is not a phone number."),
            ("0000", 404, "There is no appointment today with these digits."),
            ("00000000", 404, "There is no appointment today with these digits."),
            (OTHER, 404, "There is no appointment today with these digits."),
        ],
    )
    def test_digits_that_are_nobodys(
        self, kiosk: FlaskClient, hub: Hub, number: str, status: int, sentence: str
    ) -> None:
        booked(hub)
        answer = check_in(kiosk, number)
        assert answer.status_code == status
        assert sentence in answer.text
        assert "Take a number without an appointment" in answer.text

    def test_too_early(self, kiosk: FlaskClient, hub: Hub) -> None:
        booking = booked(hub, at=timedelta(hours=4))
        answer = check_in(kiosk, booking.code)
        assert answer.status_code == 409
        assert "This appointment is at 15:00. Please check in from 14:00 on." in answer.text

    def test_on_another_day(self, kiosk: FlaskClient, hub: Hub) -> None:
        booking = booked(hub, at=timedelta(days=1))
        answer = check_in(kiosk, booking.code)
        assert answer.status_code == 409
        assert "This appointment is on 2026-11-24 at 11:00." in answer.text

    def test_late_it_waits_as_everybody(
        self, kiosk: FlaskClient, hub: Hub, bus: Bus, clock: Clock
    ) -> None:
        booking = booked(hub)
        clock.move(hours=1, minutes=20)
        assert check_in(kiosk, booking.code).status_code == 303
        given = ticket(bus, booking)
        assert given is not None
        assert given.class_ is Class.ordinary

    def test_cancelled(self, kiosk: FlaskClient, hub: Hub, bus: Bus) -> None:
        booking = booked(hub)
        bus.execute(CancelAppointment(id=new_id(), by="staff:gu", booking=booking.id))
        assert "This appointment was cancelled." in check_in(kiosk, booking.code).text

    def test_whoever_tries_digit_after_digit_has_to_say_more(
        self, kiosk: FlaskClient, hub: Hub, bus: Bus
    ) -> None:
        booking = booked(hub)
        for wrong in range(WRONG_TRIES):
            assert check_in(kiosk, f"{wrong:04d}").status_code == 404
        answer = check_in(kiosk, PHONE[-4:])
        assert answer.status_code == 429
        assert "Please type the code of your appointment" in answer.text
        assert ticket(bus, booking) is None
        assert check_in(kiosk, booking.code).status_code == 303

    def test_nothing_typed_stands_in_an_address_or_a_log(
        self, kiosk: FlaskClient, hub: Hub, caplog: pytest.LogCaptureFixture
    ) -> None:
        booked(hub)
        with caplog.at_level(logging.DEBUG):
            answer = check_in(kiosk, PHONE)
            page = kiosk.get(answer.location).text
        for text in (answer.location, page, caplog.text):
            assert PHONE not in text
            assert PHONE[-4:] not in text

    def test_for_paired_kiosks_only(self, stranger: FlaskClient) -> None:
        for page in (CHECK_IN, PAGE, "/kiosk/en/book/passport"):
            assert stranger.get(page).status_code == 403


class TestReading:
    def read(self, kiosk: FlaskClient, text: str) -> dict[str, str]:
        page = kiosk.get("/kiosk/en/check-in").text
        csrf = page.split('name="csrf" content="')[1].split('"')[0]
        form = {"_csrf": csrf, "command_id": str(uuid4()), "text": text}
        answer: dict[str, str] = kiosk.post("/kiosk/en/scanned", data=form).json
        return answer

    @pytest.mark.parametrize("what", ["code", "page"])
    def test_a_code_or_an_address(self, kiosk: FlaskClient, hub: Hub, bus: Bus, what: str) -> None:
        booking = booked(hub)
        key = uuid4().hex
        if what == "page":
            (entry,) = bus.execute(replace(book(person="two"), key=key))
            booking = entry.event.booking  # type: ignore[attr-defined]
        text = booking.code if what == "code" else f"http://hall.example/b/{key}"
        go = self.read(kiosk, text)["go"]
        given = ticket(bus, booking)
        assert given is not None
        assert go == f"/kiosk/en/ticket/{given.key}"
        assert self.read(kiosk, text)["go"] == go, "read twice, it is one number"

    def test_two_readings_have_one_id_that_nobody_else_can_send(
        self, kiosk: FlaskClient, hub: Hub, bus: Bus
    ) -> None:
        """It is of the kiosk and the appointment, so that what the page sends is of no matter."""
        first, second = booked(hub), booked(hub, phone=OTHER)
        ids = []
        for booking in (first, second):
            self.read(kiosk, booking.code)
            self.read(kiosk, booking.code)
            ids.append(bus.store.entries_after(0)[-1].command_id)
        assert ids == [f"check-in/K1/{first.id}", f"check-in/K1/{second.id}"]
        page = kiosk.get(CHECK_IN)
        form = fields(page) | {"command_id": ids[0], "number": first.code}
        assert kiosk.post(CHECK_IN, data=form).status_code == 422

    def test_too_early(self, kiosk: FlaskClient, hub: Hub) -> None:
        booking = booked(hub, at=timedelta(hours=4))
        assert "from 14:00 on" in self.read(kiosk, booking.code)["sentence"]


class TestBookingHere:
    def send(self, kiosk: FlaskClient, number: str, page: TestResponse | None = None):  # type: ignore[no-untyped-def]
        return kiosk.post(PAGE, data=fields(page or kiosk.get(PAGE)) | {"number": number})

    def test_days_and_times(self, kiosk: FlaskClient) -> None:
        page = kiosk.get("/kiosk/en/book/passport").text
        assert 'href="/kiosk/en/book/passport/20261124"' in page
        assert 'href="/kiosk/en/book/passport/20261123/1100"' in page
        later = kiosk.get("/kiosk/en/book/passport/20261130").text
        assert 'aria-label="Earlier days"' in later
        assert 'href="/kiosk/zh/book/passport/20261130"' in later

    def test_a_service_without_appointments(self, kiosk: FlaskClient) -> None:
        assert "This service has no appointments." in kiosk.get("/kiosk/en/book/id-card").text
        assert kiosk.get("/kiosk/en/book/nothing").status_code == 404

    def test_booked_with_code_and_page(self, kiosk: FlaskClient, bus: Bus) -> None:
        page = kiosk.get(PAGE)
        assert "deleted 24 hours after the appointment" in page.text
        answer = self.send(kiosk, PHONE, page)
        assert self.send(kiosk, PHONE, page).location == answer.location
        with bus.looking() as hall:
            (booking,) = hall.bookings.values()
        assert answer.location == f"/kiosk/en/booked/{booking.key}"
        done = kiosk.get(answer.location).text
        assert booking.code[4:] in done
        assert "Tuesday, November 24, 2026" in done
        assert PHONE not in done
        assert booking.by == "kiosk"

    def test_one_key_further_without_a_script(self, kiosk: FlaskClient, bus: Bus) -> None:
        page = kiosk.get(PAGE)
        for key in ("1", "3", "+"):
            page = kiosk.post(PAGE, data=fields(page, 1) | {"key": key})
        assert fields(page)["number"] == "+13"

    def test_a_number_that_is_none(self, kiosk: FlaskClient) -> None:
        answer = self.send(kiosk, "110")
        assert answer.status_code == 422
        assert "This is not a phone number." in answer.text
        assert fields(answer)["number"] == "110"

    def test_taken_meanwhile(self, kiosk: FlaskClient, hub: Hub, bus: Bus) -> None:
        page = kiosk.get(PAGE)
        for phone in (OTHER, NEIGHBOUR):
            booked(hub, phone, timedelta(days=1, minutes=-90))
        answer = self.send(kiosk, PHONE, page)
        assert answer.status_code == 409
        assert "All appointments of this time have been given." in answer.text
        assert "/kiosk/en/book/passport/20261124/1000" in answer.text
        assert kiosk.get(PAGE).status_code == 303

    def test_a_key_that_is_none(self, kiosk: FlaskClient) -> None:
        assert kiosk.get("/kiosk/en/booked/nothing").status_code == 404
