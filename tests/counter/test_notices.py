"""Notices, missed appointments, the kiosks' PIN: what supervisors and administrators set."""

import pytest

from counter import notices
from shared.domain import commands as c
from shared.domain.notices import PUBLISHED, SENTENCES, NoticeKind
from shared.domain.tickets import Class, Need
from shared.words import sentence
from tests.counter.pages import page_in, sent_to_script
from tests.small_hall import WANG, new_id, take

ROOM = "/counter/supervisor"
TONIGHT = "2026-11-23T12:00:00Z"
pytestmark = pytest.mark.usefixtures("generous")


def test_every_kind_of_notice_has_its_name_and_its_preview(sun):
    assert set(notices.KIND_SENTENCES) == set(NoticeKind) - set(PUBLISHED)
    page = sent_to_script(page_in(sun, f"{ROOM}/notices"))
    assert set(page["said"]) == set(SENTENCES)
    assert page["said"]["closing-early"]["zh"][0] == sentence(
        "zh", "The hall closes at {at} today."
    )


def test_a_notice_is_posted_changed_and_ended(sun):
    assert "No notice is shown." in page_in(sun, f"{ROOM}/notices")
    text = {"zh": "电梯检修", "en": "The lift is being repaired"}
    posted = sun.post("/notices", kind="note", text=text, until=TONIGHT)
    assert posted.status_code == 201
    html = page_in(sun, f"{ROOM}/notices")
    assert "The lift is being repaired" in html
    assert "Until 2026-11-23 20:00" in html
    assert "电梯检修" in page_in(sun, f"{ROOM}/notices", "zh-CN")
    notice = posted.json["id"]
    assert sent_to_script(html)["notices"][notice]["text"] == text
    changed = sun.post(
        "/notices", kind="closing-early", at="15:30", until=TONIGHT, replaces=int(notice)
    )
    assert changed.status_code == 201
    html = page_in(sun, f"{ROOM}/notices")
    assert "The hall closes at 15:30 today." in html
    assert "The lift" not in html
    assert sun.post(f"/notices/{changed.json['id']}/withdraw").status_code == 200
    assert "No notice is shown." in page_in(sun, f"{ROOM}/notices")


def test_a_notice_may_last_until_today_s_closing(sun, clock):
    html = page_in(sun, f"{ROOM}/notices")
    assert 'name="until" value="2026-11-23T16:30:00+08:00" checked' in html
    assert "Until today's closing, 16:30" in html
    clock.move(hours=10)
    assert "Until today's closing" not in page_in(sun, f"{ROOM}/notices")


def test_a_missed_appointment_counts_until_it_is_excused(sun, browser_of, generous, clock):
    booking = (
        browser_of("gu")
        .post(
            "/appointments", service="passport", starts_at="2026-11-23T02:30:00Z", language="zh",
            phone="13800001111",
        )
        .json["booking"]
    )  # fmt: skip
    assert "Nobody has missed an appointment" in page_in(sun, f"{ROOM}/missed")
    clock.move(days=1)
    generous.execute(take())
    html = page_in(browser_of("sun"), f"{ROOM}/missed")
    assert f'data-booking="{booking}"' in html
    assert "2026-11-23 10:30" in html
    assert "passport" in html
    assert "13800001111" not in html
    sun = browser_of("sun")
    assert sun.post(f"/appointments/{booking}/excuse", reason="").status_code == 422
    assert sun.post(f"/appointments/{booking}/excuse", reason="Was ill").status_code == 200
    assert "Nobody has missed an appointment" in page_in(sun, f"{ROOM}/missed")


def test_the_pin_of_the_kiosks_is_an_administrator_s(sun, browser_of):
    admin = browser_of("admin")
    assert 'id="pin-form"' in page_in(admin, f"{ROOM}/settings")
    assert 'id="pin-form"' not in page_in(sun, f"{ROOM}/settings")
    assert sun.post("/hall/kiosk-pin", pin="246810").status_code == 403
    assert admin.post("/hall/kiosk-pin", pin="12").status_code == 422
    assert admin.post("/hall/kiosk-pin", pin="246810").status_code == 200


def test_a_need_declared_at_the_kiosk_is_confirmed_at_the_window(generous, browser_of):
    generous.execute(take(class_=Class.green, need=Need.elderly))
    generous.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    generous.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    wang = browser_of("wang")
    ticket = wang.get("/api/v1/boards/console/1").json["ticket"]
    assert (ticket["need"], ticket["confirmed"], ticket["deferred"]) == ("elderly", False, False)
    assert wang.post(f"/tickets/{ticket['id']}/confirm").status_code == 200
    assert wang.get("/api/v1/boards/console/1").json["ticket"]["confirmed"] is True
    assert wang.post(f"/tickets/{ticket['id']}/confirm").status_code == 409
