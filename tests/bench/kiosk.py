"""The kiosk: how heavy its first screen is, how soon a slow machine has it, how fast a touch is
seen, and a number on the screen while twenty kiosks take theirs at the same moment.

The screen is real Chromium, made four times slower where that is said. The other kiosks are raw
sockets that ask for what a browser asks for until the number is there (the form, then the number's
page): twenty browsers on one machine would measure the browsers.
"""

import re
import selectors
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from tests.bench import halls
from tests.bench.http import END_OF_HEAD, Client
from tests.bench.rounds import Outcome, Row, middle, percentile
from tests.bench.servers import HallServer
from tests.browser.chromium import launch
from tests.browser.conftest import PORTRAIT

KIOSKS = 20
BURSTS = 8  # a round
SLOWER = 4
SERVICE = "/kiosk/zh/service/household-birth"
MOST_BYTES = 150 * 1024
MOST_INTERACTIVE_MS = 1000.0
MOST_TOUCH_MS = 100.0
MOST_NUMBER_MS = 150.0
# From the touch until the next picture that the screen shows after it.
SEEN = """() => {
  const next = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  window.seen = new Promise((done) => addEventListener("pointerdown",
    (event) => next(() => done(performance.now() - event.timeStamp)),
    {once: true, capture: true}));
}"""


def screens(folder: Path, rounds: int) -> Outcome:
    hall = HallServer(folder / "hall")
    try:
        with sync_playwright() as playwright:
            chromium = launch(playwright)
            context = chromium.new_context(
                base_url=f"http://127.0.0.1:{hall.port}", viewport=PORTRAIT, has_touch=True
            )
            context.add_cookies(
                [{"name": "hall_kiosk", "value": hall.kiosk, "domain": "127.0.0.1", "path": "/"}]
            )
            page = context.new_page()
            weight, requests = _first_screen(page)
            slow = [_interactive(page) for _ in range(rounds + 1)][1:]
            touches = [_touch(page) for _ in range(rounds + 1)][1:]
            alone, beside = _numbers(page, hall, rounds)
            chromium.close()
    finally:
        hall.stop()
    found = [
        _row("first screen, KB", weight / 1024, MOST_BYTES / 1024),
        _row(
            f"first screen on a {SLOWER} times slower machine, ms",
            middle(slow),
            MOST_INTERACTIVE_MS,
        ),
        _row("touch to the next picture of it, ms", middle(touches), MOST_TOUCH_MS),
        _row(f"number in the hub's answer, {KIOSKS} at once, p95 ms", alone, MOST_NUMBER_MS),
        _row("number on a screen beside them, p95 ms", beside, MOST_NUMBER_MS),
    ]
    return found, [f"the first screen takes {requests} requests"]


def _row(name: str, value: float, most: float) -> Row:
    return Row(name, f"{value:,.1f}", f"{most:,.0f}", value / most, "most", 1.0)


def _first_screen(page: Page) -> tuple[int, int]:
    """Bytes over the wire with an empty cache, heads included, and requests."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    page.goto("/kiosk", wait_until="networkidle")
    line.detach()
    return sum(sizes), len(sizes)


def _interactive(page: Page) -> float:
    """From the start of the way there until every script of the page has run."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/kiosk", wait_until="load")
    took = page.evaluate(
        "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    line.detach()
    return float(took)


def _touch(page: Page) -> float:
    page.goto("/kiosk")
    page.evaluate(SEEN)
    page.route("**/health", lambda route: None)  # so that the page stays until it was looked at
    page.locator("a.tile-service").first.tap()
    took = float(page.evaluate("window.seen"))
    assert page.locator("a.tile-service.is-going").count() == 1
    page.goto("about:blank")  # before the hub answers again, or the page would go on by itself
    page.unroute_all(behavior="ignoreErrors")
    return took


def _numbers(page: Page, hall: HallServer, rounds: int) -> tuple[float, float]:
    token = _token(page)
    answers: list[float] = []
    screen: list[float] = []
    for _ in range(rounds * BURSTS):
        answers += _burst(hall, token, KIOSKS)
    for _ in range(rounds * 2):
        page.goto(SERVICE)
        page.evaluate("sessionStorage.began = 0")
        page.evaluate(
            "() => document.querySelector('.button-take').addEventListener('click',"
            " () => (sessionStorage.began = performance.timeOrigin + performance.now()))"
        )
        page.locator(".button-take").tap(no_wait_after=True)
        _burst(hall, token, KIOSKS - 1)
        page.wait_for_url("**/ticket/**")
        screen.append(
            page.evaluate(
                "() => performance.timeOrigin + (performance.getEntriesByType('paint')"
                ".find((paint) => paint.name === 'first-contentful-paint') || {startTime: NaN})"
                ".startTime - Number(sessionStorage.began)"
            )
        )
    seen = [each for each in screen if each == each]  # NaN where nothing had been painted yet
    return percentile(answers, 0.95) * 1000, percentile(seen, 0.95)


def _token(page: Page) -> str:
    page.goto(SERVICE)
    return page.locator("input[name=_csrf]").first.input_value()


def _burst(hall: HallServer, token: str, count: int) -> list[float]:
    """All tap at once; seconds until each has the page with its number."""
    head = f"Host: 127.0.0.1\r\nCookie: hall_kiosk={hall.kiosk}\r\n"
    selector = selectors.DefaultSelector()
    clients = [Client(hall.port) for _ in range(count)]
    began: dict[Client, float] = {}
    for client in clients:
        fields = {"_csrf": token, "command_id": halls.new_id(), "service": "household-birth"}
        body = urlencode(fields)
        client.send(
            f"POST /kiosk/zh/take HTTP/1.1\r\n{head}X-Going: 1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        began[client] = client.sent_at
        selector.register(client.socket, selectors.EVENT_READ, client)
    seconds: list[float] = []
    while len(seconds) < count:
        for key, _ in selector.select():
            client = key.data
            answer = client.answer()
            if answer is None:
                continue
            onward = re.search(rb"X-Go-To: (\S+)", answer.partition(END_OF_HEAD)[0], re.I)
            if onward is not None:
                client.send(f"GET {onward[1].decode()} HTTP/1.1\r\n{head}\r\n".encode())
                continue
            assert b'class="number"' in answer, answer[:300]
            seconds.append(time.perf_counter() - began[client])
    for client in clients:
        client.socket.close()
    selector.close()
    return seconds
