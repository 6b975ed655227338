"""What every answer says about how browsers must treat it."""

from collections.abc import Callable, Iterable
from typing import Any

NAME = "Content-Security-Policy"
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    NAME: POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send `Origin: null` with the hub's own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


NOT_STORED = ("Cache-Control", "no-store")

Headers = list[tuple[str, str]]


def headers(other_addresses: Iterable[str] = ()) -> dict[str, str]:
    """`other_addresses` are those of the hub itself, which a screen that lost it asks in turn."""
    others = " ".join(other_addresses)
    return HEADERS | ({NAME: f"{POLICY}; connect-src 'self' {others}"} if others else {})


class Guard:
    """Puts the headers on every answer, those of Socket.IO too; what says nothing of caches is not
    to be stored.

    Also keeps WebSockets from compressing: doing so for each packet and screen would cost more
    than twice the memory and nearly twice the time.
    """

    def __init__(
        self, application: Callable[..., Iterable[bytes]], other_addresses: Iterable[str] = ()
    ) -> None:
        self._application = application
        self._each = list(headers(other_addresses).items())

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(status: str, said: Headers, *fault: Any) -> Any:
            stored = any(name.lower() == "cache-control" for name, _ in said)
            return start_response(
                status, said + self._each if stored else [*said, *self._each, NOT_STORED], *fault
            )

        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            environ["wsgi.input_terminated"] = True  # both servers end such a body themselves
        return self._application(environ, start)
