"""The steward's tablet under fingers, in a real browser and against a real hall."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture, scrolls, violations

LAND = {"width": 1180, "height": 820}
UPRIGHT = {"width": 820, "height": 1180}
LOCALES = {"zh": "zh-CN", "en": "en-GB", "ko": "ko-KR"}
SMALL = """() => [...document.querySelectorAll('a, button, input, select')]
  .filter(target => target.checkVisibility() && !target.classList.contains('skip'))
  .map(target => [target.outerHTML.slice(0, 90), target.getBoundingClientRect()])
  .filter(([, box]) => box.width < 48 || box.height < 48)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest.fixture
def tablet(clerk):
    def opened(language="zh", size=LAND):
        page = clerk(
            "/counter/steward",
            account="steward",
            size=size,
            language=LOCALES[language],
            has_touch=True,
        )
        page.locator(".service").first.wait_for()
        return page

    return opened


def choose(page, code, words):
    page.locator("#search").fill(words)
    page.locator(f'[data-service="{code}"]').tap()


def look_up(page, number):
    page.locator('[data-view="standing"]').tap()
    page.locator("#look-number").fill(number)
    page.locator("#look .button").tap()
    expect(page.locator("#shown .shown-number")).to_have_text(number)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("size", [LAND, UPRIGHT], ids=["lying", "upright"])
def test_the_tablet_is_sound_and_its_targets_are_large(tablet, person, size, language):
    person("steward").post("/tickets", service="household-birth", language="zh")
    page = tablet(language, size)
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    assert not scrolls(page)
    page.locator(".service").first.tap()
    page.locator('.option:has([value="green"])').tap()
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    look_up(page, "A001")
    assert violations(page) == []
    page.locator('[data-change="cancel"]').tap()
    page.locator("#reasons .button").first.tap()
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    assert not scrolls(page)
    picture(page, f"steward-{language}-{size['width']}")


def test_a_visit_in_order_for_somebody(tablet, person):
    page = tablet()
    choose(page, "household-birth", "newborn")  # found by its English name on a Chinese page
    page.locator("#add").tap()
    expect(page.locator("#find-for")).to_have_text("选择接着办理的事项")
    choose(page, "id-first", "居民身份证 首次")
    page.locator('.option:has([name=language][value="en"])').tap()
    page.locator('.option:has([value="green"])').tap()
    page.locator('#needs .option:has([value="elderly"])').tap()
    page.locator("#take-it").tap()
    expect(page.locator("#taken")).to_be_visible()
    number = page.locator(".taken-number").inner_text()
    assert page.evaluate("document.getElementById('code').decode().then(() => true)")
    picture(page, "steward-taken-zh")
    standing = person("steward").get(f"/tickets/{number}")
    assert (standing["language"], standing["class"], standing["need"]) == ("en", "green", "elderly")
    assert [step["state"] for step in standing["visit"]] == ["now", "to-come"]
    page.locator("#taken-standing").tap()
    expect(page.locator('[data-part="visit"] li')).to_have_count(2)


def test_an_appointment_without_its_time_is_not_sent(tablet):
    page = tablet("en")
    choose(page, "household-birth", "household-birth")
    page.locator('.option:has([value="appointment"])').tap()
    page.locator("#take-it").tap()
    expect(page.locator("#taken")).to_be_hidden()
    now = page.evaluate("new Intl.DateTimeFormat('en-GB', {timeStyle: 'short'}).format()")
    page.locator("#booked").fill(now)
    page.locator("#take-it").tap()
    expect(page.locator('#taken [data-slot="class"]')).to_have_text(f"Appointment for {now}")


def test_green_channel_is_given_and_withdrawn_and_why_is_said(tablet, person):
    steward = person("steward")
    words = {"service": _service_of(steward, "B"), "language": "zh"}
    first, second = (steward.post("/tickets", **words)["number"] for _ in range(2))
    page = tablet("en")
    look_up(page, second)
    ahead = int(page.locator('#shown [data-slot="ahead"]').inner_text())
    expect(page.locator(".why")).to_contain_text(f"Before {second}: {ahead}.")
    expect(page.locator(".before")).to_contain_text(first)

    page.locator('[data-change="give"]').tap()
    page.locator('#change .option:has([value="infant"])').tap()
    expect(page.locator("#reason")).to_have_value("With a small child")
    page.locator("#change-do").tap()
    expect(page.locator("#standing-told")).to_have_text(f"{second} is green channel now.")
    expect(page.locator('#shown [data-slot="class"]')).to_contain_text("With a small child")
    look_up(page, first)
    expect(page.locator(".why")).to_contain_text(f"{second} is green channel (With a small child).")

    look_up(page, second)
    page.locator('[data-change="withdraw"]').tap()
    page.locator("#change-do").tap()
    expect(page.locator("#change")).to_be_visible()  # not without a reason
    page.locator("#reasons .button").first.tap()
    page.locator("#change-do").tap()
    expect(page.locator('#shown [data-slot="class"]')).to_have_text("Ordinary")
    assert steward.get(f"/tickets/{second}")["class"] == "ordinary"


def test_who_missed_is_brought_back_and_a_number_is_cancelled(tablet, person):
    steward, clerk = person("steward"), person("clerk2")
    page = tablet()
    window = _window_of(clerk, "D")
    clerk.post(f"/windows/{window}/open")
    number = steward.post("/tickets", service=_service_of(clerk, "D"), language="zh")["number"]
    clerk.post(f"/windows/{window}/next")
    clerk.post(f"/windows/{window}/miss")
    page.locator(f'[data-back="{number}"]').tap()
    expect(page.locator("#missed-told")).to_have_text(f"{number} 已重新排队。")
    expect(page.locator("#nobody-missed")).to_be_visible()
    assert steward.get(f"/tickets/{number}")["state"] == "waiting"
    look_up(page, number)
    page.locator('[data-change="cancel"]').tap()
    page.locator("#reasons .button").first.tap()
    page.locator("#change-do").tap()
    expect(page.locator('#shown [data-slot="state"]')).to_have_text("已取消")
    clerk.post(f"/windows/{window}/close")


def _window_of(person, queue):
    windows = person.get("/catalogue")["windows"]
    return next(each["number"] for each in windows if queue in each["queues"])


def _service_of(person, queue):
    return next(s["code"] for s in person.get("/catalogue")["services"] if s["queue"] == queue)


def test_a_number_that_is_not_is_said_to_be_none(tablet):
    page = tablet("en")
    page.locator('[data-view="standing"]').tap()
    page.locator("#look-number").fill("zz99")
    page.locator("#look .button").tap()
    expect(page.locator("#standing-told")).to_have_text("There is no such number today.")
    expect(page.locator("#shown")).to_be_hidden()


def test_an_answer_that_is_lost_gives_one_number(tablet, person):
    page = tablet()
    before = len(person("supervisor").get("/tickets"))
    lost = []

    def lose_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    page.route("**/api/v1/tickets", lose_first_answer)
    choose(page, "household-birth", "household-birth")
    page.locator("#take-it").tap()
    expect(page.locator("#taken")).to_be_visible()
    assert len(person("supervisor").get("/tickets")) == before + 1
