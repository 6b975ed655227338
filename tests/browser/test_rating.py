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
SECONDS = 60  # to answer in; a test that lets them pass moves its page's clock
THANKS_SECONDS = 6  # longer than the thanks are shown


class Window:
    """A supervisor at window 1, who takes numbers and serves them as a program."""

    def __init__(self, hall) -> None:
        self.url = f"{hall.url}/api/v1"
        self.session = signed_in(hall, "supervisor")
        times = {"rating_seconds": SECONDS, "undo_seconds": SECONDS}
        self.post("/hall/settings", settings=self.get("/hall/settings") | times)
        self("open")

    def get(self, path: str):
        return self.session.get(f"{self.url}{path}", timeout=30).json()

    def post(self, path: str, **fields) -> dict:
        return post(self.session, f"{self.url}{path}", **fields)

    def __call__(self, move: str, **fields) -> dict:
        return self.post(f"/windows/{WINDOW}/{move}", **fields)

    def call(self) -> str:
        number = self.post("/tickets", service=SERVICE, language="zh")["number"]
        assert self("next")["number"] == number
        return number

    def asked(self) -> dict | None:
        """The service that the citizen at the window can rate."""
        return self.get(f"/boards/window/{WINDOW}")["rating"]

    def begin(self) -> str:
        """Somebody is being served, and nobody is asked about the one before."""
        number = self.call()
        self("start")
        return number

    def serve(self) -> str:
        number = self.begin()
        self("finish")
        return number


@pytest.fixture(scope="module")
def window(hall) -> Window:
    return Window(hall)


@pytest.fixture
def number(window: Window) -> str:
    """Of the citizen at the window, who is asked once the service is finished."""
    return window.begin()


@pytest.fixture
def tablet(look, number: str) -> Page:
    return opened(look, TABLET)


def opened(look, size) -> Page:
    page = look(f"/display/rating/{WINDOW}", size, has_touch=True)
    page.clock.install()
    page.reload()
    is_in(page, "idle")
    return page


def is_in(page: Page, state: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", state)


def pass_by(page: Page, seconds: int) -> None:
    page.clock.fast_forward(seconds * 1000)


def test_a_good_rating_needs_nobody(tablet: Page, window: Window, number: str) -> None:
    before = window.get("/cases")
    window("finish")
    is_in(tablet, "levels")
    expect(tablet.locator("#number")).to_contain_text(number)
    tablet.locator(".level[value=good]").tap()
    is_in(tablet, "reasons")
    tablet.locator(".reason[value=speed]").tap()
    tablet.locator("#send").tap()
    is_in(tablet, "thanks")
    expect(tablet.locator("#looked-into")).to_be_hidden()
    pass_by(tablet, THANKS_SECONDS)
    is_in(tablet, "idle")
    assert window.get("/cases") == before


def test_a_bad_rating_becomes_a_case(tablet: Page, window: Window, number: str) -> None:
    window("finish")
    tablet.locator(".level[value=excellent]").tap()
    tablet.locator("#change").tap()
    tablet.locator(".level[value=bad]").tap()
    tablet.locator(".reason[value=attitude]").tap()
    tablet.locator("#send").tap()
    is_in(tablet, "thanks")
    expect(tablet.locator("#looked-into")).to_be_visible()
    (case,) = [case for case in window.get("/cases") if case["number"] == number]
    assert (case["rating"], case["reasons"], case["state"]) == ("bad", ["attitude"], "open")


def test_a_level_counts_when_its_citizen_walks_away(
    tablet: Page, window: Window, number: str
) -> None:
    window("finish")
    tablet.locator(".level[value=poor]").tap()
    is_in(tablet, "reasons")
    pass_by(tablet, SECONDS)
    is_in(tablet, "thanks")
    assert number in {case["number"] for case in window.get("/cases")}


def test_nothing_counts_when_the_time_runs_out(tablet: Page, window: Window, number: str) -> None:
    window("finish")
    is_in(tablet, "levels")
    expect(tablet.locator("#left-words")).to_contain_text("秒后关闭")
    asked = window.asked()
    assert asked["number"] == number
    pass_by(tablet, SECONDS)
    is_in(tablet, "idle")
    assert window.asked() == asked, "nothing was sent: the hall would take a rating still"
    assert number not in {case["number"] for case in window.get("/cases")}


def test_the_next_citizen_is_not_asked_about_the_one_before(tablet: Page, window: Window) -> None:
    window("finish")
    is_in(tablet, "levels")
    window.begin()
    is_in(tablet, "idle")
    window("finish")
    is_in(tablet, "levels")
    window("undo")
    is_in(tablet, "idle")
    window("finish")
    is_in(tablet, "levels")


def test_a_clerks_own_session_cannot_rate(hall, window: Window) -> None:
    window.serve()
    finish = window.asked()["finish"]
    answer = window.session.post(
        f"{window.url}/ratings",
        json={"command_id": "the-clerks-rating", "finish": finish, "rating": "excellent"},
        timeout=30,
    )
    assert answer.status_code == 403
    clerk = signed_in(hall, "clerk1")
    answer = clerk.post(
        f"{hall.url}/display/rating/{WINDOW}",
        data={"command_id": "the-clerks-rating", "finish": finish, "rating": "excellent"},
        timeout=30,
    )
    assert answer.status_code == 403
    assert window.asked()["finish"] == finish, "not rated"


@pytest.mark.parametrize("size", [TABLET, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.usefixtures("number")
def test_the_tablet_is_sound_in_each_state(look, window: Window, language: str, size) -> None:
    """The button changes the language in any state, and the next citizen finds the hall's own."""
    page = opened(look, size)
    name = f"rating-{language}-{size['width']}"
    other = page.locator(f'button[data-language="{language}"]')
    for state in ("idle", "levels", "reasons", "thanks"):
        if state == "levels":
            window("finish")
        if state == "reasons":
            page.locator(".level[value=bad]").tap()
        if state == "thanks":
            page.locator("#send").tap()
        is_in(page, state)
        if other.is_visible():
            other.tap()
        assert_sound(page)
        assert not scrolls(page), state
        assert small(page) == [], state
        picture(page, f"{name}-{state}")
    pass_by(page, THANKS_SECONDS)
    is_in(page, "idle")
    expect(page.locator("html")).to_have_attribute("lang", "zh")


def small(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll('button, a')]
          .filter(target => target.checkVisibility())
          .map(target => [target.innerText, target.getBoundingClientRect()])
          .filter(([, box]) => box.width < 64 || box.height < 64)
          .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
