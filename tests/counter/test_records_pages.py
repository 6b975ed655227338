"""Calls for help, loans, appointments and home visits, as the tablet and its API have them."""

import json
import re

import pytest

from counter import steward_sentences
from shared.domain import commands as c
from tests.counter.pages import page_in
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import WANG, new_id, take

PAGE = "/counter/steward"
PAGES = [f"{PAGE}/{part}" for part in ("help", "loans", "appointments", "home-visits")]
FIRST = "2026-11-23T02:30:00Z"  # 10:30 in the hall, half an hour from now
LATER = "2026-11-23T05:00:00Z"
pytestmark = pytest.mark.usefixtures("generous")


@pytest.fixture
def kiosk(hub):
    return Browser(hub, token("K1"))


def board(browser):
    return browser.get("/api/v1/boards/steward").json


def booked(browser, at=FIRST, phone="138 0000 1111", name="Zhang"):
    wish = {"service": "passport", "starts_at": at, "language": "zh"}
    return browser.post("/appointments", phone=phone, name=name, **wish)


def home_visit_asked(browser):
    words = {"name": "Li", "phone": "13600004444", "place": "5 Station Road"}
    return browser.post("/home-visits", service="id-card", language="zh", **words).json["id"]


@pytest.mark.parametrize("path", PAGES)
def test_who_may_have_the_pages_of_the_tablet(hub, browser_of, path):
    statuses = {name: browser_of(name).get(path).status_code for name in ("wang", "gu", "sun")}
    assert statuses == {"wang": 403, "gu": 200, "sun": 200}
    assert Browser(hub).get(path).headers["Location"] == f"/sign-in?next={path}"


@pytest.mark.parametrize("path", [PAGE, *PAGES])
def test_each_page_is_in_one_language_and_has_its_sentences(gu, generous, path):
    before = generous.store.journal_end()
    html = page_in(gu, path, "zh-CN")
    shown = re.sub(r"<(script|head)\b.*?</\1>", "", html, flags=re.S)
    latin = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>", " ", shown)))
    assert latin <= {"English", "gu", "Esc", "Police", "Tax"}, "the small hall's names are English"
    assert "上门服务" in shown
    assert "Home visits" in page_in(gu, path, "en")
    page = json.loads(re.search(r'id="page">(.*?)</script>', html, re.S)[1])
    assert set(page["words"]) == set(steward_sentences.SCRIPT_SENTENCES)
    assert set(page["help_reasons"].values()) <= set(page["words"])
    assert generous.store.journal_end() == before


def test_a_call_for_help_from_a_kiosk_is_taken_and_closed(gu, kiosk):
    asked = kiosk.post("/help", reason="wheelchair", language="en")
    assert asked.status_code == 201
    (call,) = board(gu)["help"]
    assert (call["reason"], call["kiosk"], call["zone"]["en"]) == ("wheelchair", "K1", "East zone")
    assert gu.post(f"/help/{call['id']}/take").status_code == 200
    assert board(gu)["help"][0]["taken_by"] == "gu"
    assert gu.post(f"/help/{call['id']}/close", note="Brought one").status_code == 200
    assert board(gu)["help"] == []


def test_a_console_knows_of_its_call_and_overview_of_the_oldest(gu, browser_of, generous, clock):
    generous.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    wang = browser_of("wang")
    wang.post("/help", window=1, reason="first-aid", language="zh")
    shown = wang.get("/api/v1/boards/console/1").json["help"]
    assert (shown["state"], shown["taken_by"]) == ("asked", "")
    clock.move(minutes=4)
    overview = browser_of("sun").get("/api/v1/boards/overview").json
    assert (overview["help"], overview["help_since"]) == (1, "2026-11-23T02:00:00Z")
    gu.post(f"/help/{shown['id']}/take")
    assert wang.get("/api/v1/boards/console/1").json["help"]["taken_by"] == "gu"
    overview = browser_of("sun").get("/api/v1/boards/overview").json
    assert (overview["help"], overview["help_since"]) == (0, None)
    assert wang.post(f"/help/{shown['id']}/close").status_code == 200
    assert wang.get("/api/v1/boards/console/1").json["help"] is None


def test_what_is_lent_comes_back(gu, generous):
    generous.execute(take())
    lent = gu.post("/loans", item="wheelchair", tag="W-02", ticket="a001")
    assert lent.status_code == 201
    (loan,) = board(gu)["loans"]
    assert (loan["code"], loan["item"]["en"], loan["tag"]) == ("wheelchair", "Wheelchair", "W-02")
    assert loan["number"] == "A001"
    assert gu.post("/loans", item="wheelchair", tag="").status_code == 409, "there was only one"
    assert gu.post(f"/loans/{loan['id']}/return").status_code == 200
    assert board(gu)["loans"] == []
    assert '"pieces":20' in page_in(gu, f"{PAGE}/loans", "en")


def test_the_times_of_a_service_are_public_and_tell_nothing_of_people(hub, gu):
    booked(gu)
    answer = Browser(hub).get("/api/v1/services/passport/slots")
    assert answer.status_code == 200
    first = answer.json[0]
    assert first["day"] == "2026-11-23"
    assert first["slots"][0]["starts_at"] == "2026-11-23T03:00:00Z", "10:30 has been given"
    assert set(first["slots"][0]) == {"starts_at", "minutes", "capacity", "free"}
    assert Browser(hub).get("/api/v1/services/id-card/slots").json == []
    assert Browser(hub).get("/api/v1/services/none/slots").status_code == 404


def test_an_appointment_is_booked_for_a_caller_moved_and_cancelled(gu, generous):
    answer = booked(gu)
    assert answer.status_code == 201
    (shown,) = gu.get("/api/v1/appointments?day=20261123").json
    assert (shown["code"], shown["service_code"]) == (answer.json["code"], "passport")
    assert (shown["state"], shown["by"]) == ("booked", "steward")
    assert not {"name", "phone", "tail", "person", "key"} & set(shown)
    assert booked(gu, phone="13900002222").status_code == 409, "this time has been given"
    assert gu.post(f"/appointments/{shown['id']}/move", starts_at=LATER).status_code == 200
    assert gu.get("/api/v1/appointments").json[0]["starts_at"] == LATER
    answer = gu.post(f"/appointments/{shown['id']}/cancel", reason="The citizen has called")
    assert answer.status_code == 200
    assert gu.get("/api/v1/appointments").json[0]["state"] == "cancelled"
    entries = b"".join(map(repr_of, generous.store.entries_after(0)))
    assert b"13800001111" not in entries
    assert b"Zhang" not in entries


def repr_of(entry):
    return repr(entry).encode()


def test_an_appointment_is_checked_in_on_the_tablet(gu):
    booking = booked(gu).json["booking"]
    arrived = gu.post(f"/appointments/{booking}/check-in")
    assert arrived.status_code == 201
    (shown,) = gu.get("/api/v1/appointments").json
    assert (shown["state"], shown["number"]) == ("arrived", arrived.json["number"])
    assert board(gu)["appointments"] == 0


def test_the_list_of_appointments_is_not_everybody_s(hub, browser_of, gu):
    assert browser_of("wang").get("/api/v1/appointments").status_code == 403
    assert Browser(hub).get("/api/v1/appointments").status_code == 401
    for day in ("tomorrow", "20261399", "99991231", "00010101"):
        assert gu.get(f"/api/v1/appointments?day={day}").status_code == 422
    assert gu.get("/api/v1/appointments?day=20261124").json == []


def test_who_looks_at_a_name_is_shown_to_supervisors(gu, browser_of):
    booking = booked(gu).json["booking"]
    sun = browser_of("sun")
    assert "Nobody has looked" in page_in(sun, "/counter/supervisor/personal", "en")
    seen = gu.post(f"/personal/booking/{booking}").json
    assert seen == {"name": "Zhang", "phone": "13800001111"}
    html = page_in(sun, "/counter/supervisor/personal", "en")
    row = re.sub(r"<[^>]+>|\s+", " ", re.search(r"<tbody>(.*?)</tbody>", html, re.S)[1])
    assert "2026-11-23 10:00" in row
    assert f"Appointment {booking}" in " ".join(row.split())
    assert "passport" in row
    assert "13800001111" not in html
    assert browser_of("wang").post(f"/personal/booking/{booking}").status_code == 403


def test_a_home_visit_is_assigned_seen_and_made_by_whoever_goes(gu, browser_of, generous):
    home_visit = home_visit_asked(gu)
    wang = browser_of("wang")
    assert wang.get("/api/v1/home-visits").json == []
    assert "home-visits" not in page_in(wang, "/counter", "en")
    assert (
        gu.post(f"/home-visits/{home_visit}/assign", to="wang", on="2026-11-24").status_code == 200
    )
    (mine,) = wang.get("/api/v1/home-visits").json
    assert (mine["assigned_name"], mine["on"], mine["state"]) == ("wang", "2026-11-24", "assigned")
    assert gu.get("/api/v1/home-visits?mine=1").json == []
    assert 'href="/counter/home-visits"' in page_in(wang, "/counter", "en")
    assert "我的上门服务" in page_in(wang, "/counter/home-visits", "zh-CN")
    assert wang.post(f"/personal/home-visit/{home_visit}").json["place"] == "5 Station Road"
    assert browser_of("li").post(f"/personal/home-visit/{home_visit}").status_code == 403
    assert browser_of("li").post(f"/home-visits/{home_visit}/finish").status_code == 403
    assert (
        wang.post(f"/home-visits/{home_visit}/finish", note="Card handed over").status_code == 200
    )
    (done,) = gu.get("/api/v1/home-visits").json
    assert (done["state"], done["note"]) == ("done", "Card handed over")
    assert board(gu)["home_visits"] == 0


def test_the_document_of_the_api_has_what_the_tablet_reads(hub):
    paths = Browser(hub).get("/api/v1/openapi.json").json["paths"]
    assert set(paths["/appointments"]) == {"get", "post"}
    assert set(paths["/home-visits"]) == {"get", "post"}
    assert paths["/services/{service}/slots"]["get"]["security"] == []
