"""Connections that begin a request and do not go on, against a real server."""

import contextlib
import select
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.hub import runtime
from tests.shared.hub.test_real_server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "var", "eventlet")
    yield running
    running.stop()


def test_half_a_request_is_not_waited_for(server: Server) -> None:
    """Also where a byte comes now and then. Whoever has asked once may stay silent for longer."""
    beginnings = {
        "nothing": b"",
        "half a line": b"GET /heal",
        "half the headers": b"GET /health HTTP/1.1\r\nHost: hall\r\nX-More: ",
        "asked": b"GET /health HTTP/1.1\r\nHost: hall\r\n\r\n",
    }
    opened = {name: socket.create_connection(("127.0.0.1", server.port)) for name in beginnings}
    for name, sent in beginnings.items():
        opened[name].sendall(sent)
    asked = opened.pop("asked")
    assert asked.recv(4096).startswith(b"HTTP/1.1 200")
    until = time.monotonic() + 2 * runtime.HEAD_SECONDS
    waiting = set(opened.values())
    while waiting and time.monotonic() < until:
        ended, _, _ = select.select(list(waiting), [], [], 1)
        for each in ended:
            waiting.discard(each)
        if opened["half the headers"] in waiting:
            # The hub may hang up between the look above and this byte.
            with contextlib.suppress(ConnectionError):
                opened["half the headers"].sendall(b"x")
    assert not waiting
    asked.sendall(b"GET /health HTTP/1.1\r\nHost: hall\r\n\r\n")
    assert asked.recv(4096).startswith(b"HTTP/1.1 200")
    for each in (asked, *opened.values()):
        each.close()
