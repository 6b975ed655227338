"""The console in every state: it fits the desk's screen, says one language, and axe is content."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, WALL, picture, scrolls, violations
from tests.browser.desk import Desk
from tests.browser.test_accessible import other_language

SMALL = {"width": 1280, "height": 720}
LONG = ("户口簿复印件已经核对，还差一张结婚证复印件，请他到一楼自助复印机复印后回来。" * 6)[:200]

CUT_OFF = """() => [...document.querySelectorAll('button, [data-state] > *, .side > *')]
  .filter(each => each.checkVisibility())
  .filter(each => {
    const box = each.getBoundingClientRect();
    const inside = box.top >= 0 && box.left >= 0
      && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
    const whole = each.tagName !== 'BUTTON'
      || (each.scrollWidth <= each.clientWidth + 1 && each.scrollHeight <= each.clientHeight + 1);
    return !inside || !whole;
  })
  .map(each => each.outerHTML.slice(0, 80))"""
HIDDEN_BEHIND = """() => [...document.querySelectorAll('button')]
  .filter(each => each.checkVisibility() && !each.disabled)
  .filter(each => {
    const box = each.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !each.contains(top);
  })
  .map(each => each.outerHTML.slice(0, 80))"""


def assert_fits(page: Page, name: str, *, pictured: bool = False) -> None:
    for size in (DESK, SMALL, WALL):
        page.set_viewport_size(size)
        page.wait_for_timeout(60)
        assert not scrolls(page), (name, size)
        assert page.evaluate(CUT_OFF) == [], (name, size)
        assert page.evaluate(HIDDEN_BEHIND) == [], (name, size)
    page.set_viewport_size(DESK)
    if pictured:
        picture(page, f"console-{name}")
    assert violations(page) == [], name


def serve_out_of_turn(desk: Desk, number: str) -> None:
    desk.ask("n")
    desk.page.locator("#ask-fields input[type=text]").first.fill(number.lower())
    desk.page.keyboard.press("Tab")
    desk.press("1")
    desk.confirm()
    desk.press("Space")
    desk.shows("serving", number)


@pytest.fixture
def desk(clerk, hall):
    page = clerk("/counter", size=DESK)
    page.locator('button[data-window="1"]').click()
    expect(page.locator(".move[data-move=next]")).to_be_enabled()
    at = Desk(page, hall, 1)
    yield at
    at.tidy()


def test_every_state_in_both_languages(desk, clerk):
    chinese = desk.page
    english = clerk("/counter", size=DESK, language="en-GB")

    def fits(name: str) -> None:
        chinese.wait_for_timeout(300)
        assert_fits(chinese, f"{name}-zh", pictured=True)
        assert other_language(chinese) == [], name
        assert_fits(english, f"{name}-en")

    desk.take()
    held = desk.take()
    desk.take(**{"class": "green", "need": "elderly"})
    visit = desk.take(then=["household-death", "household-move-in"])
    for _ in range(4):
        desk.take()
    fits("free")

    desk.press("Space")
    desk.shows("called")
    fits("called")
    desk.press("Space")
    desk.shows("serving")
    desk.ask("h")
    desk.press("1")
    desk.confirm()
    desk.ask("n")
    desk.press("2", "1")
    desk.confirm()
    desk.shows("called", held)
    desk.press("Space")
    desk.ask("h")
    desk.confirm()

    # The visit of three steps, at its second, with a long note from the clerk before.
    serve_out_of_turn(desk, visit)
    desk.ask("f")
    desk.page.locator("#ask-fields input[type=text]").fill(LONG)
    desk.confirm()
    expect(chinese.locator("#waiting")).to_contain_text(visit)
    serve_out_of_turn(desk, visit)
    expect(chinese.locator("#visit li")).to_have_count(3)
    expect(chinese.locator("#note")).to_have_text(LONG)
    desk.post("/hall/messages", window=1, text=LONG)
    expect(chinese.locator("#message")).to_be_visible()
    fits("visit-and-message")
    desk.press("k")
    english.locator("#read").click()
    fits("visit")

    desk.finish()
    fits("held-list")
    desk.ask("p")
    desk.press("3")
    desk.page.locator("#ask-fields input[type=time]").fill("23:59")
    desk.confirm()
    fits("paused")


def test_every_dialog(desk):
    page = desk.page
    desk.take()
    desk.take()

    def sound(key: str) -> None:
        desk.ask(key)
        page.wait_for_timeout(150)
        assert other_language(page) == [], key
        assert violations(page) == [], key
        assert page.evaluate(CUT_OFF) == [], key
        box = page.locator("#ask").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= DESK["height"]
        picture(page, f"console-ask-{key}-zh")
        page.keyboard.press("Escape")
        expect(page.locator("#ask")).to_be_hidden()

    for key in "nwgaqopd":
        sound(key)
    desk.press("Space")
    desk.shows("called")
    sound("c")
    desk.press("Space")
    desk.shows("serving")
    for key in "fht":
        sound(key)
