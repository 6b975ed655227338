"""The declared need confirmed or withdrawn by key, and a steward called to the window."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations
from tests.browser.desk import BIRTH, Desk

WINDOW = 1


@pytest.fixture
def desk(clerk, hall):
    page = clerk("/counter", language="en-GB")
    page.locator(f'button[data-window="{WINDOW}"]').click()
    page.locator('[data-move="next"]').wait_for()
    made = Desk(page, hall, WINDOW)
    yield made
    made.tidy()


def declared(desk, person):
    """A green channel number as a kiosk gives it, called."""
    token = person("admin").post("/devices", device="kiosk-green", kind="kiosk", place="K1")[
        "token"
    ]
    number = desk.page.request.post(
        "/api/v1/tickets",
        data={
            "command_id": "a-declared-need-1", "service": BIRTH, "language": "zh",
            "class": "green", "need": "elderly",
        },
        headers={"Authorization": f"Bearer {token}"},
    ).json()["number"]  # fmt: skip
    expect(desk.page.locator("#waiting")).to_contain_text(number)
    desk.call(number)
    return number


def test_a_declared_need_is_confirmed_or_withdrawn_and_a_steward_called(desk, person):
    page = desk.page
    number = declared(desk, person)
    expect(page.locator("#tags")).to_contain_text("Elderly person")
    expect(page.locator("#tags")).to_contain_text("Declared, not yet confirmed")
    assert violations(page) == []
    desk.press("y")
    expect(page.locator("#tags .tag", has_text="Confirmed")).to_have_text("Confirmed")
    expect(page.locator('[data-move="confirm"]')).to_be_hidden()
    assert desk.board()["ticket"]["confirmed"]

    desk.send(f"/tickets/{desk.board()['ticket']['id']}/class", reason="other", **{
        "class": "green", "need": "infant",
    })  # fmt: skip
    desk.send(f"/tickets/{desk.board()['ticket']['id']}/class", reason="none", **{
        "class": "ordinary", "need": "",
    })  # fmt: skip
    desk.shows("called", number)

    desk.ask("d")
    desk.press("5")  # a wheelchair
    desk.confirm()
    expect(page.locator('[data-move="help"] [data-more]')).to_have_text("called")
    (call,) = person("steward").get("/boards/steward")["help"]
    assert (call["reason"], call["window"]) == ("wheelchair", WINDOW)
    person("steward").post(f"/help/{call['id']}/take")
    expect(page.locator('[data-move="help"] [data-more]')).to_have_text("on the way")
    desk.ask("d")
    desk.confirm()
    expect(page.locator('[data-move="help"] [data-more]')).to_have_text("")


def test_what_was_declared_wrongly_is_withdrawn_with_a_reason(desk, person):
    page = desk.page
    number = desk.take(**{"class": "green", "need": "urgent"})
    desk.call(number)
    if desk.board()["ticket"]["confirmed"]:  # the staff gave it themselves
        expect(page.locator('[data-move="ordinary"]')).to_be_hidden()
        return
    desk.ask("v")
    desk.press("1")
    desk.confirm()
    expect(page.locator("#tags")).not_to_contain_text("Green channel")
    assert desk.board()["ticket"]["class"] == "ordinary"
