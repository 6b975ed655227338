"""How the hub runs many things at once. The only module that imports eventlet.

`patch` must be called before anything else of the hub is imported.
"""

import warnings
from collections.abc import Callable
from typing import Any

MOST_CONNECTIONS = 16_384
REQUEST_SECONDS = 60


def patch(async_mode: str) -> None:
    """Let sleeping, locks and sockets give way to others, where the mode needs it."""
    if async_mode == "eventlet":
        _eventlet().monkey_patch()


def off_loop(async_mode: str, work: Callable[..., Any], *arguments: Any) -> Any:
    """Do something slow that would hold up everybody else, such as hashing a password."""
    if async_mode == "eventlet":
        from eventlet import tpool

        return tpool.execute(work, *arguments)
    return work(*arguments)


def serve(
    application: Any,
    async_mode: str,
    host: str,
    port: int,
    ready: Callable[[int], None],
) -> None:
    """Serve until interrupted. `ready` is told the port once connections are taken."""
    if async_mode == "eventlet":
        _serve_eventlet(application, host, port, ready)
    else:
        _serve_threads(application, host, port, ready)


def _serve_eventlet(application: Any, host: str, port: int, ready: Callable[[int], None]) -> None:
    eventlet = _eventlet()
    from eventlet import wsgi

    listener = eventlet.listen((host, port), backlog=1024)
    ready(listener.getsockname()[1])
    wsgi.server(
        listener,
        application,
        max_size=MOST_CONNECTIONS,
        socket_timeout=REQUEST_SECONDS,
        log_output=False,
        debug=False,
    )


def _serve_threads(application: Any, host: str, port: int, ready: Callable[[int], None]) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """Requests are not logged: addresses may hold keys."""

    server = make_server(host, port, application, threaded=True, request_handler=Quiet)
    ready(server.server_port)
    server.serve_forever()


def _eventlet() -> Any:
    with warnings.catch_warnings():
        # eventlet announces its maintenance mode at import; why it is used all the same stands in
        # shared/README.md, and the mode is a setting.
        warnings.filterwarnings("ignore", message="\nEventlet is deprecated")
        import eventlet
    return eventlet
