"""Every screen, language, state and mode of the kiosk: no axe-core violation, 7:1 contrast, targets
of 64 pixels, no text smaller than this glass needs, one language a page, nothing cut off.

One browser page goes through all of them: starting one for each would take most of the time.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from shared.demo.own_hall import OwnHall
from tests.booking_hall import BOOKABLE, noon_hall
from tests.browser.conftest import DESK, PORTRAIT, Open, picture, scrolls
from tests.browser.glass import cut_off, faults, looked_at, with_modes
from tests.browser.test_accessible import other_language

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_low_reach_needs_no_scrolling_while_a_steward_comes(look: Open, language: str) -> None:
    """Nor does the first page with the banner in high contrast, whose notices have thick edges."""
    page = look(f"/kiosk/{language}/help", PORTRAIT)
    page.locator("button[value=first-aid]").click()
    page.locator(".coming").wait_for()
    for modes in ("low", "contrast.low"):
        with_modes(page, modes)
        page.goto(f"/kiosk/{language}")
        expect(page.locator(".told .notice-good")).to_be_visible()
        expect(page.locator("html")).to_have_class(modes.replace(".", " "))
        assert page.evaluate("document.body.scrollHeight - document.body.clientHeight") <= 1
        assert list(faults(page)) == []
    picture(page, f"kiosk-low-steward-{language}")
    page.goto(f"/kiosk/{language}/help")
    page.locator(".called button").click()
    page.locator(".home").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_steward_is_in_sight_in_large_print(look: Open, language: str) -> None:
    page = look(f"/kiosk/{language}/help", DESK)
    for modes in ("large", "large.low"):
        with_modes(page, modes)
        page.goto(f"/kiosk/{language}/help")
        expect(page.locator("html")).to_have_class(modes.replace(".", " "))
        assert not scrolls(page)
        reasons = page.locator("form.reasons button")
        assert reasons.first.get_attribute("value") == "first-aid"
        foot = page.locator(".foot").bounding_box()
        last = reasons.last.bounding_box()
        assert foot
        assert last
        assert last["y"] + last["height"] <= foot["y"] + 1 or modes == "large.low"
        assert list(faults(page)) == []


@pytest.mark.parametrize("modes", ["", "large", "low"])
def test_every_way_to_look_and_everything_found_is_in_sight(look: Open, modes: str) -> None:
    page = look("/kiosk", PORTRAIT)
    with_modes(page, modes)
    for size in (PORTRAIT, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto("/kiosk/en/access")
        foot, last = page.locator(".foot"), page.locator(".reasons button").last
        assert _bottom(last) <= _top(foot)
        page.goto("/kiosk/zh/search?q=sfz")
        if size == PORTRAIT and modes != "large":
            assert page.evaluate(
                "() => document.querySelector('.found').scrollHeight"
                " <= document.querySelector('.found').clientHeight"
            )


def _bottom(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"] + box["height"]


def _top(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"]


NEXT = {"zh": "接下来", "en": "What happens next", "ko": "다음 순서"}
AT_ONCE = """() => [...document.querySelectorAll(".then li")].every((step) =>
  step.getBoundingClientRect().bottom <=
    document.querySelector(".foot").getBoundingClientRect().top)"""
# The steps that can be seen, and of these whatever lies under something else once scrolled to.
STEPS = """() => [...document.querySelectorAll(".then li")].map((step) => {
  step.scrollIntoView({block: "center"});
  const box = step.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [step.innerText.trim(), step.contains(there)];
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_says_what_happens_next(look: Open, language: str) -> None:
    """Receipt, place, call, and a missed call, each to be seen whole in every way to look at it."""
    page = look(f"/kiosk/{language}/service/{SERVICE}", PORTRAIT)
    page.locator("button.button-take").click()
    page.wait_for_url("**/ticket/**")
    ticket, number = page.url, page.locator(".number").inner_text()
    for modes in ("", "large", "low", "large.contrast.low"):
        for size in (PORTRAIT, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            with_modes(page, modes)
            page.goto(ticket)
            expect(page.locator("html")).to_have_class(modes.replace(".", " "))
            expect(page.locator(".where-sheet h2")).to_have_text(NEXT[language])
            assert modes == "large.contrast.low" or page.evaluate(AT_ONCE), (modes, size)
            steps = page.evaluate(STEPS)
            picture(page, f"kiosk-next-{language}-{modes}-{size['height']}")
            assert len(steps) == 4
            assert all(words and seen for words, seen in steps), (modes, size, steps)
            expect(page.locator(".number")).to_have_text(number)
            assert list(other_language(page)) == []
