"""A citizen's phone in real Chromium: live, called, cut off, without a line at all."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import conftest
from tests.browser.conftest import PHONE, Open, Person, picture

KEPT_AHEAD_0 = """caches.open('hall-phone-numbers-2')
  .then((numbers) => numbers.match(`${location.pathname}/kept`))
  .then((answer) => answer.json())
  .then((state) => state.ahead === 0)"""
SHAKES = "window.shakes = []; navigator.vibrate = (how) => { shakes.push(how); return true; };"
NO_SOCKETS = "window.WebSocket = class { constructor() { throw new Error('blocked'); } };"


class Desk:
    """A queue that no other test uses, and a window that serves it."""

    used = 0

    def __init__(self, admin: Person) -> None:
        catalogue = admin.get("/catalogue")
        # A window that serves other queues too might call somebody of another test.
        alone = {w["queues"][0]: w["number"] for w in catalogue["windows"] if len(w["queues"]) == 1}
        queue, self.window = sorted(alone.items())[Desk.used]
        Desk.used += 1
        self._admin = admin
        self.service = next(s["code"] for s in catalogue["services"] if s["queue"] == queue)
        self.move("open")

    def take(self) -> dict[str, Any]:
        return self._admin.post("/tickets", service=self.service, language="zh")

    def move(self, *moves: str) -> None:
        for each in moves:
            self._admin.post(f"/windows/{self.window}/{each}")


@pytest.fixture
def admin(person: Callable[[str], Person]) -> Person:
    return person("admin")


@pytest.fixture
def desk(admin: Person) -> Iterator[Desk]:
    made = Desk(admin)
    yield made
    held = admin.get(f"/boards/console/{made.window}")
    if held["ticket"]:
        made.move("miss" if held["ticket"]["state"] == "called" else "finish")
    for aside in held["held"]:
        admin.post(f"/windows/{made.window}/resume", ticket=aside["id"])
        made.move("finish")
    made.move("close")


@pytest.fixture
def phone(look: Open) -> Callable[..., Page]:
    """A phone's page on a number, with what it is to run first."""

    def opened(path: str, *scripts: str, **options: Any) -> Page:
        page = look("/t/offline", PHONE, is_mobile=True, has_touch=True, **options)
        for script in (SHAKES, *scripts):
            page.add_init_script(script)
        page.goto(path)
        return page

    return opened


def live(page: Page) -> Page:
    """Once the line is up."""
    page.locator("body[data-live]").wait_for()
    return page


def until(page: Page, true: str) -> None:
    """The pages forbid what Playwright's own waiting for an expression needs."""
    conftest.until(page, lambda: page.evaluate(true))


def test_the_line_moves_and_the_call_is_seen(phone, desk):
    desk.take()
    page = live(phone(desk.take()["status"]))
    expect(page.locator("#ahead")).to_have_text("1")
    page.locator("#tell-me").tap()
    expect(page.locator("#tell-me")).to_have_attribute("aria-pressed", "true")
    page.route("**/now*", lambda route: route.abort())  # nothing is asked for: it is pushed
    desk.move("next")
    expect(page.locator("#ahead")).to_have_text("0")
    desk.move("start", "finish", "next")
    expect(page.locator(".phone-window")).to_contain_text(str(desk.window))
    page.unroute_all()
    expect(page.locator(".phone-go")).to_have_text(f"请现在到 {desk.window} 号窗口。")
    assert page.evaluate("shakes.length") == 1
    until(page, "document.title.startsWith('→ ')")
    until(page, "!document.title.startsWith('→')")
    picture(page, "phone-called-zh")
    desk.move("recall")
    until(page, "shakes.length === 2")
    desk.move("start")
    expect(page.locator(".phone-go")).to_contain_text("正在")
    page.wait_for_timeout(1_800)
    assert not page.title().startswith("→")


def test_a_foreign_phone_sees_nothing_of_others(phone, desk):
    """Whatever happens to others is in no packet and no answer that a phone gets."""
    others = [desk.take() for _ in range(2)]
    mine = desk.take()
    page = phone("/t/offline")
    heard: list[str] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard.append(frame)))
    page.on(
        "response",
        lambda answer: heard.append(answer.text()) if "/t/" in answer.url else None,
    )
    page.goto(mine["status"])
    expect(page.locator("#ahead")).to_have_text("2")
    live(page)
    desk.move("next", "start", "hold", "next", "miss", "next", "miss")
    expect(page.get_by_role("button", name="我回来了")).to_be_visible()
    told = "\n".join(map(str, heard))
    assert '"call"' in told
    assert '"line"' in told
    for other in others:
        assert other["number"] not in told
        assert other["status"].rpartition("/")[2] not in told
    assert "admin" not in told
    call = json.loads(re.search(r'42\["call",(\{.*?\})\]', told)[1])
    assert set(call) == {"id", "mark", "window", "at", "expires_at"}


def test_without_sockets_it_asks(phone, desk):
    desk.take()
    page = phone("/t/offline", NO_SOCKETS)
    page.route("**/socket.io/**", lambda route: route.abort())
    page.clock.install()
    page.goto(desk.take()["status"])
    expect(page.locator("#ahead")).to_have_text("1")
    desk.move("next")
    page.clock.fast_forward(10_000)
    expect(page.locator("#ahead")).to_have_text("0")
    expect(page.locator("#line")).to_be_hidden()


def test_a_dead_hub_is_told_with_its_age_until_it_is_back(phone, desk, hall):
    desk.take()
    page = live(phone(desk.take()["status"]))
    hall.kill()
    expect(page.locator("#line")).to_be_visible()
    expect(page.locator("#line")).to_contain_text("连接中断")
    expect(page.locator("#line")).to_contain_text("刚刚")
    expect(page.locator("#ahead")).to_have_text("1")
    expect(page.locator("#acts")).to_be_hidden()
    expect(page.locator("#acts-later")).to_be_visible()
    picture(page, "phone-without-line-zh")
    hall.start()
    expect(page.locator("#line")).to_be_hidden()
    expect(page.locator("#acts")).to_be_visible()
    expect(page.locator("#acts-later")).to_be_hidden()


def test_what_is_kept_without_a_line(phone, desk):
    """Through the service worker: the last state with its age, nothing of others, and nothing any
    more once the hall does not know the number."""
    other, mine = desk.take(), desk.take()
    page = live(phone(mine["status"]))
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('hall-phone-numbers-2').then(c => c.keys()).then(k => k.length >= 2)")
    desk.move("next")
    expect(page.locator("#ahead")).to_have_text("0")
    until(page, KEPT_AHEAD_0)  # it is written at most every five seconds
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".phone-number")).to_have_text(mine["number"])
    expect(page.locator("#ahead")).to_have_text("0")
    expect(page.locator("#line")).to_contain_text("连接中断")
    page.goto(f"{page.url}/cancel")
    expect(page.locator(".phone-number")).to_have_text(mine["number"])
    page.goto("/t/of-somebody-else-0123456789")
    expect(page.locator("h1")).to_have_text("无法连接")
    kept = page.evaluate(
        """async () => {
          const numbers = await caches.open('hall-phone-numbers-2');
          const texts = (await numbers.keys()).map(async (r) => (await numbers.match(r)).text());
          return (await Promise.all(texts)).join('\\n');
        }"""
    )
    assert mine["number"] in kept
    assert other["number"] not in kept
    page.context.set_offline(False)


def test_what_an_earlier_program_kept_is_as_good_as_none(phone, desk):
    """A phone that was here before the hub was renewed, and opens its page without a line."""
    mine = desk.take()
    page = live(phone(mine["status"]))
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('hall-phone-numbers-2').then(c => c.keys()).then(k => k.length >= 2)")
    page.wait_for_timeout(5_500)  # what it has to write down itself is written
    page.evaluate(
        """async () => {
          const numbers = await caches.open('hall-phone-numbers-2');
          const address = `${location.pathname}/kept`;
          const before = await numbers.match(address);
          const state = await before.json();
          state.at = new Date(Date.now() + 60000).toISOString();
          state.ahead = 77;
          state.notices = ["as one piece of text"];
          delete state.acts;
          const older = new Response(JSON.stringify(state), {headers: before.headers});
          await numbers.put(address, older);
        }"""
    )
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#line")).to_contain_text("连接中断")
    expect(page.locator("#ahead")).to_have_text("0")
    assert "undefined" not in page.locator("body").inner_text()
    expect(page.locator("#notices")).to_be_hidden()
    page.context.set_offline(False)


def test_the_worker_forgets_what_is_kept_in_an_earlier_form(phone, desk):
    page = phone(desk.take()["status"], "caches.open('hall-phone-numbers')")
    until(page, "navigator.serviceWorker.controller !== null")
    until(
        page,
        "caches.keys().then(k => k.sort().join() === 'hall-phone-files-1,hall-phone-numbers-2')",
    )


def test_more_time_and_a_steward(phone, desk, admin):
    mine = desk.take()
    for _ in range(4):
        desk.take()
    page = phone(mine["status"])
    page.get_by_role("link", name="我需要更多时间").tap()
    expect(page.locator("h1")).to_have_text("让 3 位先办？")
    picture(page, "phone-more-time-zh")
    page.get_by_role("button", name="是，请晚些叫我").tap()
    expect(page.locator("#ahead")).to_have_text("3")
    expect(page.get_by_role("link", name="我需要更多时间")).to_have_count(0)
    page.get_by_role("link", name="呼叫导办").tap()
    page.get_by_role("button", name="轮椅").tap()
    expect(page.locator("#now")).to_contain_text("已呼叫导办")
    (call,) = admin.get("/boards/steward")["help"]
    assert (call["number"], call["reason"]) == (mine["number"], "wheelchair")
    admin.post(f"/help/{call['id']}/take")
    expect(page.locator("#now")).to_contain_text("导办人员正在")
    page.get_by_role("button", name="不再需要导办").tap()
    expect(page.get_by_role("link", name="呼叫导办")).to_be_visible()


def test_without_scripts(phone, desk):
    mine = desk.take()
    page = phone(mine["status"], java_script_enabled=False)
    expect(page.locator(".phone-number")).to_have_text(mine["number"])
    page.get_by_role("link", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Cancel this number").tap()
    page.get_by_role("button", name="Yes, cancel it").tap()
    expect(page.locator(".phone-go")).to_have_text("This number was cancelled.")


@pytest.mark.parametrize("width", [360, 430])
def test_nothing_is_cut_off_with_large_text(phone, desk, width):
    page = phone(desk.take()["status"])
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    desk.move("next")
    page.locator(".phone-window").wait_for()
    page.wait_for_timeout(800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"phone-large-text-{width}")
