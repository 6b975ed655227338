"""Capital letters subtend 0.7 degrees where a screen is read, and nothing is cut off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from display.measure import capital_mm
from tests.browser.conftest import violations
from tests.browser.wall import SIZES, Wall

MM_AN_INCH = 25.4
STRIP = {"inches": 28.0, "across": 1920, "down": 540, "metres": 3.0}  # over a window

# Every line of text in sight: the height of its capitals in shares of the screen's width, and
# whether its glyphs stand wholly within the screen and whatever clips them. The box of a line is
# higher than its glyphs: Noto's is 1.16 em above the base line and 0.29 below, its characters 0.88
# and 0.12.
LINES = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, template, .aloud")) continue;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(style.fontSize);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const capital = pen.measureText("H").actualBoundingBoxAscent;
    const clips = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
    for (let each = element; each; each = each.parentElement) {
      if (getComputedStyle(each).overflow !== "visible") clips.push(each.getBoundingClientRect());
    }
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      const [top, bottom] = [rect.top + 0.28 * size, rect.bottom - 0.17 * size];
      const out = (c) => rect.right <= c.left + 1 || rect.left >= c.right - 1
        || bottom <= c.top + 1 || top >= c.bottom - 1;
      if (clips.some(out)) continue;
      const within = (c) => rect.left >= c.left - 1 && rect.right <= c.right + 1
        && top >= c.top - 1 && bottom <= c.bottom + 1;
      const whole = clips.every(within);
      found.push({ text: node.data.trim(), share: capital / innerWidth, whole });
    }
  }
  return found;
}"""
# Calls whose number and window lie over each other.
OVERLAPS = """() => [...document.querySelectorAll(".far-call")].filter((card) => {
  const number = document.createRange();
  number.selectNodeContents(card.querySelector(".far-number"));
  const [a, b] = [number, card.querySelector(".far-where")].map((e) => e.getBoundingClientRect());
  return a.right > b.left && a.bottom > b.top && !document.body.classList.contains("is-narrow");
}).length"""
NEXT_TURN = """async () => (await import("/display/static/words.js")).turns.next()"""


@pytest.fixture(scope="module")
def wall(hall):
    made = Wall(hall)
    made.admin.post("/hall/settings", settings=made.settings() | {"phone_numbers": True})
    made.tell("二楼的卫生间正在维修，请使用一楼东侧的卫生间。" * 4)
    made.busy(4)
    yield made
    made.close()


def on(look, wall: Wall, size: dict[str, float], **shown: Any):
    """A page of a screen of this size."""
    _, token = wall.pair(**shown, **size)
    view = {"width": int(size["across"]), "height": int(size["down"])}
    return wall.open(look, token, view, reduced_motion="reduce")  # a card that arrives moves


def check(page, size: dict[str, float]) -> list[str]:
    width = (
        size["inches"]
        * MM_AN_INCH
        * size["across"]
        / (size["across"] ** 2 + size["down"] ** 2) ** 0.5
    )
    lines = page.evaluate(LINES)
    assert lines
    cut = [line["text"] for line in lines if not line["whole"]]
    small = {
        line["text"]: line["share"] * width
        for line in lines
        if line["share"] * width < capital_mm(size["metres"])
    }
    assert (cut, small) == ([], {})
    return [line["text"] for line in lines]


def test_a_capital_letter_at_five_metres():
    assert capital_mm(5) == pytest.approx(61, abs=0.2)


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
@pytest.mark.parametrize("name", SIZES)
def test_boards(look, wall, name, language):
    size = SIZES[name]
    page = on(look, wall, size, shows="board", languages=[language], notices=["now"])
    expect(page.locator(".far-call").first).to_be_visible()
    page.wait_for_timeout(300)
    seen = set()
    for _ in range(14):
        check(page, size)
        assert page.evaluate(OVERLAPS) == 0
        seen |= set(page.locator(".far-number:visible").all_inner_texts())
        page.evaluate(NEXT_TURN)
    assert "A004" in seen
    page.evaluate("document.getElementById('down').hidden = false")
    page.evaluate(
        "document.querySelector('.down-since').textContent = 'Connection lost since 10:32'"
    )
    check(page, size)


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
@pytest.mark.parametrize("shows", ["summary", "notices", "code", "panel"])
def test_other_pages(look, wall, shows, language):
    sizes = [SIZES[name] for name in ("board-55", "portrait-32", "small-10")]
    for size in [*sizes, STRIP] if shows == "panel" else sizes:
        window = {"window": 2} if shows == "panel" else {}
        page = on(look, wall, size, shows=shows, languages=[language], notices=["now"], **window)
        page.wait_for_timeout(500)
        assert violations(page) == []
        for _ in range(5):
            check(page, size)
            page.evaluate(NEXT_TURN)
        page.context.close()


def test_every_call_is_seen_by_turns(look, wall):
    page = on(look, wall, SIZES["board-55"], shows="board", languages=["zh"], code=False)
    expect(page.locator(".far-call").first).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator(".is-new")).to_have_count(0, timeout=16_000)
    seen = set()
    pages = int(page.locator("#at").inner_text().partition("/")[2])
    for _ in range(2 * pages):  # calls, queues and notices take turns
        seen |= set(page.locator(".far-number").all_inner_texts())
        page.evaluate(NEXT_TURN)
        page.wait_for_timeout(50)  # it is drawn with the next frame
    assert seen >= {"A001", "A002", "A003", "A004"}


def test_what_nobody_measured_is_as_ever(look, wall):
    _, token = wall.pair(shows="board", languages=["zh"])
    page = wall.open(look, token, {"width": 1920, "height": 1080})
    assert page.locator(".call").count() >= 4
    assert violations(page) == []


def test_a_panel_over_a_window_says_its_words_on_one_page(look, wall):
    size = {"inches": 30.0, "across": 1280, "down": 400, "metres": 3.0}
    page = on(look, wall, size, shows="panel", languages=["zh"], window=1)
    expect(page.locator("#turn")).to_have_text("请到本窗口办理")


def test_a_summary_says_where_those_go_who_were_called_long_ago(look, wall):
    """The test above waited until no call is new."""
    page = on(look, wall, SIZES["small-10"], shows="summary", languages=["zh"])
    expect(page.locator(".far-call").first).to_be_visible()
    assert page.locator(".far-call.is-new").count() == 0
    places = page.locator(".far-where").all_inner_texts()
    assert any("4" in place for place in places), places


def test_more_called_than_a_board_has_room_for_take_turns(look, wall):
    _, token = wall.pair(shows="board", languages=["zh"])
    for window in (5, 6, 7, 10):
        wall.take()
        wall.call(window)
    for window in (11, 12, 13, 14, 15):
        wall.take("licence-renew")
        wall.call(window)
    page = wall.open(look, token, {"width": 1920, "height": 1080})
    expect(page.locator(".call")).to_have_count(12)
    called = {call["number"] for call in wall.admin.get("/boards/main")["calls"]}
    assert len(called) == 13
    seen = set()
    for _ in range(3):
        seen |= set(page.locator(".call-number:visible").all_inner_texts())
        page.evaluate(NEXT_TURN)
        page.wait_for_timeout(50)
    assert seen >= called


FLASHES = """() => document.getAnimations()
  .filter((each) => each.animationName && each.effect.getTiming().iterations > 1)
  .map((each) => [each.animationName, each.effect.getTiming().duration, each.startTime])"""


def test_each_call_flashes_anew_and_slowly(look, wall):
    """At most three flashes a second, for which each must take a third of one or more."""
    _, token = wall.pair(shows="panel", languages=["zh"], window=1)
    page = wall.open(look, token, {"width": 1280, "height": 720})
    begun = []
    for _ in range(2):
        wall.clerk(1).post("/windows/1/recall")
        expect(page.locator("#seat.is-new")).to_be_visible()
        page.wait_for_timeout(600)
        found = page.evaluate(FLASHES)
        assert {name for name, *_ in found} >= {"flash", "breathe"}
        assert all(milliseconds >= 1000 / 3 for _, milliseconds, _ in found)
        begun.append(next(start for name, _, start in found if name == "flash"))
    assert begun[1] > begun[0] + 500


def test_a_board_shows_the_notices_it_was_set_up_for(look, wall):
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    wall.admin.post(
        "/notices/published",
        kind="announcement",
        until=until,
        title={"zh": "周六上午照常办公"},
        text={"zh": "九点到十二点。"},
    )
    _, token = wall.pair(shows="board", languages=["zh"], notices=["announcement"])
    page = wall.open(look, token, {"width": 1920, "height": 1080})
    expect(page.locator("#notices")).to_have_text("周六上午照常办公")
    _, token = wall.pair(shows="board", languages=["zh"], notices=[], code=False)
    page = wall.open(look, token, {"width": 1920, "height": 1080})
    expect(page.locator(".call").first).to_be_visible()
    assert not page.locator("#notices li").count()
    assert not page.locator("#code").is_visible()
