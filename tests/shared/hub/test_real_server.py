"""`hall run` as people start it: a process of its own, real sockets, both ways of serving.

Checked here is what needs a server: calls that arrive at once, commits of another process, ends
of connections, a process that is killed, and the whole path from tap to service.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
import socketio

from shared.store.verify import verify_file

ROOT = Path(__file__).parents[3]
START_SECONDS = 60.0
SOON_SECONDS = 20.0  # machines may be busy with other work


class Server:
    """A running hall. `passwords` are those it showed when it was set up."""

    def __init__(
        self, folder: Path, mode: str, port: int = 0, program: tuple[str, ...] = ("-m", "shared")
    ) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HALL_")}
        self.folder = folder
        self.process = subprocess.Popen(
            [
                sys.executable, *program, "--var", str(folder), "run", "--port", str(port),
                "--async-mode", mode, "--no-stations", "--local-devices", "--open-today",
            ],
            cwd=ROOT, env=environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.passwords: dict[str, str] = {}
        self.address = self._read_welcome()
        self.port = int(self.address.rpartition(":")[2])

    def _read_welcome(self) -> str:
        assert self.process.stdout is not None
        deadline = time.monotonic() + START_SECONDS
        seen = ""
        while time.monotonic() < deadline and (line := self.process.stdout.readline()):
            seen += line
            if account := re.fullmatch(r"\s+(\S+)\s+([a-z0-9]{4}(?:-[a-z0-9]{4}){3})\b.*\n?", line):
                self.passwords[account[1]] = account[2]
            if opened := re.search(r"The hall is open at (\S+)", line):
                return opened[1]
        raise AssertionError(seen)

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self._end()

    def _end(self) -> None:
        assert self.process.stdout is not None
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)
        self.process.stdout.close()


class Program:
    """A program that uses the API: signed in, or with a device's token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()

    def sign_in(self, account: str, password: str) -> "Program":
        body = {"account": account, "password": password}
        answer = self.session.post(f"{self.address}/api/v1/session", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        self.session.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return self

    def bearer(self, token: str) -> "Program":
        self.session.headers["Authorization"] = f"Bearer {token}"
        return self

    def post(self, path: str, **body: Any) -> Any:
        answer = self.session.post(
            f"{self.address}/api/v1{path}", json={"command_id": str(uuid4())} | body, timeout=30
        )
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        return self.session.get(f"{self.address}/api/v1{path}", timeout=30).json()

    def close(self) -> None:
        self.session.close()


class Screen:
    """A board on the wall: a foreign client that gathers what it is sent."""

    def __init__(self, address: str, token: str) -> None:
        self.got: list[tuple[str, Any]] = []
        self.client = socketio.Client(reconnection=False)
        for event in ("board", "call"):
            self.client.on(event, self._take(event))
        self.client.connect(address, auth={"token": token}, transports=["websocket"])

    def _take(self, event: str) -> Callable[[Any], None]:
        return lambda content: self.got.append((event, content))

    def watch(self, room: str) -> Any:
        return self.client.call("watch", {"room": room}, timeout=20)

    def wait_for(self, event: str, right: Callable[[Any], bool]) -> Any:
        deadline = time.monotonic() + SOON_SECONDS
        while time.monotonic() < deadline:
            for name, content in self.got:
                if name == event and right(content):
                    return content
            time.sleep(0.01)
        raise AssertionError(f"no such {event} among {self.got}")

    def close(self) -> None:
        if self.client.connected:
            self.client.disconnect()
        self.client.eio.http and self.client.eio.http.close()


@contextmanager
def screen(address: str, token: str) -> Iterator[Screen]:
    made = Screen(address, token)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(params=["threading", "eventlet"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "var", request.param)
    yield made
    made.stop()


@pytest.fixture
def programs(server: Server) -> Iterator[Callable[[], Program]]:
    made: list[Program] = []

    def program() -> Program:
        made.append(Program(server.address))
        return made[-1]

    yield program
    for each in made:
        each.close()


def test_the_whole_path(server: Server, programs: Callable[[], Program]) -> None:
    admin = programs().sign_in("admin", server.passwords["admin"])
    kiosk = programs().bearer(
        admin.post("/devices", device="T1", kind="kiosk", place=first_kiosk(server))["token"]
    )
    wall = admin.post("/devices", device="T2", kind="display")["token"]
    clerk = programs().sign_in("clerk1", server.passwords["clerk1"])
    catalogue = kiosk.get("/catalogue")
    window, service = a_window_of("police", catalogue)

    with screen(server.address, wall) as board:
        assert board.watch("main")["ok"]
        assert not board.watch(f"console/{window}")["ok"]
        ticket = kiosk.post("/tickets", service=service, language="en")
        clerk.post(f"/windows/{window}/open")
        clerk.post(f"/windows/{window}/next")
        call = board.wait_for("call", lambda call: call["number"] == ticket["number"])
        assert call["window"] == window
        shown = board.wait_for(
            "board", lambda b: any(c["number"] == ticket["number"] for c in b["calls"])
        )
        assert shown["room"] == "main"

        # A screen that was away announces it; once the citizen has come, nobody does.
        with screen(server.address, wall) as late:
            assert [c["id"] for c in late.watch("main")["calls"]] == [call["id"]]
            clerk.post(f"/windows/{window}/start")
            assert late.watch("main")["calls"] == []

        # What another process commits is seen as well.
        other_process_takes(server)
        board.wait_for("board", lambda b: sum(q["waiting"] for q in b["queues"]) >= 1)

        # Whoever is shut out is cut off, and those who stay are not.
        with screen(server.address, admin_device(admin, "T3")) as shut:
            assert shut.watch("main")["ok"]
            admin.post("/devices/T3/revoke")
            deadline = time.monotonic() + SOON_SECONDS
            while shut.client.connected and time.monotonic() < deadline:
                time.sleep(0.02)
            assert not shut.client.connected
        clerk.post(f"/windows/{window}/finish")
        board.wait_for("board", lambda b: b["seq"] >= admin.get("/boards/main")["seq"])
    assert admin.get("/verify")["ok"]

    # Killed, and started again: every number that was answered is there, windows as they were.
    server.kill()
    found = verify_file(server.folder / "hall.db", "baicheng")
    assert found.faults == ()
    again = Server(server.folder, "threading")
    try:
        assert again.passwords == {}  # shown once, at the first start
        admin = programs()
        admin.address = again.address
        admin.sign_in("admin", server.passwords["admin"])
        assert ticket["ticket"] in {t["id"] for t in admin.get("/tickets")}
        assert admin.get(f"/boards/window/{window}")["state"] == "open"
    finally:
        again.stop()


def first_kiosk(server: Server) -> str:
    from shared.halls.reading import read_hall

    return read_hall(ROOT / "shared" / "halls" / "baicheng").kiosks[0].code


def a_window_of(department: str, catalogue: Any) -> tuple[int, str]:
    """A window of a department and a service that its first queue offers."""
    window = next(w for w in catalogue["windows"] if w["department"] == department)
    service = next(s for s in catalogue["services"] if s["queue"] in window["queues"])
    return window["number"], service["code"]


def admin_device(admin: Program, name: str) -> str:
    token: str = admin.post("/devices", device=name, kind="display")["token"]
    return token


def other_process_takes(server: Server) -> None:
    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from shared.bus import Bus; from shared.store import Store;"
        "from shared.domain.commands import TakeTicket;"
        "bus = Bus(Store(Path(sys.argv[1]), 'baicheng'), lambda: datetime.now(UTC));"
        "code = bus._hall.catalogue.services[-1].code;"
        "bus.execute(TakeTicket(id='from-elsewhere', by='kiosk:T1', service=code, language='zh',"
        " key='k' * 32))"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(server.folder / "hall.db")],
        cwd=ROOT, check=True, timeout=30,
    )  # fmt: skip
