"""A receipt to print, and an honest stand-in for a printer on the network."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from shared.devices.escpos_picture import Printed, read
from shared.domain.catalogue import Printer
from shared.domain.receipts import Receipt
from shared.domain.tickets import Class, Need

ADDRESS = "http://192.168.1.20:8000/kiosk/ticket/Zk3v9QxL2mT7bYw4RsN8aA"

RECEIPT = Receipt(
    hall={"zh": "百城市政务服务中心", "en": "Baicheng Government Service Hall"},
    number="A012",
    service={"zh": "居民身份证申领", "en": "Identity card application"},
    class_=Class.ordinary,
    need=Need.none,
    language="zh",
    zone={"zh": "一楼A区", "en": "First floor, area A"},
    way={"zh": "进门右手边", "en": "On the right of the entrance"},
    windows=(3, 4),
    ahead=4,
    wait_minutes=12,
    issued_at=datetime(2026, 11, 23, 10, 32, tzinfo=ZoneInfo("Asia/Shanghai")),
    materials={"zh": ("户口簿", "照片回执"), "en": ("Household register", "Photo receipt")},
    address=ADDRESS,
)

PRINTERS = {
    576: Printer(code="P80", driver="virtual", address="", profile="NT-80-V-UL", dots=576),
    384: Printer(code="P58", driver="virtual", address="", profile="NT-5890K", dots=384),
}


@pytest.fixture
def receipt() -> Receipt:
    return RECEIPT


@pytest.fixture(params=[576, 384])
def printer(request: pytest.FixtureRequest) -> Printer:
    """A printer of each width."""
    return PRINTERS[request.param]


@pytest.fixture
def wide_printer() -> Printer:
    return PRINTERS[576]


READY = {1: 0x12, 2: 0x12, 4: 0x12}


class FakePrinter:
    """A printer at a TCP port: answers DLE EOT, takes bytes, and reads them as strictly as ours.

    `answers` holds the byte for each question, or none for a printer that never answers;
    `reads` tells whether it takes bytes at all; `drops_after` closes the line hard after so many.
    `wakes_late` answers each question, but only after so many seconds.
    """

    def __init__(
        self,
        dots: int = 576,
        answers: dict[int, int] | None = None,
        reads: bool = True,
        drops_after: int | None = None,
        wakes_late: float = 0,
    ) -> None:
        self.dots = dots
        self.answers = READY if answers is None else answers
        self.after = self.answers  # what it answers once it has printed
        self.reads, self.drops_after, self.wakes_late = reads, drops_after, wakes_late
        self.received: list[bytes] = []  # a connection each, without the questions
        self.questions = 0
        self._stop = threading.Event()
        self._socket = socket.socket()
        if not reads:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self) -> "FakePrinter":
        return self

    def __exit__(self, *_: object) -> None:
        self.off()

    def off(self) -> None:
        """Like the switch: its port refuses from now on."""
        if self._stop.is_set():
            return
        self._stop.set()
        socket.create_connection(self._socket.getsockname()).close()
        self._thread.join()
        self._socket.close()

    def papers(self) -> list[Printed]:
        """What came out of it."""
        time.sleep(0.05)  # the last line's end may still be on its way
        return [read(data, self.dots) for data in self.received if data]

    def _serve(self) -> None:
        while not self._stop.is_set():
            line, _ = self._socket.accept()
            with line:
                if self._stop.is_set():
                    return
                self.received.append(b"")
                line.settimeout(0.05)
                self._take(line)

    def _take(self, line: socket.socket) -> None:
        while not self._stop.is_set():
            if not self.reads:
                if self.answers and not self.questions:
                    self._hear(line, line.recv(3))
                time.sleep(0.02)
                continue
            try:
                got = line.recv(3 if not self.received[-1] else 65536)
            except TimeoutError:
                continue
            except ConnectionResetError:
                return
            if not got:
                return
            self._hear(line, got)
            if self.drops_after is not None and len(self.received[-1]) >= self.drops_after:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def _hear(self, line: socket.socket, got: bytes) -> None:
        """A question is answered and is no part of the job, as in a real printer.

        It may come in one piece with the end of the job; after it nothing comes unanswered.
        """
        asks = got[-3:-1] == b"\x10\x04"
        self.received[-1] += got[:-3] if asks else got
        if asks:
            self.questions += 1
            answers = self.after if self.received[-1] else self.answers
            if got[-1] in answers:
                time.sleep(self.wakes_late)
                line.sendall(bytes((answers[got[-1]],)))


@pytest.fixture
def fake_printer() -> Iterator[type]:
    """Makes fake printers that end with the test: ``fake_printer(answers={})``."""
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(FakePrinter(**how))  # type: ignore[misc]
