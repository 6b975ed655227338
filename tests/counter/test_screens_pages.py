"""The pages of the hall's screens: who sees them, what they say, what an import takes away."""

import json
import re
from html import unescape

import pytest
from msgspec.structs import replace

from counter import screens
from shared.domain import commands as c
from shared.domain.people import DEVICE_ROLES
from shared.domain.screens import Group, Screen, Shows
from tests.small_hall import CATALOGUE, SYSTEM, new_id

ROOM = "/counter/screens"


@pytest.fixture
def set_up(bus):
    def done(**shown):
        bus.execute(
            c.SetUpScreen(
                id=new_id(), by=SYSTEM_ADMIN, device="D1", screen=Screen(name="Door", **shown)
            )
        )

    return done


SYSTEM_ADMIN = "staff:admin"


def page_in(browser, path=ROOM, language="en"):
    answer = browser.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return unescape(answer.text)


def sent(html):
    return json.loads(re.search(r'id="page">(.*?)</script>', html, re.S)[1])


def test_every_kind_has_its_name():
    assert set(screens.SHOWS_SENTENCES) == set(Shows)
    assert set(screens.GROUP_SENTENCES) == set(Group)
    assert set(screens.KIND_SENTENCES) == set(DEVICE_ROLES)


def test_supervisors_look_and_administrators_change(browser_of):
    for account, status in (("wang", 403), ("gu", 403), ("sun", 200), ("admin", 200)):
        assert browser_of(account).get(ROOM).status_code == status, account
        assert browser_of(account).get(f"{ROOM}/D1").status_code == status, account
    assert browser_of("sun").get(f"{ROOM}/new").status_code == 403
    assert "Shut out" in page_in(browser_of("admin")).split("<template")[1]
    shown = page_in(browser_of("sun"), f"{ROOM}/D1")
    assert 'id="screen-part" disabled' in shown
    assert 'id="save"' not in shown
    assert 'id="save"' in page_in(browser_of("admin"), f"{ROOM}/D1")
    assert browser_of("admin").get(f"{ROOM}/K1").status_code == 404, "a kiosk is no screen"
    assert browser_of("admin").get(f"{ROOM}/nothing").status_code == 404


def test_what_each_shows(browser_of, set_up):
    set_up(zones=("east",), queues=("A",))
    devices = sent(page_in(browser_of("sun")))["devices"]
    assert devices["D1"]["name"] == "Door"
    assert devices["D1"]["shows"] == "Main board · East zone · Queue A"
    assert devices["D1"]["gone"] is False
    assert set(devices) == {"D1", "S1", "K1"}


def test_a_kiosk_was_used(browser_of, hub):
    assert "Not seen yet" in page_in(browser_of("sun")).split('data-device="K1"')[1]
    hub.flask.test_client().get("/kiosk/zh", headers={})
    with hub.flask.test_client() as kiosk:
        kiosk.set_cookie("hall_kiosk", "K1.a-secret-that-nobody-guesses")
        kiosk.get("/kiosk/zh", follow_redirects=True)
    assert "10:00" in page_in(browser_of("sun")).split('data-device="K1"')[1]


def test_what_an_import_took_away_is_said_and_shown_harmlessly(browser_of, set_up, bus, hub):
    set_up(shows=Shows.panel, window=4)
    fewer = replace(CATALOGUE, windows=CATALOGUE.windows[:3])
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=fewer))
    admin = browser_of("admin")
    assert sent(page_in(admin))["devices"]["D1"]["gone"] is True
    form = page_in(admin, f"{ROOM}/D1")
    assert "It names something that is not there any more. Window 4" in form
    answer = admin.post("/devices/D1/screen", screen={"shows": "panel", "window": 4})
    assert answer.status_code == 404
    screen = hub.flask.test_client()
    screen.set_cookie("hall_display", "D1.a-secret-that-nobody-guesses")
    shown = screen.get("/display")
    assert shown.status_code == 200
    assert 'class="wall board' in shown.text
    assert page_in(admin, "/display/preview/D1")
    assert admin.post("/devices/D1/screen", screen={"shows": "board"}).status_code == 200


def test_previews_are_for_staff(browser_of, hub, set_up):
    assert hub.flask.test_client().get("/display/preview/D1").status_code == 303
    assert browser_of("wang").get("/display/preview/D1").status_code == 200
    set_up(shows=Shows.rating, window=1)
    assert browser_of("wang").get("/display/preview/D1").status_code == 404


@pytest.mark.parametrize("shown", list(Shows))
def test_every_set_up_has_its_form(browser_of, set_up, shown):
    set_up(shows=shown, window=2, inches=32.5, metres=3, languages=("en", "zh"))
    form = page_in(browser_of("admin"), f"{ROOM}/D1", "zh")
    assert f'name="shows" value="{shown}" checked' in form
    assert '<option value="2" selected>' in form
    assert 'value="32.5"' in form
    assert 'name="languages" value="en" checked' in form


def test_the_red_ones_are_counted_on_every_page(browser_of, hub, clock):
    sun = browser_of("sun")
    assert 'id="red" role="status"></span>' in page_in(sun, "/counter/supervisor")
    clock.move(seconds=61)  # the hub was started a minute ago, and the screen did not come
    for path in ("/counter/supervisor", "/counter/supervisor/cases", ROOM):
        assert "1 to look at" in page_in(sun, path)
    assert "Screens and loudspeakers to look at: 1" in page_in(sun, "/")
    assert "Screens and loudspeakers to look at: 1" in page_in(browser_of("wang"), "/")


def test_a_name_with_script_in_it_is_a_name(browser_of, bus):
    name = '"><script>alert(1)</script>'
    admin = browser_of("admin")
    assert admin.post("/devices/D1/screen", screen={"name": name}).status_code == 200
    for path in (ROOM, f"{ROOM}/D1"):
        assert "<script>alert" not in admin.get(path).text
