"""The supervisor says something, in the whole hall only after being asked, and sets the hours."""

from playwright.sync_api import expect

from tests.browser.conftest import picture, violations

PAGE = "/counter/supervisor/voice"


def test_say_this_and_how_loud(clerk, person):
    page = clerk(PAGE, "supervisor")
    before = person("supervisor").get("/hall/settings")
    page.locator('[data-ready="Lost child"]').click()
    chinese = page.locator('[data-text="zh"]').input_value()
    page.locator("#say").click()
    expect(page.locator("#ask")).to_contain_text(chinese)
    assert violations(page) == []
    page.locator("#ask-back").click()
    expect(page.locator("#lately")).not_to_contain_text(chinese)
    page.locator("#say").click()
    page.locator("#ask button[type=submit]").click()
    expect(page.locator("#lately")).to_contain_text(chinese)
    picture(page, "supervisor-voice-zh")

    page.locator("#add-hour").click()
    page.locator("[data-since]").fill("00:00")
    page.locator("[data-percent]").fill("0")
    page.locator('[data-language="en"] [data-kind]').select_option("synthesis")
    page.locator("#save").click()
    expect(page.locator("#settings-told")).to_have_text("设置已保存。")
    expect(page.locator("#loudness")).to_have_text("当前静音")
    after = person("supervisor").get("/hall/settings")
    changed = {"voice_hours": [{"since": "00:00:00", "percent": 0}], "voices": {"en": "synthesis"}}
    assert after == before | changed

    # The other form of settings leaves them alone.
    page.goto("/counter/supervisor/settings")
    page.locator("#tickets_a_day").fill("7")
    page.locator("#save").click()
    expect(page.locator("#told")).to_have_text("设置已保存。")
    assert person("supervisor").get("/hall/settings") == after | {"tickets_a_day": 7}
