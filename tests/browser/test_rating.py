"""Rating on the tablet at a window, by touch: once, in time, by the citizen and by nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import picture, scrolls
from tests.browser.test_accessible import LOCALES, assert_sound
from tests.browser.test_foreign_client import post, signed_in

TABLET = {"width": 1280, "height": 800}
STANDING = {"width": 800, "height": 1280}
SERVICE = "household-birth"  # of queue A
WINDOW = 1
SECONDS = 6


class Window:
    """A supervisor at window 1, who takes numbers and serves them as a program."""

    def __init__(self, hall) -> None:
        self.url = f"{hall.url}/api/v1"
        self.session = signed_in(hall, "supervisor")
        settings = self.get("/hall/settings") | {"rating_seconds": SECONDS}
        self.post("/hall/settings", settings=settings)
        self("open")

    def get(self, path: str):
        return self.session.get(f"{self.url}{path}", timeout=10).json()

    def post(self, path: str, **fields) -> dict:
        return post(self.session, f"{self.url}{path}", **fields)

    def __call__(self, move: str, **fields) -> dict:
        return self.post(f"/windows/{WINDOW}/{move}", **fields)

    def call(self) -> str:
        number = self.post("/tickets", service=SERVICE, language="zh")["number"]
        assert self("next")["number"] == number
        return number

    def serve(self) -> str:
        number = self.call()
        self("start")
        self("finish")
        return number


@pytest.fixture(scope="module")
def window(hall) -> Window:
    return Window(hall)


@pytest.fixture
def tablet(look, window: Window) -> Page:
    page = look(f"/display/rating/{WINDOW}", TABLET, has_touch=True)
    is_in(page, "idle", SECONDS + 2)  # once the test before is not asked about any more
    return page


def is_in(page: Page, state: str, seconds: float = 3) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", state, timeout=seconds * 1000)


def test_a_good_rating_needs_nobody(tablet: Page, window: Window) -> None:
    before = window.get("/cases")
    number = window.serve()
    is_in(tablet, "levels")
    expect(tablet.locator("#number")).to_contain_text(number)
    tablet.locator(".level[value=good]").tap()
    is_in(tablet, "reasons")
    tablet.locator(".reason[value=speed]").tap()
    tablet.locator("#send").tap()
    is_in(tablet, "thanks")
    expect(tablet.locator("#looked-into")).to_be_hidden()
    is_in(tablet, "idle", 7)
    assert window.get("/cases") == before


def test_a_bad_rating_becomes_a_case(tablet: Page, window: Window) -> None:
    number = window.serve()
    tablet.locator(".level[value=excellent]").tap()
    tablet.locator("#change").tap()
    tablet.locator(".level[value=bad]").tap()
    tablet.locator(".reason[value=attitude]").tap()
    tablet.locator("#send").tap()
    is_in(tablet, "thanks")
    expect(tablet.locator("#looked-into")).to_be_visible()
    (case,) = [case for case in window.get("/cases") if case["number"] == number]
    assert (case["rating"], case["reasons"], case["state"]) == ("bad", ["attitude"], "open")


def test_a_level_counts_when_its_citizen_walks_away(tablet: Page, window: Window) -> None:
    number = window.serve()
    tablet.locator(".level[value=poor]").tap()
    is_in(tablet, "thanks", SECONDS + 4)
    assert number in {case["number"] for case in window.get("/cases")}


def test_nothing_counts_when_the_time_runs_out(tablet: Page, window: Window) -> None:
    before = tablet.request.get("/health").json()["seq"]
    number = window.serve()
    is_in(tablet, "levels")
    after = tablet.request.get("/health").json()["seq"]
    assert after > before
    expect(tablet.locator("#left-words")).to_contain_text("秒后关闭")
    is_in(tablet, "idle", SECONDS + 2)
    assert tablet.request.get("/health").json()["seq"] <= after + 1, "the spoken call at most"
    assert number not in {case["number"] for case in window.get("/cases")}


def test_the_next_citizen_is_not_asked_about_the_one_before(tablet: Page, window: Window) -> None:
    window.serve()
    is_in(tablet, "levels")
    window.call()
    window("start")
    is_in(tablet, "idle")
    window("finish")
    is_in(tablet, "levels")
    window("undo")
    is_in(tablet, "idle")
    window("finish")
    is_in(tablet, "levels")


def test_a_clerks_own_session_cannot_rate(hall, window: Window) -> None:
    window.serve()
    finish = window.get(f"/boards/window/{WINDOW}")["rating"]["finish"]
    answer = window.session.post(
        f"{window.url}/ratings",
        json={"command_id": "the-clerks-rating", "finish": finish, "rating": "excellent"},
        timeout=10,
    )
    assert answer.status_code == 403
    clerk = signed_in(hall, "clerk1")
    answer = clerk.post(
        f"{hall.url}/display/rating/{WINDOW}",
        data={"command_id": "the-clerks-rating", "finish": finish, "rating": "excellent"},
        timeout=10,
    )
    assert answer.status_code == 403
    assert window.get(f"/boards/window/{WINDOW}")["rating"]["finish"] == finish, "not rated"


@pytest.mark.parametrize("size", [TABLET, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", LOCALES)
def test_the_tablet_is_sound_in_each_state(look, window: Window, language: str, size) -> None:
    """The button changes the language in any state, and the next citizen finds the hall's own."""
    page = look(f"/display/rating/{WINDOW}", size, has_touch=True)
    name = f"rating-{language}-{size['width']}"
    other = page.locator(f'button[data-language="{language}"]')
    for state in ("idle", "levels", "reasons", "thanks"):
        if state == "levels":
            window.serve()
        if state == "reasons":
            page.locator(".level[value=bad]").tap()
        if state == "thanks":
            page.locator("#send").tap()
        is_in(page, state, SECONDS + 2)
        if other.is_visible():
            other.tap()
        assert_sound(page)
        assert not scrolls(page), state
        assert small(page) == [], state
        picture(page, f"{name}-{state}")
    is_in(page, "idle", 7)
    expect(page.locator("html")).to_have_attribute("lang", "zh")


def small(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll('button, a')]
          .filter(target => target.checkVisibility())
          .map(target => [target.innerText, target.getBoundingClientRect()])
          .filter(([, box]) => box.width < 64 || box.height < 64)
          .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
