"""Every page in every language: no axe-core violation, nothing cut off, one language a page."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PANEL, PHONE, PORTRAIT, WALL, scrolls, violations

LOCALES = {"zh": "zh-CN", "en": "en-GB", "ko": "ko-KR"}
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
ALLOWED_LATIN = {
    "ABC",
    "English",
    "OpenAPI",
    "PDF",
    "Space",
    "Esc",
    "JSON",
    "Socket",
    "IO",
    "PIN",
    "QR",
    "ZX",
    "take",
}


def other_language(page: Page) -> list[str]:
    """Words on the page that are not of its language, apart from the switch to another one."""
    language = page.evaluate("document.documentElement.lang")
    text = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const holder = node.parentElement;
            if (holder.closest('script, style, template, noscript')) continue;
            const marked = holder.closest('[lang]');
            if (marked !== document.documentElement) continue;
            found.push(node.textContent);
          }
          return found;
        }"""
    )
    found: set[str] = set()
    if language != "en":
        found |= {word for part in text for word in LATIN.findall(part)} - ALLOWED_LATIN
    if language != "zh":
        found |= {part.strip() for part in text if HAN.search(part)}
    if language != "ko":
        found |= {part.strip() for part in text if HANGUL.search(part)}
    return sorted(found)


def assert_sound(page: Page) -> None:
    page.wait_for_timeout(100)
    assert violations(page) == []
    assert other_language(page) == []


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    ("path", "size"),
    [("/display", WALL), ("/display", PORTRAIT), ("/display/window/1", PANEL)],
    ids=["board", "portrait-board", "panel"],
)
def test_displays(look, path, size, language):
    page = look(f"{path}?language={language}", size)
    assert_sound(page)
    assert not scrolls(page)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing-here", "/t/no-such-key"])
def test_hub_pages(look, path, language):
    assert_sound(look(path, DESK, language=LOCALES[language]))


@pytest.mark.parametrize("language", LOCALES)
def test_counter(clerk, language):
    page = clerk("/counter", account="supervisor", language=LOCALES[language])
    page.wait_for_timeout(300)
    assert violations(page) == []
    page.locator('button[data-window="9"]').click()
    page.locator(".move[data-move=next]").wait_for()
    page.wait_for_timeout(400)
    assert violations(page) == []
    assert not scrolls(page), "the console fits 1366 × 768"
    page.locator(".move[data-move=close]").click()
    page.wait_for_url("**/counter")


@pytest.mark.parametrize("language", LOCALES)
def test_the_glance(clerk, language):
    page = clerk("/", account="supervisor", language=LOCALES[language])
    page.wait_for_timeout(300)
    assert violations(page) == []


@pytest.mark.parametrize("language", LOCALES)
def test_phone_pages(look, person, language):
    """A number's own pages, and those that take one by phone."""
    admin = person("admin")
    mine = admin.post("/tickets", service="household-birth", language="zh")["status"]
    page = look(f"{mine}?language={language}", PHONE, is_mobile=True, language=LOCALES[language])
    assert_sound(page)
    for path in ("/guide", "/help", "/more-time", "/cancel", "/rate"):
        page.goto(mine + path)
        assert_sound(page)
    for path in (f"/t/offline?language={language}", f"/take?language={language}"):
        page.goto(path)
        assert_sound(page)


@pytest.mark.parametrize("language", LOCALES)
def test_taking_a_number_by_phone(look, person, language):
    admin = person("admin")
    settings = admin.get("/hall/settings")
    if not settings["phone_numbers"]:
        admin.post("/hall/settings", settings=settings | {"phone_numbers": True})
    board = look(f"/display?language={language}", WALL)
    board.locator("#code img").wait_for()
    assert_sound(board)
    assert not scrolls(board)
    digits = board.evaluate("fetch('/display/code.svg').then((answer) => answer.text())")
    code = "".join(re.findall(r">(\d{3}) (\d{3})</text>", digits)[0])
    page = look("/take", PHONE, is_mobile=True, has_touch=True, language=LOCALES[language])
    assert_sound(page)
    page.locator("#code").fill(code)
    page.locator("main button").tap()
    page.locator("#q").wait_for()
    for path in ("", "/search?q=birth", "/department/police", "/check-in"):
        page.goto(f"/take{path}")
        assert_sound(page)
    page.goto("/take/service/household-birth")
    page.locator("summary").tap()
    assert_sound(page)
    page.locator("main button.button-main").tap()
    page.locator(".phone-number").wait_for()
