"""The tablet at a window: rated once, by a citizen, whoever is signed in beside it."""

import re

import pytest

from shared.domain import commands as c
from shared.domain.ratings import Rating
from shared.words import say
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import WANG, new_id, take

PAGE = "/display/rating/1"


@pytest.fixture
def tablet(hub):
    browser = Browser(hub)
    browser.client.set_cookie("hall_display", token("D1"))
    return browser


def serve(bus, window=1):
    """Serve one citizen; the finish that a rating names."""
    bus.execute(take())
    for move in (c.CallNext, c.StartService):
        bus.execute(move(id=new_id(), by=WANG, window=window))
    return bus.execute(c.FinishService(id=new_id(), by=WANG, window=window))[0].seq


@pytest.fixture
def finish(bus):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    return serve(bus)


def csrf(browser, page=PAGE):
    return re.search(r'name="csrf" content="([^"]+)"', browser.get(page).text)[1]


def rate(browser, finish, rating="good", page=PAGE, language="en", **more):
    form = {"command_id": new_id(), "finish": finish, "rating": rating} | more
    return browser.client.post(
        f"{page}?language={language}", data=form, headers={"X-CSRF-Token": csrf(browser)}
    )


def rated(bus):
    """Who rated what, from the journal."""
    entries = bus.store.entries_after(0)
    return [(e.actor, e.event) for e in entries if type(e.event).__name__ == "ServiceRated"]


def test_the_page_stands_calm_until_a_service_is_finished(bus, tablet):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    page = tablet.get(PAGE, query_string={"language": "en"}).text
    assert "After your service you can rate it here." in page
    assert "Queue A" in page
    assert re.search(r'data-when="levels"[^>]* hidden', page)
    serve(bus)
    page = tablet.get(PAGE, query_string={"language": "en"}).text
    assert not re.search(r'data-when="levels"[^>]* hidden', page)
    assert "Number A001" in page
    assert all(level in page for level in ("Very satisfied", "Very dissatisfied"))


def test_a_good_rating_counts_and_opens_no_case(bus, tablet, finish):
    assert rate(tablet, finish, "good", reasons=["speed", "attitude"]).status_code == 201
    ((actor, event),) = rated(bus)
    assert (actor, event.rating, event.reasons) == (
        "display:D1",
        Rating.good,
        ("speed", "attitude"),
    )
    with bus.looking() as hall:
        assert not hall.cases


def test_a_bad_rating_opens_a_case(bus, tablet, finish):
    assert rate(tablet, finish, "bad").status_code == 201
    with bus.looking() as hall:
        assert [(case.number, case.rating) for case in hall.cases.values()] == [("A001", "bad")]


def test_a_second_rating_is_told_so(bus, tablet, finish):
    rate(tablet, finish)
    for language in ("en", "zh"):
        answer = rate(tablet, finish, "bad", language=language)
        sentence = say(language, "This service cannot be rated, or was rated already.")
        assert (answer.status_code, answer.json) == (409, {"error": sentence})
    assert len(rated(bus)) == 1


def test_the_same_rating_sent_twice_is_one(bus, tablet, finish):
    id_ = new_id()
    assert rate(tablet, finish, command_id=id_).status_code == 201
    assert rate(tablet, finish, command_id=id_).status_code == 201
    assert len(rated(bus)) == 1


def test_a_late_press_is_told_so(bus, tablet, finish, clock):
    clock.move(seconds=41)
    answer = rate(tablet, finish)
    assert (answer.status_code, answer.json["error"]) == (409, "The time for this rating is over.")
    assert not rated(bus)


@pytest.mark.parametrize(
    "change",
    [{"rating": "great"}, {"rating": ""}, {"finish": "x"}, {"finish": "0"},
     {"reasons": ["weather"]}, {"command_id": "x"}],
    ids=str,
)  # fmt: skip
def test_ratings_that_no_page_made(bus, tablet, finish, change):
    answer = rate(tablet, **({"finish": finish} | change))
    assert answer.status_code == 422
    assert "five levels" in answer.json["error"]
    assert not rated(bus)


def test_an_unknown_service(tablet, finish):
    for unknown in (finish + 100, "9" * 30):
        answer = rate(tablet, unknown)
        assert answer.status_code == 409
        assert answer.json["error"].startswith("This service cannot be rated")


def test_whoever_is_signed_in_beside_does_not_rate(bus, tablet, finish):
    """The clerk's session in the tablet's browser changes nothing of who acts."""
    tablet.sign_in("wang")
    assert rate(tablet, finish).status_code == 201
    ((actor, _),) = rated(bus)
    assert actor == "display:D1"


@pytest.mark.parametrize("account", ["wang", "sun", "admin"])
def test_staff_cannot_rate(bus, hub, finish, account):
    staff = Browser(hub)
    staff.sign_in(account)
    assert staff.get(PAGE).status_code == 403
    form = {"command_id": new_id(), "finish": finish, "rating": "excellent"}
    assert staff.client.post(PAGE, data=form, headers=staff.headers).status_code == 403
    assert staff.post("/ratings", finish=finish, rating="excellent").status_code == 403
    assert not rated(bus)


def test_a_form_of_another_site_is_refused(bus, tablet, finish):
    form = {"command_id": new_id(), "finish": finish, "rating": "bad"}
    assert tablet.client.post(PAGE, data=form).status_code == 403
    wrong = {"X-CSRF-Token": csrf(tablet), "Origin": "https://evil.example"}
    assert tablet.client.post(PAGE, data=form, headers=wrong).status_code == 403
    assert not rated(bus)


def test_the_token_of_one_screen_is_not_another_ones(hub, tablet):
    other = Browser(hub)
    other.client.set_cookie("hall_display", "D2.x")
    assert csrf(tablet) == csrf(tablet)
    assert csrf(tablet) != csrf(other)


def test_a_window_the_hall_does_not_have(tablet):
    assert tablet.get("/display/rating/99").status_code == 404


def test_the_language_may_be_chosen_on_a_screens_refusal(tablet):
    """The bar's forms are the hub's, with the session's token."""
    page = tablet.get("/display/window/99").text
    sent = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
    answer = tablet.client.post("/language", data={"_csrf": sent, "language": "en", "next": "/"})
    assert answer.status_code == 303


def test_every_sentence_of_the_tablet_is_in_its_page(tablet):
    """Script and template ask for sentences by their English ones."""
    from pathlib import Path

    import display
    from display.sentences import RATING

    static = Path(display.__file__).parent / "static"
    for script in ("rating.js", "rating_sheet.js"):
        text = (static / script).read_text(encoding="utf-8")
        assert set(re.findall(r'"([A-Z][^"\n]* [^"\n]*)"', text)) <= set(RATING)
