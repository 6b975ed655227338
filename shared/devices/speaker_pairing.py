"""How a speaker station is let in: it shows a code once, and keeps the token it was given with it.

The token lies in a file for this user alone, beside the address of the hub it belongs to: no other
hub is ever sent it.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import requests
from msgspec import Struct

ANSWER_SECONDS = 5.0
PAIRING = "/api/v1/pairing"
LARGEST_RECORDING = 16 * 1024 * 1024

Answer = TypeVar("Answer")


class Unreachable(Exception):
    """The hub does not answer as a hub does; its text says how."""


class Standing(Struct, frozen=True):
    """`state` is waiting (with its code), paired (with its place), or unknown."""

    state: str
    code: str = ""
    place: str = ""


class Kept(Struct, frozen=True):
    hub: str
    token: str


class Given(Struct, frozen=True):
    code: str
    token: str


class Hub:
    """A hub over HTTP, as one station. `authority` is the file of the certificates that its own
    must be signed by; empty: those of the system."""

    def __init__(self, address: str, token_file: Path, authority: str = "") -> None:
        self.address = address.rstrip("/")
        self._file = token_file
        self.session = requests.Session()
        self.session.verify = authority or True
        self.token = self._kept()

    def standing(self) -> Standing:
        """What the hub says of this station's token. Raises Unreachable."""
        if not self.token:
            return Standing("unknown")
        return self._answer(Standing, "GET", headers=self._bearer())

    def ask(self, place: str) -> Standing:
        """Ask to be let in at ``voice/<zone or hall>``. Raises Unreachable, OSError."""
        given = self._answer(Given, "POST", json={"kind": "station", "place": place})
        self._keep(given.token)
        return Standing("waiting", given.code)

    def recording(self, address: str) -> bytes | None:
        """None where it cannot be had; the reason is in no way the station's."""
        with suppress(requests.RequestException):
            answer = self.session.get(
                self.address + address,
                headers=self._bearer(),
                timeout=ANSWER_SECONDS,
                allow_redirects=False,
            )
            if answer.status_code == 200 and len(answer.content) <= LARGEST_RECORDING:
                return bytes(answer.content)
        return None

    def close(self) -> None:
        self.session.close()

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _answer(self, kind: type[Answer], method: str, **more: Any) -> Answer:
        try:
            answer = self.session.request(
                method,
                self.address + PAIRING,
                timeout=ANSWER_SECONDS,
                allow_redirects=False,
                **more,
            )
        except requests.RequestException as fault:
            raise Unreachable(f"the hub does not answer ({type(fault).__name__})") from fault
        if answer.status_code not in (200, 201):
            raise Unreachable(f"the hub answers {answer.status_code}")
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.DecodeError as fault:
            raise Unreachable("this is no hub, or one of another version") from fault

    def _kept(self) -> str:
        with suppress(OSError, msgspec.DecodeError):
            kept = msgspec.json.decode(self._file.read_bytes(), type=Kept)
            if kept.hub == self.address:
                return kept.token
        return ""

    def _keep(self, token: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.unlink(missing_ok=True)
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(msgspec.json.encode(Kept(self.address, token)))
        part.replace(self._file)
        self.token = token
