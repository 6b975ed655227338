"""Refusals and faults as answers: JSON for programs, a page for people, in their language.

An answer never tells how the hub is made; a fault is logged with its trace and without what was
sent.
"""

import logging
from urllib.parse import quote

from flask import Flask, Response, redirect, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from shared.domain import refusals as r
from shared.domain.people import DEVICE_ROLES
from shared.hub import context, wire
from shared.hub.new_devices import TooManyAsk
from shared.hub.pictures import TooLarge
from shared.hub.presence import TooManyCodes, TooManyPhones, WrongCode
from shared.hub.sign_in import TooManyTries, WrongPassword
from shared.hub.turns import RETRY_SECONDS, TooBusy
from shared.store import StoreBusy, StoreFull
from shared.words import say

log = logging.getLogger(__name__)

STATUS: dict[type[r.Refusal], int] = {
    r.Malformed: 422,
    r.Unknown: 404,
    r.NotAllowed: 403,
    r.WrongState: 409,
    r.NobodyWaiting: 409,
    r.HallClosed: 409,
    r.NotOffered: 409,
    r.QuotaFull: 409,
    r.NoTimeLeft: 409,
    r.OneTicketEach: 409,
    r.EnoughToday: 409,
    r.SlotFull: 409,
    r.EnoughBooked: 409,
    r.EnoughHelp: 409,
    r.Barred: 409,
    r.Repeated: 409,
    TooLarge: 413,
    WrongCode: 403,
    TooManyCodes: 429,
    TooManyPhones: 429,
    TooManyAsk: 429,
    WrongPassword: 401,
    TooManyTries: 429,
    TooBusy: 503,
}
BAD_JSON = frozenset({"The request is not valid JSON.", "The request needs a command_id."})
NOT_JSON = "The request must be JSON."
LOCKED = "kiosk/locked.html"  # the kiosk's own: its pages lead nowhere else
SENTENCES = {
    400: "The request cannot be understood.",
    404: "There is no such page.",
    405: "This cannot be done here.",
    413: "This is too large.",
    415: NOT_JSON,
    500: "Something went wrong here. Please try again.",
    503: "The hall cannot take this now. Please try again in a moment.",
}


def install(app: Flask) -> None:
    app.register_error_handler(r.Refusal, refused)
    app.register_error_handler(context.NotSignedIn, not_signed_in)
    app.register_error_handler(context.NotPaired, not_paired)
    app.register_error_handler(StoreBusy, unavailable)
    app.register_error_handler(StoreFull, unavailable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, fault)


def status_of(refusal: r.Refusal) -> int:
    if refusal.sentence in BAD_JSON:
        return 400
    return 415 if refusal.sentence == NOT_JSON else STATUS[type(refusal)]


def refused(refusal: r.Refusal) -> AnyResponse:
    if isinstance(refusal, r.NotAllowed):
        _note_device()
    sentence = say(context.language(), refusal.sentence, **refusal.values)
    answer = _answer(status_of(refusal), refusal.code, sentence)
    if isinstance(refusal, TooManyTries):
        answer.headers["Retry-After"] = str(refusal.values["seconds"])
    if isinstance(refusal, TooBusy):
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _note_device() -> None:
    """A screen or kiosk that asks for what it may not is broken, or is none: say which, once."""
    kind, _, name = (context.actor() or "").partition(":")
    if kind in DEVICE_ROLES:
        context.hub().once.warn(
            f"not-allowed {name} {request.endpoint}",
            "%s %s asked for what it may not: %s",
            kind,
            name,
            request.endpoint,
        )


def not_signed_in(_: Exception) -> AnyResponse:
    if _for_program():
        return _answer(401, "not-signed-in", say(context.language(), "Please sign in."))
    return redirect(f"/sign-in?next={quote(request.full_path.rstrip('?'))}", 303)


def not_paired(fault: context.NotPaired) -> AnyResponse:
    if _on_a_kiosk():
        return Response(render_template(LOCKED, unpaired=True), 403)
    return Response(render_template("unpaired.html"), 403)


def unavailable(fault: Exception) -> AnyResponse:
    log.error("the store refused: %s", fault)
    answer = _answer(503, "unavailable", say(context.language(), SENTENCES[503]))
    answer.headers["Retry-After"] = "2"
    return answer


def http_error(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    sentence = SENTENCES.get(error.code, SENTENCES[400])
    return _answer(
        error.code, error.name.lower().replace(" ", "-"), say(context.language(), sentence)
    )


def fault(error: Exception) -> AnyResponse:
    log.exception("a request failed: %s %s", request.method, request.endpoint)
    code = InternalServerError.code
    return _answer(code, "fault", say(context.language(), SENTENCES[code]))


def _for_program() -> bool:
    return request.path.startswith("/api/")


def _on_a_kiosk() -> bool:
    """Also where the address is none of the kiosk's pages: a glass may have been led there."""
    return request.path == "/kiosk" or request.path.startswith("/kiosk/")


def _answer(status: int, code: str, sentence: str) -> Response:
    if _for_program():
        content = wire.dumps({"error": {"code": code, "message": sentence}})
        return Response(content, status, mimetype="application/json")
    if request_ctx.url_adapter is None:  # a host name that is none: no page has an address then
        return Response(sentence, status, mimetype="text/plain")
    page = LOCKED if _on_a_kiosk() else "error.html"
    return Response(render_template(page, sentence=sentence, status=status), status)
