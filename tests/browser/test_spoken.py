"""The kiosk for somebody who does not see it: keys alone, and what is said at each step."""

import json
import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Response

from tests.browser.conftest import PORTRAIT, Open, picture, violations

ENGLISH = "en-GB"
MOVES = 80
HEARD_MS = 8000


class Ears:
    """What a page asks to be said, in order, and the sounds it gets."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        self.sounds: list[bytes] = []
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _asked(self, request: Request) -> None:
        if request.url.endswith("/voice"):
            self.heard.append(json.loads(request.post_data or "{}")["text"])

    def _answered(self, response: Response) -> None:
        if response.url.endswith("/voice") and response.ok:
            try:
                self.sounds.append(response.body())
            except Exception:  # stopped by the next key before it was there
                return

    def wait(self, *texts: str, since: int = 0) -> str:
        """The sentences heard from one on, once they have all these words."""
        for _ in range(HEARD_MS // 50):
            said = " | ".join(self.heard[since:])
            if all(text in said for text in texts):
                return said
            self.page.wait_for_timeout(50)
        raise AssertionError(f"not heard: {texts} in {self.heard[since:]}")


ARROW = """(name) => {
  const called = [...document.querySelectorAll('main a, main button')].filter(
    (each) => each.textContent.includes(name) && each.getClientRects().length);
  const [there] = called;
  const here = document.activeElement;
  if (called.includes(here)) return '';
  if (!here || here === document.body) return 'ArrowDown';
  const [a, b] = [here, there].map((each) => each.getBoundingClientRect());
  if (b.top >= a.bottom - 2) return 'ArrowDown';
  if (b.bottom <= a.top + 2) return 'ArrowUp';
  return b.left > a.left ? 'ArrowRight' : 'ArrowLeft';
}"""


def go_to(page: Page, ears: Ears, name: str) -> str:
    """Press arrows until the focus is on what is called so; the sentence said there."""
    since = len(ears.heard)
    for _ in range(MOVES):
        key = page.evaluate(ARROW, name)
        if not key:
            return ears.wait(name, since=since).rpartition(" | ")[2]
        since = len(ears.heard)
        page.keyboard.press(key)
    raise AssertionError(f"no way to {name}")


@pytest.fixture
def blind(look: Open) -> Callable[..., tuple[Page, Ears]]:
    """Somebody before a page who has switched reading aloud on, and what they hear."""

    def arrived(path: str, language: str = "zh-CN") -> tuple[Page, Ears]:
        page = look(path, PORTRAIT, language=language)
        ears = Ears(page)
        page.keyboard.press("F2")
        return page, ears

    return arrived


def seconds(wav: bytes) -> float:
    """How long a WAV file with the usual header of 44 bytes sounds."""
    rate, _, size = struct.unpack_from("<IIH", wav, 24)
    return (len(wav) - 44) / (rate * size)


def test_from_home_to_the_number_with_arrows_and_enter(
    blind: Callable[..., tuple[Page, Ears]],
) -> None:
    page, ears = blind("/kiosk/zh")
    ears.wait("朗读已打开", "用方向键移动")
    picture(page, "kiosk-spoken-home-zh")
    said = go_to(page, ears, "社会保障卡申领")
    assert "链接" in said
    assert "第3项，共8项" in said
    page.keyboard.press("Enter")
    page.wait_for_url("**/service/social-card-new")
    ears.wait("社会保障卡申领", "所需材料", "收费")
    assert "按钮" in go_to(page, ears, "取号")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ticket/**")
    number = page.locator(".number").inner_text()
    letters, digits = number[:-3], number[-3:]
    ears.wait(f"{' '.join(letters)}, {' '.join(digits)}")
    assert max(seconds(sound) for sound in ears.sounds) > 1


def test_keys_repeat_stop_and_change_the_loudness(
    blind: Callable[..., tuple[Page, Ears]],
) -> None:
    page, ears = blind("/kiosk/en/service/id-renew", ENGLISH)
    ears.wait("Reading aloud is on", "Renew an expiring identity card")
    go_to(page, ears, "Take a number")
    last = ears.heard[-1]
    page.keyboard.press("F3")
    page.wait_for_timeout(200)
    assert ears.heard[-1] == last
    page.keyboard.press("+")
    ears.wait("Loudness 70 percent")
    page.keyboard.press("-")
    page.keyboard.press("-")
    ears.wait("Loudness 50 percent")
    assert "50" in page.locator("#spoken-notice").inner_text()
    assert violations(page) == []
    picture(page, "kiosk-spoken-en")
    page.keyboard.press("F2")
    count = len(ears.heard)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert len(ears.heard) == count
    assert "off" in page.locator("#spoken-notice").inner_text()


def test_it_goes_on_from_page_to_page_and_is_forgotten_by_the_next_person(
    blind: Callable[..., tuple[Page, Ears]],
) -> None:
    page, ears = blind("/kiosk/zh/service/id-renew")
    ears.wait("居民身份证到期换领")
    page.keyboard.press("+")
    page.goto("/kiosk/zh/service/passport-first")
    since = len(ears.heard)
    ears.wait("普通护照首次申领")
    assert "方向键" not in " ".join(ears.heard[since:])  # said once
    page.goto("/health")  # away from the page that speaks, which is somebody's sign of life
    page.evaluate(
        "const kept = JSON.parse(sessionStorage['hall-spoken']);"
        "sessionStorage['hall-spoken'] = JSON.stringify({...kept, touched: kept.touched - 20000})"
    )
    page.goto("/kiosk/zh")
    count = len(ears.heard)
    page.wait_for_timeout(400)
    assert len(ears.heard) == count
    kept = page.evaluate("JSON.parse(sessionStorage['hall-spoken'])")
    assert not kept["on"]
    assert kept["loudness"] == pytest.approx(0.6)


def test_what_changes_by_itself_is_said(blind: Callable[..., tuple[Page, Ears]]) -> None:
    page, ears = blind("/kiosk/zh/service/id-renew")
    ears.wait("居民身份证到期换领")
    page.evaluate("document.getElementById('idle').showModal()")
    ears.wait("您还在吗", "按钮")
    page.keyboard.press("Escape")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<p role=status id=told></p>')"
    )
    page.evaluate("document.getElementById('told').textContent = '还剩20秒'")
    ears.wait("还剩20秒")
    count = len(ears.heard)
    page.evaluate("document.getElementById('told').textContent = '还剩19秒'")
    page.wait_for_timeout(500)
    assert len(ears.heard) == count


def test_a_field_tells_how_much_is_in_it(blind: Callable[..., tuple[Page, Ears]]) -> None:
    """What somebody has typed may be a person's own: it is not said as a whole."""
    page, ears = blind("/kiosk/zh/service/id-renew")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<label>手机号<input type=tel id=typed value=139></label>')"
    )
    page.locator("#typed").focus()
    ears.wait("手机号", "输入框", "已输入3个字")
    page.locator("#typed").fill("13984")
    assert ears.wait("4", since=len(ears.heard) - 1)
    assert not any("139" in said for said in ears.heard)


def test_typing_in_the_search_says_each_letter(blind: Callable[..., tuple[Page, Ears]]) -> None:
    page, ears = blind("/kiosk/zh/search")
    ears.wait("搜索")
    for letter in "hz":
        since = len(ears.heard)
        page.locator("button", has_text=letter.upper()).first.click()
        ears.wait(letter, since=since)
    ears.wait("护照")
    page.keyboard.press("Backspace")
    ears.wait("已删除")


def test_a_page_without_sound_says_so_and_works(
    blind: Callable[..., tuple[Page, Ears]],
) -> None:
    page, _ = blind("/kiosk/zh/department/police")
    page.route("**/voice", lambda route: route.abort())
    page.keyboard.press("Tab")
    page.locator("#spoken-notice", has_text="现在不能朗读").wait_for()
    picture(page, "kiosk-spoken-silent")
    page.locator("a.tile, main a").first.click()
    page.wait_for_url("**/service/**")
