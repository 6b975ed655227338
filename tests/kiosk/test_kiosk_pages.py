"""From the choice of a language to a service, by links."""

import pytest
from flask.testing import FlaskClient

from shared.bus import Bus
from tests.small_hall import Clock, take

PAGES = (
    "/kiosk",
    "/kiosk/zh",
    "/kiosk/en/departments?level=district",
    "/kiosk/en/life",
    "/kiosk/zh/search?q=passport",
    "/kiosk/en/help",
    "/kiosk/zh/access",
    "/kiosk/zh/leave",
    "/kiosk/en/service/id-card/who",
    "/kiosk/zh/department/police",
    "/kiosk/en/service/id-card",
    "/kiosk/zh/service/id-card/green",
)


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_paired_kiosks_only(stranger: FlaskClient, page: str) -> None:
    assert stranger.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_never_stored(kiosk: FlaskClient, page: str) -> None:
    answer = kiosk.get(page)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_styles_and_scripts_need_no_pairing(stranger: FlaskClient) -> None:
    with stranger.get("/kiosk/static/kiosk.js") as answer:
        assert answer.status_code == 200


def test_first_page_offers_each_language_in_its_own_words(kiosk: FlaskClient) -> None:
    page = kiosk.get("/kiosk").text
    assert "English" in page
    assert "中文" in kiosk.get("/kiosk/en").text
    assert 'href="/kiosk/en"' in page


def test_departments_are_listed_by_level(kiosk: FlaskClient) -> None:
    city = kiosk.get("/kiosk/en/departments").text
    district = kiosk.get("/kiosk/en/departments?level=district").text
    assert "/kiosk/en/department/police" in city
    assert "/kiosk/en/department/tax" not in city
    assert "/kiosk/en/department/tax" in district


def test_odd_levels_and_pages_show_the_nearest_thing(kiosk: FlaskClient) -> None:
    for query in ("level=moon", "page=-3", "page=99", "page=x", "lang=fr", "_external=1"):
        answer = kiosk.get(f"/kiosk/en/departments?{query}")
        assert answer.status_code == 200
        assert "/kiosk/en/department/police" in answer.text


def test_services_say_how_many_wait(kiosk: FlaskClient, bus: Bus) -> None:
    bus.execute(take("id-card"))
    bus.execute(take("passport"))
    assert "Waiting: 2" in kiosk.get("/kiosk/en/department/police").text


def test_service_shows_its_guide_and_the_wait(kiosk: FlaskClient, bus: Bus) -> None:
    bus.execute(take("passport"))
    page = kiosk.get("/kiosk/zh/service/id-card").text
    assert "身份证" in page
    assert "免费" in page
    assert "《居民身份证法》" in page
    assert "东区" in page
    assert '<dd class="figures">1</dd>' in page
    assert "Identity card" not in page


def test_each_page_leads_to_itself_in_the_other_language(kiosk: FlaskClient) -> None:
    page = kiosk.get("/kiosk/zh/department/police?page=1").text
    assert 'href="/kiosk/en/department/police?page=1"' in page


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("/kiosk/zh/service/nothing", "没有这个事项"),
        ("/kiosk/zh/department/nothing", "没有这个部门"),
        ("/kiosk/zh/ticket/nothing", "没有这个号码"),
        ("/kiosk/en/service/nothing", "There is no such service here."),
    ],
)
def test_unknown_names_are_refused_on_the_kiosks_own_page(
    kiosk: FlaskClient, page: str, sentence: str
) -> None:
    answer = kiosk.get(page)
    assert answer.status_code == 404
    assert sentence in answer.text
    assert f'href="{page[:9]}"' in answer.text


def test_unknown_language_is_refused(kiosk: FlaskClient) -> None:
    assert kiosk.get("/kiosk/tlh").status_code == 404


def test_closed_hall_says_when_it_opens(kiosk: FlaskClient, clock: Clock) -> None:
    clock.move(hours=2)  # noon
    page = kiosk.get("/kiosk/en/service/id-card").text
    assert "It opens again today at 13:00." in page
    assert "<form" not in page
    clock.move(days=5)
    assert "on Monday, November 30, 2026 at 09:00." in kiosk.get("/kiosk/en/service/id-card").text
    assert "2026年11月30日星期一 09:00" in kiosk.get("/kiosk/zh").text
