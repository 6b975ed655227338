"""A network that can be cut: a TCP proxy before a hall, which swallows without a word."""

import select
import socket
import threading
from contextlib import suppress

LISTEN_SECONDS = 0.05


class Network:
    """`port` leads to the hall. While `cut`, nothing passes and nobody is told: connections stay
    open, new ones are not answered, as with a cable that was pulled."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._is_cut = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        self._is_cut = True

    def mend(self) -> None:
        """What was sent meanwhile is lost, as after a long cut: its connections are dead."""
        for each in list(self._pairs):
            self._forget(each)
        self._is_cut = False

    def close(self) -> None:
        self._ended = True
        self._thread.join(5)
        for each in list(self._pairs):
            self._forget(each)
        self._server.close()

    def _run(self) -> None:
        while not self._ended:
            with suppress(OSError, ValueError):
                self._step()

    def _step(self) -> None:
        if self._is_cut:
            threading.Event().wait(LISTEN_SECONDS)
            return
        ready, _, _ = select.select([self._server, *self._pairs], [], [], LISTEN_SECONDS)
        for each in ready:
            if each is self._server:
                here, _ = self._server.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                self._pairs |= {here: there, there: here}
            elif each in self._pairs:
                self._pass_on(each)

    def _pass_on(self, source: socket.socket) -> None:
        try:
            content = source.recv(65_536)
            if content:
                self._pairs[source].sendall(content)
                return
        except OSError:
            pass
        self._forget(source)

    def _forget(self, end: socket.socket) -> None:
        other = self._pairs.pop(end, None)
        if other is not None:
            self._pairs.pop(other, None)
            other.close()
        end.close()
