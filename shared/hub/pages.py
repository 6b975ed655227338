"""The hub's own pages: the start page, signing in and out, the language."""

from secrets import token_hex

import msgspec
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from shared import queries
from shared.domain.commands import PairDevice
from shared.domain.people import Role
from shared.domain.refusals import Malformed
from shared.hub import context, pairing, sessions
from shared.hub.errors import status_of
from shared.hub.passwords import hash_token, new_token
from shared.hub.sign_in import Credentials, TooManyTries, WrongPassword, check
from shared.hub.turns import RETRY_SECONDS, TooBusy
from shared.words import languages, say


def blueprint() -> Blueprint:
    pages = Blueprint("pages", __name__)
    pages.get("/")(start)
    pages.get("/sign-in")(sign_in)
    pages.post("/sign-in")(sign_in_sent)
    pages.post("/sign-out")(sign_out)
    pages.post("/language")(choose_language)
    pages.post("/pair")(pair)
    pages.get("/health")(health)
    return pages


def start() -> str:
    """Every face of the hall with a line on who uses it; the hall at a glance for staff."""
    person = context.staff()
    with context.looking() as hall:
        overview = queries.overview(hall, context.hub().bus.now()) if person else None
        windows = sorted(hall.desks)
        kiosks = list(hall.kiosks)
        red = context.hub().seen.board(hall, context.now()).red if person else 0
    return render_template("start.html", overview=overview, windows=windows, kiosks=kiosks, red=red)


def sign_in() -> AnyResponse | str:
    if context.staff() is not None:
        return redirect(_next(), 303)
    return render_template("sign_in.html", next=_next(), account="", sentence="")


def sign_in_sent() -> AnyResponse:
    account = request.form.get("account", "").strip()
    fields = {"account": account, "password": request.form.get("password", "")}
    try:
        check(context.hub(), msgspec.convert(fields, Credentials))
    except (msgspec.ValidationError, WrongPassword, TooManyTries, TooBusy) as fault:
        refusal = (
            fault
            if isinstance(fault, WrongPassword | TooManyTries | TooBusy)
            else WrongPassword("The account or the password is wrong.")
        )
        sentence = say(context.language(), refusal.sentence, **refusal.values)
        page = render_template(
            "sign_in.html", next=_next(), account=account[:32], sentence=sentence
        )
        answer = Response(page, status_of(refusal))
        if isinstance(refusal, TooBusy):
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return redirect(_next(), 303)


def sign_out() -> AnyResponse:
    sessions.end()
    return redirect("/", 303)


def choose_language() -> AnyResponse:
    answer = redirect(_next(), 303)
    chosen = request.form.get("language", "")
    if chosen in languages():
        answer.set_cookie(
            "hall_language",
            chosen,
            max_age=365 * 86400,
            samesite="Strict",
            httponly=True,
            secure=context.hub().settings.secure_cookies,
        )
    return answer


def pair() -> AnyResponse:
    """An administrator makes this browser a kiosk or a screen; it stays one when they sign out."""
    context.need_staff(Role.administrator)
    kind, _, place = request.form.get("as", "").partition(" ")
    if kind not in (Role.kiosk, Role.display):
        raise Malformed("{role} is not a kind of device.", role=kind[:32])
    name = f"{place or kind}-{token_hex(3)}"
    token = new_token(name)
    context.execute(
        PairDevice,
        id=context.new_command_id(),
        sealed={pairing.token_name(name): hash_token(token)},
        device=name,
        kind=Role(kind),
        place=place[:32],
    )
    pairing.give(kind, token)
    return redirect(f"/{kind}", 303)


def health() -> Response:
    """For whoever watches over the machine: the hub answers and its database can be read."""
    with context.looking() as hall:
        answer = Response(f'{{"ok":true,"seq":{hall.seq}}}', mimetype="application/json")
    # A screen that lost the hub asks here from the hub's former address whether it is the hub.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _next() -> str:
    """Where to go on: a path of this hub, never another site."""
    wanted = request.values.get("next", "/")
    # Browsers leave tabs and line ends out and read \\ as /: nothing of that sort may be in it.
    here = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if here and wanted.isprintable() else "/"
