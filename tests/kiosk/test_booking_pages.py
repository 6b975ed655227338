"""Booking by anybody, from anywhere: from finding a service to cancelling the appointment."""

import logging
import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from kiosk.limits import Limit
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.bookings import Booking, BookingState
from shared.domain.rules.bookings import ENOUGH_BOOKED
from shared.domain.settings import HallSettings
from shared.hub.app import Hub
from tests.small_hall import Clock, new_id

PHONE, NAME, CARD = "13912345678", "王小明", "11010519491231002X"
TIME = "/book/passport/20261124/0930"
SUN = "staff:sun"


@pytest.fixture
def citizen(stranger: FlaskClient) -> FlaskClient:
    """Any browser, in English."""
    stranger.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return stranger


def fields(page: TestResponse) -> dict[str, str]:
    """What the last form of a page sends by itself; the first one changes the language."""
    form = page.text.split("<form")[-1]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def book(citizen: FlaskClient, address: str = TIME, **typed: str) -> TestResponse:
    return citizen.post(address, data=fields(citizen.get(address)) | {"phone": PHONE} | typed)


def booked(citizen: FlaskClient, **typed: str) -> str:
    """The address of a new appointment."""
    answer = book(citizen, **typed)
    assert answer.status_code == 303, answer.text
    return answer.location


def bookings(bus: Bus) -> list[Booking]:
    with bus.looking() as hall:
        return list(hall.bookings.values())


def settle(bus: Bus, **settings: object) -> None:
    bus.execute(c.ChangeSettings(id=new_id(), by=SUN, settings=HallSettings(**settings)))  # type: ignore[arg-type]


def event_of(answer: TestResponse):  # type: ignore[no-untyped-def]
    (event,) = Calendar.from_ical(answer.data).events
    return event


class TestFinding:
    def test_only_services_with_appointments(self, citizen: FlaskClient) -> None:
        page = citizen.get("/book").text
        assert 'href="/book/passport"' in page
        assert "id-card" not in page

    def test_by_words(self, citizen: FlaskClient) -> None:
        assert 'href="/book/passport"' in citizen.get("/book?words=passp").text
        page = citizen.get("/book?words=id-card").text
        assert "No appointment is needed for these: just come." in page
        assert "Opening hours today: " in page
        assert 'href="/book/id-card"' not in page
        assert "Nothing was found." in citizen.get("/book?words=zzzz").text

    def test_by_department(self, citizen: FlaskClient) -> None:
        assert 'href="/home-visit/invoice"' in citizen.get("/home-visit?department=tax").text

    def test_what_to_bring_and_what_is_free(self, citizen: FlaskClient, bus: Bus) -> None:
        booked(citizen)
        page = citizen.get("/book/passport?day=20261124").text
        assert "Identity card" in page
        assert "East zone" in page
        assert 'href="/book/passport/20261124/0930"' in page
        assert page.count("2 free") == page.count('class="button time"') - 1
        assert page.count("1 free") == 1

    def test_no_time_that_is_too_near(self, citizen: FlaskClient) -> None:
        page = citizen.get("/book/passport").text
        assert "/20261123/1030" not in page, "an hour's notice"
        assert "/20261123/1100" in page

    def test_a_service_without_appointments(self, citizen: FlaskClient) -> None:
        page = citizen.get("/book/id-card")
        assert page.status_code == 200
        assert "This service has no appointments." in page.text

    def test_unknown(self, citizen: FlaskClient) -> None:
        assert citizen.get("/book/nothing").status_code == 404
        assert "There is no such service here." in citizen.get("/book/nothing").text

    @pytest.mark.parametrize("place", ["20261124/0907", "20261122/0930", "x/y", "20261123/1030"])
    def test_a_time_that_is_none_leads_to_those_that_are(
        self, citizen: FlaskClient, place: str
    ) -> None:
        assert citizen.get(f"/book/passport/{place}").status_code == 303

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_in_the_language_asked_for(self, citizen: FlaskClient, language: str) -> None:
        for page in ("/book", "/book/passport", TIME, "/home-visit", "/home-visit/id-card"):
            assert f'<html lang="{language}"' in citizen.get(f"{page}?language={language}").text


class TestBooking:
    def test_to_its_own_page(self, citizen: FlaskClient, bus: Bus) -> None:
        address = booked(citizen, name=NAME)
        page = citizen.get(address).text
        (booking,) = bookings(bus)
        assert address == f"/b/{booking.key}"
        assert (booking.by, booking.language) == ("public", "en")
        assert "Tuesday, November 24, 2026" in page
        assert "09:30" in page
        assert booking.code[:4] in page
        assert "Check in at a kiosk from 08:30 on" in page
        assert "After 09:40 you wait as everybody does." in page

    def test_the_form_says_what_is_kept(self, citizen: FlaskClient, bus: Bus) -> None:
        settle(bus, retention_hours=48)
        assert "deleted 48 hours after the appointment" in citizen.get(TIME).text

    def test_sent_twice_it_is_one(self, citizen: FlaskClient, bus: Bus) -> None:
        form = fields(citizen.get(TIME)) | {"phone": PHONE}
        first, second = citizen.post(TIME, data=form), citizen.post(TIME, data=form)
        assert first.location == second.location
        assert len(bookings(bus)) == 1

    @pytest.mark.parametrize("number", ["", "110", "abc", "1" * 50])
    def test_a_phone_that_is_none_keeps_what_was_typed(
        self, citizen: FlaskClient, bus: Bus, number: str
    ) -> None:
        answer = book(citizen, phone=number, name=NAME, identity=CARD)
        assert answer.status_code == 422
        assert "This is not a phone number." in answer.text
        assert NAME in answer.text
        assert CARD not in answer.text
        assert not bookings(bus)

    def test_a_full_time_shows_the_others(self, citizen: FlaskClient, bus: Bus) -> None:
        form = fields(citizen.get(TIME))
        for last in "12":
            booked(citizen, phone=f"1390000000{last}")
        answer = citizen.post(TIME, data=form | {"phone": PHONE})
        assert answer.status_code == 409
        assert "All appointments of this time have been given." in answer.text
        assert "/book/passport/20261124/1000" in answer.text

    def test_one_of_a_service_a_person(self, citizen: FlaskClient) -> None:
        booked(citizen)
        answer = book(citizen, "/book/passport/20261125/1000", phone="+86 139-1234-5678")
        assert answer.status_code == 409
        assert ENOUGH_BOOKED in answer.text

    def test_somebody_who_did_not_come_is_told_until_when(
        self, citizen: FlaskClient, bus: Bus, clock: Clock
    ) -> None:
        settle(bus, no_shows=1, barred_days=10)
        booked(citizen)
        for _ in range(2):
            clock.move(days=1)
            bus.begin_day()
        answer = book(citizen, "/book/passport/20261126/1000")
        assert answer.status_code == 409
        assert (
            "You did not come to 1 appointments. You can book again from 2026-12-04" in answer.text
        )
        assert book(citizen, "/book/passport/20261126/1000", phone="13900000001").status_code == 303

    def test_only_while_the_hall_allows_it(self, citizen: FlaskClient, bus: Bus) -> None:
        form = fields(citizen.get(TIME)) | {"phone": PHONE}
        settle(bus, book_online=False)
        for page in ("/book", "/book/passport"):
            assert "Appointments are made in the hall." in citizen.get(page).text
        answer = citizen.post(TIME, data=form)
        assert answer.status_code == 403
        assert not bookings(bus)

    def test_a_form_that_no_page_made(self, citizen: FlaskClient, bus: Bus) -> None:
        good = fields(citizen.get(TIME)) | {"phone": PHONE}
        for change in ({"_csrf": ""}, {"_csrf": "x"}):
            assert citizen.post(TIME, data=good | change).status_code == 403
        evil = {"Origin": "https://evil.example"}
        assert citizen.post(TIME, data=good, headers=evil).status_code == 403
        assert citizen.post(TIME, data=good | {"command_id": "x"}).status_code == 422
        assert not bookings(bus)

    def test_many_from_one_address(self, citizen: FlaskClient, hub: Hub, bus: Bus) -> None:
        for _ in range(Limit.posts.value):
            assert book(citizen, phone="110").status_code == 422
        answer = book(citizen)
        assert answer.status_code == 429
        assert "Please try again in 60 minutes" in answer.text
        assert int(answer.headers["Retry-After"]) > 3000
        elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
        form = fields(citizen.get(TIME)) | {"phone": PHONE}
        assert citizen.post(TIME, data=form, environ_overrides=elsewhere).status_code == 303


class TestItsPage:
    @pytest.fixture
    def page(self, citizen: FlaskClient) -> str:
        return booked(citizen, name=NAME, identity=CARD)

    def test_nothing_of_who_booked(
        self, citizen: FlaskClient, page: str, bus: Bus, caplog: pytest.LogCaptureFixture
    ) -> None:
        other = booked(citizen, phone="13787654321", name="李大山")
        with caplog.at_level(logging.DEBUG):
            texts = [citizen.get(page + part).text for part in ("", "/move", "/cancel")]
            texts.append(citizen.get(f"{page}/appointment.ics").text)
        texts += [citizen.get("/book/passport").text, caplog.text]
        for text in texts:
            assert not any(each in text for each in (PHONE, PHONE[-4:], NAME, CARD, "李大山"))
            assert other not in text
        assert str(bookings(bus)).count(PHONE) == 0

    def test_moved(self, citizen: FlaskClient, page: str, bus: Bus) -> None:
        move = citizen.get(f"{page}/move?day=20261125")
        answer = citizen.post(f"{page}/move", data=fields(move) | {"to": "20261125-1000"})
        assert (answer.status_code, answer.location) == (303, page)
        assert "Wednesday, November 25, 2026" in citizen.get(page).text
        again = citizen.post(f"{page}/move", data=fields(move) | {"to": "20261125-1000"})
        assert again.status_code == 303
        (booking,) = bookings(bus)
        assert booking.moves == 1

    @pytest.mark.parametrize(("to", "status"), [("", 422), ("x", 409), ("20261125-0907", 409)])
    def test_moved_to_nowhere(
        self, citizen: FlaskClient, page: str, bus: Bus, to: str, status: int
    ) -> None:
        form = fields(citizen.get(f"{page}/move")) | ({"to": to} if to else {})
        assert citizen.post(f"{page}/move", data=form).status_code == status
        assert bookings(bus)[0].moves == 0

    def test_cancelled_after_a_question(self, citizen: FlaskClient, page: str, bus: Bus) -> None:
        question = citizen.get(f"{page}/cancel")
        assert bookings(bus)[0].state is BookingState.booked
        assert citizen.post(f"{page}/cancel", data=fields(question)).location == page
        assert bookings(bus)[0].state is BookingState.cancelled
        assert "This appointment was cancelled." in citizen.get(page).text
        assert "2 free" in citizen.get("/book/passport?day=20261124").text
        answer = citizen.post(
            f"{page}/cancel", data=fields(question) | {"command_id": "another-press"}
        )
        assert answer.status_code == 409
        assert f'href="{page}"' in answer.text

    def test_checked_in_it_leads_to_the_number(
        self, citizen: FlaskClient, page: str, bus: Bus, clock: Clock
    ) -> None:
        clock.at = datetime.fromisoformat("2026-11-24T01:00:00+00:00")
        booking = bookings(bus)[0]
        bus.execute(c.CheckIn(id=new_id(), by="kiosk:K1", booking=booking.id, key="k" * 32))
        text = citizen.get(page).text
        assert "You have checked in. Your number is A001." in text
        assert f'href="/t/{"k" * 32}"' in text
        assert "cannot be changed any more" in citizen.get(f"{page}/move").text

    def test_late_but_still_today(self, citizen: FlaskClient, page: str, clock: Clock) -> None:
        clock.at = datetime.fromisoformat("2026-11-24T02:00:00+00:00")
        assert "The time of this appointment has passed." in citizen.get(page).text

    def test_over_on_another_day(
        self, citizen: FlaskClient, page: str, bus: Bus, clock: Clock
    ) -> None:
        clock.move(days=2)
        bus.begin_day()
        for part in ("", "/move", "/cancel", "/appointment.ics"):
            answer = citizen.get(page + part)
            assert answer.status_code == 404
            assert "There is no such appointment, or it is over." in answer.text

    def test_guarded_by_its_own_key(self, citizen: FlaskClient, page: str, bus: Bus) -> None:
        other = booked(citizen, phone="13787654321")
        form = fields(citizen.get(f"{page}/cancel"))
        stolen = fields(citizen.get(f"{other}/cancel"))["_csrf"]
        for token in ("", "x", stolen):
            assert citizen.post(f"{page}/cancel", data=form | {"_csrf": token}).status_code == 403
        assert {each.state for each in bookings(bus)} == {BookingState.booked}

    def test_another_phone_needs_no_cookie(self, hub: Hub, citizen: FlaskClient, page: str) -> None:
        other = hub.flask.test_client(use_cookies=False)
        form = fields(other.get(f"{page}/cancel"))
        assert other.post(f"{page}/cancel", data=form).status_code == 303

    def test_in_its_own_language_or_the_one_chosen_there(
        self, hub: Hub, citizen: FlaskClient, page: str
    ) -> None:
        other = hub.flask.test_client()
        chinese = {"Accept-Language": "zh"}
        assert '<html lang="en"' in other.get(page, headers=chinese).text
        assert '<html lang="zh"' in other.get(f"{page}?language=zh").text


class TestCalendar:
    def test_an_entry_that_calendars_understand(self, citizen: FlaskClient, bus: Bus) -> None:
        page = booked(citizen)
        answer = citizen.get(f"{page}/appointment.ics")
        assert answer.mimetype == "text/calendar"
        assert 'filename="appointment.ics"' in answer.headers["Content-Disposition"]
        calendar = Calendar.from_ical(answer.data)
        assert calendar["METHOD"] == "PUBLISH"
        assert [zone["TZID"] for zone in calendar.timezones] == ["Asia/Shanghai"]
        event = event_of(answer)
        assert event.start.isoformat() == "2026-11-24T09:30:00+08:00"
        assert event.end - event.start == timedelta(minutes=30)
        assert event["SEQUENCE"] == 0
        assert event["STATUS"] == "CONFIRMED"
        assert event["SUMMARY"] == "passport"
        assert event["LOCATION"] == "Small hall · East zone"
        assert bookings(bus)[0].code in event["DESCRIPTION"]
        assert event["URL"].endswith(page)
        (alarm,) = event.alarms.times
        assert event.start - alarm.trigger == timedelta(hours=1)

    def test_each_change_counts_up_under_one_name(self, citizen: FlaskClient) -> None:
        page = booked(citizen)
        entries = [event_of(citizen.get(f"{page}/appointment.ics"))]
        for to in ("20261125-1000", "20261126-1030"):
            form = fields(citizen.get(f"{page}/move")) | {"to": to}
            citizen.post(f"{page}/move", data=form)
            entries.append(event_of(citizen.get(f"{page}/appointment.ics")))
        citizen.post(f"{page}/cancel", data=fields(citizen.get(f"{page}/cancel")))
        last = citizen.get(f"{page}/appointment.ics")
        entries.append(event_of(last))
        assert [each["SEQUENCE"] for each in entries] == [0, 1, 2, 3]
        assert len({each["UID"] for each in entries}) == 1
        assert [each.start.day for each in entries] == [24, 25, 26, 26]
        assert entries[-1]["STATUS"] == "CANCELLED"
        assert Calendar.from_ical(last.data)["METHOD"] == "CANCEL"

    def test_two_have_two_names(self, citizen: FlaskClient) -> None:
        pages = booked(citizen), booked(citizen, phone="13900000001")
        names = {event_of(citizen.get(f"{each}/appointment.ics"))["UID"] for each in pages}
        assert len(names) == 2
