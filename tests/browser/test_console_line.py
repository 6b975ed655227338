"""A press while the hall does not answer is kept, sent once, or withdrawn; never done twice."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, picture
from tests.browser.desk import Desk

KEPT = "已保留，连接恢复后发送一次。"


@pytest.fixture
def hall(tmp_path, server_mode, example_halls):
    """A hall for one test, because the tests kill it."""
    started = example_halls.begin(tmp_path, server_mode, "--local-devices")
    yield started
    started.stop()


@pytest.fixture
def desk(clerk, hall):
    page = clerk("/counter", size=DESK)
    page.locator('button[data-window="1"]').click()
    expect(page.locator(".move[data-move=next]")).to_be_enabled()
    return Desk(page, hall, 1)


def journal(hall) -> list[str]:
    """The kinds of events at windows, in order, as the journal has them."""
    (file,) = hall.var.rglob("hall.db")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        rows = db.execute("select kind from journal where kind like 'Ticket%' order by seq")
        return [kind for (kind,) in rows]


def test_a_press_while_the_hall_is_dead_is_done_once(desk, hall):
    first, second = desk.take(), desk.take()
    hall.kill()
    desk.press("Space")
    told = desk.page.locator("#told")
    expect(told).to_have_text(f"叫下一位：{KEPT}")
    desk.press("Space", "r")  # more presses are refused for all to see
    expect(told).to_have_text("已有一次操作等待发送，请先撤回再按其他键。")
    expect(desk.page.locator("#line")).to_be_visible()
    picture(desk.page, "console-kept-press-zh")
    hall.start()
    desk.page.wait_for_timeout(500)
    expect(desk.page.locator("#number")).to_have_text(first)
    expect(told).to_have_text("")
    expect(desk.page.locator("#waiting")).to_contain_text(second)
    assert journal(hall).count("TicketCalled") == 1


def test_a_lost_answer_and_what_is_withdrawn(desk, hall):
    page, number = desk.page, desk.take()
    desk.take()
    answered: list[str] = []

    def lose(route):
        answered.append(route.request.post_data_json["command_id"])
        route.fetch()
        route.abort()

    page.route("**/api/v1/windows/1/next", lose)
    desk.press("Space")
    expect(page.locator("#withdraw")).to_be_visible()
    expect(page.locator("#number")).to_have_text(number)  # the board comes by the other line
    page.unroute_all()
    expect(page.locator("#withdraw")).to_be_hidden()
    expect(page.locator("#told")).to_have_text("")
    assert len(set(answered)) == 1
    assert journal(hall).count("TicketCalled") == 1

    page.route("**/api/v1/windows/1/recall", lambda route: route.abort())
    desk.press("r")
    expect(page.locator("#told")).to_have_text(f"重呼：{KEPT}")
    desk.press("Escape")
    expect(page.locator("#told")).to_contain_text("已撤回")
    expect(page.locator("#withdraw")).to_be_hidden()
    page.unroute_all()
    page.wait_for_timeout(1_500)
    assert "TicketRecalled" not in journal(hall)
    desk.press("r")
    expect(page.locator("#state")).to_have_text("已叫 2 次")


def test_a_kept_press_is_refused_when_the_window_has_moved_on(desk, hall):
    page, number = desk.page, desk.take()
    desk.take()
    page.route("**/api/v1/windows/1/next", lambda route: route.abort())
    desk.press("Space")
    expect(page.locator("#told")).to_have_text(f"叫下一位：{KEPT}")
    # Meanwhile somebody else with the clerk's account serves one at the same window.
    for move in ("next", "start", "finish"):
        assert desk.send(f"/windows/1/{move}")
    page.unroute_all()
    expect(page.locator("#told")).to_have_text("窗口状态已变化，此操作不再发送。")
    expect(page.locator("#seat")).to_have_attribute("data-state", "free")
    expect(page.locator("#served")).to_contain_text(number)
    assert journal(hall).count("TicketCalled") == 1
