"""The kiosk as a public machine, in real Chromium: a hub that goes away, fingers and keyboards that
do what they like, and nobody's data left behind."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shared.demo.own_hall import OwnHall
from shared.domain.identity import check_digit
from tests.browser.conftest import DESK, PORTRAIT, WALL, Open, Person, picture, scrolls

SERVICE = "/kiosk/zh/service/household-birth"
CARD = "11010519491231002" + check_digit("11010519491231002")
LOW = {"name": "hall_kiosk_modes", "value": "low"}


def number_on(page: Page) -> str:
    page.wait_for_url("**/ticket/**")
    return page.locator(".number").inner_text()


def type_fast(page: Page, text: str) -> None:
    """As a reader of cards or codes does: a keyboard that types every few milliseconds."""
    page.evaluate(
        """async (text) => {
          for (const key of [...text, "Enter"]) {
            const target = document.activeElement || document.body;
            const options = {key, bubbles: true, cancelable: true};
            target.dispatchEvent(new KeyboardEvent("keydown", options));
            await new Promise((done) => setTimeout(done, 3));
          }
        }""",
        text,
    )


def test_two_touches_to_a_number(look: Open) -> None:
    page = look("/kiosk", PORTRAIT, has_touch=True)
    page.locator("a.tile-service").first.tap()
    page.locator("button.button-take").tap()
    assert re.fullmatch(r"[A-Z]{1,2}\d{3}", number_on(page))
    shown = page.locator(".phone-code img").evaluate("i => [i.complete, i.naturalWidth > 0]")
    assert shown == [True, True]


def test_arrows_and_enter_reach_a_number(look: Open) -> None:
    page = look("/kiosk", WALL)
    page.keyboard.press("ArrowDown")
    for _ in range(30):
        if page.evaluate("document.activeElement.matches('a.tile-service')"):
            break
        page.keyboard.press("ArrowDown")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 4, "the focus is plain to see"
    page.keyboard.press("Enter")
    page.wait_for_url("**/service/**")
    for _ in range(30):
        if page.evaluate("document.activeElement.matches('button.button-take')"):
            break
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.activeElement.matches('button.button-take')"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert number_on(page)


@pytest.mark.parametrize("size", [PORTRAIT, WALL, DESK], ids=["portrait", "landscape", "small"])
@pytest.mark.parametrize("path", ["/kiosk/zh", SERVICE, "/kiosk/zh/help", "/kiosk/zh/search"])
def test_arrows_reach_everything(look: Open, path: str, size: dict[str, int]) -> None:
    """From the first thing that has the focus, by arrows alone, each link and button in turn."""
    page = look(path, size)
    left = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("a[href], button")]
            .filter((each) => each.getClientRects().length);
          const press = (key) => document.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
          const seen = new Set();
          const open = [all[0]];
          while (open.length) {
            const here = open.pop();
            if (seen.has(here)) continue;
            seen.add(here);
            for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
              here.focus();
              press(key);
              if (!seen.has(document.activeElement)) open.push(document.activeElement);
            }
          }
          return all.filter((each) => !seen.has(each)).map((each) => each.innerText);
        }"""
    )
    assert left == []


def test_low_reach_keeps_to_the_lower_half(look: Open) -> None:
    """Of an upright glass; a lower one is within reach, and fits as it is."""
    for size in (PORTRAIT, WALL, DESK):
        page = look("/kiosk/zh/access", size, has_touch=True)
        page.locator("button[value=low]").tap()
        expect(page.locator("button[value=low]")).to_have_attribute("aria-pressed", "true")
        page.locator(".foot a").tap()
        page.wait_for_url(re.compile(r":\d+/kiosk/zh$"))
        top = page.evaluate(
            """() => Math.min(...[...document.querySelectorAll("a, button")]
              .filter((each) => each.getClientRects().length)
              .map((each) => each.getBoundingClientRect().top))"""
        )
        assert top >= (size["height"] / 2 if size is PORTRAIT else 0)
        assert page.locator(".bar").bounding_box()["y"] >= size["height"] / 2  # type: ignore[index]
        assert not scrolls(page) or size is PORTRAIT
        page.goto("/kiosk")
        expect(page.locator("html")).to_have_class("")


@pytest.mark.parametrize("size", [PORTRAIT, WALL], ids=["portrait", "landscape"])
def test_at_twice_the_size_nothing_is_cut_off(look: Open, size: dict[str, int]) -> None:
    """A browser's 200 % shows half as many pixels."""
    half = {name: pixels // 2 for name, pixels in size.items()}
    for path in ("/kiosk", SERVICE, "/kiosk/en/help", "/kiosk/zh/departments"):
        page = look(path, half, device_scale_factor=2)
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1] + 1, path


def test_a_double_tap_is_one_number(look: Open, person: Callable[[str], Person]) -> None:
    page = look(SERVICE, PORTRAIT, has_touch=True)
    admin = person("admin")
    before = len(admin.get("/tickets"))
    button = page.locator("button.button-take")
    button.evaluate("b => { b.click(); b.click(); b.click(); }")
    number_on(page)
    assert len(admin.get("/tickets")) == before + 1


def test_the_last_person_is_not_to_be_seen(look: Open) -> None:
    page = look(SERVICE, PORTRAIT, has_touch=True)
    page.locator("button.button-take").tap()
    number = number_on(page)
    page.locator("[data-leave]").tap()
    page.wait_for_url("**/kiosk")
    assert page.evaluate("history.length") <= 2
    page.go_back()
    assert number not in page.locator("body").inner_text()


def test_more_time_as_often_as_one_likes(look: Open) -> None:
    page = look(SERVICE, PORTRAIT, has_touch=True)
    page.clock.install()
    page.locator("button.button-take").tap()
    number_on(page)
    for _ in range(11):
        page.clock.run_for(26_000)
        expect(page.locator(".leaves")).to_have_class("leaves is-soon")
        page.locator("#more-time").tap()
        expect(page.locator(".leaves")).to_have_class("leaves")
    page.clock.run_for(46_000)
    page.wait_for_url("**/kiosk")


def test_an_idle_page_warns_and_goes(look: Open) -> None:
    page = look("/kiosk/en", PORTRAIT, has_touch=True)
    page.clock.install()
    page.reload()
    for _ in range(10):
        page.clock.run_for(41_000)
        expect(page.locator("#idle")).to_be_visible()
        page.locator("#idle button").tap()
        expect(page.locator("#idle")).to_be_hidden()
        assert page.url.endswith("/kiosk/en"), "the touch goes no further than the question"
    page.clock.run_for(61_000)
    page.wait_for_url("**/kiosk")


def test_a_reader_is_a_fast_keyboard(look: Open) -> None:
    page = look(SERVICE, PORTRAIT, has_touch=True)
    type_fast(page, CARD)
    expect(page.locator(".card-read")).to_be_visible()
    assert CARD not in page.url
    page.locator("button.button-take").tap()
    number = number_on(page)
    key = page.url.rpartition("/")[2]
    page.goto(SERVICE)
    type_fast(page, CARD)
    expect(page.locator(".card-read")).to_be_visible()
    page.locator("button.button-take").tap()
    expect(page.locator(".refusal")).to_contain_text(number)
    page.goto("/kiosk/zh")
    type_fast(page, f"http://hall.example/t/{key}")
    assert number_on(page) == number
    page.goto("/kiosk/zh")
    type_fast(page, CARD)
    expect(page.locator("#read")).to_contain_text("请先选择事项")


def test_typing_by_hand_is_not_a_reader(look: Open) -> None:
    page = look("/kiosk/zh/search", DESK)
    page.keyboard.type("bdc", delay=120)
    expect(page.locator("#typed")).to_have_text("bdc")
    expect(page.locator("#found a").first).to_contain_text("不动产")
    page.keyboard.press("Backspace")
    expect(page.locator("#typed")).to_have_text("bd")
    page.locator('button[value="clear"]').click()
    expect(page.locator("#hint")).to_be_visible()


def test_korean_is_typed_on_the_glass(look: Open) -> None:
    page = look("/kiosk/ko/search", DESK)
    picture(page, "kiosk-korean-keys")
    shown = ["ㅂ", "부", "붇", "부도", "부동", "부동ㅅ", "부동사", "부동산"]
    for key, text in zip("ㅂㅜㄷㅗㅇㅅㅏㄴ", shown, strict=True):
        page.locator(f'button[value="{key}"]').click()
        expect(page.locator("#typed")).to_have_text(text)
    expect(page.locator("#found a").first).to_contain_text("부동산")
    last = page.locator('button[value="back"]').bounding_box()
    foot = page.locator("footer.foot").bounding_box()
    assert last is not None
    assert foot is not None
    assert last["y"] + last["height"] <= foot["y"], "every key is in sight"
    picture(page, "kiosk-korean-found")
    page.locator('#pager a[rel="next"]').click()
    expect(page.locator("#typed")).to_have_text("부동산")
    page.locator('button[name="switch"]').click()
    expect(page.locator('button[value="q"]')).to_be_visible()
    expect(page.locator("#typed")).to_have_text("부동산")
    page.goto("/kiosk/ko/search")
    page.keyboard.type("durnjs", delay=120)
    expect(page.locator("#typed")).to_have_text("여권")


def test_no_way_out_but_the_pin(look: Open, hall: OwnHall) -> None:
    page = look("/kiosk", PORTRAIT, has_touch=True)
    stopped = page.evaluate(
        """() => {
          const kinds = [new MouseEvent("contextmenu", {bubbles: true, cancelable: true}),
            new WheelEvent("wheel", {ctrlKey: true, bubbles: true, cancelable: true}),
            new DragEvent("drop", {bubbles: true, cancelable: true}),
            new Event("selectstart", {bubbles: true, cancelable: true}),
            ...["p", "n", "t", "+", "-", "l"].map((key) =>
              new KeyboardEvent("keydown", {key, ctrlKey: true, bubbles: true, cancelable: true})),
            ...["F1", "F5", "F11", "F12"].map((key) =>
              new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}))];
          return kinds.filter((kind) => document.body.dispatchEvent(kind)).length;
        }"""
    )
    assert stopped == 0, "each of them is stopped"
    assert page.evaluate("window.open('https://example.org')") is None
    for _ in range(5):
        page.locator("[data-way-out]").tap()
    page.wait_for_url("**/leave")
    expect(page.locator("main")).to_contain_text("设置密码后，才能退出本机")
    expect(page.locator("main button")).to_have_count(0)


def test_a_hub_that_goes_away_and_comes_back(look: Open, hall: OwnHall) -> None:
    """The message in every language instead of the browser's; the number that was asked for is
    given once, and shown."""
    taking = look(SERVICE, PORTRAIT, has_touch=True)
    going = look("/kiosk", WALL, has_touch=True)
    hall.kill()
    try:
        taking.locator("button.button-take").tap()
        going.locator("a.tile-service").first.tap()
        for page in (taking, going):
            expect(page.locator("#unreachable")).to_be_visible()
            for words in ("取号机暂时失去连接", "This kiosk has lost its connection"):
                expect(page.locator("#unreachable")).to_contain_text(words)
        picture(taking, "kiosk-unreachable")
    finally:
        hall.start()
    assert number_on(taking)
    going.wait_for_url("**/service/**")
    expect(going.locator("#unreachable")).to_be_hidden()


def test_a_steward_is_called_and_comes(look: Open, person: Callable[[str], Person]) -> None:
    page = look("/kiosk/zh/help", PORTRAIT, has_touch=True)
    page.locator("button[value=wheelchair]").tap()
    expect(page.locator(".coming")).to_contain_text("已呼叫导办")
    steward = person("steward")
    shown = page.locator("input[name=help]").input_value()
    steward.post(f"/help/{shown}/take")
    expect(page.locator(".coming")).to_contain_text("导办人员正在过来")
    page.locator(".called button").tap()
    page.wait_for_url("**/kiosk/zh")


def test_a_touch_is_seen_at_once(look: Open) -> None:
    page = look("/kiosk", PORTRAIT, has_touch=True)
    tile = page.locator("a.tile-service").first
    assert tile.evaluate("a => { a.click(); return a.classList.contains('is-going'); }")
