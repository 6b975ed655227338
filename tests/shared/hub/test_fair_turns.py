"""A client that always has another request ready does not keep the others waiting."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from shared.demo.own_hall import OwnHall
from tests.example_hall import ExampleHalls

MANY = 150
HEAD = " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
REQUEST = f"GET /api/v1/openapi.json{HEAD}\r\n".encode()
LAST = f"GET /health{HEAD}Connection: close\r\n\r\n".encode()
SEQ = re.compile(rb'\{"ok":true,"seq":(\d+)\}')


@pytest.fixture
def hall(tmp_path: Path, example_halls: ExampleHalls) -> Iterator[OwnHall]:
    """Under eventlet: with threads a connection ends with its first answer."""
    started = example_halls.begin(tmp_path / "var", "eventlet", stations=False)
    yield started
    started.stop()


def test_a_client_with_many_requests_at_once_lets_others_in_between(hall: OwnHall) -> None:
    """The hall itself tells the order: the last answer of the greedy client has seen what the
    other did."""
    before = int(requests.get(f"{hall.url}/health", timeout=30).json()["seq"])
    command = opening_a_window(hall)
    with (
        socket.create_connection(("127.0.0.1", hall.port)) as greedy,
        socket.create_connection(("127.0.0.1", hall.port)) as other,
        ThreadPoolExecutor(1) as reader,
    ):
        answers = reader.submit(read_all, greedy)
        greedy.sendall(REQUEST * MANY + LAST)
        other.sendall(command)
        assert other.recv(12) == b"HTTP/1.1 200"
        read = answers.result(60)
    assert read.count(b"HTTP/1.1 200") == MANY + 1
    assert int(SEQ.findall(read)[-1]) > before


def opening_a_window(hall: OwnHall) -> bytes:
    """As a clerk's program sends it."""
    with requests.Session() as session:
        words = {"account": "clerk1", "password": hall.passwords["clerk1"]}
        answer = session.post(f"{hall.url}/api/v1/session", json=words, timeout=30)
        wish = requests.Request(
            "POST",
            f"{hall.url}/api/v1/windows/1/open",
            json={"command_id": str(uuid4())},
            headers={"X-CSRF-Token": answer.json()["csrf"]},
        )
        made = session.prepare_request(wish)
    fields = "".join(f"{name}: {value}\r\n" for name, value in made.headers.items())
    assert isinstance(made.body, bytes)
    return f"POST {made.path_url}{HEAD}{fields}\r\n".encode() + made.body


def read_all(client: socket.socket) -> bytes:
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)
