"""Which screen asks: tokens of paired devices, in a cookie a kind or as a bearer token."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, g, request

from shared.domain.commands import PairDevice
from shared.domain.people import Device, Role
from shared.hub.passwords import hash_token, new_token, same

if TYPE_CHECKING:
    from shared.hub.app import Hub

COOKIE_DAYS = 400
PROVEN_KEPT = 1_000
HERE = frozenset({"127.0.0.1", "::1"})
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
FORWARDED = ("forwarded", "via")


def token_name(device: str) -> str:
    """Under which name a device's hash is sealed."""
    return f"device:{device}"


def cookie_name(kind: str) -> str:
    return f"hall_{kind}"


def of_token(hub: "Hub", token: str) -> Device | None:
    """The enabled device a token belongs to."""
    name = token.rpartition(".")[0]
    with hub.bus.looking() as hall:
        device = hall.devices.get(name)
    if device is None:
        return None
    if not device.enabled:
        hub.once.warn(f"shut-out {name}", "device %s was shut out and asks to be let in", name)
        return None
    hashed = hash_token(token)
    # Pairing again makes another device of that name: a hash read before holds for this one only.
    if hub.proven.get(hashed) is device:
        return device
    sealed = hub.bus.store.sealed(token_name(name))
    if sealed is None or not same(sealed, hashed):
        return None
    if len(hub.proven) > PROVEN_KEPT:
        hub.proven.clear()
    hub.proven[hashed] = device
    return device


def bearer(hub: "Hub") -> str | None:
    """The actor a bearer token stands for."""
    if "bearer" not in g:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        device = of_token(hub, token) if kind.lower() == "bearer" else None
        g.bearer = f"{device.kind}:{device.id}" if device else None
    actor: str | None = g.bearer
    return actor


def cookie(kind: str) -> str:
    """The token this browser has as a device of a kind, or is given with this answer."""
    if "hand_out" in g and g.hand_out[0] == cookie_name(kind):
        return str(g.hand_out[1])
    return request.cookies.get(cookie_name(kind), "")


def device(hub: "Hub", kind: str) -> Device | None:
    found = of_token(hub, request.cookies.get(cookie_name(kind), ""))
    return found if found is not None and found.kind == kind else None


def local_name(kind: Role) -> str:
    return f"local-{kind}"


def pair_local(hub: "Hub", kind: Role, place: str) -> str:
    """A device for browsers on this very machine, with a new token at each start."""
    name = local_name(kind)
    token = new_token(name)
    hub.bus.execute(
        PairDevice(
            id=f"pair-{hash_token(token)[:24]}",
            by="system:hall",
            device=name,
            kind=kind,
            place=place,
        ),
        {token_name(name): hash_token(token)},
    )
    return token


def hand_out(hub: "Hub", kind: str) -> Device | None:
    """Give a browser on this machine its device's token, where the hall was started to do so."""
    token = hub.local_tokens.get(kind)
    if token is None or not _from_this_machine():
        return None
    give(kind, token)
    return of_token(hub, token)


def give(kind: str, token: str) -> None:
    """Send a token to this browser with the answer."""
    g.hand_out = (cookie_name(kind), token)


def _from_this_machine() -> bool:
    """By address and by the name asked for, and not through a proxy: a page of another site that
    gives its name this machine's address asks under that other name."""
    return (
        request.remote_addr in HERE
        and urlsplit(f"//{request.host}").hostname in LOCAL_NAMES
        and "Host" in request.headers
        and not any(map(_of_a_proxy, request.headers.keys()))
    )


def _of_a_proxy(header: str) -> bool:
    name = header.lower()
    return name in FORWARDED or name.startswith("x-forwarded") or name.endswith("-ip")


def put_cookie(response: Response, secure: bool) -> Response:
    """After a request: send the token that `hand_out` gave."""
    if "hand_out" in g:
        name, token = g.hand_out
        response.set_cookie(
            name,
            token,
            max_age=COOKIE_DAYS * 86400,
            httponly=True,
            samesite="Strict",
            secure=secure,
        )
    return response
