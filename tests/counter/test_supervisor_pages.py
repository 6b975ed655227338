"""The supervisor's room as a browser gets it: its pages, cases with deadlines, the settings."""

import json
import re

import msgspec
import pytest

from counter import settings_form, supervisor
from shared.domain import commands as c
from shared.domain.settings import HallSettings, Preset
from shared.domain.tickets import Class
from shared.words import sentence
from tests.counter.pages import page_in
from tests.shared.hub.conftest import Browser
from tests.small_hall import KIOSK, WANG, new_id, take

ROOM = "/counter/supervisor"
PARTS = ("cases", "today", "day", "notices", "missed", "personal", "settings")
PAGES = [ROOM, *(f"{ROOM}/{part}" for part in PARTS)]
NAMES = [field.name for field in msgspec.structs.fields(HallSettings)]


def serve(bus, rating=None, language="zh"):
    """One citizen from the kiosk to the end of the service, and what they say of it."""
    bus.execute(take(language=language))
    for move in (c.CallNext, c.StartService):
        bus.execute(move(id=new_id(), by=WANG, window=1))
    finished = bus.execute(c.FinishService(id=new_id(), by=WANG, window=1))
    if rating:
        wish = c.RateService(
            id=new_id(), by="display:D1", finish=finished[-1].seq, rating=rating,
            reasons=("waiting",),
        )  # fmt: skip
        bus.execute(wish)


@pytest.fixture
def case(bus):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    serve(bus, "bad")
    with bus.looking() as hall:
        (case,) = hall.cases.values()
    return case


@pytest.mark.parametrize("path", PAGES)
def test_who_may_enter_the_room(hub, browser_of, path):
    statuses = {name: browser_of(name).get(path).status_code for name in ("wang", "gu", "sun")}
    assert statuses == {"wang": 403, "gu": 403, "sun": 200}
    assert browser_of("admin").get(path).status_code == 200
    answer = Browser(hub).get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_in_one_language_and_changes_nothing(sun, bus, case, path):
    before = bus.store.journal_end()
    shown = re.sub(r"<(script|head)\b.*?</\1>", "", page_in(sun, path, "zh-CN"), flags=re.S)
    latin = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>", " ", shown)))
    of_the_small_hall = {"id", "card", "Queue", "Police", "Tax"}
    assert latin <= {"English", "sun", *of_the_small_hall}
    assert "大厅实况" in shown
    assert "The hall now" in page_in(sun, path)
    assert bus.store.journal_end() == before


def test_the_hall_now_knows_colleagues_and_whose_windows_are_whose(sun):
    block = re.search(r'id="page">(.*?)</script>', sun.get(ROOM).text, re.S)
    page = json.loads(block[1])
    assert page["board"]["room"] == "overview"
    assert {each["account"] for each in page["staff"]} == {
        "wang",
        "li",
        "zhao",
        "sun",
        "gu",
        "admin",
    }
    assert page["owners"] == {"1": "police", "2": "police", "3": "tax", "4": ""}
    assert set(supervisor.NOW_SENTENCES) == set(page["words"])


def test_the_overview_says_what_goes_on_and_since_when(sun, bus, clock):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    clock.move(minutes=5)
    bus.execute(c.PauseWindow(id=new_id(), by=WANG, window=1, reason="meal"))
    window = sun.get("/api/v1/boards/overview").json["windows"][0]
    assert (window["state"], window["pause"], window["since"]) == (
        "paused",
        "meal",
        "2026-11-23T02:05:00Z",
    )


def test_a_message_reaches_the_window_it_is_for(sun, bus):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    assert sun.post("/hall/messages", window=1, text="Please help queue B").status_code == 201
    (message,) = sun.get("/api/v1/boards/console/1").json["messages"]
    assert (message["text"], message["to_all"]) == ("Please help queue B", False)
    assert sun.post("/hall/messages", window=2, text="Hello").status_code == 409


def test_a_case_shows_its_deadlines_and_stands_out_when_overdue(sun, case, clock):
    html = page_in(sun, f"{ROOM}/cases")
    assert f'data-case="{case.id}" data-state="open"' in html
    assert "Very dissatisfied" in html
    assert "Waiting time" in html
    assert "2026-11-24 10:00" in html, "the contact is due within 24 hours"
    assert "Overdue" not in html
    clock.move(hours=25)
    late = page_in(sun, f"{ROOM}/cases")
    assert "! Overdue" in late
    assert "case-overdue" in late


def test_a_case_is_contacted_and_closed(sun, case):
    assert sun.post(f"/cases/{case.id}/contact", note="Spoke on the phone").status_code == 200
    contacted = page_in(sun, f"{ROOM}/cases")
    assert 'data-state="contacted"' in contacted
    assert "Spoke on the phone" in contacted
    assert sun.post(f"/cases/{case.id}/close", note="The guide was put right").status_code == 200
    closed = page_in(sun, f"{ROOM}/cases")
    assert 'data-state="closed"' in closed
    assert 'class="case-do"' not in closed
    assert sun.post(f"/cases/{case.id}/close", note="Again").status_code == 409
    assert sun.post("/cases/999999/close", note="None").status_code == 404


def test_overdue_cases_come_first_and_closed_ones_last(bus, case, clock):
    serve(bus, "poor")
    with bus.looking() as hall:
        first, second = hall.cases
    bus.execute(c.ContactCase(id=new_id(), by="staff:sun", case=first, note="Called"))
    bus.execute(c.CloseCase(id=new_id(), by="staff:sun", case=first, note="Done"))
    with bus.looking() as hall:
        assert [each.case.id for each in supervisor._cases(hall, clock())] == [second, first]


def test_the_settings_form_has_every_field_with_its_meaning_and_bounds(sun):
    html = page_in(sun, f"{ROOM}/settings")
    fields = set(NAMES) - {"preset", "weights"} - settings_form.OF_THE_VOICE
    assert set(re.findall(r'name="(\w+)" data-setting', html)) == fields
    assert re.search(r'<input type="checkbox" id="book_online"[^>]* checked>', html)
    assert re.search(r'<input type="checkbox" id="phone_numbers"[^>]* >', html)
    assert '<option value="offered" selected>Offered</option>' in html
    for name in set(NAMES) - settings_form.OF_THE_VOICE:
        assert settings_form.LABELS[name] in html
        assert settings_form.meaning_of(name, "en") in html
    assert "From 5 to 600." in html
    assert "Above 0, up to 100." in html
    assert set(re.findall(r'name="preset" value="(\w+)"', html)) == set(Preset)
    assert set(re.findall(r'data-weight="(\w+)"', html)) == set(Class)


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_has_its_label_and_meaning_in_chinese(name):
    for english in (settings_form.LABELS[name], settings_form.meaning_of(name, "en")):
        assert re.search("[\u4e00-\u9fff]", sentence("zh", english)), english


def test_settings_are_changed_and_journaled(sun, bus):
    settings = sun.get("/api/v1/hall/settings").json | {"most_overtaken": 7}
    assert sun.post("/hall/settings", settings=settings).status_code == 200
    assert re.search(r'id="most_overtaken"[^>]* value="7"', page_in(sun, f"{ROOM}/settings"))
    (entry,) = bus.store.entries_after(bus.store.journal_end() - 1)
    assert (entry.event.settings.most_overtaken, entry.actor) == (7, "staff:sun")
    assert sun.post("/hall/settings", settings=settings).status_code == 409, "they are so already"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"grace_minutes": -1}, "settings.grace_minutes"),
        ({"most_overtaken": None}, "settings.most_overtaken"),
        ({"rating_seconds": 4}, "settings.rating_seconds"),
        ({"book_online": "perhaps"}, "settings.book_online"),
        ({"identity_at_kiosk": "sometimes"}, "settings.identity_at_kiosk"),
        ({"weights": {"green": {"head_start": 0, "rate": 0}}}, "settings.weights"),
    ],
)
def test_a_refused_setting_is_named(sun, bus, change, place):
    before = bus.store.journal_end()
    settings = sun.get("/api/v1/hall/settings").json | change
    answer = sun.post("/hall/settings", settings=settings)
    assert answer.status_code == 422
    assert answer.json["error"]["message"].endswith(place)
    assert bus.store.journal_end() == before


def test_settings_are_not_a_steward_s_and_need_the_page_s_token(sun, browser_of):
    settings = sun.get("/api/v1/hall/settings").json | {"most_overtaken": 7}
    assert browser_of("gu").post("/hall/settings", settings=settings).status_code == 403
    answer = sun.post("/hall/settings", {"X-CSRF-Token": ""}, settings=settings)
    assert answer.status_code == 403


def test_the_day_in_numbers(sun, bus, clock, case):
    bus.execute(take(by=KIOSK))
    clock.move(minutes=12)
    bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    bus.execute(c.TakeTicket(
        id=new_id(), by="staff:gu", service="invoice", language="zh", class_=Class.green,
        need="elderly", key="a-key-long-enough-for-it",
    ))  # fmt: skip
    html = page_in(sun, f"{ROOM}/today")
    row = re.search(r'<tr data-class="ordinary">(.*?)</tr>', html, re.S)[1]
    assert re.findall(r'class="figures">([^<]*)<', row) == ["2", "2", "6 min", "12 min", "0 min"]
    assert re.search(r'data-state="waiting">.*?>1<', html)
    assert 'id="taken">3<' in html


def test_the_day_before_stays_readable(sun, bus, case, clock):
    """What was not served is named."""
    bus.execute(take())
    clock.move(days=1)
    bus.execute(take())
    html = page_in(sun, f"{ROOM}/day")
    assert 'value="2026-11-23"' in html
    assert re.search(r'id="expired">A\d{3}<', html)
    assert "no record" in page_in(sun, f"{ROOM}/day?day=2020-01-01")
    assert "no record" in page_in(sun, f"{ROOM}/day?day=%3Cscript%3E")
