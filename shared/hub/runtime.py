"""How the hub runs many things at once. The only module that imports eventlet.

`patch` must be called before anything else of the hub is imported.
"""

import ctypes
import resource
import signal
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

MOST_CONNECTIONS = 16_384
FILES_OF_OUR_OWN = 128  # databases, logs, pipes
MOST_FROM_ONE = 1024  # a hall's own network may show one address for 300 phones and their sockets
BACKLOG = 1024
REQUEST_SECONDS = 60
HEAD_SECONDS = 10  # for a connection's first line, and for the headers of each request
M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
LARGE_BYTES = 4 * 1024 * 1024
LARGEST_MESSAGE = 1024 * 1024  # of a WebSocket, in all its frames
TOO_LARGE = 1009  # RFC 6455, 7.4.1


def give_memory_back() -> None:
    """What is as large as a hash needs comes from the system and goes back to it. By itself glibc
    takes the first such piece for the usual size, and every thread that hashes keeps one."""
    with suppress(OSError, AttributeError):  # another C library, which does without
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def patch(async_mode: str) -> None:
    """Let sleeping, locks and sockets give way to others, where the mode needs it."""
    if async_mode == "eventlet":
        _eventlet().monkey_patch()


def _bound_websockets() -> None:
    """A socket that always has something to read gives the others a turn, and a message of ever
    more frames ends its connection: the libraries bound a frame only."""
    from eventlet import sleep, websocket

    kept = websocket.RFC6455WebSocket

    class Message(kept.Message):  # type: ignore[misc, name-defined]  # eventlet has no types
        length = 0

        def push(self, data: bytes, final: bool = False) -> None:
            self.length += len(data)
            if self.length > LARGEST_MESSAGE:
                raise websocket.FailedConnectionError(TOO_LARGE, "too large")
            super().push(data, final)

    read = kept._recv_frame

    def in_turn(socket: Any, message: Any = None) -> Any:
        sleep(0)
        return read(socket, message)

    kept.Message = Message
    kept._recv_frame = in_turn


def off_loop(async_mode: str, work: Callable[..., Any], *arguments: Any) -> Any:
    """Do something slow that would hold up everybody else, such as hashing a password."""
    if async_mode == "eventlet":
        from eventlet import tpool

        return tpool.execute(work, *arguments)
    return work(*arguments)


def end_by_signals(async_mode: str) -> None:
    """SIGTERM and Ctrl-C raise KeyboardInterrupt where the main thread serves, and nowhere else: in
    the middle of somebody's request it would be taken for that request's fault, and the hub would
    go on."""
    end = _to_the_server() if async_mode == "eventlet" else signal.default_int_handler
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)


def _to_the_server() -> Callable[..., None]:
    eventlet = _eventlet()
    from eventlet.hubs import get_hub

    serving, hub = eventlet.getcurrent(), get_hub()

    def end(*_: object) -> None:
        if eventlet.getcurrent() in (serving, hub.greenlet):
            raise KeyboardInterrupt
        hub.schedule_call_global(0, serving.throw, KeyboardInterrupt)

    return end


def listen(host: str, port: int) -> socket.socket:
    """Take the address, before anything else is begun. Raises OSError where another has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def serve(
    application: Any, async_mode: str, listener: socket.socket, behind_proxies: bool = False
) -> None:
    """Serve until interrupted. Proxies connect for everybody: what one address may is theirs to
    say."""
    give_memory_back()
    most = _raise_file_limit() - FILES_OF_OUR_OWN
    if async_mode == "eventlet":
        _serve_eventlet(application, listener, min(MOST_CONNECTIONS, most), behind_proxies)
    else:
        _serve_threads(application, listener)


def _raise_file_limit() -> int:
    """As many connections as the system allows; a server that runs out of files would end."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES_OF_OUR_OWN
    limit = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return limit


def _serve_eventlet(
    application: Any, listener: socket.socket, most: int, behind_proxies: bool
) -> None:
    sleep = _eventlet().sleep
    _bound_websockets()
    from eventlet import Timeout, wsgi

    from shared.hub.allowance import AtOnce

    connections = AtOnce(most if behind_proxies else min(MOST_FROM_ONE, most // 2))

    class Quiet(wsgi.HttpProtocol):  # type: ignore[misc]  # eventlet has no types
        def handle_one_request(self) -> None:
            """One request, then a turn for the others: a client whose next request is there
            already would otherwise be served on and on while they wait."""
            super().handle_one_request()
            sleep(0)

        asked = False

        def handle(self) -> None:
            """Nobody alone takes all connections."""
            with connections.one(self.client_address[0]) as may:
                if may:
                    super().handle()

        def _read_request_line(self) -> Any:
            """Who connects asks soon; the next request comes whenever it does."""
            first, self.asked = not self.asked, True
            read = super()._read_request_line
            return self._soon(read) if first else read()

        def parse_request(self) -> bool:
            return bool(self._soon(super().parse_request))

        def _soon(self, read: Callable[[], Any]) -> Any:
            """What is not sent in time is not waited for: the connection ends."""
            with Timeout(HEAD_SECONDS, False):
                return read()
            self.close_connection = True
            return None

        def log_message(self, format: str, *arguments: Any) -> None:
            """Requests are not logged, nor those refused: addresses may hold keys."""

    wsgi.server(
        listener,
        application,
        protocol=Quiet,
        max_size=most,
        socket_timeout=REQUEST_SECONDS,
        log_output=False,
        debug=False,
    )


def _serve_threads(application: Any, listener: socket.socket) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = REQUEST_SECONDS

        def log(self, type: str, message: str, *arguments: Any) -> None:
            """Requests are not logged, nor those refused: addresses may hold keys."""

    host, port = listener.getsockname()[:2]
    server = make_server(
        host, port, application, threaded=True, request_handler=Quiet, fd=listener.fileno()
    )
    server.serve_forever()


def _eventlet() -> Any:
    with warnings.catch_warnings():
        # eventlet announces its maintenance mode at import; why it is used all the same stands in
        # shared/README.md, and the mode is a setting.
        warnings.filterwarnings("ignore", message="\nEventlet is deprecated")
        import eventlet
    return eventlet
