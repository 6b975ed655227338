"""The official JavaScript Socket.IO client as a board of somebody else's making."""

import json
import queue
import subprocess
import threading
from pathlib import Path
from uuid import uuid4

import pytest
import requests

CLIENT = Path(__file__).parent / "foreign_client.mjs"
TESTS = Path(__file__).parent.parent


class Foreign:
    """The client in its own process; `next(kind)` waits for the next message of a kind."""

    def __init__(self, url: str, token: str) -> None:
        # Run from the tests' folder, where its node_modules are.
        self._process = subprocess.Popen(
            ["node", str(CLIENT), url, token], stdout=subprocess.PIPE, text=True, cwd=TESTS
        )
        self._said: queue.Queue[dict] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self, kind: str) -> dict:
        while True:
            message = self._said.get(timeout=30)
            if message["kind"] == kind:
                return message["content"]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def _listen(self) -> None:
        for line in self._process.stdout:
            self._said.put(json.loads(line))


def signed_in(hall, account: str) -> requests.Session:
    session = requests.Session()
    answer = session.post(
        f"{hall.url}/api/v1/session",
        json={"account": account, "password": hall.passwords[account]},
        timeout=30,
    )
    session.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return session


def post(session: requests.Session, url: str, **fields) -> dict:
    answer = session.post(url, json={"command_id": str(uuid4()), **fields}, timeout=30)
    assert answer.ok, answer.text
    return answer.json()


@pytest.fixture
def foreign(hall):
    made: list[Foreign] = []

    def connect(token: str) -> Foreign:
        made.append(Foreign(hall.url, token))
        return made[-1]

    yield connect
    for client in made:
        client.close()


def test_a_call_reaches_a_foreign_board(hall, foreign):
    admin, clerk = signed_in(hall, "admin"), signed_in(hall, "clerk1")
    api = f"{hall.url}/api/v1"
    token = post(admin, f"{api}/devices", device="foreign", kind="display")["token"]
    board = foreign(token)
    watched = board.next("watched")
    assert watched["ok"]
    assert watched["board"]["room"] == "main"

    ticket = post(admin, f"{api}/tickets", service="household-birth", language="en")
    post(clerk, f"{api}/windows/2/open")
    post(clerk, f"{api}/windows/2/next")
    call = board.next("call")
    assert (call["number"], call["window"]) == (ticket["number"], 2)
    assert [said["language"] for said in call["speech"]] == ["zh", "en"]
    shown = board.next("board")
    while not shown["calls"]:
        shown = board.next("board")
    assert shown["calls"][0]["number"] == ticket["number"]
    assert "key" not in json.dumps(shown)
    post(clerk, f"{api}/windows/2/miss")
    post(clerk, f"{api}/windows/2/close")


def test_a_board_without_a_token_is_refused(foreign):
    assert foreign("nobody.nothing").next("refused") == "not-signed-in"


def test_a_revoked_board_is_shut_out(hall, foreign):
    admin = signed_in(hall, "admin")
    api = f"{hall.url}/api/v1"
    token = post(admin, f"{api}/devices", device="gone", kind="display")["token"]
    board = foreign(token)
    board.next("watched")
    post(admin, f"{api}/devices/gone/revoke")
    board._process.wait(timeout=30)
    assert foreign(token).next("refused") == "not-signed-in"
