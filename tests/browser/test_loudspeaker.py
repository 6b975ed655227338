"""The loudspeaker of a page: what really goes to the sound device, in which order, how loud."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.demo.own_hall import OwnHall
from tests.browser.chromium import FLAGS, Chromium
from tests.browser.conftest import PATIENCE_MS, WALL, picture, until
from tests.browser.loudspeaker import (
    CHIME_LOUD,
    VOICE_LOUD,
    Recordings,
    heard,
    listen,
    order,
    saying,
)
from tests.browser.wall import Wall

FREE = "--autoplay-policy=no-user-gesture-required"

# A loudspeaker by itself, told what the hub would send.
BEGIN = """async () => {
  const { Loudspeaker } = await import('/display/static/sound.js');
  window.told = [];
  const button = document.getElementById('sound');
  const changed = () => told.push(speaker.state);
  const speaker = new Loudspeaker('voice/hall', button, () => new Date(), changed);
  window.say = ({ at = 0, expires_in = 20, ...saying }) => speaker.play({
    at: new Date(Date.now() + at * 1000).toISOString(),
    expires_at: new Date(Date.now() + expires_in * 1000).toISOString(),
    ...saying,
  });
}"""


def loudspeaker(page: Page) -> None:
    page.evaluate(BEGIN)
    until(page, lambda: page.evaluate("told.includes('on')"))


def say(page: Page, *sayings: dict[str, Any]) -> None:
    page.evaluate("(sayings) => sayings.forEach(say)", list(sayings))


@pytest.fixture
def ears(browser: Chromium, hall: OwnHall) -> Iterator[Page]:
    """A page of the wall without a loudspeaker of its own, with somebody who listens."""
    context = browser.new_context(base_url=hall.url, viewport=WALL)
    listen(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/display?sound=off")
    yield page
    browser.close_context(context)


def test_chime_first_then_the_recordings_in_order_none_cut(ears: Page) -> None:
    Recordings(ears)
    loudspeaker(ears)
    say(ears, saying(1, sounds=(5, 6)), saying(2, 3, sounds=(7,), volume=0.5))
    until(ears, lambda: len(order(ears)) == 5)
    ears.wait_for_timeout(400)
    spans = heard(ears)
    assert [name for name, *_ in spans] == ["chime", "0", "1", "chime", "2"]
    for (_, _, ended, _), (_, begun, _, _) in pairwise(spans):
        assert begun >= ended - 0.05  # the chime's first tone is over sooner than the chime
    voices = [end - begin for name, begin, end, _ in spans if name != "chime"]
    assert voices == [pytest.approx(0.4, abs=0.1)] * 3
    loud = [loud for *_, loud in spans]
    assert loud[0] == pytest.approx(CHIME_LOUD, rel=0.3)
    assert loud[1] == pytest.approx(VOICE_LOUD, rel=0.15)
    assert loud[4] == pytest.approx(VOICE_LOUD / 2, rel=0.15)


def test_nothing_twice_nothing_old_and_the_chime_without_recordings(ears: Page) -> None:
    ears.route("**/display/voice/*.wav", lambda route: route.fulfill(status=404))
    loudspeaker(ears)
    say(
        ears,
        saying(1, sounds=(1,)),
        saying(1, sounds=(1,), at=8),  # by a hub that was started anew
        saying(1, 2, at=9),
        saying(3, expires_in=-1),
        saying(4, expires_in=1),  # over before its turn comes
    )
    until(ears, lambda: order(ears) == ["chime"])
    ears.wait_for_timeout(2000)
    assert order(ears) == ["chime"]
    # The page is loaded anew, and the hub sends what is young again.
    ears.reload()
    loudspeaker(ears)
    say(ears, saying(1), saying(1, at=600), saying(5))
    until(ears, lambda: order(ears) == ["chime", "chime"])
    ears.wait_for_timeout(1800)
    assert order(ears) == ["chime", "chime"]  # an hour's entry of the same id, and the new one


def test_a_device_that_stands_still_has_failed_until_it_goes_on(ears: Page) -> None:
    loudspeaker(ears)
    ears.evaluate(
        """() => {
          const own = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime');
          window.mend = () => Object.defineProperty(BaseAudioContext.prototype, 'currentTime', own);
          Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
            configurable: true, get: () => 7,
          });
        }"""
    )
    until(ears, lambda: ears.evaluate("told.at(-1)") == "failed")
    expect(ears.locator("#sound")).to_be_hidden()
    ears.evaluate("mend()")
    until(ears, lambda: ears.evaluate("told.at(-1)") == "on")


@pytest.fixture
def wall(hall: OwnHall) -> Iterator[Wall]:
    made = Wall(hall)
    yield made
    made.close()


def sound_of(wall: Wall, hall: OwnHall, device: str) -> str:
    """What the hub knows of it, as the staff see it."""
    import socketio

    client = socketio.Client(http_session=wall.admin.session)
    client.connect(hall.url, transports=["websocket"])
    try:
        board = client.call("watch", {"room": "screens"}, timeout=10)["board"]
    finally:
        client.disconnect()
    return next(str(each["sound"]) for each in board["screens"] if each["device"] == device)


def test_a_browser_that_refuses_sound_says_so_until_it_is_touched(
    wall: Wall, hall: OwnHall, browser: Chromium
) -> None:
    device, token = wall.pair(speaker="hall")
    strict = Chromium(browser.playwright, [flag for flag in FLAGS if flag != FREE])
    page = screen(strict, hall, token, has_touch=True)
    button = page.locator("#sound")
    expect(button).to_be_visible()
    until(page, lambda: sound_of(wall, hall, device) == "refused")
    picture(page, "board-sound-refused-zh")
    button.tap()
    expect(button).to_be_hidden()
    until(page, lambda: sound_of(wall, hall, device) == "on")
    strict.close()


def screen(browser: Chromium, hall: OwnHall, token: str, **options: Any) -> Page:
    """A paired screen's page, listened to."""
    context = browser.new_context(base_url=hall.url, viewport=WALL, **options)
    context.add_cookies([{"name": "hall_display", "value": token, "url": hall.url}])
    listen(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/display")
    return page


def test_a_board_says_what_the_hub_orders_as_loud_as_the_hall_likes(
    wall: Wall, hall: OwnHall, browser: Chromium
) -> None:
    """Through hub and page: an announcement in its zone, silence, the volume of the hour."""
    _, token = wall.pair(speaker="F1A")
    page = screen(browser, hall, token)
    Recordings(page)
    settings = wall.admin.get("/hall/settings")
    loud = [{"since": "00:00:00", "percent": 0}]
    wall.admin.post("/hall/settings", settings=settings | {"voice_hours": loud})
    wall.admin.post("/announcements", text={"zh": "请安静"}, zone="F1A")
    page.wait_for_timeout(4_000)
    assert order(page) == []
    loud = [{"since": "00:00:00", "percent": 40}]
    wall.admin.post("/hall/settings", settings=settings | {"voice_hours": loud})
    wall.admin.post("/announcements", text={"zh": "本厅十五分钟后关闭"}, zone="F1A")
    until(page, lambda: order(page)[:1] == ["chime"])
    page.wait_for_timeout(700)
    assert heard(page)[0][3] == pytest.approx(CHIME_LOUD * 0.4, rel=0.3)
    wall.admin.post("/hall/settings", settings=settings)
    browser.close_context(page.context)
