"""POST a ticket over HTTP, with one and eight keep-alive clients, against the bare route.

The clients are raw sockets in one loop: each sends its next request when it has its answer, so
that the servers and not the clients are measured.
"""

import json
import selectors
import socket
import time
from pathlib import Path

from msgspec import Struct

from tests.bench import commands, halls
from tests.bench.rounds import Outcome, Row, alternate, middle, percentile
from tests.bench.servers import BareServer, HallServer

REQUESTS = {1: 400, 8: 800}
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"


class Load(Struct, frozen=True):
    """One round: requests a second and the 99th percentile of the answers in milliseconds."""

    a_second: float
    p99: float


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._read = b""

    def send(self, request: bytes) -> None:
        self._read = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> bytes | None:
        """The whole answer, or None while some of it is missing."""
        more = self.socket.recv(65536)
        assert more, "the server hung up"
        self._read += more
        head, found, body = self._read.partition(END_OF_HEAD)
        if not found:
            return None
        length = head.lower().partition(LENGTH)[2].partition(b"\r\n")[0]
        return self._read if len(body) >= int(length) else None


def request(path: str, body: dict[str, str], credentials: dict[str, str]) -> bytes:
    content = json.dumps(body).encode()
    head = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        *(f"{name}: {value}" for name, value in credentials.items()),
    ]
    return "\r\n".join(head).encode() + END_OF_HEAD + content


def load(port: int, requests: list[bytes], clients: int) -> Load:
    """Send all requests through so many clients."""
    pending = requests[::-1]
    seconds: list[float] = []
    selector = selectors.DefaultSelector()
    begun = time.perf_counter()
    for _ in range(clients):
        client = Client(port)
        selector.register(client.socket, selectors.EVENT_READ, client)
        client.send(pending.pop())
    while len(seconds) < len(requests):
        for key, _ in selector.select():
            client = key.data
            answer = client.answer()
            if answer is None:
                continue
            seconds.append(time.perf_counter() - client.sent_at)
            assert b" 201 " in answer[:20], answer
            if pending:
                client.send(pending.pop())
    took = time.perf_counter() - begun
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    selector.close()
    return Load(len(requests) / took, percentile(seconds, 0.99) * 1000)


def tickets(folder: Path, rounds: int) -> Outcome:
    total = sum(REQUESTS.values()) * (rounds + 1)
    rows, service = commands.rows_to_insert(folder / "rows", total)
    hall = HallServer(folder / "hall")
    bare = BareServer(folder / "bare", rows, None)
    kiosk = {"Authorization": f"Bearer {hall.kiosk}"}
    try:
        found: list[Row] = []
        for clients, count in REQUESTS.items():

            def ours(clients: int = clients, count: int = count) -> Load:
                return load(hall.port, _tickets("/api/v1", service, count, kiosk), clients)

            def theirs(clients: int = clients, count: int = count) -> Load:
                return load(bare.port, _tickets("", service, count, {}), clients)

            found += _rows(clients, *alternate(rounds, ours, theirs))
        return found, []
    finally:
        bare.stop()
        hall.stop()


def _tickets(prefix: str, service: str, count: int, credentials: dict[str, str]) -> list[bytes]:
    return [
        request(
            f"{prefix}/tickets",
            {"command_id": halls.new_id(), "service": service, "language": "zh"},
            credentials,
        )
        for _ in range(count)
    ]


def _rows(clients: int, mine: list[Load], yours: list[Load]) -> list[Row]:
    name = f"take a number, HTTP, {clients} client{'s' if clients > 1 else ''}"
    a, b = middle([one.a_second for one in mine]), middle([one.a_second for one in yours])
    p, q = middle([one.p99 for one in mine]), middle([one.p99 for one in yours])
    return [
        Row(f"{name}, requests/s", f"{a:,.0f}", f"{b:,.0f}", a / b, "least", 0.6),
        Row(f"{name}, p99 ms", f"{p:.2f}", f"{q:.2f}", p / q, "most", 2.0),
    ]
