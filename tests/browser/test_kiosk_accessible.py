"""Every screen, language, state and mode of the kiosk: no axe-core violation, 7:1 contrast, targets
of 64 pixels, no text smaller than this glass needs, one language a page, nothing cut off.

One browser page goes through all of them: starting one for each would take most of the time.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE, DESK, PORTRAIT, WALL, Open, scrolls
from tests.browser.test_accessible import other_language

SERVICE = "household-birth"
SCREENS = (
    "",
    "/departments",
    "/departments?level=district&page=2",
    "/department/police",
    "/life",
    f"/service/{SERVICE}",
    f"/service/{SERVICE}/green",
    f"/service/{SERVICE}/who",
    "/guidance",
    "/search",
    "/search?q=bdc",
    "/search?q=qqqqqq",
    "/back",
    "/check-in",
    "/help",
    "/access",
    "/leave",
    "/service/no-such-service",
)
MODES = ("large", "contrast", "low", "large.contrast.low")
LANGUAGES = ("zh", "en", "ko")
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  rules: {"color-contrast-enhanced": {enabled: true}},
}).then((found) => found.violations.flatMap((fault) => fault.nodes.map(
  (node) => `${fault.id}: ${node.target} ${node.failureSummary}`)))"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button")]
  .filter((each) => each.getClientRects().length && !each.closest("[hidden]"))
  .map((each) => [each.innerText, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 63.9 || box.height < 63.9)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
SMALL_TEXT = """() => {
  const root = document.documentElement;
  // In large print bar, foot and keys are a fifth larger than usual, the rest half as large again.
  const share = root.classList.contains("large") ? 0.8 : 1;
  const least = share * parseFloat(getComputedStyle(root).fontSize) - 0.01;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.getClientRects().length) continue;
    if (parseFloat(getComputedStyle(holder).fontSize) < least) found.push(node.data.trim());
  }
  return least < 17.9 ? ["the page's own size is too small", ...found] : found;
}"""


def faults(page: Page) -> Iterator[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    yield from page.evaluate(RUN)
    yield from page.evaluate(SMALL_TARGETS)
    yield from page.evaluate(SMALL_TEXT)
    yield from other_language(page)


def looked_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    return [f"{address}: {fault}" for fault in faults(page)]


def with_modes(page: Page, modes: str) -> None:
    page.context.clear_cookies(name="hall_kiosk_modes")
    if modes:
        cookie = {"name": "hall_kiosk_modes", "value": modes, "url": page.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen(look: Open, language: str) -> None:
    page = look("/kiosk", PORTRAIT)
    found = [each for path in SCREENS for each in looked_at(page, f"/kiosk/{language}{path}")]
    assert found == []


@pytest.mark.parametrize("modes", MODES)
def test_every_mode(look: Open, modes: str) -> None:
    page = look("/kiosk", PORTRAIT)
    with_modes(page, modes)
    found = [each for path in SCREENS for each in looked_at(page, f"/kiosk/zh{path}")]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off(look: Open, language: str) -> None:
    page = look("/kiosk", PORTRAIT)
    long = []
    for size in (PORTRAIT, WALL, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for path in SCREENS:
            page.goto(f"/kiosk/{language}{path}")
            if scrolls(page):
                long.append(f"{path} at {size['height']}")
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_number(look: Open, language: str) -> None:
    """The number in each size and mode, a refusal, and a steward on the way."""
    page = look(f"/kiosk/{language}/service/{SERVICE}", PORTRAIT)
    page.locator("button.button-take").click()
    page.wait_for_url("**/ticket/**")
    ticket = page.url
    page.wait_for_timeout(1500)
    found = list(faults(page))
    for modes in ("", "contrast", "large", "low"):
        with_modes(page, modes)
        found += looked_at(page, ticket)
    with_modes(page, "")
    for size in (PORTRAIT, WALL, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(ticket)
        found += ["cut off at {size}"] if scrolls(page) else []
    page.goto(f"/kiosk/{language}/help")
    page.locator("button[value=question]").click()
    page.locator(".coming").wait_for()
    found += faults(page)
    page.locator(".called button").click()
    page.locator(".home").wait_for()
    assert found == []
