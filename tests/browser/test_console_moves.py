"""Each move at the window by keyboard, with what the console and the panel show after it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PANEL
from tests.browser.desk import BIRTH, Desk


@pytest.fixture
def desk(clerk: Callable[..., Page], hall: Any) -> Iterator[Desk]:
    """Window 1 with nobody waiting; whatever a test leaves is tidied away."""
    page = clerk("/counter", size=DESK)
    page.locator('button[data-window="1"]').click()
    expect(page.locator(".move[data-move=next]")).to_be_enabled()
    at = Desk(page, hall, 1)
    yield at
    at.tidy()


def test_call_recall_miss_and_when_missed_is_offered(desk, look):
    panel = look("/display/window/1", PANEL)
    number = desk.take()
    desk.call(number)
    miss = desk.page.locator(".move[data-move=miss]")
    expect(miss).to_be_disabled()
    expect(miss).to_contain_text("重呼 2 次或")
    desk.press("m")
    desk.shows("called", number)
    desk.press("r")
    expect(miss).to_contain_text("重呼 1 次或")
    desk.press("r")
    expect(desk.page.locator("#state")).to_have_text("已叫 3 次")
    expect(miss).to_be_enabled()
    desk.press("m")
    desk.shows("free")
    expect(panel.locator("#seat")).to_have_attribute("data-state", "open")


def test_undo_of_call_miss_and_finish(desk):
    page, number = desk.page, desk.take()
    undo = page.locator(".move[data-move=undo]")
    expect(undo).to_be_hidden()
    settings = desk.get("/hall/settings")
    desk.post("/hall/settings", settings=settings | {"undo_seconds": 120})
    desk.call(number)
    expect(undo).to_contain_text(f"叫号 {number}")
    desk.press("u")
    desk.shows("free")
    expect(page.locator("#waiting")).to_contain_text(number)
    desk.serve(number)
    desk.finish()
    expect(undo).to_contain_text(f"办结 {number}")
    desk.press("u")
    desk.shows("serving", number)
    desk.finish()
    desk.post("/hall/settings", settings=settings | {"undo_seconds": 2})
    expect(undo).to_be_hidden()
    desk.post("/hall/settings", settings=settings)


def test_finish_with_an_outcome_and_a_note(desk):
    number = desk.take()
    desk.serve(number)
    desk.ask("f")
    desk.press("3")
    desk.page.locator("#ask-fields input[type=text]").fill("缺结婚证复印件")
    desk.confirm()
    desk.shows("free")
    expect(desk.page.locator("#served")).to_contain_text("材料不齐")
    assert desk.board()["served"][0]["outcome"] == "materials-missing"


def test_hold_and_resume(desk):
    page, first, second = desk.page, desk.take(), desk.take()
    desk.serve(first)
    desk.ask("h")
    desk.press("1")
    desk.confirm()
    desk.shows("free")
    expect(page.locator("#held")).to_contain_text("填写表格")
    desk.serve(second)
    desk.ask("h")
    desk.confirm()
    desk.ask("b")
    desk.press("2")
    desk.confirm()
    desk.shows("serving", second)
    desk.finish()
    desk.press("b")  # only one is left: nothing to ask
    desk.shows("serving", first)
    expect(page.locator("#held-part")).to_be_hidden()


def test_call_one_number_with_a_reason(desk):
    desk.take()
    second = desk.take()
    desk.ask("n")
    desk.press("2")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#ask-fault")).to_have_text("请选择一项，或自行填写。")
    desk.press("1")
    desk.confirm()
    desk.shows("called", second)
    expect(desk.page.locator("#why")).to_contain_text("补齐材料后返回")


def test_transfer_first_in_line_to_a_queue_and_to_a_window(desk):
    page, number, other = desk.page, desk.take(), desk.take()
    desk.serve(number)
    desk.ask("t")
    page.keyboard.type("A")
    page.locator("#ask-fields input[type=checkbox]").check()
    page.locator("#ask-fields input[type=text]").fill("请核对户口簿")
    desk.confirm()
    desk.shows("free")
    expect(page.locator("#next-number")).to_have_text(number)
    expect(page.locator("#next-note")).to_have_text("请核对户口簿")
    expect(page.locator("#next-tags")).to_contain_text("优先")
    desk.serve(number)
    expect(page.locator("#note")).to_have_text("请核对户口簿")
    desk.post("/windows/3/open")
    desk.ask("t")
    page.keyboard.type("3")
    desk.confirm()
    expect(page.locator("#next-number")).to_have_text(other)
    there = desk.get("/boards/console/3")["waiting"]
    (ticket,) = (ticket for ticket in there if ticket["number"] == number)
    assert ticket["for_window"] == 3
    desk.post(f"/tickets/{ticket['id']}/cancel", reason="tidy")
    desk.post("/windows/3/close")


def test_somebody_without_a_number(desk):
    desk.ask("w")
    desk.page.keyboard.type("出生登记")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    desk.press("2")
    desk.confirm()
    desk.shows("serving")
    expect(desk.page.locator("#service")).to_have_text("新生儿出生登记")
    expect(desk.page.locator("#note")).to_have_text("领取证件")
    desk.finish()


def test_green_channel_given_and_withdrawn(desk):
    page, first, second = desk.page, desk.take(), desk.take()
    desk.ask("g")
    desk.press("2", "1", "1")
    desk.confirm()
    expect(page.locator("#next-number")).to_have_text(second)
    expect(page.locator("#next-tags")).to_contain_text("绿色通道 · 老年人")
    desk.ask("g")
    desk.press("1", "7", "3")
    desk.confirm()
    expect(page.locator("#next-number")).to_have_text(first)


def test_cancel_at_the_window(desk):
    number = desk.take()
    desk.call(number)
    desk.ask("c")
    desk.press("1")  # the one number is chosen: this is the reason
    desk.confirm()
    desk.shows("free")
    assert desk.get(f"/tickets/{number}")["state"] == "cancelled"


def test_pause_and_its_end(desk):
    page = desk.page
    desk.ask("p")
    desk.press("2")
    page.locator("#ask-fields input[type=time]").fill("23:59")
    desk.confirm()
    desk.shows("paused")
    expect(page.locator("#pause-reason")).to_have_text("用餐")
    expect(page.locator("#pause-times")).to_contain_text("预计 23:59 恢复")
    assert desk.get("/boards/window/1")["state"] == "paused"
    expect(page.locator(".move[data-move=end-pause]")).to_be_visible()
    desk.press("Space")
    desk.shows("free")
    assert desk.get("/boards/window/1")["state"] == "open"


def test_an_armed_window_calls_whoever_comes(desk):
    page = desk.page
    desk.press("e")
    expect(page.locator("#itself")).to_have_text("有人取号即自动叫号。")
    desk.press("e")
    expect(page.locator("#itself")).to_be_hidden()
    desk.press("e")
    expect(page.locator(".move[data-move=arm]")).to_have_attribute("aria-pressed", "true")
    number = desk.post("/tickets", service=BIRTH, language="zh")["number"]
    desk.shows("called", number)


def test_automatic_calling(desk):
    desk.ask("a")
    desk.press("2")
    desk.confirm()
    expect(desk.page.locator("#itself")).to_contain_text("自动叫号")
    number = desk.post("/tickets", service=BIRTH, language="zh")["number"]
    expect(desk.page.locator("#itself")).to_contain_text("秒后自动叫号")
    expect(desk.page.locator("#number")).to_have_text(number)
    desk.ask("a")
    desk.press("1")
    desk.confirm()
    assert desk.board()["automatic_seconds"] is None


def test_queues_of_the_window(desk):
    page = desk.page
    desk.ask("q")
    row = page.locator(".queue-row", has_text="出入境")
    row.locator("select").select_option("own")
    row.locator("select").press("Enter")
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.locator("#queues tr", has_text="出入境")).not_to_contain_text("协助")
    letters = [q["letter"] for q in desk.board()["queues"] if q["help_after"] is None]
    assert letters == ["A", "B"]


def test_hand_over(desk, hall):
    password = "Relief-2026-pass"
    desk.post("/staff", account="relief", name="接班人员", role="clerk", password=password)
    number = desk.take()
    desk.serve(number)
    desk.ask("o")
    desk.page.locator(".option", has_text="接班人员").locator("input").check()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/counter")
    expect(desk.page.locator("button[data-window='2']")).to_be_visible()
    board = desk.board()
    assert (board["clerk"], board["ticket"]["number"]) == ("relief", number)
    relief = requests.Session()
    answer = relief.post(
        f"{hall.url}/api/v1/session",
        json={"account": "relief", "password": password},
        timeout=30,
    )
    relief.headers["X-CSRF-Token"] = answer.json()["csrf"]
    for move in ("finish", "close"):
        words = {"command_id": str(uuid4())}
        sent = relief.post(f"{hall.url}/api/v1/windows/1/{move}", json=words, timeout=30)
        assert sent.ok, sent.text


def test_a_message_stays_until_it_is_read(desk):
    page, strip = desk.page, desk.page.locator("#message")
    expect(strip).to_be_hidden()
    desk.post("/hall/messages", window=1, text="请协助出入境队列")
    expect(strip).to_contain_text("请协助出入境队列")
    desk.post("/hall/messages", text="三点演练")
    desk.press("k")
    expect(strip).to_contain_text("三点演练")
    desk.press("k")
    expect(strip).to_be_hidden()
    page.reload()
    expect(page.locator(".move[data-move=next]")).to_be_enabled()
    expect(strip).to_be_hidden()


def seen(board: dict[str, Any]) -> dict[str, Any]:
    """Without what goes on as calls of the tests before are spoken and time passes."""
    return {name: value for name, value in board.items() if name not in ("seq", "at")}


def test_escape_goes_back_and_the_focus_too(desk):
    page = desk.page
    button = page.locator(".move[data-move=queues]")
    button.focus()
    desk.ask("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#ask")).to_be_hidden()
    expect(button).to_be_focused()
    before = seen(desk.board())
    desk.ask("p")
    page.keyboard.press("x")  # keys of the moves rest while a dialog is open
    page.keyboard.press("Escape")
    assert seen(desk.board()) == before
