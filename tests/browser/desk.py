"""A clerk's console for the tests to press, and the hall's API beside it."""

from typing import Any
from uuid import uuid4

import requests
from playwright.sync_api import Page, expect

BIRTH = "household-birth"  # of queue A
GUARD_MS = 350  # the same key sooner is the same press


def press(page: Page, key: str) -> None:
    """Press a key once the console takes it: nothing is being sent, unless it waits for the line,
    and the great move does not rest. The board may show a move before its answer is here."""
    page.locator("body:not(:has([aria-busy=true])), #withdraw:visible").first.wait_for()
    if key == "Space":
        page.locator('[data-keys~="Space"]:enabled:visible').first.wait_for()
    page.keyboard.press(key)


class Desk:
    """A clerk's console at a window of their own, and the hall's API beside it."""

    def __init__(self, page: Page, hall: Any, window: int) -> None:
        self.page, self.window = page, window
        self._api = f"{hall.url}/api/v1"
        self._session = requests.Session()
        answer = self._session.post(
            f"{self._api}/session",
            json={"account": "admin", "password": hall.passwords["admin"]},
            timeout=30,
        )
        self._session.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def post(self, path: str, **words: Any) -> dict:
        words = {"command_id": str(uuid4()), **words}
        answer = self._session.post(f"{self._api}{path}", json=words, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def get(self, path: str) -> dict:
        answer = self._session.get(f"{self._api}{path}", timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def send(self, path: str, **words: Any) -> bool:
        """As the clerk, from another page of theirs; says whether it was done."""
        answer = self.page.request.post(
            f"/api/v1{path}",
            data={"command_id": str(uuid4()), **words},
            headers={"X-CSRF-Token": self.page.locator("meta[name=csrf]").get_attribute("content")},
        )
        return bool(answer.ok)

    def board(self) -> dict:
        return self.get(f"/boards/console/{self.window}")

    def take(self, service: str = BIRTH, **words: Any) -> str:
        number = self.post("/tickets", service=service, language="zh", **words)["number"]
        expect(self.page.locator("#waiting")).to_contain_text(number)
        return number

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.page, key)
            self.page.wait_for_timeout(GUARD_MS)

    def ask(self, key: str) -> None:
        """Open a move's dialog."""
        press(self.page, key)
        expect(self.page.locator("#ask")).to_be_visible()

    def confirm(self) -> None:
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#ask")).to_be_hidden()
        self.page.wait_for_timeout(GUARD_MS)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        expect(self.page.locator("#told")).to_have_text("")

    def shows(self, state: str, number: str | None = None) -> None:
        expect(self.page.locator("#seat")).to_have_attribute("data-state", state)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        if number is not None:
            expect(self.page.locator("#number")).to_have_text(number)

    def call(self, number: str) -> None:
        self.press("Space")
        self.shows("called", number)

    def serve(self, number: str) -> None:
        self.call(number)
        self.press("Space")
        self.shows("serving", number)

    def finish(self) -> None:
        self.press("Space")
        self.shows("free")

    def tidy(self) -> None:
        """End whatever a test has left, and close the window."""
        self.page.unroute_all()
        board, window = self.board(), f"/windows/{self.window}"
        self.send(f"{window}/automatic", pause_seconds=None)
        self.send(f"{window}/end-pause")
        if board["ticket"]:
            self.send(f"{window}/start")
            self.send(f"{window}/finish", outcome="referred")
        for held in board["held"]:
            self.send(f"/tickets/{held['id']}/cancel", reason="tidy")
        self.send(f"{window}/close")
        while waiting := self.board()["waiting"]:
            for other in waiting:
                self.post(f"/tickets/{other['id']}/cancel", reason="tidy")
