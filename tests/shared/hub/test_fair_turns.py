"""A client that always has another request ready does not keep the others waiting."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.demo.own_hall import OwnHall

MANY = 150
REQUEST = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def port(tmp_path: Path, server_mode: str) -> Iterator[int]:
    hall = OwnHall(tmp_path / "var", stations=False, async_mode=server_mode)
    hall.start()
    yield hall.port
    hall.stop()


def test_a_client_with_many_requests_at_once_lets_others_in_between(port: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", port)) as greedy,
        socket.create_connection(("127.0.0.1", port)) as other,
    ):
        answered: list[float] = []
        reading = threading.Thread(target=lambda: answered.append(last_answer_at(greedy)))
        reading.start()
        greedy.sendall(REQUEST * MANY)
        other.sendall(REQUEST)
        assert other.recv(12) == b"HTTP/1.1 200"
        moment = time.monotonic()
        reading.join(30)
        assert answered, "the greedy client was not answered"
        assert moment < answered[0]


def last_answer_at(client: socket.socket) -> float:
    """Reads on until all have been answered; an answer's head begins with HTTP/1.1."""
    read, tail = 0, b""
    while read < MANY:
        more = client.recv(65536)
        assert more, "the server hung up"
        read += (tail + more).count(b"HTTP/1.1 200")
        tail = (tail + more)[-11:]
    return time.monotonic()
