"""Text messages with the address of a number's page, one line each in DRIVERS.

A message is told to nobody but the gateway: no fault, report or log holds its phone or its words.
"""

import http.client
import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from shared.devices.jobname import checked
from shared.devices.place import Fault

SECONDS = 8.0
OK, NOT_OK, TOO_MANY, GATEWAY_AT_FAULT = 200, 300, 429, 500


class Message(Struct, frozen=True):
    """`to` is a phone number as `shared.domain.identity.phone_written` gives it."""

    to: str
    words: str

    def __repr__(self) -> str:
        return "Message(…)"


class Texts(Protocol):
    """A way to phones."""

    def send(self, job_id: str, message: Message, /) -> None:
        """Hand a message over, or raise Fault. The same job may come again where its answer was
        lost: a gateway tells it by its id."""
        ...


class FolderTexts:
    """For halls without a gateway, for tests, and for gateways that watch a folder: one file a
    message, whole from the moment it is there, readable by its owner alone."""

    def __init__(self, address: str) -> None:
        self._folder = Path(address)

    def send(self, job_id: str, message: Message) -> None:
        file = self._folder / f"{checked(job_id)}.json"
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(part, "wb", opener=_private) as new:
                new.write(_as_json(job_id, message))
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
            raise Fault("cannot write", rests=True) from None


class HttpTexts:
    """POSTs JSON ``{"id", "to", "text"}`` and follows nobody elsewhere."""

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)

    def send(self, job_id: str, message: Message) -> None:
        try:
            status = self._post(_as_json(checked(job_id), message))
        except (OSError, http.client.HTTPException):
            raise Fault("the gateway does not answer", rests=True) from None
        if status >= GATEWAY_AT_FAULT or status == TOO_MANY:
            raise Fault(f"the gateway says {status}", rests=True)
        if not OK <= status < NOT_OK:
            raise Fault(f"the gateway says {status}", final=True)

    def _post(self, body: bytes) -> int:
        parts = self._parts
        kind = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        path = parts.path or "/"
        with closing(kind[parts.scheme](parts.netloc.rpartition("@")[2], timeout=SECONDS)) as line:
            line.request(
                "POST",
                f"{path}?{parts.query}" if parts.query else path,
                body,
                {"Content-Type": "application/json; charset=utf-8"},
            )
            status: int = line.getresponse().status
            return status


def _as_json(job_id: str, message: Message) -> bytes:
    words = {"id": job_id, "to": message.to, "text": message.words}
    return json.dumps(words, ensure_ascii=False).encode()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


DRIVERS: dict[str, Callable[[str], Texts]] = {
    "http": HttpTexts,
    "https": HttpTexts,
    "": FolderTexts,
}


def gateway(address: str) -> Texts | None:
    """The driver for the setting `text_gateway`; None where none is wanted."""
    return DRIVERS[urlsplit(address).scheme](address) if address else None


class Phones(Struct, frozen=True):
    """The place where texts go. `message_of` gives that of a ticket, and raises Fault where there
    is none any more; it is called in the station's own thread."""

    driver: Texts
    message_of: Callable[[str], Message]
