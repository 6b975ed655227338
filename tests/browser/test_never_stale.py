"""No screen shows old as new: the hub restarted, the network cut, the screen suspended, its clock
wrong, its set-up changed, another version of the hub."""

import os
import re
import signal
import time
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WALL
from tests.browser.cut import Network
from tests.browser.wall import Wall

BACK_MS = 2_000
TIMES = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+Z")
# The calls that began to stand out, each as often as it did.
LISTEN = """() => {
  window.announced = [];
  document.addEventListener("animationstart", ({ animationName, target }) => {
    if (animationName === "arrive") announced.push(target.dataset.number);
  });
}"""


@pytest.fixture(scope="module")
def wall(hall):
    made = Wall(hall)
    made.clerk(1)
    yield made
    made.close()


@pytest.fixture
def network(hall):
    made = Network(hall.port)
    yield made
    made.close()


def through(network: Network) -> str:
    return f"http://127.0.0.1:{network.port}/display?sound=off"


def board(look, wall, path="/display?sound=off", **shown):
    _, token = wall.pair(**({"shows": "board", "languages": ["zh"]} | shown))
    page = wall.open(look, token, WALL, path)
    expect(page.locator("#down")).to_be_hidden()
    page.evaluate(LISTEN)
    page.wait_for_timeout(700)  # until it watches
    return page


def announced(page, *, at_least):
    """The numbers that began to stand out, with a moment for the next frame."""
    for _ in range(20):
        if len(page.evaluate("announced")) >= at_least:
            break
        page.wait_for_timeout(100)
    return page.evaluate("announced")


def next_at(wall, window):
    """Another number at the window, whoever sits there."""
    clerk = wall.clerk(window)
    console = clerk.get(f"/boards/console/{window}")
    if console["ticket"]:
        if console["ticket"]["state"] == "called":
            clerk.post(f"/windows/{window}/start")
        clerk.post(f"/windows/{window}/finish")
    number = wall.take()
    wall.call(window)
    return number


def test_network_cut(look, wall, network):
    page = board(look, wall, through(network))
    first = next_at(wall, 1)
    expect(page.locator(f".call.is-new[data-number={first}]")).to_be_visible()
    network.cut()
    expect(page.locator("#down")).to_be_visible(timeout=6_500)
    assert re.search(r"\d\d:\d\d", page.locator(".down-since").inner_text())
    missed = next_at(wall, 1)
    page.wait_for_timeout(3_000)
    assert page.locator(f"[data-number={missed}]").count() == 0
    network.mend()
    mended = time.monotonic()
    expect(page.locator("#down")).to_be_hidden(timeout=BACK_MS)
    expect(page.locator(f".call.is-new[data-number={missed}]")).to_be_visible(timeout=500)
    assert time.monotonic() - mended < BACK_MS / 1000
    said = announced(page, at_least=2)
    assert (said.count(first), said.count(missed)) == (1, 1)


def test_away_for_longer_than_calls_last(look, wall, network):
    """One screen without a network, one whose machine sleeps (its renderer is stopped). Of ten
    minutes only the first twenty-one seconds are waited for: after them no call is young enough to
    be played, however long it goes on."""
    before = renderers()
    asleep = board(look, wall)
    ours = renderers() - before
    assert ours
    cut_off = board(look, wall, through(network))
    number = next_at(wall, 1)
    for page in (asleep, cut_off):
        expect(page.locator(f".call.is-new[data-number={number}]")).to_be_visible()
    network.cut()
    stop(ours, signal.SIGSTOP)
    try:
        meanwhile = next_at(wall, 1)
        time.sleep(21)
    finally:
        stop(ours, signal.SIGCONT)
    network.mend()
    for page in (asleep, cut_off):
        expect(page.locator("#down")).to_be_hidden(timeout=BACK_MS)
        expect(page.locator(f"[data-number={meanwhile}]")).to_be_visible(timeout=BACK_MS)
        assert page.locator(f"[data-number={number}]").count() == 0
        page.wait_for_timeout(500)
        assert page.locator(".call.is-new").count() == 0
        said = announced(page, at_least=1)
        assert (said.count(number), said.count(meanwhile)) == (1, 0)


def stop(processes, how):
    for each in processes:
        os.kill(each, how)


def renderers() -> set[int]:
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            if "--type=renderer" in child.cmdline():
                found.add(child.pid)
        except psutil.Error:
            continue
    return found


def test_clock_off_by_an_hour(look, wall):
    """The screen's own clock is an hour slow: its page goes by the hub's."""
    _, token = wall.pair(shows="board", languages=["zh"])
    page = wall.open(look, token, WALL, "/display?sound=off")
    page.context.add_init_script(
        "const RealDate = Date; const SLOW = 3_600_000;"
        "globalThis.Date = class extends RealDate {"
        " constructor(...given) { given.length ? super(...given) : super(RealDate.now() - SLOW); }"
        " static now() { return RealDate.now() - SLOW; } };"
    )
    page.reload()
    page.evaluate(LISTEN)
    page.wait_for_timeout(1_500)
    number = next_at(wall, 1)
    expect(page.locator(f".call.is-new[data-number={number}]")).to_be_visible()
    shown = page.locator("#clock").inner_text()
    here = datetime.now(UTC) + timedelta(hours=8)  # the hall's
    assert shown in {f"{here - timedelta(seconds=s):%H:%M}" for s in (0, 3)}
    assert announced(page, at_least=1).count(number) == 1


def test_the_hub_s_clock_set_back(look, wall):
    """By an hour, while the page is open: what is called from then on is new all the same."""
    back = timedelta()

    def earlier(time_said):
        moved = datetime.fromisoformat(time_said[0]) - back
        return moved.isoformat().replace("+00:00", "Z")

    def between(screen):
        hub = screen.connect_to_server()
        screen.on_message(hub.send)
        hub.on_message(lambda message: screen.send(TIMES.sub(earlier, message)))

    _, token = wall.pair(shows="board", languages=["zh"])
    page = wall.open(look, token, WALL, "/display?sound=off")
    page.route_web_socket(re.compile("/socket.io/"), between)
    page.reload()
    page.evaluate(LISTEN)
    page.wait_for_timeout(1_000)
    back = timedelta(hours=1)
    for _ in range(2):  # the first finds the page an hour ahead
        number = next_at(wall, 1)
        expect(page.locator(f".call.is-new[data-number={number}]")).to_be_visible()
        page.wait_for_function("(number) => announced.includes(number)", arg=number)
        assert page.evaluate("announced").count(number) == 1


def test_another_set_up_is_seen_within_a_second(look, wall):
    device, token = wall.pair(shows="board", languages=["zh"])
    page = wall.open(look, token, WALL)
    expect(page.locator(".board")).to_be_visible()
    page.wait_for_timeout(1_000)  # until it watches
    wall.set_up(device, shows="panel", window=1, languages=["en"])
    expect(page.locator(".panel")).to_be_visible(timeout=1_000)
    assert page.locator("html").get_attribute("lang") == "en"
    page.wait_for_timeout(1_000)
    wall.set_up(device, shows="summary", languages=["zh"], inches=10, metres=1)
    expect(page.locator(".far")).to_be_visible(timeout=1_000)


def test_languages_take_turns(look, wall):
    _, token = wall.pair(shows="board", languages=["zh", "en", "ko"])
    page = wall.open(look, token, WALL)
    page.wait_for_timeout(500)
    seen = []
    for _ in range(3):
        seen.append(
            (page.locator("html").get_attribute("lang"), page.locator("#lines").inner_text())
        )
        page.evaluate('import("/display/static/words.js").then((words) => words.turns.next())')
    assert seen == [("zh", "队列"), ("en", "Queues"), ("ko", "대기열")]


def test_two_calls_at_once_are_both_seen(look, wall):
    page = board(look, wall, inches=86, across=3840, down=2160, metres=10)
    numbers = {wall.take(), wall.take()}
    for window in (2, 3):
        wall.clerk(window)
    wall.call(2)
    wall.call(3)
    for number in numbers:
        expect(page.locator(f".far-call.is-new[data-number={number}]")).to_be_visible()


def test_the_hub_knows_what_screens_show(look, wall, clerk):
    devices = []
    for path in ("/display", "/display/window/1", "/display/rating/1"):
        device, token = wall.pair(shows="board", languages=["zh"])
        wall.open(look, token, WALL, path)
        devices.append(device)
    supervisor = clerk("/counter", account="supervisor")
    supervisor.wait_for_timeout(1_500)
    screens = supervisor.evaluate(
        """async () => {
          const { watch } = await import("/static/room.js");
          return new Promise((tell) => watch("screens", { board: ({ screens }) => tell(screens) }));
        }"""
    )
    ours = [each for each in screens if each["device"] in devices]
    assert len(ours) == 3
    for each in ours:
        assert each["state"] == "ok"
        assert each["version"].startswith("0.")
    seqs = [wall.admin.get(f"/boards/{room}")["seq"] for room in ("main", "window/1")]
    assert all(min(seqs) - 3 <= each["shown"] <= max(seqs) for each in ours), (ours, seqs)


def test_hub_restarted(browser, look, tmp_path, server_mode, example_halls):
    own = example_halls.begin(tmp_path, server_mode, "--local-devices", stations=False)
    wall = Wall(own)
    try:
        wall.clerk(1)
        _, token = wall.pair(shows="board", languages=["zh"])
        page = wall.open(look, token, WALL, f"{own.url}/display?sound=off")
        page.evaluate(LISTEN)
        page.wait_for_timeout(700)
        first = next_at(wall, 1)
        expect(page.locator(f".call.is-new[data-number={first}]")).to_be_visible()
        own.kill()
        expect(page.locator("#down")).to_be_visible(timeout=7_000)
        own.start()
        opened = time.monotonic()
        expect(page.locator("#down")).to_be_hidden(timeout=BACK_MS)
        assert time.monotonic() - opened < BACK_MS / 1000
        assert announced(page, at_least=1) == [first]
    finally:
        wall.close()
        own.stop()


def test_a_new_version_of_the_hub(look, wall):
    """The page asks for its parts again and is loaded anew, once."""
    _, token = wall.pair(shows="board", languages=["zh"])
    page = wall.open(look, token, WALL, "/display?sound=off")
    page.wait_for_timeout(500)
    loads: list[str] = []
    page.on("load", lambda _: loads.append("load"))
    page.evaluate(
        """async () => {
          const { Renewal } = await import("/display/static/renewal.js");
          const wall = JSON.parse(document.getElementById("wall").textContent);
          const calm = { now: false };
          new Renewal(wall, () => calm.now).isVersion("9.9.9+new");
          setTimeout(() => (calm.now = true), 1_500);
        }"""
    )
    page.wait_for_timeout(1_000)
    assert loads == []
    page.wait_for_timeout(3_000)
    assert loads == ["load"]
    assert page.evaluate("sessionStorage.getItem('hall-version-asked')") == "9.9.9+new"
