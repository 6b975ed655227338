"""Taking a number by phone: only with the boards' code, only where the hall allows it."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from kiosk import limits
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.settings import HallSettings
from shared.hub import presence
from shared.hub.app import Hub
from shared.hub.pairing import token_name
from shared.hub.passwords import hash_token
from tests.small_hall import MONDAY_MORNING, Clock, new_id

SCREEN = "D1.a-token-of-the-tests"


@pytest.fixture
def phone(stranger: FlaskClient, bus: Bus) -> FlaskClient:
    allow(bus)
    stranger.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return stranger


def allow(bus: Bus, allowed: bool = True) -> None:
    settings = replace(HallSettings(), phone_numbers=allowed)
    bus.execute(c.ChangeSettings(id=new_id(), by="staff:sun", settings=settings))


def code(hub: Hub, before: int = 0) -> str:
    return presence.code_at(hub.secret, hub.bus.now(), before)


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


def give(phone: FlaskClient, hub: Hub) -> None:
    answer = phone.get(f"/take?code={code(hub)}")
    assert (answer.status_code, answer.location) == (303, "/take")


def take(phone: FlaskClient, service: str = "id-card", **more: str):
    page = f"/take/service/{service}"
    return phone.post(page, data=fields(phone.get(page).text) | {"need": ""} | more)


def test_nothing_where_the_hall_does_not_allow_it(stranger: FlaskClient, hub: Hub) -> None:
    page = stranger.get(f"/take?code={code(hub)}", headers={"Accept-Language": "en"})
    assert "This hall gives numbers at its kiosks only." in page.text
    assert "hall_visitor" not in str(page.headers)
    assert stranger.get("/take/service/id-card").location == "/take"


def test_leave_ends_with_the_setting(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    give(phone, hub)
    form = fields(phone.get("/take/service/id-card").text)
    allow(bus, allowed=False)
    before = bus.store.journal_end()
    assert phone.post("/take/service/id-card", data=form).location == "/take"
    assert bus.store.journal_end() == before


def test_from_the_code_to_a_number(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    assert "6 digits" in phone.get("/take").text
    give(phone, hub)
    home = phone.get("/take").text
    assert "/take/department/police" in home
    assert "/take/service/id-card" in phone.get("/take/department/police").text
    assert "/take/service/invoice" in phone.get("/take/search?q=invoice").text
    assert "Nothing was found." in phone.get("/take/search?q=zzzz").text
    answer = take(phone)
    assert answer.status_code == 303
    assert answer.location.startswith("/t/")
    assert "A001" in phone.get(answer.location).text
    with bus.looking() as hall:
        (ticket,) = hall.tickets.values()
    entry = bus.store.entries_after(bus.store.journal_end() - 1)[0]
    assert entry.actor.startswith("visitor:")
    assert ticket.language == "en"
    assert "Your number A001" in re.sub(r"\s+", " ", phone.get("/take").text)


def test_one_phone_holds_one_open_number_a_queue(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    give(phone, hub)
    own = take(phone).location
    again = take(phone, "passport")
    assert again.status_code == 409
    assert "A001" in again.text
    assert f'href="{own}"' in again.text
    assert take(phone, "invoice").status_code == 303
    other = hub.flask.test_client()
    give(other, hub)
    assert take(other).status_code == 303


def test_it_stays_the_same_person_after_another_code(
    phone: FlaskClient, hub: Hub, clock: Clock
) -> None:
    give(phone, hub)
    assert take(phone).status_code == 303
    clock.move(minutes=16)
    assert phone.get("/take/service/id-card").location == "/take"
    give(phone, hub)
    assert take(phone, "passport").status_code == 409


def test_the_same_form_twice_is_one_number(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    give(phone, hub)
    form = fields(phone.get("/take/service/id-card").text)
    first = phone.post("/take/service/id-card", data=form | {"need": ""})
    assert phone.post("/take/service/id-card", data=form | {"need": ""}).location == first.location
    with bus.looking() as hall:
        assert len(hall.tickets) == 1


def test_the_green_channel(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    give(phone, hub)
    assert take(phone, need="elderly").status_code == 303
    with bus.looking() as hall:
        assert [ticket.need for ticket in hall.tickets.values()] == ["elderly"]


class TestCode:
    def test_this_minutes_and_the_one_before(self, phone: FlaskClient, hub: Hub) -> None:
        assert phone.get(f"/take?code={code(hub, 2)}").status_code == 403
        assert phone.get(f"/take?code={code(hub, 1)}").status_code == 303
        assert phone.get(f"/take?code={code(hub)[:3]} {code(hub)[3:]}").status_code == 303

    def test_it_changes_each_minute(self, hub: Hub) -> None:
        codes = {
            presence.code_at(hub.secret, MONDAY_MORNING + timedelta(seconds=seconds))
            for seconds in range(0, 600, 10)
        }
        assert len(codes) == 10
        assert all(re.fullmatch(r"\d{6}", each) for each in codes)
        assert presence.code_at(b"another" * 8, MONDAY_MORNING) not in codes

    def test_another_one_is_told_so(self, phone: FlaskClient) -> None:
        answer = phone.get("/take?code=xx")
        assert answer.status_code == 403
        assert "This is not the code on the screens now." in answer.text
        assert "hall_visitor" not in str(answer.headers)

    def test_whoever_tries_many_must_wait(self, phone: FlaskClient, hub: Hub) -> None:
        for _ in range(presence.WRONG_AN_ADDRESS):
            assert phone.get("/take?code=1").status_code == 403
        assert phone.get(f"/take?code={code(hub)}").status_code == 429
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert phone.get(f"/take?code={code(hub)}", environ_base=elsewhere).status_code == 303

    def test_many_addresses_do_not_help_nor_lock_the_hall_out(
        self, phone: FlaskClient, hub: Hub
    ) -> None:
        here = {"REMOTE_ADDR": "192.0.2.1"}
        assert phone.get(f"/take?code={code(hub)}", environ_base=here).status_code == 303
        for tries in range(presence.WRONG_EVERYWHERE):
            address = {"REMOTE_ADDR": f"198.51.100.{tries}"}
            phone.get("/take?code=1", environ_base=address)
        stranger = {"REMOTE_ADDR": "203.0.113.9"}
        assert phone.get(f"/take?code={code(hub)}", environ_base=stranger).status_code == 429
        assert phone.get(f"/take?code={code(hub)}", environ_base=here).status_code == 303

    @pytest.mark.parametrize("cookie", ["", "x", "WyJuIiw5OTk5OTk5OTk5XQ.x"])
    def test_a_cookie_of_nobody(self, phone: FlaskClient, cookie: str) -> None:
        phone.set_cookie("hall_visitor", cookie, path="/take")
        assert phone.get("/take/service/id-card").location == "/take"


class TestManyPhones:
    """Whoever reads the code once and makes phones up."""

    def new_phone(self, hub: Hub, address: str, digits: str):
        phone = hub.flask.test_client()
        phone.environ_base |= {"REMOTE_ADDR": address, "HTTP_ACCEPT_LANGUAGE": "en"}
        return phone, phone.get(f"/take?code={digits}")

    def test_so_many_begin_at_an_address_in_a_minute(self, phone: FlaskClient, hub: Hub) -> None:
        said = [self.new_phone(hub, "192.0.2.1", code(hub))[1].status_code for _ in range(40)]
        most = limits.PHONES_A_MINUTE
        assert said == [303] * most + [429] * (40 - most)
        assert self.new_phone(hub, "192.0.2.2", code(hub))[1].status_code == 303

    def test_a_phone_that_comes_again_is_no_new_one(self, phone: FlaskClient, hub: Hub) -> None:
        for _ in range(limits.PHONES_A_MINUTE + 10):
            give(phone, hub)

    def test_so_many_numbers_a_code_whatever_the_addresses(
        self, phone: FlaskClient, hub: Hub, bus: Bus, clock: Clock
    ) -> None:
        digits = code(hub)
        phones = [
            self.new_phone(hub, f"192.0.2.{count}", digits)[0]
            for count in range(limits.LEAST_NUMBERS + 2)
        ]
        said = [take(each).status_code for each in phones]
        assert said == [303] * limits.LEAST_NUMBERS + [429] * 2
        clock.move(minutes=2)
        late = take(phones[-1])
        assert late.status_code == 429
        assert "enter the code that the screens show now." in late.text
        assert take(phones[0], "id-card").status_code in (409, 429)
        give(phones[-1], hub)
        assert take(phones[-1]).status_code == 303

    def test_a_form_sent_twice_counts_once(self, phone: FlaskClient, hub: Hub) -> None:
        give(phone, hub)
        form = fields(phone.get("/take/service/id-card").text) | {"need": ""}
        pages = {
            phone.post("/take/service/id-card", data=form).location
            for _ in range(limits.LEAST_NUMBERS + 5)
        }
        assert len(pages) == 1
        assert pages != {None}

    def test_a_number_far_from_its_turn_calls_while_its_phone_is_in_the_hall(
        self, phone: FlaskClient, hub: Hub, bus: Bus, clock: Clock
    ) -> None:
        for count in range(12):
            bus.execute(
                c.TakeTicket(id=new_id(), by="kiosk:K1", service="id-card", language="zh",
                             key=f"a-number-before-{count}")
            )  # fmt: skip
        give(phone, hub)
        page = take(phone).location

        def call(browser: FlaskClient) -> tuple[int, str]:
            form = fields(browser.get(f"{page}/help").text) | {"reason": "question"}
            answer = browser.post(f"{page}/help", data=form)
            return answer.status_code, answer.text

        assert call(phone)[0] == 303
        with bus.looking() as hall:
            (asked,) = hall.help
        bus.execute(c.CloseHelp(id=new_id(), by="staff:gu", help=asked))
        clock.move(minutes=16)
        status, text = call(phone)
        assert status == 409
        assert "when your turn is near" in text
        give(phone, hub)
        assert call(phone)[0] == 303
        stranger = hub.flask.test_client()
        stranger.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        bus.execute(c.CloseHelp(id=new_id(), by="staff:gu", help=max(hall.help)))
        assert call(stranger)[0] == 409


class TestOnTheBoard:
    @pytest.fixture
    def screen(self, hub: Hub, bus: Bus) -> FlaskClient:
        with bus.store.transaction() as transaction:
            transaction.seal(token_name("D1"), hash_token(SCREEN), "2026-11-23T01:00:00.000Z")
        client = hub.flask.test_client()
        client.set_cookie("hall_display", SCREEN)
        return client

    def test_a_picture_with_the_code(self, screen: FlaskClient, hub: Hub, bus: Bus) -> None:
        allow(bus)
        answer = screen.get("/display/code.svg")
        assert answer.mimetype == "image/svg+xml"
        assert answer.headers["Cache-Control"] == "no-store"
        digits = code(hub)
        assert f">{digits[:3]} {digits[3:]}</text>" in answer.text
        assert 1 <= int(answer.headers["X-Seconds-Left"]) <= 60

    def test_none_where_phones_take_no_numbers(self, screen: FlaskClient) -> None:
        assert screen.get("/display/code.svg").status_code == 204

    def test_for_paired_screens_alone(self, kiosk: FlaskClient, stranger: FlaskClient, bus: Bus):
        allow(bus)
        for browser in (kiosk, stranger):
            assert browser.get("/display/code.svg").status_code == 403


def test_checking_in_by_phone(phone: FlaskClient, hub: Hub, bus: Bus) -> None:
    give(phone, hub)
    form = fields(phone.get("/take/check-in").text)
    answer = phone.post("/take/check-in", data=form | {"code": "1234 5678"})
    assert answer.status_code == 404
    assert "There is no such appointment." in answer.text
    assert phone.post("/take/check-in", data=form | {"_csrf": "x"}).status_code == 403


@pytest.mark.parametrize("change", [{"_csrf": ""}, {"command_id": "x"}, {"need": "rich"}])
def test_forms_that_no_page_made(
    phone: FlaskClient, hub: Hub, bus: Bus, change: dict[str, str]
) -> None:
    give(phone, hub)
    before = bus.store.journal_end()
    assert take(phone, **change).status_code in (403, 422)
    assert bus.store.journal_end() == before


def test_services_that_are_none(phone: FlaskClient, hub: Hub) -> None:
    give(phone, hub)
    for path in ("/take/service/none", "/take/department/none"):
        assert phone.get(path).status_code == 404
