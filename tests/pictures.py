"""`make pictures`: the README's pictures, from a hall at work, for people to look at."""

import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from shared.demo.own_hall import OwnHall
from shared.demo.run import Wanted, play
from tests.browser.chromium import launch
from tests.browser.conftest import DESK, HOST, PANEL, PORTRAIT, WALL

ROOT = Path(__file__).parent.parent
TABLET = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 780}
MOST_PIXELS = (
    1280  # of a picture's longer side: as wide as a page shows it, and not as large as glass
)
COLOURS = 128
QUEUES_FILL_MS = 60_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        hall = OwnHall(Path(folder), options=("--local-devices",))
        hall.start()
        try:
            _at_work(hall)
        finally:
            hall.stop()


def _at_work(hall: OwnHall) -> None:
    day = Wanted(
        url=hall.url, account="admin", password=hall.passwords["admin"],
        speed=60, clerks=24, citizens=400, seed=4,
    )  # fmt: skip
    threading.Thread(target=lambda: play(day, lambda text: None), daemon=True).start()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        kiosk = _open(browser, hall, "/kiosk", PORTRAIT)
        kiosk.wait_for_timeout(QUEUES_FILL_MS)
        kiosk.reload()
        _keep(kiosk, "kiosk/pictures/home.png")
        kiosk.goto("/kiosk/zh/service/med-join")  # many wait for it
        _keep(kiosk, "kiosk/pictures/service.png")
        kiosk.locator("button.button-take").click()
        kiosk.locator("img.paper").wait_for()
        kiosk.wait_for_timeout(500)
        _keep(kiosk, "kiosk/pictures/number.png")
        phone = _open(browser, hall, f"/t/{kiosk.url.rpartition('/')[2]}", PHONE)
        phone.wait_for_timeout(700)
        _keep(phone, "kiosk/pictures/phone.png")
        board = _open(browser, hall, "/display?sound=off", WALL)
        board.wait_for_timeout(3000)
        _keep(board, "display/pictures/board.png")
        console = _signed_in(browser, hall, "clerk1", "/counter")
        for button in console.locator("button[data-window]:not([disabled])").all():
            button.click()
            break
        console.locator(".move[data-move=next]:enabled").click()
        console.wait_for_timeout(700)
        window = console.locator(".top-window").inner_text().strip("号窗口")
        panel = _open(browser, hall, f"/display/window/{window}", PANEL)
        panel.wait_for_timeout(700)
        _keep(panel, "display/pictures/panel.png")
        _keep(console, "counter/pictures/console.png")
        overview = _signed_in(browser, hall, "supervisor", "/")
        overview.wait_for_timeout(700)
        _keep(overview, "counter/pictures/overview.png")
        _rooms(browser, hall)
        browser.close()


def _rooms(browser: Browser, hall: OwnHall) -> None:
    """The steward's tablet on a number that waits, and the supervisor's room on a busy window."""
    steward = _signed_in(browser, hall, "steward", "/counter/steward", TABLET)
    steward.locator(".service").first.click()
    steward.locator("#take-it").click()
    steward.locator("#taken-standing").click()
    steward.locator("#shown").wait_for()
    steward.wait_for_timeout(700)
    _keep(steward, "counter/pictures/steward.png")
    room = _signed_in(browser, hall, "supervisor", "/counter/supervisor")
    room.locator('.window[data-state="serving"]').first.click()
    room.wait_for_timeout(700)
    _keep(room, "counter/pictures/supervisor.png")


def _open(browser: Browser, hall: OwnHall, path: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        base_url=hall.url, viewport=size, locale="zh-CN", timezone_id=HOST
    )
    page = context.new_page()
    page.goto(path)
    return page


def _signed_in(
    browser: Browser, hall: OwnHall, account: str, path: str, size: dict[str, int] = DESK
) -> Page:
    page = _open(browser, hall, f"/sign-in?next={path}", size)
    page.locator("#account").fill(account)
    page.locator("#password").fill(hall.passwords[account])
    page.locator("form button.button-main").click()
    page.wait_for_url(f"**{path}")
    return page


def _keep(page: Page, name: str) -> None:
    file = ROOT / name
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file)
    with Image.open(file) as shot:
        shot.load()
    shot.thumbnail((MOST_PIXELS, MOST_PIXELS))
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    sys.stdout.write(f"{name} {file.stat().st_size // 1000} KB\n")


if __name__ == "__main__":
    main()
