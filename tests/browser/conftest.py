"""A real hall in a process of its own, and real Chromium in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from shared.demo.own_hall import OwnHall
from tests.browser.chromium import Chromium
from tests.example_hall import ExampleHalls

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = Path(__file__).parent.parent / "screenshots"
PORTRAIT = {"width": 1080, "height": 1920}
WALL = {"width": 1920, "height": 1080}
DESK = {"width": 1366, "height": 768}
PANEL = {"width": 1280, "height": 400}
PHONE = {"width": 360, "height": 640}
HOST = "Asia/Shanghai"

# How long a test waits for what must come: what is quick is seen at once, and a machine on which
# other work is done may take long without anything being wrong.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def hall(
    tmp_path_factory: pytest.TempPathFactory, server_mode: str, example_halls: ExampleHalls
) -> Iterator[OwnHall]:
    """The example hall, open today, with kiosk and display for browsers of this machine."""
    started = example_halls.begin(tmp_path_factory.mktemp("var"), server_mode, "--local-devices")
    yield started
    started.stop()


@pytest.fixture
def look(browser: Chromium, hall: OwnHall) -> Iterator[Open]:
    """Open a page of the hall: ``look("/kiosk", size, language="zh-CN", touch=True)``. A page
    that logs an error or throws fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        path: str, size: dict[str, int] = WALL, *, language: str = "zh-CN", **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=hall.url, viewport=size, locale=language, timezone_id=HOST, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        page.on(
            "console",
            lambda said: faults.append(f"{path}: {said.text}") if _is_fault(said) else None,
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        browser.close_context(context)
    assert not faults


def _is_fault(said: Any) -> bool:
    """A refused move or a sound not made yet is an answer, not a fault of the page; so is a page
    for a screen that is not paired."""
    refused = ("status of 403", "status of 409", "status of 404", "status of 401", "status of 422")
    expected = (
        "409 (CONFLICT)",
        *refused,
        "net::ERR_",
        "before receiving a handshake",
        "CLOSING or CLOSED",
    )
    return said.type == "error" and not any(part in said.text for part in expected)


@pytest.fixture(scope="module")
def sessions() -> dict[tuple[Path, str], Any]:
    """The session's cookie of each hall's accounts that have signed in through the page."""
    return {}


@pytest.fixture
def clerk(look: Open, hall: OwnHall, sessions: dict[tuple[Path, str], Any]) -> Callable[..., Page]:
    """A signed-in clerk's page on a path, in Chinese unless said otherwise. An account signs in
    once a module; what it did elsewhere in a browser is not in the new one."""

    def signed_in(path: str, account: str = "clerk1", **options: Any) -> Page:
        size = options.pop("size", DESK)
        if (hall.var, account) in sessions:
            kept = {"cookies": [sessions[hall.var, account]], "origins": []}
            return look(path, size, storage_state=kept, **options)
        page = look(f"/sign-in?next={path}", size, **options)
        page.locator("#account").fill(account)
        page.locator("#password").fill(hall.passwords[account])
        page.locator("form button.button-main").click()
        page.wait_for_url(f"**{path}")
        cookies = page.context.cookies()
        sessions[hall.var, account] = next(
            each for each in cookies if each["name"] == "hall_session"
        )
        return page

    return signed_in


class Person:
    """Somebody of the staff at work elsewhere, over the API."""

    def __init__(self, hall: OwnHall, account: str) -> None:
        self._address = f"{hall.url}/api/v1"
        self.session = requests.Session()
        words = {"account": account, "password": hall.passwords[account]}
        answer = self.session.post(f"{self._address}/session", json=words, timeout=30)
        self.session.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def post(self, path: str, **words: Any) -> Any:
        body = {"command_id": str(uuid4())} | words
        answer = self.session.post(self._address + path, json=body, timeout=30)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        return self.session.get(self._address + path, timeout=30).json()


@pytest.fixture
def person(hall: OwnHall) -> Iterator[Callable[[str], Person]]:
    """``person("steward")``: somebody who acts without a page."""
    people: list[Person] = []

    def signed_in(account: str) -> Person:
        people.append(Person(hall, account))
        return people[-1]

    yield signed_in
    for each in people:
        each.session.close()


def until(page: Page, happened: Callable[[], object]) -> None:
    """Wait for what no page shows."""
    for _ in range(PATIENCE_MS // 50):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def picture(page: Page, name: str) -> None:
    """Keep a picture of what a test has seen, for people to look at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def settle(page: Page) -> None:
    """Until what moves or fades for a moment has done so; what counts down for long goes on."""
    page.evaluate(
        """() => Promise.all(document.getAnimations()
          .filter((each) => each.playState === 'running')
          .filter((each) => each.effect.getComputedTiming().endTime <= 2_000)
          .map((each) => each.finished.catch(() => null))).then(() => null)"""
    )


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each."""
    settle(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)"
    )
    return [
        f"{fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in found
        for node in fault["nodes"]
    ]


def scrolls(page: Page) -> bool:
    return bool(
        page.evaluate(
            "() => document.documentElement.scrollHeight > window.innerHeight + 1"
            " || document.documentElement.scrollWidth > window.innerWidth + 1"
        )
    )
