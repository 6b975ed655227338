"""The supervisor's room in a real browser, against a real hall."""

from uuid import uuid4

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.conftest import DESK, picture, scrolls, violations

LOCALES = {"zh": "zh-CN", "en": "en-GB", "ko": "ko-KR"}
ROOM = "/counter/supervisor"
PARTS = [
    *("", "/cases", "/today", "/notices", "/notices/published", "/notices/published/new"),
    *("/missed", "/personal", "/voice", "/settings"),
]


@pytest.fixture
def room(clerk):
    def opened(part="", language="zh"):
        return clerk(ROOM + part, account="supervisor", size=DESK, language=LOCALES[language])

    return opened


@pytest.fixture
def rated_badly(hall, person):
    """A citizen was served at window 1 and rated badly at a panel."""
    clerk = person("clerk1")
    clerk.post("/windows/1/open")
    person("steward").post("/tickets", service="household-birth", language="zh")
    for move in ("next", "start", "finish"):
        clerk.post(f"/windows/1/{move}")
    asked = clerk.get("/boards/window/1")["rating"]
    token = person("admin").post("/devices", device="panel1", kind="display")["token"]
    rating = {"finish": asked["finish"], "rating": "bad", "reasons": ["waiting"]}
    answer = requests.post(
        f"{hall.url}/api/v1/ratings",
        json={"command_id": str(uuid4())} | rating,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert answer.status_code == 201
    clerk.post("/windows/1/close")


@pytest.mark.parametrize("language", LOCALES)
def test_every_part_of_the_room_is_sound(room, person, language):
    clerk = person("clerk1")
    clerk.post("/windows/1/open")
    page = room(language=language)
    page.locator('[data-window="1"]').click()
    expect(page.locator("#close")).to_be_visible()
    assert violations(page) == []
    assert not scrolls(page), "the hall now fits 1366 × 768"
    picture(page, f"supervisor-{language}")
    for part in PARTS[1:]:
        page.goto(ROOM + part)
        page.wait_for_timeout(300)
        assert violations(page) == [], part
    clerk.post("/windows/1/close")


def test_a_message_reaches_an_open_console(room, person):
    clerk = person("clerk1")
    clerk.post("/windows/1/open")
    page = room()
    page.locator("#message-to").select_option("1")
    page.locator("#message-text").fill("请支援户籍窗口")
    page.locator("#message-send").click()
    expect(page.locator("#message-told")).to_have_text("消息已发送。")
    (message, *_) = clerk.get("/boards/console/1")["messages"]
    assert (message["text"], message["to_all"]) == ("请支援户籍窗口", False)
    clerk.post("/windows/1/close")


def test_a_window_is_paused_handed_over_and_closed(room, person):
    clerk = person("clerk1")
    clerk.post("/windows/1/open")
    page = room(language="en")
    tile = page.locator('[data-window="1"]')
    tile.click()
    page.locator("#pause-reason").select_option("meal")
    page.locator("#pause-form .button").click()
    expect(page.locator("#window-told")).to_have_text("Window 1 pauses now.")
    expect(tile).to_have_attribute("data-state", "paused")
    expect(page.locator("#window-now")).to_contain_text("Pauses: Meal")
    page.locator("#end-pause").click()
    expect(tile).to_have_attribute("data-state", "open")

    offered = page.locator("#hand-to option").evaluate_all("all => all.map((each) => each.value)")
    assert sorted(offered) == ["admin", "supervisor"], "no clerk of another department"
    person("admin").post(
        "/staff", account="clerk9", name="Nine", role="clerk", department="police",
        password="a-long-enough-password",
    )  # fmt: skip
    page.reload()
    tile.click()
    page.locator("#hand-to").select_option("clerk9")
    page.locator("#hand-over").click()
    expect(page.locator("#window-told")).to_have_text("Window 1 is Nine's now.")
    page.locator("#close").click()
    expect(page.locator("#window-told")).to_have_text("Window 1 is closed now.")
    expect(tile).to_have_count(0)
    page.locator("#closed-too").check()
    expect(tile).to_have_attribute("data-state", "closed")


def test_the_longest_wait_stands_first(room, person):
    steward = person("steward")
    services = {s["queue"]: s["code"] for s in steward.get("/catalogue")["services"]}
    page = room()
    for queue in ("Q", "C"):
        steward.post("/tickets", service=services[queue], language="zh")
    expect(page.locator('#queues [data-queue="C"] .tag-care')).to_contain_text("!")
    order = page.locator("#queues tr").evaluate_all("rows => rows.map(row => row.dataset.queue)")
    assert order.index("Q") < order.index("C") < order.index("B")


def test_a_setting_is_refused_at_its_field_then_changed(room, person):
    page = room("/settings", language="en")
    field = page.locator("#grace_minutes")
    field.fill("-3")
    page.locator("#save").click()
    expect(page.locator("#told")).to_have_text(
        "Grace for appointments (minutes): a number from 0 to 1440 is needed."
    )
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    field.fill("15")
    rate = page.locator('[data-weight="green"][data-part="rate"]')
    rate.fill("0")
    page.locator("#save").click()
    expect(rate).to_have_attribute("aria-invalid", "true")
    rate.fill("1.25")
    page.locator("#save").click()
    expect(page.locator("#told")).to_have_text("The settings are changed.")
    settings = person("clerk1").get("/hall/settings")
    assert (settings["grace_minutes"], settings["weights"]["green"]["rate"]) == (15, 1.25)
    page.reload()
    expect(page.locator("#grace_minutes")).to_have_value("15")
    page.locator("#save").click()
    expect(page.locator("#told")).to_have_text("These are the settings already.")


@pytest.mark.usefixtures("rated_badly")
def test_a_case_is_contacted_then_closed(room):
    page = room("/cases", language="en")
    assert violations(page) == []
    case = page.locator(".case")
    case.locator("textarea").fill("Spoke with the citizen on the phone")
    case.locator('[value="contact"]').click()
    expect(case).to_have_attribute("data-state", "contacted")
    case.locator("textarea").fill("The guide was put right")
    case.locator('[value="close"]').click()
    expect(case).to_have_attribute("data-state", "closed")
    picture(page, "supervisor-cases-en")


def test_a_notice_is_previewed_in_every_language_shown_changed_and_ended(room, person):
    page = room("/notices", language="en")
    preview = {code: page.locator(f'[data-preview="{code}"]') for code in LOCALES}
    page.locator("[name=text-zh]").fill("今天三楼电梯检修")
    expect(preview["en"]).to_contain_text("今天三楼电梯检修")
    expect(preview["en"]).to_contain_text("No text: the Chinese one is shown")
    page.locator("[name=text-en]").fill("The lift to floor 3 is being repaired")
    expect(preview["en"]).to_have_text("The lift to floor 3 is being repaired")
    page.locator("[name=until][value=own]").check()
    tomorrow = page.evaluate(
        "new Date(Date.now() + 86_400_000).toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"
    )
    page.locator("[name=day]").fill(tomorrow)
    page.locator("[name=time]").fill("09:30")
    assert violations(page) == []
    page.locator("#post").click()
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text("The lift to floor 3 is being repaired")
    expect(notice).to_contain_text(f"{tomorrow} 09:30")

    notice.locator('[data-act="change"]').click()
    expect(page.locator("#form-title")).to_have_text("Change this notice")
    expect(page.locator("[name=time]")).to_have_value("09:30")
    page.locator('[name=kind][value="system-down"]').check()
    page.locator("[name=department]").select_option("tax")
    expect(preview["en"]).to_contain_text("is out of order")
    expect(preview["zh"]).to_contain_text("税务局")
    page.locator("#post").click()
    expect(notice).to_contain_text("is out of order")
    assert violations(page) == []
    notice.locator('[data-act="end"]').click()
    expect(notice).to_have_count(0)


def test_an_open_call_for_help_is_seen_with_its_age(room, person):
    clerk = person("clerk1")
    clerk.post("/windows/1/open")
    page = room(language="en")
    expect(page.locator("#help")).to_have_text("0")
    call = clerk.post("/help", window=1, reason="first-aid", language="zh")["id"]
    expect(page.locator("#help")).to_have_text("1")
    expect(page.locator("#help-age")).to_have_text("! 0 min")
    clerk.post(f"/help/{call}/close")
    expect(page.locator("#help-age")).to_have_text("")
    clerk.post("/windows/1/close")
