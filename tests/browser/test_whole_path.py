"""One number from tap to service, in real browsers side by side."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PANEL, PORTRAIT, WALL, picture, until
from tests.browser.desk import GUARD_MS, press

BIRTH = "household-birth"  # of queue A


def choose(kiosk: Page, service: str) -> Locator:
    """The service's tile, paging on until it is there."""
    tile = kiosk.locator(f'a.tile[href*="/service/{service}"]')
    kiosk.wait_for_url("**/department/**")
    while not tile.count():
        place = kiosk.url
        kiosk.locator("a[rel=next]").click()
        kiosk.wait_for_url(lambda url, place=place: url != place)
    return tile


def take_number(kiosk: Page, language: str = "zh") -> str:
    """By touch, from the first page by department to the number."""
    kiosk.goto("/kiosk")
    if language != "zh":
        kiosk.locator(f'.bar-languages a[lang="{language}"]').tap()
        kiosk.wait_for_url(f"**/kiosk/{language}")
    kiosk.locator(f'a.tile[href="/kiosk/{language}/departments"]').tap()
    kiosk.locator(f'a.tile[href$="/kiosk/{language}/department/police"]').tap()
    choose(kiosk, BIRTH).tap()
    expect(kiosk.locator(".bring li").first).to_be_visible()
    kiosk.locator("button.button-take").tap()
    kiosk.wait_for_url("**/ticket/**")
    return kiosk.locator(".number").inner_text()


def test_one_number_from_tap_to_service(look, clerk):
    console = clerk("/counter", size=DESK)
    console.locator('button[data-window="1"]').click()
    expect(console.locator(".move[data-move=next]")).to_be_enabled()
    board = look("/display", WALL)
    panel = look("/display/window/1", PANEL)
    expect(panel.locator("#seat")).to_have_attribute("data-state", "open")
    kiosk = look("/kiosk", PORTRAIT, has_touch=True)
    sounds: list[int] = []
    board.on(
        "response", lambda answer: sounds.append(answer.status) if "/voice/" in answer.url else None
    )

    number = take_number(kiosk)
    assert re.fullmatch(r"A\d{3}", number)
    expect(kiosk.locator("img.paper")).to_be_visible()
    picture(kiosk, "kiosk-number-zh")
    expect(console.locator("#waiting")).to_contain_text(number)

    press(console, "Space")
    expect(board.locator(".call").first).to_have_attribute("data-number", number)
    expect(panel.locator("#number")).to_have_text(number)
    expect(panel.locator("#seat")).to_have_attribute("data-state", "called")
    expect(console.locator("#number")).to_have_text(number)
    picture(board, "board-zh")
    picture(panel, "panel-zh")
    picture(console, "console-zh")
    until(board, lambda: len(sounds) >= 2)
    assert sounds[:2] == [200, 200], "the call is spoken in Chinese and English"

    press(console, "r")
    expect(console.locator("#state")).to_contain_text("2")
    press(console, "Space")
    expect(panel.locator("#seat")).to_have_attribute("data-state", "serving")
    expect(console.locator("#seat")).to_have_attribute("data-state", "serving")
    expect(console.locator(".move[data-move=finish]")).to_be_enabled()
    press(console, "Space")
    expect(panel.locator("#seat")).to_have_attribute("data-state", "open")
    expect(console.locator("#served")).to_contain_text(number)
    expect(board.locator(f'.call[data-number="{number}"]')).to_have_count(0)

    expect(console.locator(".move[data-move=next]")).to_be_enabled()
    press(console, "Space")
    expect(console.locator("#told")).to_have_text("现在没有人等候。")

    second = take_number(kiosk)
    expect(console.locator("#waiting")).to_contain_text(second)
    press(console, "Space")
    expect(console.locator("#number")).to_have_text(second)
    expect(console.locator(".move[data-move=miss]")).to_be_disabled()
    for times in ("2", "3"):
        press(console, "r")
        expect(console.locator("#state")).to_contain_text(times)
        console.wait_for_timeout(GUARD_MS)
    press(console, "m")
    expect(console.locator("#seat")).to_have_attribute("data-state", "free")
    console.locator(".move[data-move=close]").click()
    console.wait_for_url("**/counter")
    expect(console.locator('button[data-window="1"]')).to_be_enabled()


def test_an_english_number_has_english_pages(look):
    kiosk = look("/kiosk", WALL, has_touch=True, language="en-GB")
    number = take_number(kiosk, "en")
    expect(kiosk.locator("html")).to_have_attribute("lang", "en")
    expect(kiosk.get_by_text("Your number", exact=True)).to_be_visible()
    picture(kiosk, "kiosk-number-en")
    assert re.fullmatch(r"A\d{3}", number)


def test_the_path_works_without_javascript(look):
    kiosk = look("/kiosk", PORTRAIT, java_script_enabled=False)
    kiosk.locator('a.tile[href="/kiosk/zh/departments"]').click()
    kiosk.locator('a.tile[href$="/department/police"]').click()
    choose(kiosk, BIRTH).click()
    kiosk.locator("button.button-take").click()
    assert re.fullmatch(r"A\d{3}", kiosk.locator(".number").inner_text())
    first = kiosk.locator(".number").inner_text()
    kiosk.reload()
    assert kiosk.locator(".number").inner_text() == first


def test_a_double_tap_is_one_number(look, person):
    kiosk = look("/kiosk/zh/department/police", PORTRAIT, has_touch=True)
    admin = person("admin")
    before = len(admin.get("/tickets"))
    choose(kiosk, BIRTH).tap()
    form = kiosk.locator("form[data-once]")
    fields = {
        name: form.locator(f"input[name={name}]").input_value()
        for name in ("_csrf", "command_id", "service")
    }
    answers = [kiosk.request.post("/kiosk/zh/take", form=fields) for _ in range(3)]
    assert len({answer.url for answer in answers}) == 1
    kiosk.locator("button.button-take").dblclick()
    kiosk.wait_for_url("**/ticket/**")
    assert kiosk.url == answers[0].url
    assert len(admin.get("/tickets")) == before + 1


def test_the_phone_page_of_a_receipt(look):
    kiosk = look("/kiosk", PORTRAIT, has_touch=True)
    number = take_number(kiosk)
    key = kiosk.url.rpartition("/")[2]
    phone = look(f"/t/{key}", {"width": 390, "height": 844})
    expect(phone.locator(".phone-number")).to_have_text(number)
    picture(phone, "phone-zh")


def test_the_hall_at_a_glance(clerk, look):
    start = clerk("/", account="supervisor", size=DESK)
    taken = start.locator("[data-total=taken]")
    before = int(taken.inner_text())
    take_number(look("/kiosk", PORTRAIT, has_touch=True))
    expect(taken).to_have_text(str(before + 1))
    picture(start, "overview-zh")


@pytest.mark.parametrize("account", ["clerk2"])
def test_a_clerk_of_another_department_is_told_so(clerk, account):
    console = clerk("/counter", account=account)
    token = console.locator("meta[name=csrf]").get_attribute("content")
    answer = console.request.post(
        "/api/v1/windows/1/open",
        data={"command_id": "another-department"},
        headers={"X-CSRF-Token": token, "Accept-Language": "zh-CN"},
    )
    assert answer.status == 403
    assert answer.json()["error"]["message"] == "1号窗口属于其他部门。"
