"""Sign-in sessions of staff and the token that guards forms against other sites (CSRF)."""

import secrets
import time
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING

from flask import Flask, Request, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from shared.domain.people import Staff
from shared.domain.refusals import NotAllowed
from shared.hub import pairing
from shared.hub.passwords import same

if TYPE_CHECKING:
    from shared.hub.app import Hub

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What a browser does that is no device yet: it has a session's token, and no other.
ASKING = frozenset({"display.ask", "display.arrived"})
DEVICE_FACES = frozenset({"kiosk", "display"})  # whose pages act as the device of that kind
KEY_FACES = frozenset({"phone", "booking", "home_visit"})  # whose pages act by their key


class Sessions(SecureCookieSessionInterface):
    """Signed cookies; where a request has none, as a program's has not, nothing is unpacked."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def password_name(account: str) -> str:
    """Under which name an account's hash is sealed."""
    return f"password:{account}"


def begin(hub: "Hub", account: str) -> None:
    """Sign an account in, under a new session."""
    session.clear()
    session.permanent = True
    session["account"] = account
    session["since"] = int(time.time())
    session["stamp"] = _stamp(hub, account)
    g.pop("staff", None)


def end() -> None:
    session.clear()
    g.pop("staff", None)


def staff(hub: "Hub") -> Staff | None:
    """Who is signed in, unless the session is over, the password was changed since or the account
    was shut."""
    account = session.get("account")
    if account is None or session.get("stamp") != _stamp(hub, account):
        return None
    if time.time() - session.get("since", 0) > hub.settings.session_hours * 3600:
        return None
    with hub.bus.looking() as hall:
        person = hall.staff.get(account)
    return person if person is not None and person.enabled else None


def _stamp(hub: "Hub", account: str) -> str:
    """Changes with the password, so that a change ends every session."""
    return sha256((hub.bus.store.sealed(password_name(account)) or "").encode()).hexdigest()[:16]


def csrf_token() -> str:
    """What a page's forms send back. It follows from that by which the page acts: a screen's from
    its device, a number's page from its key, all others' from the session."""
    return _token_of_its_own() or session_token()


def session_token() -> str:
    """For the forms of the hub's own pages, wherever they stand."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    token: str = session["csrf"]
    return token


def _token_of_its_own() -> str:
    """Empty for pages that act by a session.

    A kiosk and a screen have no session, and somebody who signs in beside them must not make their
    open page useless. Nor has a citizen's phone one: whoever can make it send a form must know the
    key in the address, and the key alone is the right to do what the form does, so that a token of
    a session would guard nothing more and would fail where a phone keeps no cookies.
    """
    if request.blueprint in DEVICE_FACES:
        ground = pairing.cookie(request.blueprint)
        if not ground:  # a browser that asks to become one
            return ""
    elif request.blueprint in KEY_FACES and "key" in (request.view_args or {}):
        ground = f"key {(request.view_args or {})['key']}"
    else:
        return ""
    secret: bytes = current_app.extensions["hub"].secret
    return digest(secret, f"csrf {ground}".encode(), "sha256").hex()


def check_request() -> None:
    """Refuse a request that changes something and was made by another site's page.

    A request with a bearer token needs no CSRF token: no browser adds one by itself. Nor does one
    to the API from nobody: it is told to sign in.
    """
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise NotAllowed("This request came from another site.")
    if pairing.bearer(current_app.extensions["hub"]) or request.endpoint == "api.sign_in":
        return
    if request.blueprint == "api" and "account" not in session:
        return
    of_a_device = request.blueprint in DEVICE_FACES and request.endpoint not in ASKING
    if of_a_device and not pairing.cookie(str(request.blueprint)):
        raise NotAllowed("This page was open for too long. Please load it again.")
    sent = request.headers.get("X-CSRF-Token") or request.form.get("_csrf", "")
    wanted = _token_of_its_own() or session.get("csrf", "")
    if not wanted or not same(wanted, sent):
        raise NotAllowed("This page was open for too long. Please load it again.")
