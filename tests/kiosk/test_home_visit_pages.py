"""A home visit asked for by anybody, and its own page in each of its states."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.home_visits import HomeVisit
from shared.domain.settings import HallSettings
from shared.hub.app import Hub
from tests.small_hall import Clock, new_id

FORM = "/home-visit/id-card"
TYPED = {"name": "王小明", "phone": "13912345678", "place": "青年北大街 8 号"}
TOMORROW = date(2026, 11, 24)


@pytest.fixture
def citizen(stranger: FlaskClient) -> FlaskClient:
    """Any browser, in English."""
    stranger.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return stranger


def fields(page: TestResponse) -> dict[str, str]:
    form = page.text.split("<main")[1].split("<form")[-1]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def ask(citizen: FlaskClient, **typed: str) -> TestResponse:
    return citizen.post(FORM, data=fields(citizen.get(FORM)) | TYPED | typed)


def home_visits(bus: Bus) -> list[HomeVisit]:
    with bus.looking() as hall:
        return list(hall.home_visits.values())


def assign(bus: Bus, home_visit: HomeVisit) -> None:
    day = TOMORROW + timedelta(days=2)
    bus.execute(
        c.AssignHomeVisit(id=new_id(), by="staff:gu", home_visit=home_visit.id, to="wang", on=day)
    )


def test_asked_for(citizen: FlaskClient, hub: Hub, bus: Bus) -> None:
    form = fields(citizen.get(FORM)) | TYPED | {"wanted": "2026-11-25"}
    answers = [citizen.post(FORM, data=form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    (home_visit,) = home_visits(bus)
    assert answers[0].location == f"/v/{home_visit.key}"
    assert (home_visit.by, home_visit.wanted, home_visit.language) == (
        "public",
        date(2026, 11, 25),
        "en",
    )
    page = citizen.get(answers[0].location).text
    assert "We have your request." in page
    assert "You would like: Wednesday, November 25, 2026" in page
    about = hub.personal.of(home_visit.key)
    assert about is not None
    assert (about.name, about.phone, about.place) == tuple(TYPED.values())


def test_the_form_says_what_is_kept_and_until_when(citizen: FlaskClient) -> None:
    page = citizen.get(FORM).text
    assert "deleted 24 hours after the visit, and after 90 days at the latest" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "110"}, "This is not a phone number."),
        ({"name": " "}, "A home visit needs a name, a phone number and a place."),
        ({"place": ""}, "A home visit needs a name, a phone number and a place."),
        ({"wanted": "soon"}, "This is not a whole date: year, month and day."),
        ({"wanted": "2028-01-01"}, "Please choose a day within the next 60 days."),
        ({"place": "x" * 121}, "This text is too long: at most 120 characters."),
    ],
)
def test_what_cannot_be(
    citizen: FlaskClient, bus: Bus, typed: dict[str, str], sentence: str
) -> None:
    answer = ask(citizen, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed.get("phone", TYPED["phone"]) in answer.text, "what was typed stays"
    assert not home_visits(bus)


def test_a_wrong_date_is_told_at_its_field(citizen: FlaskClient) -> None:
    sentence = '<p class="notice notice-care" id="wanted-wrong" role="alert"'
    right, wrong = citizen.get(FORM).text, ask(citizen, wanted="2026-11").text
    assert f"{sentence} hidden>" in right
    assert 'aria-describedby="wanted-order"' in right
    assert f"{sentence}>" in wrong
    assert 'aria-describedby="wanted-wrong wanted-order" aria-invalid="true"' in wrong


def test_one_open_visit_a_phone(citizen: FlaskClient) -> None:
    assert ask(citizen).status_code == 303
    answer = ask(citizen)
    assert answer.status_code == 409
    assert "You have asked for a home visit already." in answer.text


def test_only_while_the_hall_allows_it(citizen: FlaskClient, bus: Bus) -> None:
    form = fields(citizen.get(FORM)) | TYPED
    settings = HallSettings(home_visits_online=False)
    bus.execute(c.ChangeSettings(id=new_id(), by="staff:sun", settings=settings))
    for page in ("/home-visit", FORM):
        assert "Please ask for a home visit by telephone" in citizen.get(page).text
    assert citizen.post(FORM, data=form).status_code == 403
    assert not home_visits(bus)


def test_its_states(citizen: FlaskClient, bus: Bus, clock: Clock) -> None:
    page = ask(citizen).location
    (home_visit,) = home_visits(bus)
    assign(bus, home_visit)
    assert "We come on Thursday, November 26, 2026." in citizen.get(page).text
    bus.execute(c.FinishHomeVisit(id=new_id(), by="staff:wang", home_visit=home_visit.id))
    text = citizen.get(page).text
    assert "The visit was made." in text
    assert "Cancel the visit" not in text
    assert "wang" not in text
    clock.move(days=1)
    bus.begin_day()
    gone = citizen.get(page)
    assert gone.status_code == 404
    assert "There is no such home visit, or it is over." in gone.text


def test_cancelled_after_a_question(citizen: FlaskClient, bus: Bus) -> None:
    page = ask(citizen).location
    question = citizen.get(f"{page}/cancel")
    assert "Cancel the visit?" in question.text
    assert citizen.post(f"{page}/cancel", data=fields(question)).location == page
    assert "This home visit was cancelled." in citizen.get(page).text
    again = citizen.post(f"{page}/cancel", data=fields(question) | {"command_id": "another-one"})
    assert again.status_code == 409
    assert f'href="{page}"' in again.text


def test_guarded_by_its_own_key(citizen: FlaskClient, bus: Bus) -> None:
    page, other = ask(citizen).location, ask(citizen, phone="13787654321").location
    form = fields(citizen.get(f"{page}/cancel"))
    stolen = fields(citizen.get(f"{other}/cancel"))["_csrf"]
    for token in ("", "x", stolen):
        assert citizen.post(f"{page}/cancel", data=form | {"_csrf": token}).status_code == 403
    assert {home_visit.state for home_visit in home_visits(bus)} == {"asked"}


def test_nothing_of_whom_it_is(citizen: FlaskClient) -> None:
    page = ask(citizen).location
    texts = [citizen.get(page + part).text for part in ("", "/cancel")] + [citizen.get(FORM).text]
    for text in [*texts, page]:
        assert not any(each in text for each in TYPED.values())
