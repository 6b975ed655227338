"""Every screen, language, state and mode of the kiosk: no axe-core violation, 7:1 contrast, targets
of 64 pixels, no text smaller than this glass needs, one language a page, nothing cut off.

One browser page goes through all of them: starting one for each would take most of the time.
"""

from collections.abc import Iterator

import pytest

from shared.demo.own_hall import OwnHall
from tests.booking_hall import BOOKABLE, noon_hall
from tests.browser.conftest import PORTRAIT, Open
from tests.browser.glass import cut_off, faults, looked_at, with_modes

SERVICE = BOOKABLE[0]
SCREENS = (
    "",
    "/departments",
    "/departments?level=district&page=2",
    "/department/police",
    "/life",
    "/life/identity",
    f"/service/{SERVICE}",
    f"/service/{SERVICE}/green",
    f"/service/{SERVICE}/who",
    "/guidance",
    "/search",
    "/search?q=bdc",
    "/search?q=qqqqqq",
    "/back",
    "/check-in",
    f"/book/{SERVICE}",
    "/help",
    "/access",
    "/leave",
    "/service/no-such-service",
)
LANGUAGES = ("zh", "en", "ko")
ALL_MODES = "large.contrast.low"
MODES = (
    ("zh", "large"),
    ("zh", "contrast"),
    ("zh", "low"),
    *((language, ALL_MODES) for language in LANGUAGES),
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, server_mode: str) -> Iterator[OwnHall]:
    with noon_hall(tmp_path_factory.mktemp("noon"), server_mode) as started:
        yield started


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen(look: Open, language: str) -> None:
    page = look("/kiosk", PORTRAIT)
    found = [each for path in SCREENS for each in looked_at(page, f"/kiosk/{language}{path}")]
    assert found == []


@pytest.mark.parametrize(("language", "modes"), MODES)
def test_every_mode(look: Open, language: str, modes: str) -> None:
    page = look("/kiosk", PORTRAIT)
    with_modes(page, modes)
    found = [each for path in SCREENS for each in looked_at(page, f"/kiosk/{language}{path}")]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off(look: Open, language: str) -> None:
    page = look("/kiosk", PORTRAIT)
    long = []
    for path in SCREENS:
        page.goto(f"/kiosk/{language}{path}")
        long += [f"{path} at {height}" for height in cut_off(page)]
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
    page.goto(ticket)
    found += [f"cut off at {height}" for height in cut_off(page)]
    page.goto(f"/kiosk/{language}/help")
    page.locator("button[value=question]").click()
    page.locator(".coming").wait_for()
    found += faults(page)
    page.locator(".called button").click()
    page.locator(".home").wait_for()
    assert found == []
