"""`python -m tests.walks`: three tasks at the kiosk as somebody new to it does them, in touches and
seconds. Needs no people: a script goes through each screen from its top to what it looks for.

It begins on a screen after a second, takes 0.6 s for each touch, and waits for the pages
themselves. Between these it either looks at each piece of text until it has found its own, a
quarter of a second each, as eyes rest when they search; or it reads every word on the way, what to
bring included, eight Chinese characters a second. The time ends a second after the number is there.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from shared.demo.own_hall import OwnHall
from shared.queries.asked import LEAST
from tests.browser.chromium import launch
from tests.browser.conftest import PORTRAIT

BEGIN_SECONDS = 1.0
LOOK_SECONDS = 0.25
CHARACTERS_A_SECOND = 8.0
TOUCH_SECONDS = 0.6
TASKS = {
    "renew an ID card, among those most asked for": (
        'a.tile-service[href$="/service/id-renew"]',
        "button.button-take",
    ),
    "renew an ID card, by department": (
        'a.way[href$="/departments"]',
        'a.tile[href$="/department/police"]',
        'a.tile[href*="/service/id-renew"]',
        "button.button-take",
    ),
    "renew an ID card, by search": (
        "a.tile-search",
        'button[value="s"]',
        'button[value="f"]',
        'button[value="z"]',
        '#found a[href*="/service/id-renew"]',
        "button.button-take",
    ),
    "start a company, by occasion": (
        'a.way[href$="/life"]',
        'a.tile[href*="/life/"]:has-text("企业")',
        "a.tile-service >> nth=0",
        "button.button-take",
    ),
    "I do not know": ('a.way[href$="/guidance"]', "button.button-take"),
}
BEFORE = """(target) => {
  const seen = [...document.querySelectorAll("main *")].filter((each) =>
    !each.children.length && each.getClientRects().length &&
    (target === each || target.contains(each) ||
      target.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING));
  const texts = seen.map((each) => each.textContent.trim()).filter((text) => text);
  return [texts.length, texts.join("").length];
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hall = OwnHall(Path(folder), options=("--local-devices",))
        hall.start()
        try:
            chromium = launch(playwright)
            page = chromium.new_context(
                base_url=hall.url, viewport=PORTRAIT, locale="zh-CN", has_touch=True
            ).new_page()
            _ask_often(page)
            for task, path in TASKS.items():
                touches, looking, reading = _walk(page, path)
                sys.stdout.write(f"| {task} | {touches} | {looking:.0f} | {reading:.0f} |\n")
            chromium.close()
        finally:
            hall.stop()


def _ask_often(page: Page) -> None:
    """Before the first page is looked at, it has been asked for so often here that it shows it."""
    for _ in range(LEAST):
        page.goto("/kiosk/zh/service/id-renew")
        page.locator("button.button-take").tap()
        page.wait_for_url("**/ticket/**")


def _walk(page: Page, path: tuple[str, ...]) -> tuple[int, float, float]:
    """Touches, seconds of somebody who looks, seconds of somebody who reads everything."""
    page.goto("/kiosk")
    began, looking, reading, seen = time.monotonic(), 0.0, 0.0, ""
    touches = 0
    for selector in path:
        target = _found(page, selector)
        while target is None:
            place = page.url
            page.locator("a[rel=next]").tap()
            page.wait_for_url(lambda url, place=place: url != place)  # type: ignore[misc]
            touches += 1
            target = _found(page, selector)
        if page.url != seen:
            texts, characters = target.evaluate(BEFORE)
            looking += BEGIN_SECONDS + texts * LOOK_SECONDS
            reading += BEGIN_SECONDS + characters / CHARACTERS_A_SECOND
            seen = page.url
        target.tap()
        touches += 1
    page.wait_for_url("**/ticket/**")
    page.locator(".number").wait_for()
    hands = time.monotonic() - began + touches * TOUCH_SECONDS + BEGIN_SECONDS
    return touches, hands + looking, hands + reading


def _found(page: Page, selector: str) -> Locator | None:
    """What is looked for, once the page has come; None where it must be on the next screenful."""
    target = page.locator(selector).first
    try:
        target.wait_for(timeout=2000)
    except Exception:
        return None
    return target


if __name__ == "__main__":
    main()
