"""How the pages look for whoever stands there now: large print, high contrast, low reach.

Kept in a cookie of the browser's session and rendered as classes; the first page forgets them.
"""

from enum import StrEnum

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.asking import path_asked
from shared.hub import context

COOKIE = "hall_kiosk_modes"
# The first page forgets them; the way out is for administrators and as it always is.
FORGETTING = frozenset({"kiosk.welcome", "kiosk.leave", "kiosk.pin"})


class Mode(StrEnum):
    """`low` has all that is touched in the lower half of the glass."""

    large = "large"
    contrast = "contrast"
    low = "low"


def modes_of(endpoint: str | None) -> list[Mode]:
    """In a fixed order, those that are on for a page."""
    if endpoint in FORGETTING:
        return []
    chosen = request.cookies.get(COOKIE, "").split(".")
    return [mode for mode in Mode if mode in chosen]


def access(lang: str) -> str:
    return render_template("kiosk/access.html", all_modes=list(Mode), to=path_asked(lang))


def change(lang: str) -> Answer:
    """Switch one of them on or off."""
    touched = request.form.get("mode", "")
    on = [mode for mode in Mode if (mode in modes_of(None)) != (mode == touched)]
    answer = redirect(url_for("kiosk.access", lang=lang, to=path_asked(lang)), 303)
    answer.set_cookie(
        COOKIE,
        ".".join(on),
        httponly=True,
        samesite="Strict",
        secure=context.hub().settings.secure_cookies,
    )
    return answer


def forget(answer: Response) -> Response:
    if COOKIE in request.cookies:
        answer.delete_cookie(COOKIE, samesite="Strict", httponly=True)
    return answer
