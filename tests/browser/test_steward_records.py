"""Calls for help, loans, appointments and home visits on the tablet, under fingers."""

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import expect

import shared
from tests.browser.conftest import picture, scrolls, violations
from tests.browser.test_accessible import other_language
from tests.browser.test_steward import LOCALES, SMALL

TABLET = "/counter/steward"
PARTS = ["", "/help", "/loans", "/appointments", "/home-visits"]
LYING = {"width": 1024, "height": 768}
UPRIGHT = {"width": 768, "height": 1024}
BIRTH = "household-birth"
SLOTS = "service,weekday,opens,closes,minutes,capacity,notice_hours,days_ahead\n" + "".join(
    f"{BIRTH},{day},{span},30,2,0,14\n"
    for day in range(1, 8)
    for span in ("09:00,11:30", "13:00,16:30")
)
ITEMS = (
    "code,name_zh,name_en,name_ko,pieces\n"
    "wheelchair,轮椅,Wheelchair,휠체어,2\numbrella,雨伞,Umbrella,우산,20\n"
)
COUNT_TONES = """() => {
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.tones += 1;
    return start.apply(this, at);
  };
}"""


@pytest.fixture(scope="module")
def stocked(hall, tmp_path_factory):
    """The example hall with appointments for one service, and things to lend."""
    folder = tmp_path_factory.mktemp("files") / "hall"
    shutil.copytree(Path(shared.__file__).parent / "halls" / "baicheng", folder)
    (folder / "slots.csv").write_text(SLOTS, encoding="utf-8-sig")
    (folder / "loan_items.csv").write_text(ITEMS, encoding="utf-8-sig")
    command = [sys.executable, "-m", "shared", "--var", str(hall.var), "import", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return hall


@pytest.fixture
def tidy(stocked, person):
    """Whatever a test leaves is ended."""
    yield
    steward = person("steward")
    board = steward.get("/boards/steward")
    for call in board["help"]:
        steward.post(f"/help/{call['id']}/close")
    for loan in board["loans"]:
        steward.post(f"/loans/{loan['id']}/return")
    for home_visit in steward.get("/home-visits"):
        if home_visit["state"] in ("asked", "assigned"):
            steward.post(f"/home-visits/{home_visit['id']}/cancel", reason="7")


@pytest.fixture
def tablet(clerk, tidy):
    def opened(part="", language="zh", size=LYING):
        return clerk(
            TABLET + part,
            account="steward",
            size=size,
            language=LOCALES[language],
            has_touch=True,
        )

    return opened


@pytest.fixture
def kiosk(hall, person):
    """A kiosk asks for help: ``kiosk("wheelchair")`` gives the call's id."""
    name = f"kiosk-{uuid4().hex[:6]}"
    token = person("admin").post("/devices", device=name, kind="kiosk", place="K3")["token"]

    def asks(reason, language="zh"):
        answer = requests.post(
            f"{hall.url}/api/v1/help",
            json={"command_id": str(uuid4()), "reason": reason, "language": language},
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    return asks


def book(person, at=0, phone="13800001111"):
    days = person.get(f"/services/{BIRTH}/slots")
    times = [slot["starts_at"] for day in days for slot in day["slots"]]
    words = {"service": BIRTH, "starts_at": times[at], "language": "zh", "name": "张三"}
    return person.post("/appointments", phone=phone, **words)


@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
@pytest.mark.parametrize("language", LOCALES)
def test_the_pages_are_sound_and_their_targets_are_large(tablet, person, kiosk, language, size):
    steward = person("steward")
    kiosk("first-aid")
    steward.post("/loans", item="umbrella", tag="7")
    steward.post(
        "/home-visits", service=BIRTH, language="zh", name="李", phone="13600004444", place="五号"
    )
    page = tablet("", language, size)
    for part in PARTS:
        page.goto(TABLET + part)
        expect(page.locator(".newest")).to_contain_text("K3")
        page.wait_for_timeout(300)
        assert violations(page) == [], part
        assert set(other_language(page)) <= {"K3", "导办"}, part
        assert page.evaluate(SMALL) == [], part
        assert not scrolls(page), part
        picture(page, f"steward{part.replace('/', '-')}-{language}-{size['width']}")


def test_help_from_a_kiosk_is_heard_taken_and_closed(tablet, kiosk):
    page = tablet("", "en")
    page.evaluate(COUNT_TONES)
    page.locator(".bar-links span").tap()
    expect(page.locator("#sound")).to_have_text("Sound: on. Turn it off")
    kiosk("wheelchair", "en")
    expect(page.locator("#newest")).to_contain_text("Help wanted: A wheelchair, Kiosk K3")
    assert page.evaluate("window.tones") == 2
    page.locator("#newest a").tap()
    call = page.locator(".call")
    expect(call).to_have_attribute("data-state", "asked")
    expect(call.locator(".tag").first).to_have_text("English")
    call.locator('[data-act="take"]').tap()
    expect(call).to_have_attribute("data-state", "taken")
    expect(call).to_contain_text("is on the way")
    call.locator('[data-act="close"]').tap()
    expect(page.locator("#ask")).to_be_visible()
    assert violations(page) == []
    page.locator("#ask .option").nth(2).tap()
    page.locator("#ask button[type=submit]").tap()
    expect(call).to_have_count(0)
    expect(page.locator("#nobody-called")).to_be_visible()


def test_a_call_that_waits_long_is_marked_by_words(tablet, kiosk):
    kiosk("question")
    page = tablet("/help", "en")
    expect(page.locator(".call-late")).to_be_hidden()
    made = page.locator(".call")
    made.evaluate(
        "row => row.dataset.since = new Date(new Date(row.dataset.since) - 200_000).toISOString()"
    )
    expect(page.locator(".call-late")).to_have_text("! Waits long")
    expect(made).to_have_class("call call-old")


def test_something_is_lent_and_given_back(tablet):
    page = tablet("/loans")
    item = page.locator('[data-item="wheelchair"]')
    expect(item).to_contain_text("剩 2 / 2")
    item.tap()
    page.locator("#ask input").first.fill("W-02")
    page.locator("#ask button[type=submit]").tap()
    expect(item).to_contain_text("剩 1 / 2")
    loan = page.locator(".loan")
    expect(loan).to_contain_text("轮椅 · W-02")
    item.tap()
    page.locator("#ask input").first.fill("W-02")
    page.locator("#ask button[type=submit]").tap()
    expect(page.locator("#loans-told")).to_have_attribute("data-kind", "fault")
    loan.locator(".button").tap()
    expect(page.locator("#nothing-lent")).to_be_visible()
    expect(item).to_contain_text("剩 2 / 2")


def test_an_appointment_is_booked_for_a_caller_and_moved(tablet, person):
    page = tablet("/appointments", "en")
    page.locator('[data-view="book"]').tap()
    expect(page.locator(".service")).to_have_count(1)
    page.locator(f'[data-service="{BIRTH}"]').tap()
    page.locator("#days button").nth(1).tap()  # whatever is left of today
    page.locator(".time").nth(1).tap()
    page.locator("[name=name]").fill("Wang")
    page.locator("[name=phone]").fill("12345")
    page.locator("#book-it").tap()
    expect(page.locator("#book-told")).to_have_attribute("data-kind", "fault")
    assert violations(page) == []
    page.locator("[name=phone]").fill("137 1234 8888")
    page.locator("#book-it").tap()
    expect(page.locator("#booked")).to_be_visible()
    code = page.locator(".booked-code").inner_text().replace(" ", "")
    page.locator("#book-next").tap()
    page.locator('[data-view="list"]').tap()
    day = person("steward").get(f"/services/{BIRTH}/slots")[1]["day"].replace("-", "")
    page.locator("#day").select_option(day)
    page.locator("#filter").fill(code)
    row = page.locator(".appointment")
    expect(row).to_contain_text(code)
    before = row.locator("time").inner_text()
    row.locator('[data-act="look"]').tap()
    expect(row.locator(".personal")).to_have_text("Wang · 13712348888")
    row.locator('[data-act="move"]').tap()
    expect(page.locator("#book-for")).to_contain_text(f"Instead of {before}")
    page.locator("#days button").nth(1).tap()
    page.locator(".time").nth(3).tap()
    page.locator("#book-it").tap()
    expect(page.locator("#booked")).to_be_visible()
    page.locator('[data-view="list"]').tap()
    expect(row.locator("time")).not_to_have_text(before)
    row.locator('[data-act="cancel"]').tap()
    page.locator("#ask .option").first.tap()
    page.locator("#ask button[type=submit]").tap()
    expect(row).to_have_count(0)


def test_a_home_visit_is_entered_assigned_and_made(tablet, clerk):
    page = tablet("/home-visits", "en")
    page.locator('[data-view="enter"]').tap()
    page.locator("#search").fill(BIRTH)
    page.locator(f'[data-service="{BIRTH}"]').tap()
    for name, words in (("name", "Li"), ("phone", "13600005555"), ("place", "5 Station Road")):
        page.locator(f"[name={name}]").fill(words)
    page.locator("#home-visit-enter").tap()
    row = page.locator('.home-visit[data-state="asked"]')
    expect(row).to_contain_text("Nobody assigned yet")
    row.locator('[data-act="assign"]').tap()
    page.locator('#ask .option:has([value="clerk1"])').tap()
    page.locator("#ask button[type=submit]").tap()
    expect(page.locator('.home-visit[data-state="assigned"]')).to_have_count(1)

    own = clerk("/counter/home-visits", language="en-GB")
    mine = own.locator(".home-visit")
    mine.locator('[data-act="look"]').click()
    expect(mine.locator(".personal")).to_have_text("Li · 13600005555 · 5 Station Road")
    assert violations(own) == []
    mine.locator('[data-act="done"]').click()
    own.locator("#ask input").fill("Card handed over")
    own.locator("#ask button[type=submit]").click()
    expect(mine).to_have_attribute("data-state", "done")
    expect(mine).to_contain_text("Card handed over")
