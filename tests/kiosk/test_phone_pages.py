"""The pages behind a receipt's QR code: they tell of one number and act as its citizen."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.tickets import Class, State, Ticket
from shared.hub.app import Hub
from shared.hub.passwords import hash_password
from shared.hub.sessions import password_name
from tests.small_hall import MONDAY_MORNING, WANG, Clock, key_for, new_id, take

KEY = key_for("the-first-ticket")
OTHER = key_for("another-one-here")
PAGE = f"/t/{KEY}"
ZHAO = "staff:zhao"


@pytest.fixture
def phone(stranger: FlaskClient) -> FlaskClient:
    """Any browser: the key in the address is all it has."""
    return stranger


def taken(bus: Bus, id: str = "the-first-ticket", **more: object) -> Ticket:
    bus.execute(take(id=id, **({"language": "en"} | more)))  # type: ignore[arg-type]
    return ticket(bus, key_for(id))


def ticket(bus: Bus, key: str = KEY) -> Ticket:
    with bus.looking() as hall:
        return hall.tickets[hall.keys[key]]


def does(
    bus: Bus, *moves: type[c.Command], window: int = 1, by: str = WANG, **words: object
) -> None:
    for move in moves:
        bus.execute(move(id=new_id(), by=by, window=window, **words))  # type: ignore[call-arg]


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


def send(phone: FlaskClient, page: str, address: str, **more: object):
    """Press the button of a page's form."""
    return phone.post(address, data=fields(phone.get(page).text) | more)


def actors(bus: Bus, kind: str) -> list[str]:
    return [e.actor for e in bus.store.entries_after(0) if type(e.event).__name__ == kind]


class TestStates:
    def test_waiting(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        page = phone.get(PAGE).text
        assert "People ahead" in page
        assert "Cancel this number" in page
        assert "I am back" not in page

    def test_called_served_and_to_be_rated(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext)
        page = phone.get(PAGE).text
        assert "Please go to window 1 now." in page
        assert "Cancel this number" not in page
        does(bus, c.StartService)
        assert "You are being served at window 1." in phone.get(PAGE).text
        does(bus, c.FinishService)
        page = phone.get(PAGE).text
        assert "You have been served." in page
        assert "Rate the service" in page

    def test_set_aside(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.StartService, c.HoldTicket)
        assert "You are set aside at window 1." in phone.get(PAGE).text

    def test_missed_and_until_when(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.MissTicket)
        page = phone.get(PAGE).text
        assert "You may come back until 10:30." in page
        assert "3 others are called before you then." in page

    def test_missed_for_good(self, phone: FlaskClient, bus: Bus, clock: Clock) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.MissTicket)
        clock.move(minutes=31)
        bus.do_what_is_due()
        assert "Please take a new number." in phone.get(PAGE).text

    def test_an_appointment_with_its_time(self, phone: FlaskClient, bus: Bus) -> None:
        booked = MONDAY_MORNING + timedelta(minutes=45)
        taken(bus, by="staff:gu", class_=Class.appointment, booked_for=booked)
        assert "Appointment at 10:45" in phone.get(PAGE).text

    def test_the_next_service_of_a_visit(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus, then=("invoice",))
        does(bus, c.OpenWindow, c.CallNext, c.StartService, c.FinishService)
        does(bus, c.OpenWindow, window=3, by=ZHAO)
        page = phone.get(PAGE).text
        assert "Your next service waits for you here:" in page
        assert '<span class="chip">3</span>' in page
        assert re.search(r'data-state="done">id-card.*data-state="now">invoice', page, re.S)
        assert "Rate the service" in page, "the first one, while the second is still to come"

    def test_in_the_numbers_own_language(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus, language="zh")
        page = phone.get(PAGE, headers={"Accept-Language": "en"}).text
        assert '<html lang="zh">' in page
        assert "前面等候" in page


class TestBack:
    def test_it_comes_back_as_its_citizen(self, phone: FlaskClient, bus: Bus) -> None:
        first = taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.MissTicket)
        answer = send(phone, PAGE, f"{PAGE}/back")
        assert (answer.status_code, answer.location) == (303, PAGE)
        assert ticket(bus).state is State.waiting
        assert actors(bus, "TicketRequeued") == [f"citizen:{first.id}"]
        assert "You are back in line." in phone.get(PAGE).text

    def test_too_late(self, phone: FlaskClient, bus: Bus, clock: Clock) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.MissTicket)
        form = fields(phone.get(PAGE).text)
        clock.move(minutes=31)
        answer = phone.post(f"{PAGE}/back", data=form)
        assert answer.status_code == 409
        assert "A001 was missed more than 30 minutes ago. Please take a new number." in answer.text
        assert f'href="{PAGE}"' in answer.text

    def test_pressed_twice(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.MissTicket)
        form = fields(phone.get(PAGE).text)
        assert phone.post(f"{PAGE}/back", data=form).status_code == 303
        assert phone.post(f"{PAGE}/back", data=form).status_code == 303
        assert len(actors(bus, "TicketRequeued")) == 1


class TestCancel:
    def test_only_after_a_question(self, phone: FlaskClient, bus: Bus) -> None:
        first = taken(bus)
        question = phone.get(f"{PAGE}/cancel").text
        assert "Cancel A001?" in question
        assert ticket(bus).state is State.waiting
        assert send(phone, f"{PAGE}/cancel", f"{PAGE}/cancel").status_code == 303
        assert ticket(bus).state is State.cancelled
        assert actors(bus, "TicketCancelled") == [f"citizen:{first.id}"]
        assert "This number was cancelled." in phone.get(PAGE).text

    def test_not_once_it_is_called(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        form = fields(phone.get(f"{PAGE}/cancel").text)
        does(bus, c.OpenWindow, c.CallNext)
        answer = phone.post(f"{PAGE}/cancel", data=form)
        assert answer.status_code == 409
        assert "A001 has been called and has not come yet." in answer.text
        assert ticket(bus).state is State.called


class TestRating:
    @pytest.fixture(autouse=True)
    def served(self, bus: Bus) -> None:
        taken(bus, then=("invoice",))
        does(bus, c.OpenWindow, c.CallNext, c.StartService, c.FinishService)
        does(bus, c.OpenWindow, c.CallNext, c.StartService, c.FinishService, window=3, by=ZHAO)

    def finishes(self, phone: FlaskClient) -> list[str]:
        return re.findall(r'name="finish" value="(\d+)"', phone.get(f"{PAGE}/rate").text)

    def rate(self, phone: FlaskClient, finish: str, **more: object):
        form = {"finish": finish, "rating": "good", "command_id": new_id()} | more
        return send(phone, f"{PAGE}/rate", f"{PAGE}/rate", **form)

    def test_each_finished_service_once(self, phone: FlaskClient, bus: Bus) -> None:
        first, second = self.finishes(phone)
        answer = self.rate(phone, first, reasons=["speed", "speed", "rules"])
        assert answer.status_code == 303
        assert "Thank you for your rating." in phone.get(answer.location).text
        renewed = phone.get(answer.location.replace("?", "/now?"))
        assert "Thank you for your rating." in renewed.json["now"]
        assert self.finishes(phone) == [second]
        again = self.rate(phone, first, rating="bad")
        assert again.status_code == 409
        assert "This service cannot be rated, or was rated already." in again.text
        assert self.rate(phone, second, rating="poor").status_code == 303
        assert "There is no service to rate." in phone.get(f"{PAGE}/rate").text
        assert set(actors(bus, "ServiceRated")) == {f"citizen:{ticket(bus).id}"}
        with bus.looking() as hall:
            assert [case.service for case in hall.cases.values()] == ["invoice"]

    def test_later_than_the_tablet_asks(self, phone: FlaskClient, clock: Clock) -> None:
        clock.move(hours=2)
        assert self.rate(phone, self.finishes(phone)[0]).status_code == 303

    def test_without_a_level(self, phone: FlaskClient, bus: Bus) -> None:
        answer = self.rate(phone, self.finishes(phone)[0], rating="")
        assert answer.status_code == 422
        assert "Please choose one of the five levels." in answer.text
        assert not actors(bus, "ServiceRated")

    def test_nobody_elses(self, phone: FlaskClient, bus: Bus) -> None:
        finish = self.finishes(phone)[0]
        taken(bus, "another-one-here")
        form = fields(phone.get(f"/t/{OTHER}/cancel").text) | {"finish": finish, "rating": "bad"}
        answer = phone.post(f"/t/{OTHER}/rate", data=form)
        assert answer.status_code == 403
        assert not actors(bus, "ServiceRated")

    def test_a_supervisor_in_the_same_browser_changes_nothing(
        self, phone: FlaskClient, bus: Bus, hub: Hub
    ) -> None:
        with bus.store.transaction() as transaction:
            hashed = hash_password("correct-horse-battery")
            transaction.seal(password_name("sun"), hashed, "2026-11-23T01:00:00.000Z")
        account = {"account": "sun", "password": "correct-horse-battery"}
        assert phone.post("/api/v1/session", json=account).status_code == 200
        assert self.rate(phone, self.finishes(phone)[0]).status_code == 303
        assert actors(bus, "ServiceRated") == [f"citizen:{ticket(bus).id}"]


@pytest.mark.parametrize("act", ["back", "cancel", "rate"])
def test_forms_that_no_page_made_are_refused(phone: FlaskClient, bus: Bus, act: str) -> None:
    taken(bus)
    taken(bus, "another-one-here")
    before = bus.store.journal_end()
    good = fields(phone.get(f"{PAGE}/cancel").text)
    of_another = fields(phone.get(f"/t/{OTHER}/cancel").text)["_csrf"]
    for change in ({"_csrf": ""}, {"_csrf": "x"}, {"_csrf": of_another}):
        assert phone.post(f"{PAGE}/{act}", data=good | change).status_code == 403
    evil = {"Origin": "https://evil.example"}
    assert phone.post(f"{PAGE}/{act}", data=good, headers=evil).status_code == 403
    assert phone.post(f"{PAGE}/{act}", data=good | {"command_id": "x"}).status_code == 422
    assert bus.store.journal_end() == before


@pytest.mark.parametrize("path", ["", "/cancel", "/rate"])
def test_a_key_that_is_none(phone: FlaskClient, path: str) -> None:
    answer = phone.get(f"/t/no-such-key{path}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "This number is over" in answer.text


def test_it_tells_of_no_other_number(phone: FlaskClient, bus: Bus) -> None:
    taken(bus)
    other = taken(bus, "another-one-here")
    does(bus, c.OpenWindow, c.CallNext, c.StartService, c.FinishService)
    for path in ("", "/cancel", "/rate"):
        page = phone.get(f"{PAGE}{path}").text
        assert other.number not in page
        assert OTHER not in page
        assert "wang" not in page
