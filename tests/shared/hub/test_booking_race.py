"""Fifty who want one time, over HTTP, from two processes that serve one hall."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import requests

from shared.demo.own_hall import OwnHall
from shared.store.verify import verify_file
from tests.booking_hall import BOOKABLE, CAPACITY, booking_hall

AT_ONCE = 50
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory, server_mode: str) -> Iterator[list[OwnHall]]:
    """Two servers on one folder."""
    folder = tmp_path_factory.mktemp("race")
    files = booking_hall(folder)
    halls = [
        OwnHall(folder / "var", stations=False, async_mode=server_mode, files=files)
        for _ in range(2)
    ]
    for each in halls:
        each.start()
    yield halls
    for each in halls:
        each.stop()


def signed_in(hall: OwnHall, password: str) -> requests.Session:
    session = requests.Session()
    words = {"account": "steward", "password": password}
    answer = session.post(f"{hall.url}/api/v1/session", json=words, timeout=30)
    session.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return session


def test_capacity_holds(halls: list[OwnHall]) -> None:
    password = halls[0].passwords["steward"]
    sessions = [signed_in(hall, password) for hall in halls]

    def book(number: int) -> tuple[int, str]:
        side = number % 2
        body = {
            "command_id": str(uuid4()),
            "service": BOOKABLE[0],
            "starts_at": TOMORROW.isoformat(),
            "language": "zh",
            "phone": f"139000000{number:02d}",
        }
        answer = requests.post(
            f"{halls[side].url}/api/v1/appointments",
            json=body,
            cookies=sessions[side].cookies,
            headers={"X-CSRF-Token": str(sessions[side].headers["X-CSRF-Token"])},
            timeout=30,
        )
        said = answer.json()
        return answer.status_code, said["code"] if answer.ok else said["error"]["code"]

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(book, range(AT_ONCE)))
    codes = [said for status, said in answers if status == 201]
    assert len(codes) == len(set(codes)) == CAPACITY
    refused = [answer for answer in answers if answer[0] != 201]
    assert set(refused) == {(409, "slot-full")}
    for session in sessions:
        session.close()


def test_nothing_was_lost(halls: list[OwnHall]) -> None:
    assert verify_file(halls[0].var / "hall.db", "baicheng").faults == ()
