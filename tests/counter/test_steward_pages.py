"""The steward's tablet as a browser gets it: for whom, in which language, what it is told."""

import re

import pytest

from counter import steward_sentences
from shared.domain import commands as c
from tests.counter.pages import page_in, sent_to_script
from tests.shared.hub.conftest import Browser
from tests.small_hall import WANG, key_for, new_id, take

PAGE = "/counter/steward"


@pytest.mark.parametrize(
    ("account", "status"), [("gu", 200), ("sun", 200), ("admin", 200), ("wang", 403)]
)
def test_who_may_have_the_tablet(browser_of, account, status):
    assert browser_of(account).get(PAGE).status_code == status


def test_who_is_not_signed_in_is_asked_to(hub):
    answer = Browser(hub).get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={PAGE}")


def test_each_language_says_its_own(gu):
    chinese, english = page_in(gu, PAGE, "zh-CN"), page_in(gu, PAGE, "en")
    assert "代取号" in chinese
    assert "Take a number for somebody" not in chinese
    assert "Take a number for somebody" in english
    assert "代取号" not in english


def test_services_are_found_by_names_in_both_languages_and_by_code(gu):
    services = sent_to_script(page_in(gu, PAGE, "en"))["services"]
    found = {service["code"]: service["found_by"] for service in services}
    assert found["id-card"] == "id-card id-card事项 id-card"
    assert {service["queue"] for service in services} == {"A", "B", "C"}


def test_the_page_has_the_board_and_the_way_to_each_window(gu):
    page = sent_to_script(page_in(gu, PAGE, "zh-CN"))
    assert page["board"]["room"] == "steward"
    assert page["ways"]["1"]["way"]["zh"] == "进门右转"
    assert page["needs"]["elderly"] in page["words"]
    assert set(steward_sentences.SCRIPT_SENTENCES) == set(page["words"])


def test_a_visit_with_a_need_taken_for_a_citizen_and_its_code(gu):
    taken = gu.post(
        "/tickets",
        service="id-card",
        then=["invoice"],
        language="en",
        need="elderly",
        **{"class": "green"},
    )
    assert taken.status_code == 201
    key = taken.json["status"].removeprefix("/t/")
    code = gu.get(f"{PAGE}/code/{key}")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")
    assert code.text.startswith("<svg")
    standing = gu.get(f"/api/v1/tickets/{taken.json['number']}").json
    assert [step["state"] for step in standing["visit"]] == ["now", "to-come"]
    assert (standing["class"], standing["need"]) == ("green", "elderly")


def test_a_code_is_for_stewards_and_for_numbers_that_are(bus, hub, gu, browser_of):
    id_ = new_id()
    bus.execute(take(id=id_))
    address = f"{PAGE}/code/{key_for(id_)}"
    assert gu.get(address).status_code == 200
    assert gu.get(f"{PAGE}/code/no-such-key").status_code == 404
    assert browser_of("wang").get(address).status_code == 403
    assert Browser(hub).get(address).status_code == 303


def test_a_number_that_is_not_is_told_in_the_language(gu):
    answer = gu.get("/api/v1/tickets/Z999", headers={"Accept-Language": "zh-CN"})
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "unknown")
    assert "Z999" not in answer.json["error"]["message"]
    assert re.search("[\u4e00-\u9fff]", answer.json["error"]["message"])


def test_green_channel_given_and_withdrawn_with_reasons(bus, gu):
    bus.execute(take())
    id_ = gu.get("/api/v1/tickets/a001").json["id"]
    wish = {"class": "green", "need": "infant"}
    assert gu.post(f"/tickets/{id_}/class", **wish).status_code == 422, "a reason is needed"
    assert gu.post(f"/tickets/{id_}/class", reason="With a child", **wish).status_code == 200
    answer = gu.post(f"/tickets/{id_}/class", reason="No proof", **{"class": "ordinary"})
    assert answer.status_code == 200
    assert gu.get("/api/v1/tickets/A001").json["class"] == "ordinary"


def test_who_missed_is_brought_back_from_the_board(bus, gu):
    bus.execute(take())
    for move in (c.OpenWindow, c.CallNext, c.MissTicket):
        bus.execute(move(id=new_id(), by=WANG, window=1))
    (missed,) = sent_to_script(page_in(gu, PAGE, "en"))["board"]["missed"]
    assert (missed["number"], missed["window"]) == ("A001", 1)
    assert gu.post(f"/tickets/{missed['id']}/requeue").status_code == 200
    assert sent_to_script(page_in(gu, PAGE, "en"))["board"]["missed"] == []


def test_a_wish_without_the_page_s_token_is_refused(gu, bus):
    before = bus.store.journal_end()
    answer = gu.post("/tickets", {"X-CSRF-Token": ""}, service="id-card", language="zh")
    assert answer.status_code == 403
    assert bus.store.journal_end() == before


def test_the_page_changes_nothing(gu, bus):
    before = bus.store.journal_end()
    page_in(gu, PAGE, "en")
    assert gu.client.post(PAGE).status_code in (403, 405)
    assert bus.store.journal_end() == before


def test_the_bar_leads_each_where_they_may_go(browser_of):
    leads = {
        account: set(re.findall(r'class="button" href="(/counter[^"]*)"', page_in(b, "/", "en")))
        for account in ("wang", "gu", "sun")
        for b in [browser_of(account)]
    }
    assert leads == {
        "wang": {"/counter"},
        "gu": {"/counter", PAGE},
        "sun": {"/counter", PAGE, "/counter/supervisor"},
    }
