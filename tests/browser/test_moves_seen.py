"""What citizens see of the moves: a paused window, a call that was taken back, a missed number at
the kiosk, their own number on a phone."""

import pytest
from playwright.sync_api import expect

from shared.words import sentence
from tests.browser.conftest import PANEL, PORTRAIT, WALL, picture, scrolls, until
from tests.browser.test_accessible import LOCALES, assert_sound
from tests.browser.test_rating import SERVICE, WINDOW, Window, small


@pytest.fixture(scope="module")
def window(hall) -> Window:
    return Window(hall)


@pytest.mark.parametrize("language", LOCALES)
def test_a_paused_window_says_so_on_its_panel(look, window: Window, language: str) -> None:
    page = look(f"/display/window/{WINDOW}?language={language}", PANEL)
    window("pause", reason="meal")
    said = sentence(language, "Service paused")
    expect(page.locator("#state")).to_have_text(said)
    expect(page.locator("#service")).to_contain_text(sentence(language, "Meal break"))
    assert_sound(page)
    assert not scrolls(page)
    picture(page, f"panel-paused-{language}")
    window("end-pause")
    expect(page.locator("#seat")).to_have_attribute("data-state", "open")


def test_a_call_that_was_taken_back_leaves_the_wall(look, window: Window) -> None:
    board, panel = look("/display", WALL), look(f"/display/window/{WINDOW}", PANEL)
    expect(panel.locator("#seat")).to_have_attribute("data-state", "open")
    calls: list[str] = []
    board.on("request", lambda asked: calls.append(asked.url) if "/voice/" in asked.url else None)
    number = window.call()
    expect(board.locator(f'.call[data-number="{number}"]')).to_have_count(1)
    expect(panel.locator("#number")).to_have_text(number)
    until(board, lambda: len(calls) == 2)  # in Chinese and English
    window("undo")
    expect(board.locator(f'.call[data-number="{number}"]')).to_have_count(0)
    expect(panel.locator("#seat")).to_have_attribute("data-state", "open")
    board.wait_for_timeout(2000)
    assert len(calls) == 2, "nothing is announced for it again"
    window("next")
    window("start")
    expect(panel.locator("#seat")).to_have_attribute("data-state", "serving")
    window("hold")
    expect(panel.locator("#number")).to_be_hidden(timeout=1000)
    expect(board.locator(f'.call[data-number="{number}"]')).to_have_count(0)
    window("resume", ticket=window.get(f"/boards/console/{WINDOW}")["held"][0]["id"])
    window("finish")


@pytest.mark.parametrize("size", [PORTRAIT, WALL], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", LOCALES)
def test_a_missed_number_at_the_kiosk(look, window: Window, language: str, size) -> None:
    number = window.call()
    window("miss")
    page = look(f"/kiosk/{language}", size, has_touch=True, language=LOCALES[language])
    page.locator(f'a[href$="/kiosk/{language}/back"]').tap()
    page.wait_for_url(f"**/kiosk/{language}/back")
    page.locator('.key[value="Z"]').tap()
    page.locator('.key[value="back"]').tap()
    for key in number:
        page.locator(f'.key[value="{key}"]').tap()
    expect(page.locator("#typed")).to_have_text(number)
    assert_sound(page)
    assert not scrolls(page)
    assert small(page) == []
    picture(page, f"kiosk-back-{language}-{size['width']}")
    page.locator(".typed button").tap()
    expect(page.locator(".number")).to_have_text(number)
    assert_sound(page)
    assert not scrolls(page)
    assert window.get(f"/tickets/{number}")["state"] == "waiting"
    window("next")
    window("start")
    window("finish")


def test_the_kiosk_types_without_javascript(look, window: Window) -> None:
    number = window.call()
    window("miss")
    page = look("/kiosk/zh/back", PORTRAIT, java_script_enabled=False)
    for key in number:
        page.locator(f'.key[value="{key}"]').click()
    page.locator(".typed button").click()
    assert page.locator(".number").inner_text() == number
    assert window("next")["number"] == number
    window("start")
    window("finish")


def test_a_phone_follows_its_number(look, window: Window) -> None:
    taken = window.post("/tickets", service=SERVICE, language="en")
    phone = look(taken["status"], {"width": 390, "height": 844})
    assert_sound(phone)
    window("next")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator(".phone-go")).to_have_text("Please go to window 1 now.")
    window("start")
    window("finish")
    phone.reload()
    phone.get_by_role("link", name="Rate the service").click()
    assert_sound(phone)
    phone.get_by_label("Fairly satisfied").check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Thank you for your rating.")).to_be_visible()
