"""The first page: two touches to a number, what is so now, and what the last person left behind."""

import re
from datetime import time, timedelta

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.catalogue import LifeEvent, ServiceHours
from shared.domain.notices import NoticeKind
from tests.small_hall import CATALOGUE, SYSTEM, Clock, new_id, take

SUN = "staff:sun"


def offer(bus: Bus, **changes: object) -> None:
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=replace(CATALOGUE, **changes)))


@pytest.mark.parametrize("page", ["/kiosk", "/kiosk/en"])
def test_two_touches_to_a_number(kiosk: FlaskClient, page: str) -> None:
    first = kiosk.get(page).text
    language = "en" if page.endswith("en") else "zh"
    assert f'href="/kiosk/{language}/service/id-card"' in first
    assert (
        f'action="/kiosk/{language}/take"' in kiosk.get(f"/kiosk/{language}/service/id-card").text
    )


def test_most_asked_for_is_first(kiosk: FlaskClient, bus: Bus) -> None:
    for _ in range(4):
        bus.execute(take("invoice"))
    services = re.findall(r'href="/kiosk/zh/service/([\w-]+)"', kiosk.get("/kiosk").text)
    assert services[0] == "invoice"
    assert len(services) == len(set(services)) == 4


def test_guidance_has_an_entry_of_its_own_and_is_in_no_list(kiosk: FlaskClient, bus: Bus) -> None:
    assert "/kiosk/en/guidance" not in kiosk.get("/kiosk/en").text
    assert kiosk.get("/kiosk/en/guidance").status_code == 404
    offer(bus, guidance="estate")
    home = kiosk.get("/kiosk/en").text
    assert "/kiosk/en/guidance" in home
    assert "service/estate" not in home
    assert "service/estate" not in kiosk.get("/kiosk/en/department/tax").text
    page = kiosk.get("/kiosk/en/guidance").text
    assert 'name="service" value="estate"' in page
    assert "Tell a steward what it is about" in page


def test_life_events(kiosk: FlaskClient, bus: Bus) -> None:
    assert "/kiosk/en/life" not in kiosk.get("/kiosk/en").text
    moving = LifeEvent("moving", {"zh": "搬家", "en": "Moving house"}, ("estate", "id-card"))
    offer(bus, life_events=(moving,))
    assert "/kiosk/en/life" in kiosk.get("/kiosk/en").text
    assert "Moving house" in kiosk.get("/kiosk/en/life").text
    page = kiosk.get("/kiosk/en/life/moving").text
    assert page.index("service/estate") < page.index("service/id-card")
    assert kiosk.get("/kiosk/en/life/nothing").status_code == 404


def test_notices_of_now(kiosk: FlaskClient, bus: Bus) -> None:
    until = bus.now() + timedelta(hours=1)
    text = {"zh": "复印机停用", "en": "No copies today"}
    bus.execute(c.PostNotice(id=new_id(), by=SUN, kind=NoticeKind.note, until=until, text=text))
    assert "复印机停用" in kiosk.get("/kiosk").text
    assert "No copies today" in kiosk.get("/kiosk/en").text


def test_closing_soon(kiosk: FlaskClient, clock: Clock) -> None:
    assert "暂停发号" not in kiosk.get("/kiosk").text
    clock.move(minutes=65)  # 11:05 of a morning that ends at 11:30
    assert "There are no numbers from 11:30 to 13:00." in kiosk.get("/kiosk/en").text
    clock.move(hours=5)  # 16:05
    assert "The hall closes at 16:30." in kiosk.get("/kiosk/en").text
    clock.move(hours=1)
    assert "The hall is closed now." in kiosk.get("/kiosk/en").text


def test_full_for_today(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    full = tuple(replace(each, quota_morning=0, quota_afternoon=0) for each in CATALOGUE.services)
    offer(bus, services=full)
    assert "All numbers for today have been given." in kiosk.get("/kiosk/en").text
    offer(bus, service_hours=(ServiceHours("id-card", 1, time(13), time(14)),))
    assert "All numbers for today" not in kiosk.get("/kiosk/en").text


def modes(kiosk: FlaskClient, **fields: str) -> str:
    page = kiosk.get("/kiosk/en/access").text
    token = re.search(r'name="_csrf" value="([^"]+)"', page)
    assert token
    answer = kiosk.post("/kiosk/en/access", data={"_csrf": token[1]} | fields)
    assert answer.status_code == 303
    return answer.location


def test_modes_are_kept_from_page_to_page_and_forgotten_on_the_first(kiosk: FlaskClient) -> None:
    modes(kiosk, mode="large", to="/kiosk/en/departments")
    assert modes(kiosk, mode="low") == "/kiosk/en/access?to=/kiosk/en"
    assert '<html lang="en" class="large low">' in kiosk.get("/kiosk/en/service/id-card").text
    modes(kiosk, mode="large")
    assert '<html lang="en" class="low">' in kiosk.get("/kiosk/en").text
    assert 'class="low"' not in kiosk.get("/kiosk").text
    assert 'class=""' in kiosk.get("/kiosk/en").text


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example", "/counter", "/kiosk/\\evil", "/kiosk/../counter"],
)
def test_modes_lead_to_no_other_place(kiosk: FlaskClient, to: str) -> None:
    assert modes(kiosk, mode="low", to=to) == "/kiosk/en/access?to=/kiosk/en"


def test_a_mode_that_is_none_changes_nothing(kiosk: FlaskClient) -> None:
    modes(kiosk, mode="upside-down")
    assert 'class=""' in kiosk.get("/kiosk/en").text


def test_text_is_large_enough_on_this_glass(kiosk: FlaskClient, bus: Bus) -> None:
    from kiosk.glass import CAPITAL, least_pixels

    first, second = CATALOGUE.kiosks
    offer(bus, kiosks=(replace(first, pixels_per_inch=102), second))
    answer = kiosk.get("/kiosk/glass.css")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert answer.mimetype == "text/css"
    assert f"--least: {least_pixels(102)}px" in answer.text
    for density in (0, 69, 96, 102, 141):
        assert least_pixels(density) * CAPITAL / (density or 69) * 25.4 >= 4.8


def test_search_types_without_a_script(kiosk: FlaskClient) -> None:
    page = kiosk.get("/kiosk/en/search").text
    text = ""
    for key in ("p", "a", "s", "t", "back", "s"):
        page = kiosk.get("/kiosk/en/search", query_string={"q": text, "key": key}).text
        found = re.search(r'name="q" value="([^"]*)"', page)
        assert found
        text = found[1]
    assert text == "pass"
    assert "/kiosk/en/service/passport" in page
    assert 'href="/kiosk/zh/search?q=pas&amp;key=s"' in page
    nothing = kiosk.get("/kiosk/en/search?q=qqqqqq").text
    assert "Nothing was found." in nothing


def test_korean_is_typed_without_a_script(kiosk: FlaskClient, bus: Bus) -> None:
    passport = next(each for each in CATALOGUE.services if each.code == "passport")
    korean = replace(passport, name=passport.name | {"ko": "여권 재발급"})
    others = (each for each in CATALOGUE.services if each.code != "passport")
    offer(bus, services=(*others, korean))
    text = ""
    for key in "ㅇㅕㄱㅜㅓㄴ":
        page = kiosk.get("/kiosk/ko/search", query_string={"q": text, "key": key}).text
        assert f'name="key" value="{key}"' in page
        text += key
        assert f'name="q" value="{text}"' in page
    assert ">여권</output>" in page
    assert "/kiosk/ko/service/passport" in page
    page = kiosk.get("/kiosk/ko/search", query_string={"q": text, "key": "back"}).text
    assert ">여궈</output>" in page


def test_korean_keys_change_to_latin_ones(kiosk: FlaskClient) -> None:
    page = kiosk.get("/kiosk/ko/search").text
    assert 'name="switch" value="latin"' in page
    assert 'name="key" value="q"' not in page
    latin = {"q": "", "letters": "hangul", "switch": "latin"}
    page = kiosk.get("/kiosk/ko/search", query_string=latin).text
    assert 'name="letters" value="latin"' in page
    assert 'name="switch" value="hangul"' in page
    page = kiosk.get("/kiosk/ko/search", query_string={"letters": "latin", "key": "p"}).text
    assert 'name="key" value="q"' in page
    assert ">p</output>" in page
    assert 'name="switch"' not in kiosk.get("/kiosk/zh/search").text


def test_all_that_is_found_can_be_seen(kiosk: FlaskClient, bus: Bus) -> None:
    passport = next(each for each in CATALOGUE.services if each.code == "passport")
    many = (
        replace(passport, code=f"many-{at}", name={"zh": f"许可{at}", "en": f"Permit {at}"})
        for at in range(8)
    )
    offer(bus, services=(*CATALOGUE.services, *many))
    first = kiosk.get("/kiosk/en/search?q=permit").text
    assert "Services found: 8" in first
    second = kiosk.get("/kiosk/en/search?q=permit&page=2").text
    assert 'href="/kiosk/en/search?q=permit&amp;page=2"' in first
    assert first.count('class="tile tile-service"') == 6
    assert second.count('class="tile tile-service"') == 2
