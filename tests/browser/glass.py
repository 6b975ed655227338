"""What must hold for all that the kiosk shows: no axe-core violation, 7:1 contrast, targets of 64
pixels, no text smaller than this glass needs, one language a page."""

from collections.abc import Iterator
from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.browser.conftest import AXE, DESK, PORTRAIT, WALL, scrolls, settle
from tests.browser.test_accessible import other_language

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
    """One line each for what is wrong with the page as it is now."""
    settle(page)
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
        cookie = {"name": "hall_kiosk_modes", "value": modes, "url": urljoin(page.url, "/")}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


def cut_off(page: Page) -> list[int]:
    """The heights of glass at which the page is longer or wider than it."""
    found = []
    for size in (WALL, DESK, PORTRAIT):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += [size["height"]] if scrolls(page) else []
    return found
