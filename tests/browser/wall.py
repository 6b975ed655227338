"""Screens on the wall for the tests: paired, set up, and a hall where somebody is called."""

import csv
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import requests
from playwright.sync_api import Page

from shared.demo.own_hall import OwnHall
from tests.browser.conftest import Person

HALL_FILES = "shared/halls/baicheng"
PASSWORD = "a-good-password-for-tests"
SCREENS = count(1)

# What is at hand: inches, pixels, metres.
SIZES: dict[str, dict[str, float]] = {
    "board-55": {"inches": 55, "across": 1920, "down": 1080, "metres": 5},
    "portrait-32": {"inches": 32, "across": 1080, "down": 1920, "metres": 3},
    "small-10": {"inches": 10, "across": 1280, "down": 800, "metres": 1},
    "huge-86": {"inches": 86, "across": 3840, "down": 2160, "metres": 10},
}


class Wall:
    """A hall with kiosk and clerks, and screens that are set up as a test likes."""

    def __init__(self, hall: OwnHall) -> None:
        self._hall = hall
        self.admin = Person(hall, "admin")
        self._clerks: dict[int, Person] = {}
        token = self.admin.post("/devices", device="K-wall", kind="kiosk", place="K1")["token"]
        self._kiosk = requests.Session()
        self._kiosk.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        for session in (
            self.admin.session,
            self._kiosk,
            *(clerk.session for clerk in self._clerks.values()),
        ):
            session.close()

    def pair(self, **shown: Any) -> tuple[str, str]:
        """A new display, set up so; gives its id and token."""
        device = f"screen-{next(SCREENS)}"
        token = self.admin.post("/devices", device=device, kind="display")["token"]
        if shown:
            self.set_up(device, **shown)
        return device, token

    def set_up(self, device: str, **shown: Any) -> None:
        self.admin.post(f"/devices/{device}/screen", screen=shown)

    def take(self, service: str = "household-birth", language: str = "zh") -> str:
        words = {"command_id": f"take-{next(SCREENS)}-wall", "service": service}
        answer = self._kiosk.post(
            f"{self._hall.url}/api/v1/tickets", json=words | {"language": language}, timeout=10
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["number"])

    def clerk(self, window: int) -> Person:
        """A clerk of no department with a badge, at an open window."""
        if window not in self._clerks:
            account = f"wall{window}"
            self.admin.post(
                "/staff",
                account=account,
                name=f"Clerk {window}",
                role="clerk",
                password=PASSWORD,
                badge=f"10{window:04}",
            )
            self._hall.passwords[account] = PASSWORD
            self._clerks[window] = Person(self._hall, account)
            self._clerks[window].post(f"/windows/{window}/open")
        return self._clerks[window]

    def call(self, window: int) -> None:
        self.clerk(window).post(f"/windows/{window}/next")

    def busy(self, windows: int = 5) -> None:
        """Numbers called at so many windows, and some who wait in many queues."""
        with open(f"{HALL_FILES}/services.csv", encoding="utf-8-sig") as file:
            of_queue = {row["queue"]: row["code"] for row in csv.DictReader(file)}
        for queue, service in of_queue.items():
            if queue != "A":
                self.take_if_given(service)
        for window in range(1, windows + 1):
            self.take()
            self.call(window)

    def take_if_given(self, service: str) -> None:
        words = {"command_id": f"take-{next(SCREENS)}-wall", "service": service, "language": "zh"}
        self._kiosk.post(f"{self._hall.url}/api/v1/tickets", json=words, timeout=10)

    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.admin.get("/hall/settings")
        return found

    def tell(self, chinese: str) -> None:
        """Post a notice in Chinese alone."""
        until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        self.admin.post("/notices", kind="note", until=until, text={"zh": chinese})

    def open(
        self, look: Any, token: str, size: dict[str, int], path: str = "/display", **options: Any
    ) -> Page:
        """The page of a paired screen."""
        cookie = {
            "name": "hall_display",
            "value": token,
            "domain": "127.0.0.1",
            "path": "/",
            "expires": -1,
            "httpOnly": True,
            "secure": False,
            "sameSite": "Strict",
        }
        page: Page = look(path, size, storage_state={"cookies": [cookie], "origins": []}, **options)
        return page
