"""The line to the hub is cut, the hub is killed and comes back: no screen shows old as new."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, WALL, picture, until
from tests.browser.desk import press


@pytest.fixture
def hall(tmp_path, server_mode, example_halls):
    """A hall for one test, because the test kills it."""
    started = example_halls.begin(tmp_path, server_mode, "--local-devices")
    yield started
    started.stop()


def test_boards_and_console_after_a_crash(look, clerk, hall):
    console = clerk("/counter", size=DESK)
    console.locator('button[data-window="1"]').click()
    expect(console.locator(".move[data-move=next]")).to_be_enabled()
    board = look("/display", WALL)
    expect(board.locator("#down")).to_be_hidden()

    hall.kill()
    expect(board.locator("#down")).to_be_visible()
    expect(board.locator("#down")).to_contain_text("连接中断")
    picture(board, "board-without-line-zh")

    hall.start()
    expect(board.locator("#down")).to_be_hidden()
    kiosk = look("/kiosk/zh/service/household-birth", WALL, has_touch=True)
    kiosk.locator("button.button-take").tap()
    number = kiosk.locator(".number").inner_text()
    expect(console.locator("#waiting")).to_contain_text(number)
    press(console, "Space")
    expect(board.locator(".call").first).to_have_attribute("data-number", number)


def test_a_press_without_a_line_is_done_once(look, clerk, hall):
    console = clerk("/counter", size=DESK)
    console.locator('button[data-window="1"]').click()
    expect(console.locator(".move[data-move=next]")).to_be_enabled()
    for _ in range(2):
        kiosk = look("/kiosk/zh/service/household-birth", WALL, has_touch=True)
        kiosk.locator("button.button-take").tap()
        kiosk.wait_for_url("**/ticket/**")
    expect(console.locator("#waiting tr")).to_have_count(2)

    # The hub does it and its answer is lost: the same press sent again must not call a second one.
    lost = []

    def lose_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    console.route("**/api/v1/windows/1/next", lose_first_answer)
    press(console, "Space")
    expect(console.locator("#seat")).to_have_attribute("data-state", "called")
    until(console, lambda: lost)  # the board may be here before the answer that is to be lost
    assert len(lost) == 1
    console.wait_for_timeout(1500)
    expect(console.locator("#waiting tr")).to_have_count(1)
