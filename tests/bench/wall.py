"""Hundreds of screens in one process: WebSockets with the least of Engine.IO and Socket.IO.

Nothing is masked for real (the key is zero), nothing is parsed that need not be, so that the
boards cost little beside the servers they wait for.
"""

import json
import selectors
import socket
import time
from collections.abc import Callable

CALL = b'42["call",'
BOARD = b'42["board",'
ANSWER = b"430"
PING, PONG = b"2", b"3"
TEXT, CLOSE = 1, 8


class Board:
    """One connection that watches a room, as a device with its token, as staff with their session's
    cookie or as a phone with its ticket's key (`auth`). `called_at` is when the last call came,
    `call` its packet; `calls` and `shown` are the packets of calls and boards with their times,
    where they are kept."""

    def __init__(
        self,
        port: int,
        token: str,
        room: str = "main",
        cookie: str = "",
        *,
        auth: dict[str, str] | None = None,
        keeps: bool = False,
    ) -> None:
        self.called_at = 0.0
        self.call = b""
        self.calls: list[tuple[float, bytes]] = []
        self.shown: list[tuple[float, bytes]] = []
        self._keeps = keeps
        self.packets = 0
        self.watching = False
        self._read = b""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(_handshake(port, cookie))
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(4096)
        head, _, self._read = head.partition(b"\r\n\r\n")
        assert b" 101 " in head[:20], head
        who = auth or ({"token": token} if token else None)
        self._send(b"40" + (json.dumps(who).encode() if who else b""))
        self._send(b'420["watch",{"room":"%s"}]' % room.encode())

    def take_in(self) -> None:
        """Read what is there; raises AssertionError when the server hangs up."""
        more = self.socket.recv(65536)
        assert more, "the server hung up"
        self._read += more
        while (packet := self._packet()) is not None:
            self.packets += 1
            if packet.startswith(CALL):
                self.called_at, self.call = time.perf_counter(), packet
                if self._keeps:
                    self.calls.append((self.called_at, packet))
            elif self._keeps and packet.startswith(BOARD):
                self.shown.append((time.perf_counter(), packet))
            elif packet == PING:
                self._send(PONG)
            elif packet.startswith(ANSWER):
                assert b'"ok":true' in packet.replace(b" ", b""), packet[:200]
                self.watching = True

    def tell(self) -> None:
        """What it shows, as a screen tells it."""
        self._send(b'42["showing",{"room":"main","seq":1,"sound":"on"}]')

    def _packet(self) -> bytes | None:
        """The next whole frame's content. Servers do not mask and send one frame a packet."""
        if len(self._read) < 2:
            return None
        kind, length, head = self._read[0] & 15, self._read[1] & 127, 2
        if length >= 126:
            head = 4 if length == 126 else 10
            if len(self._read) < head:
                return None
            length = int.from_bytes(self._read[2:head])
        if len(self._read) < head + length:
            return None
        packet = self._read[head : head + length]
        self._read = self._read[head + length :]
        assert kind != CLOSE, "the server closed the board"
        return packet

    def _send(self, packet: bytes) -> None:
        assert len(packet) < 126
        self.socket.sendall(bytes((128 | TEXT, 128 | len(packet), 0, 0, 0, 0)) + packet)


def _handshake(port: int, cookie: str) -> bytes:
    signed_in = f"Cookie: {cookie}\r\n" if cookie else ""
    return (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        f"{signed_in}Upgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()


class Wall:
    """All boards of both servers in one loop, so that those who are not measured are kept alive."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def connect(self, port: int, token: str, count: int) -> list[Board]:
        boards = [self.add(Board(port, token)) for _ in range(count)]
        self.run(lambda: all(board.watching for board in boards), 20)
        return boards

    def add(self, board: Board) -> Board:
        self._selector.register(board.socket, selectors.EVENT_READ, board)
        self.run(lambda: True)
        return board

    def run(self, enough: Callable[[], bool], seconds: float = 10.0) -> None:
        """Take in what comes until it is enough. Raises AssertionError when that takes longer."""
        deadline = time.monotonic() + seconds
        while True:
            for key, _ in self._selector.select(0.005):
                key.data.take_in()
            if enough():
                return
            assert time.monotonic() < deadline, "the boards waited in vain"

    def settle(self, seconds: float) -> None:
        over = time.monotonic() + seconds
        self.run(lambda: time.monotonic() >= over, seconds + 5)

    def close(self) -> None:
        for key in list(self._selector.get_map().values()):
            key.data.socket.close()
        self._selector.close()
