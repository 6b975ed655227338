"""Notices on a wall in a real browser: page by page, live, harmless; written with a preview."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, WALL, scrolls, violations
from tests.browser.wall import SIZES, Wall

LINE = "一、政务服务大厅自即日起调整窗口，请广大群众合理安排办事时间，由此带来的不便敬请谅解。\n\n"
SCRIPT = "<img src=x onerror=document.title='struck'>"


@pytest.fixture(scope="module")
def wall(hall):
    made = Wall(hall)
    yield made
    made.close()


@pytest.fixture
def publish(wall):
    """Published until the test is over."""
    ids = []

    def publish(title, text="", **more):
        until = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        words = {"kind": "disclosure", "until": until, "title": {"zh": title}} | more
        texts = {"text": {"zh": text}} if text else {}
        ids.append(wall.admin.post("/notices/published", **texts | words)["id"])
        return ids[-1]

    yield publish
    for id_ in ids:
        wall.admin.post(f"/notices/{id_}/withdraw")


def open_page(look, wall, size=WALL, **shown):
    _, token = wall.pair(shows="notices", notices=["disclosure"], **shown)
    return wall.open(look, token, size)


def test_pages_a_new_one_at_once_and_nothing_struck(look, wall, publish):
    publish("关于调整窗口的公告", LINE * 30)
    page = open_page(look, wall)
    expect(page.locator("[data-slot=page]")).to_have_text("1/9")
    text = page.locator("[data-slot=text]")
    assert violations(page) == []
    assert not scrolls(page)
    assert text.evaluate("each => each.scrollHeight - each.clientHeight") == 0
    publish(SCRIPT, SCRIPT)
    expect(page.locator(".reading-title")).to_have_text(SCRIPT)
    assert "struck" not in page.title()


def test_large_type_of_a_screen_that_was_measured(look, wall, publish):
    publish("关于调整窗口的公告", LINE * 3)
    size = SIZES["board-55"]
    page = open_page(look, wall, {"width": 1920, "height": 1080}, **size)
    expect(page.locator("[data-slot=page]")).to_contain_text("1/")
    least = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.reading')).fontSize)"
    )
    assert least > 120, "a capital of 61 mm at 5 m"
    assert not scrolls(page)


def test_writing_one_with_a_picture(clerk, wall):
    page = clerk(
        "/counter/supervisor/notices/published/new", account="supervisor", language="en-GB"
    )
    page.set_viewport_size(DESK)
    page.locator("[name=title-zh]").fill("大厅搬迁")
    page.locator("[name=text-zh]").fill("请走东门")
    expect(page.locator(".reading-title")).to_have_text("大厅搬迁")
    file = BytesIO()
    Image.new("RGB", (300, 200), (10, 90, 90)).save(file, "PNG")
    page.locator("#picture").set_input_files(
        {"name": "map.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    expect(page.locator(".reading-picture img")).to_have_count(1)
    page.locator("#publish").click()
    expect(page.locator("#told")).to_contain_text("Say in Chinese what the picture shows")
    page.locator("#pictures input[lang=zh]").fill("东门平面图")
    assert violations(page) == []
    page.locator("[name=kind][value=disclosure]").check()
    page.locator("#publish").click()
    page.wait_for_url("**/published")
    row = page.locator("[data-notice]", has_text="大厅搬迁").first
    assert violations(page) == []
    row.locator('[data-act="end"]').click()
    expect(page.locator("section").first).not_to_contain_text("大厅搬迁")


def test_the_page_for_everybody(look, publish):
    publish("收费清单", LINE)
    page = look("/notices", PHONE, is_mobile=True, language="en-GB")
    assert violations(page) == []
    page.locator(".choose-one").first.click()
    expect(page.locator("h1")).to_contain_text("收费清单")
    assert violations(page) == []
