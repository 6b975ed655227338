"""Connections that begin a request and do not go on, and WebSockets that never stop, against a real
server."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.shared.hub.test_real_server import Server

HEAD_SECONDS = 2
SOONER = f"""
from shared.__main__ import main
from shared.hub import runtime
assert 5 <= runtime.HEAD_SECONDS <= 30
runtime.HEAD_SECONDS = {HEAD_SECONDS}
main()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The hub, but for how long it waits for a request's head: not as long as a hall's networks may
    need."""
    running = Server(tmp_path / "var", "eventlet", program=("-c", SOONER))
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
    begun = time.monotonic()
    until = begun + 5 * HEAD_SECONDS
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
    assert time.monotonic() - begun > HEAD_SECONDS - 0.5
    asked.sendall(b"GET /health HTTP/1.1\r\nHost: hall\r\n\r\n")
    assert asked.recv(4096).startswith(b"HTTP/1.1 200")
    for each in (asked, *opened.values()):
        each.close()


def opened_websocket(port: int) -> socket.socket:
    """As nobody."""
    made = socket.create_connection(("127.0.0.1", port), timeout=20)
    made.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\n"
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert b" 101 " in made.recv(4096)
    return made


def frame(packet: bytes, *, kind: int = 1, last: bool = True) -> bytes:
    """Masked with zeros."""
    head = bytes(((128 if last else 0) | kind, 128 | min(len(packet), 126)))
    longer = len(packet).to_bytes(2) if len(packet) > 125 else b""
    return head + longer + bytes(4) + packet


def test_a_socket_that_sends_without_pause_holds_up_nobody(server: Server) -> None:
    """Nor does what it sends fill the log."""
    packets = frame(b"3") * 500 + frame(b'42["showing",{"a":"\\ud800"}]') * 500
    flood = opened_websocket(server.port)
    flood.sendall(frame(b"40"))
    over = time.monotonic() + 3

    def send() -> None:
        with contextlib.suppress(OSError):
            while time.monotonic() < over:
                flood.sendall(packets)

    sending = threading.Thread(target=send)
    sending.start()
    slowest = 0.0
    while time.monotonic() < over:
        begun = time.monotonic()
        assert requests.get(f"http://127.0.0.1:{server.port}/health", timeout=20).ok
        slowest = max(slowest, time.monotonic() - begun)
    sending.join()
    flood.close()
    assert slowest < 1.5
    assert server.process.stdout is not None
    server.process.terminate()
    assert len(server.process.stdout.read()) < 2_000


def test_a_message_does_not_grow_without_end(server: Server) -> None:
    growing = opened_websocket(server.port)
    part = frame(bytes(16_000), kind=0, last=False)
    growing.sendall(frame(b"4", last=False))
    with pytest.raises(ConnectionError):
        growing.sendall(part * 2_000)  # 32 MB
    growing.close()
