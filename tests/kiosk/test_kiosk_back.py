"""A missed number comes back at the kiosk: typed on the glass, with a script or without one."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.back import Typed, press, typed
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.tickets import Class, State, Ticket
from tests.small_hall import WANG, Clock, new_id, take

LETTERS = ("A", "B", "AB")
BACK = "/kiosk/en/back"


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ("A 0 1 2", "A012"),
        ("0 1 2 A", "A012"),
        ("A 0 1 B", "B01"),
        ("AB 7 back", "AB"),
        ("AB back", ""),
        ("A 1 2 3 4 5", "A1234"),
        ("back", ""),
        ("Z x 12 ² 1", "1"),
    ],
)
def test_keys(keys: str, number: str) -> None:
    shown = Typed("", "")
    for key in keys.split():
        shown = press(LETTERS, shown, key)
    assert str(shown) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("A012", "A012"), ("AB7", "AB7"), ("Z9", "9"), ("", ""), ("A<b>1", "1"), ("A123456", "A1234"),
     ("012A", "")],
)  # fmt: skip
def test_what_of_an_address_is_a_number(text: str, number: str) -> None:
    assert str(typed(LETTERS, text)) == number


def missed(bus: Bus) -> Ticket:
    bus.execute(take())
    for move in (c.OpenWindow, c.CallNext, c.MissTicket):
        bus.execute(move(id=new_id(), by=WANG, window=1))
    with bus.looking() as hall:
        return next(iter(hall.tickets.values()))


def state(bus: Bus, ticket: Ticket) -> State:
    with bus.looking() as hall:
        return hall.tickets[ticket.id].state


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(_csrf|command_id|number)" value="([^"]*)"', text))


def test_the_first_page_leads_there_in_each_language(kiosk: FlaskClient) -> None:
    page = kiosk.get("/kiosk").text
    assert 'href="/kiosk/zh/back"' in page
    assert "我过号了" in page
    assert 'href="/kiosk/en/back"' in kiosk.get("/kiosk/en").text


def test_typed_without_a_script(kiosk: FlaskClient, bus: Bus) -> None:
    ticket = missed(bus)
    page = kiosk.get(BACK).text
    assert "3 others are called before you" in page
    for key in "A001":
        number = fields(page)["number"]
        page = kiosk.get(BACK, query_string={"number": number, "key": key}).text
    assert fields(page)["number"] == "A001"
    answer = kiosk.post(BACK, data=fields(page))
    assert answer.status_code == 200
    assert "You are back in line." in answer.text
    assert state(bus, ticket) is State.waiting
    (entry,) = [e for e in bus.store.entries_after(0) if type(e.event).__name__ == "TicketRequeued"]
    assert entry.actor == "kiosk:K1"


def test_the_answer_holds_no_key(kiosk: FlaskClient, bus: Bus) -> None:
    ticket = missed(bus)
    form = fields(kiosk.get(BACK).text) | {"number": "A001"}
    answer = kiosk.post(BACK, data=form)
    assert ticket.key not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert kiosk.post(BACK, data=form).text.count("You are back in line.") >= 1, "sent twice"


def test_a_number_may_be_short_of_its_zeros(kiosk: FlaskClient, bus: Bus) -> None:
    ticket = missed(bus)
    kiosk.post(BACK, data=fields(kiosk.get(BACK).text) | {"number": "a1"})
    assert state(bus, ticket) is State.waiting


@pytest.mark.parametrize(
    ("number", "status", "sentence"),
    [
        ("A099", 404, "There is no such number today."),
        ("A", 422, "Please type the whole number: its letter and its digits."),
        ("12", 422, "Please type the whole number: its letter and its digits."),
        ("", 422, "Please type the whole number: its letter and its digits."),
        ("A002", 409, "A002 is waiting."),
    ],
)
def test_refusals_stand_above_the_keys(
    kiosk: FlaskClient, bus: Bus, number: str, status: int, sentence: str
) -> None:
    missed(bus)
    bus.execute(take())
    answer = kiosk.post(BACK, data=fields(kiosk.get(BACK).text) | {"number": number})
    assert answer.status_code == status
    assert sentence in answer.text
    assert fields(answer.text)["number"] == number
    assert 'id="keys"' in answer.text


def test_too_late(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    missed(bus)
    clock.move(minutes=31)
    answer = kiosk.post(BACK, data=fields(kiosk.get(BACK).text) | {"number": "A001"})
    assert answer.status_code == 409
    assert "missed more than 30 minutes ago" in answer.text


def test_only_a_kiosk_brings_numbers_back(
    kiosk: FlaskClient, stranger: FlaskClient, bus: Bus
) -> None:
    ticket = missed(bus)
    form = fields(kiosk.get(BACK).text) | {"number": "A001"}
    assert stranger.get(BACK).status_code == 403
    assert stranger.post(BACK, data=form).status_code == 403
    assert kiosk.post(BACK, data=form | {"_csrf": "x"}).status_code == 403
    assert state(bus, ticket) is State.missed


def test_the_answer_page_lists_a_visit_and_names_an_appointment(
    kiosk: FlaskClient, bus: Bus
) -> None:
    bus.execute(take(id="a-visit-of-two", then=("invoice",)))  # type: ignore[arg-type]
    with bus.looking() as hall:
        (ticket,) = hall.tickets.values()
        booked = ticket.issued_at
    page = kiosk.get(f"/kiosk/en/ticket/{ticket.key}").text
    assert re.search(r"<ol class=\"visit\">.*id-card.*invoice", page, re.S)
    more = {"class_": Class.appointment, "booked_for": booked}
    bus.execute(take("estate", by="staff:gu", id="an-appointment", **more))  # type: ignore[arg-type]
    with bus.looking() as hall:
        key = list(hall.keys)[-1]
    assert "Appointment at 10:00" in kiosk.get(f"/kiosk/en/ticket/{key}").text
