"""Chromium for the tests, started again where it hangs.

Closing a browser context now and then never ends (about once in two thousand), and Playwright has
no time-out for it. Such a browser is killed, which ends the waiting, and the next page opens in a
new one.
"""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psutil
from playwright.sync_api import Browser, BrowserContext, Error, Playwright

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
CLOSE_SECONDS = 15.0


def launch(playwright: Playwright, flags: Sequence[str] = FLAGS) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(flags))


class Chromium:
    """Contexts of one browser after another. Not for use by two threads."""

    def __init__(self, playwright: Playwright, flags: Sequence[str] = FLAGS) -> None:
        self.playwright = playwright
        self._flags = flags
        self._browser: Browser | None = None

    def new_context(self, **options: Any) -> BrowserContext:
        if self._browser is None or not self._browser.is_connected():
            self._browser = launch(self.playwright, self._flags)
        return self._browser.new_context(**options)

    def close_context(self, context: BrowserContext) -> None:
        with killed_after(CLOSE_SECONDS), suppress(Error):
            context.close()

    def close(self) -> None:
        if self._browser is not None:
            with killed_after(CLOSE_SECONDS), suppress(Error):
                self._browser.close()


@contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """Kill this process's browsers unless the block ends in time."""
    watch = threading.Timer(seconds, kill_browsers)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def kill_browsers() -> None:
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in child.name():
                child.kill()
