"""One client's line to the hall's HTTP API, which outlives a restart of the hub.

A command that gets no answer is sent again with the same id: the hub does it once, however often
it is asked. Errors:

    Refused       the hub said no; `code` and `message` are its own
    Unreachable   it said nothing for longer than PATIENCE_SECONDS
"""

import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec

from shared.demo.tally import Tally

PATIENCE_SECONDS = 60.0
ANSWER_SECONDS = 20.0
PAUSE_SECONDS = 0.2
UNAVAILABLE = 503


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} ({status} {code})")
        self.status = status
        self.code = code


class Unreachable(Exception):
    pass


class Line:
    """A keep-alive connection, for one thread at a time. `url` is the hub's address."""

    def __init__(self, url: str, tally: Tally, token: str = "") -> None:
        self.tally = tally
        self._parts = urlsplit(url)
        self._headers = {"Accept": "application/json", "Accept-Language": "en"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._connection: HTTPConnection | None = None

    @property
    def credentials(self) -> dict[str, str]:
        """The headers that say who asks."""
        names = ("Authorization", "Cookie", "X-CSRF-Token")
        return {name: self._headers[name] for name in names if name in self._headers}

    @property
    def cookie(self) -> str:
        """The session's cookie, for a socket of the same person."""
        return self._headers.get("Cookie", "")

    def sign_in(self, account: str, password: str) -> dict[str, Any]:
        me = self._send("POST", "/session", {"account": account, "password": password})
        self._headers["X-CSRF-Token"] = me["csrf"]
        return dict(me)

    def get(self, path: str) -> Any:
        return self._send("GET", path, None)

    def command(self, path: str, **words: Any) -> dict[str, Any]:
        """Send a command under a new id; raises Refused."""
        begun = time.perf_counter()
        answer = self._send("POST", path, {"command_id": str(uuid4())} | words)
        self.tally.accepted(path, time.perf_counter() - begun)
        return dict(answer)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        """Until answered. A kept connection that the hub has closed meanwhile is no interruption:
        the second try is on a new one."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        down = False
        while True:
            kept = self._connection is not None
            try:
                status, content = self._once(method, path, body)
            except (OSError, HTTPException) as fault:
                self.close()
                if kept:
                    continue
                if not down:
                    self.tally.interrupted()
                    down = True
                if time.monotonic() > deadline:
                    raise Unreachable(f"the hall does not answer: {fault}") from fault
                time.sleep(PAUSE_SECONDS)
                continue
            if status == UNAVAILABLE and time.monotonic() < deadline:
                time.sleep(PAUSE_SECONDS)
                continue
            return _content(status, content)

    def _once(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = self._connect()
        headers = self._headers
        if body is not None:
            headers = headers | {"Content-Type": "application/json"}
        address = f"{self._parts.path.rstrip('/')}/api/v1{path}"
        content = msgspec.json.encode(body) if body is not None else None
        self._connection.request(method, address, content, headers)
        answer = self._connection.getresponse()
        read = answer.read()
        for header in answer.headers.get_all("Set-Cookie") or ():
            jar = SimpleCookie(header)
            self._headers["Cookie"] = "; ".join(f"{k}={v.value}" for k, v in jar.items())
        return answer.status, read

    def _connect(self) -> HTTPConnection:
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        return kind(self._parts.hostname or "", self._parts.port, timeout=ANSWER_SECONDS)


def _content(status: int, content: bytes) -> Any:
    try:
        answer = msgspec.json.decode(content)
    except msgspec.DecodeError:
        answer = {}
    if status < 400:
        return answer
    error = answer.get("error", {}) if isinstance(answer, dict) else {}
    raise Refused(status, error.get("code", f"status-{status}"), error.get("message", "refused"))
