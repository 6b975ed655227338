"""The language of pages on a phone: chosen by a link, kept for the pages below one address, and
changing nothing but the page."""

from flask import request
from werkzeug.wrappers import Response as Answer

from shared.hub import context
from shared.words import languages

COOKIE = "hall_phone_language"
KEPT_SECONDS = 86400


def choose(usual: str | None = None) -> None:
    """As the address or the cookie says, else the `usual` one, else what the browser prefers."""
    chosen = request.args.get("language") or request.cookies.get(COOKIE)
    if chosen in languages():
        context.set_language(str(chosen))
    elif usual is not None:
        context.set_language(usual)


def remember(answer: Answer, path: str) -> None:
    """Keep what the address says for the pages below a path."""
    chosen = request.args.get("language", "")
    if chosen in languages():
        answer.set_cookie(
            COOKIE,
            chosen,
            path=path,
            max_age=KEPT_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=context.hub().settings.secure_cookies,
        )
