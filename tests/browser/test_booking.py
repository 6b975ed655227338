"""Appointments and home visits in real browsers: on a phone from the first page to the calendar,
and at the kiosk by touch and by keys."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from shared.demo.own_hall import OwnHall
from tests.booking_hall import noon_hall
from tests.browser.conftest import DESK, PORTRAIT, WALL, Open, Person, picture, scrolls
from tests.browser.glass import faults, with_modes
from tests.browser.test_accessible import LOCALES, assert_sound

PHONE = {"width": 390, "height": 844}
SIZES = {"portrait": PORTRAIT, "landscape": WALL, "small": DESK}
# Each size with the language that needs most room, each language, and each way to hold the glass.
AT_KIOSKS = [
    ("portrait", "zh"),
    ("portrait", "en"),
    ("landscape", "ko"),
    ("small", "en"),
    ("small", "ko"),
]
SERVICE = "household-birth"
NAME = "王小明"

_numbers = count(1)
_quarters = count()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, server_mode: str) -> Iterator[OwnHall]:
    """The example hall about noon, with appointments the whole day long."""
    with noon_hall(tmp_path_factory.mktemp("booking"), server_mode) as started:
        yield started


@pytest.fixture
def steward(person: Callable[[str], Person]) -> Person:
    return person("steward")


def new_number() -> str:
    return f"1390000{next(_numbers):04d}"


def booked_by(steward: Person, phone: str, service: str = SERVICE) -> dict[str, Any]:
    """The appointment of somebody who called: so soon that they can check in now."""
    now = datetime.now(UTC)
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    starts_at = quarter + timedelta(minutes=15 * (1 + next(_quarters) % 3))
    answer: dict[str, Any] = steward.post(
        "/appointments",
        service=service,
        starts_at=starts_at.isoformat(),
        language="zh",
        phone=phone,
    )
    return answer


def on_a_phone(look: Open, path: str, language: str = "en", **options: Any) -> Page:
    return look(path, PHONE, language=LOCALES[language], has_touch=True, is_mobile=True, **options)


def book(page: Page, phone: str) -> None:
    """From a service's page to the appointment's."""
    page.locator(".day").nth(1).tap()
    page.locator(".time").nth(20).tap()
    page.locator("#phone").fill(phone)
    page.locator("#name").fill(NAME)
    page.locator("main form button").tap()
    page.wait_for_url("**/b/**")


def entry(page: Page) -> Any:
    """What a calendar reads of the appointment's file."""
    answer = page.request.get(f"{page.url}/appointment.ics")
    (event,) = Calendar.from_ical(answer.body()).events
    return event


def type_digits(page: Page, digits: str) -> None:
    typed = page.locator("#typed")
    for typed_so_far, digit in enumerate(digits, start=1):
        page.locator(f'.key[value="{digit}"]').tap()
        # in groups; without scripts each key is a page
        expect(typed).to_have_text(re.compile(" ?".join(digits[:typed_so_far])))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_a_phone_from_finding_to_the_calendar_and_away(look: Open, scripts: bool) -> None:
    page = on_a_phone(look, "/book", java_script_enabled=scripts)
    page.locator("#words").fill("newborn")
    page.locator(".search button").tap()
    page.locator(".choose-one").first.tap()
    expect(page.locator("h1")).to_have_text("Register a newborn in the household")
    phone = new_number()
    book(page, phone)
    own = page.url
    assert phone not in page.content()
    assert NAME not in page.content()
    first = entry(page)
    time = page.locator(".at-time").inner_text()
    assert f"{first.start:%H:%M}" == time
    assert "".join(page.locator(".code").inner_text().split()) in first["DESCRIPTION"]

    page.locator(".acts a", has_text="Choose another time").tap()
    page.locator(".day").nth(3).tap()
    page.locator(".pick").nth(8).tap()
    page.locator("main form button").tap()
    page.wait_for_url(own)
    moved = entry(page)
    assert moved["UID"] == first["UID"]
    assert moved.start > first.start
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)

    page.locator(".acts a", has_text="Cancel").tap()
    page.locator("main form button").tap()
    page.wait_for_url(own)
    expect(page.locator(".notice")).to_have_text("This appointment was cancelled.")
    last = entry(page)
    assert (last["UID"], last["SEQUENCE"], last["STATUS"]) == (first["UID"], 2, "CANCELLED")


def test_the_file_is_offered_to_be_kept(look: Open) -> None:
    page = on_a_phone(look, f"/book/{SERVICE}")
    book(page, new_number())
    with page.expect_download() as kept:
        page.locator(".acts a").first.tap()
    assert kept.value.suggested_filename == "appointment.ics"


def test_the_language_is_changed_on_the_page(look: Open) -> None:
    page = on_a_phone(look, f"/book/{SERVICE}", "zh")
    page.locator('.bar button[lang="en"]').tap()
    expect(page.locator("h1")).to_have_text("Register a newborn in the household")
    assert page.url.endswith(f"/book/{SERVICE}")


@pytest.mark.parametrize("by", ["code", "digits", "whole number"])
def test_checked_in_at_the_kiosk_by_touch(look: Open, steward: Person, by: str) -> None:
    number = new_number()
    mine = booked_by(steward, number)
    page = look("/kiosk/en/check-in", PORTRAIT, language="en-GB", has_touch=True)
    type_digits(page, {"code": mine["code"], "digits": number[-4:]}.get(by, number))
    expect(page.locator("#typed")).not_to_be_empty()
    page.locator(".typed button").tap()
    page.wait_for_url("**/kiosk/en/ticket/**")
    expect(page.locator(".tag")).to_contain_text("Appointment at")
    citizen = on_a_phone(look, mine["page"], "zh")
    assert page.locator(".number").inner_text() in citizen.locator(".notice").inner_text()
    citizen.locator("main a.button-main").tap()
    citizen.wait_for_url("**/t/**")


def test_checked_in_by_keys_alone(look: Open, steward: Person) -> None:
    mine = booked_by(steward, new_number())
    page = look("/kiosk/en/check-in", WALL, language="en-GB")
    for digit in mine["code"]:
        page.locator(f'.key[value="{digit}"]').focus()
        page.keyboard.press("Enter")
    code = mine["code"]
    expect(page.locator("#typed")).to_have_text(f"{code[:4]} {code[4:]}")
    page.locator(".typed button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kiosk/en/ticket/**")


def test_digits_of_two_people_and_then_the_whole_number(look: Open, steward: Person) -> None:
    numbers = "13900009191", "13800009191"
    for each in numbers:
        booked_by(steward, each)
    page = look("/kiosk/en/check-in", PORTRAIT, language="en-GB", has_touch=True)
    type_digits(page, "9191")
    page.locator(".typed button").tap()
    expect(page.locator(".notice")).to_contain_text("Please type your whole number")
    assert_sound(page)
    type_digits(page, numbers[0])
    page.locator(".typed button").tap()
    page.wait_for_url("**/kiosk/en/ticket/**")


def test_booked_at_the_kiosk_by_touch(look: Open) -> None:
    page = look(f"/kiosk/en/book/{SERVICE}", PORTRAIT, language="en-GB", has_touch=True)
    page.locator(".book-day").nth(2).tap()
    page.wait_for_url(re.compile(r"/\d{8}$"))
    page.locator(".book-time").nth(3).tap()
    number = new_number()
    page.wait_for_url(re.compile(r"/\d{8}/\d{4}$"))
    type_digits(page, number)
    page.locator(".typed button").tap()
    page.wait_for_url("**/kiosk/en/booked/**")
    assert number not in page.content()
    key = page.url.rpartition("/")[2]
    code = page.locator(".code").inner_text().split()
    citizen = on_a_phone(look, f"/b/{key}")
    assert citizen.locator(".code").inner_text().split() == code


# Whether a number stands in its field, in one line, and clear of the button.
WHOLE = """() => {
  const typed = document.querySelector("#typed"), field = typed.getBoundingClientRect();
  const text = document.createRange();
  text.selectNodeContents(typed);
  const button = document.querySelector(".typed button").getBoundingClientRect();
  return typed.textContent === "139 1234 0000" && text.getClientRects().length === 1 &&
    text.getBoundingClientRect().right < field.right &&
    (field.right <= button.left || field.bottom <= button.top);
}"""


@pytest.mark.parametrize("language", LOCALES)
def test_a_whole_phone_number_fits_its_field(look: Open, language: str) -> None:
    page = look(f"/kiosk/{language}/check-in", PORTRAIT, language=LOCALES[language])
    for modes in ("", "large", "low", "large.low"):
        with_modes(page, modes)
        for size in SIZES.values():
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(f"/kiosk/{language}/check-in")
            for digit in "13912340000":
                page.locator(f'.key[value="{digit}"]').evaluate("(key) => key.click()")
            assert page.evaluate(WHOLE), (modes, size)


@pytest.mark.parametrize("language", LOCALES)
def test_pages_for_phones_are_sound(look: Open, steward: Person, language: str) -> None:
    page = on_a_phone(look, "/book", language)
    assert_sound(page)
    for path in (f"/book/{SERVICE}", "/b/nothing", "/v/nothing", "/home-visit"):
        page.goto(path)
        assert_sound(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.goto(f"/book/{SERVICE}")
    page.locator(".time").last.tap()
    page.locator("#phone").wait_for()
    page.wait_for_load_state()
    assert_sound(page)
    page.locator("#phone").fill("110")
    page.locator("main form button").tap()
    page.locator("[role=alert]").wait_for()
    assert_sound(page)
    number = new_number()
    page.locator("#phone").fill(number)
    page.locator("main form button").tap()
    page.wait_for_url("**/b/**")
    own = page.url
    assert_sound(page)
    picture(page, f"booked-{language}")
    for part in ("/move", "/cancel"):
        page.goto(own + part)
        assert_sound(page)
    page.locator("main form button").tap()
    page.wait_for_url(own)
    assert_sound(page)
    mine = booked_by(steward, number)
    steward.post(f"/appointments/{mine['booking']}/check-in")
    page.goto(mine["page"])
    assert_sound(page)


@pytest.mark.parametrize("language", LOCALES)
def test_home_visits_are_sound_in_each_state(
    look: Open, steward: Person, hall: OwnHall, language: str
) -> None:
    page = on_a_phone(look, f"/home-visit/{SERVICE}", language)
    assert_sound(page)
    page.locator("#name").fill("Ada" if language == "en" else NAME)
    page.locator("#phone").fill(new_number())
    page.locator("#place").fill("1")
    page.locator("main form button").tap()
    page.wait_for_url("**/v/**")
    assert_sound(page)
    picture(page, f"home-visit-{language}")
    own = page.url
    page.goto(own + "/cancel")
    assert_sound(page)
    page.locator("main form button").tap()
    page.wait_for_url(own)
    assert_sound(page)


@pytest.mark.parametrize("language", LOCALES)
def test_a_half_typed_date_is_not_taken_as_none(look: Open, hall: OwnHall, language: str) -> None:
    page = look(f"/home-visit/{SERVICE}", DESK, language=LOCALES[language])
    page.locator("#name").fill("Ada" if language == "en" else NAME)
    page.locator("#phone").fill(new_number())
    page.locator("#place").fill("1")
    wrong, wanted = page.locator("#wanted-wrong"), page.locator("#wanted")
    wanted.focus()
    page.keyboard.type("11")
    expect(wrong).to_be_hidden()
    page.locator("main form button").click()
    expect(wrong).to_be_visible()
    expect(wanted).to_be_focused()
    expect(wanted).to_have_attribute("aria-invalid", "true")
    assert_sound(page)
    picture(page, f"half-date-{language}")
    wanted.fill(f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}")
    expect(wrong).to_be_hidden()
    page.locator("main form button").click()
    page.wait_for_url("**/v/**")
    expect(page.locator("main")).to_contain_text(str((datetime.now(UTC) + timedelta(days=3)).year))


@pytest.mark.parametrize(("size", "language"), AT_KIOSKS)
def test_pages_of_the_kiosk_are_sound(look: Open, size: str, language: str) -> None:
    page = look(f"/kiosk/{language}/check-in", SIZES[size], language=LOCALES[language])
    assert_fits(page)
    for digit in "00000000":
        page.locator(f'.key[value="{digit}"]').click()
    page.locator(".typed button").click()
    page.locator("[role=alert]").wait_for()
    assert_fits(page)
    page.goto(f"/kiosk/{language}/book/{SERVICE}")
    assert_fits(page)
    page.locator(".book-day").nth(1).click()
    page.wait_for_url(re.compile(r"/\d{8}$"))
    page.locator(".book-time").nth(7).click()
    page.locator("#keys").wait_for()
    assert_fits(page)
    for digit in new_number():
        page.locator(f'.key[value="{digit}"]').click()
    page.locator(".typed button").click()
    page.wait_for_url("**/booked/**")
    assert_fits(page)
    picture(page, f"kiosk-booked-{size}-{language}")


def assert_fits(page: Page) -> None:
    page.wait_for_timeout(100)
    assert list(faults(page)) == []
    assert not scrolls(page)
