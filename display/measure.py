"""How large the smallest text of a screen is: its capital letters subtend 0.7 degrees where it is
read (EN 301 549, 5.1.4: 61 mm at 5 m).

A screen's page asks for one style sheet that says so in shares of the screen's width, by what an
administrator measured. It follows from its address alone, so a changed set-up has another address.
"""

import math

import msgspec
from flask import Response, request, url_for

from shared.domain.refusals import Malformed
from shared.domain.screens import Screen
from shared.hub import context

LEAST_DEGREES = 0.7
CAPITAL = 0.72  # of the size of type; 0.733 in Noto Sans CJK, and browsers round
MM_AN_INCH = 25.4
KEPT_SECONDS = 86_400
MEASURES = ("inches", "across", "down", "metres")


def capital_mm(metres: float) -> float:
    """How high a capital letter is that is read from there: 61 at 5 m."""
    return 2 * metres * 1000 * math.tan(math.radians(LEAST_DEGREES / 2))


def least(screen: Screen) -> float:
    """The smallest size of type in hundredths of the screen's width; 0: nobody has measured it."""
    if not screen.inches:
        return 0.0
    diagonal = math.hypot(screen.across, screen.down)
    width_mm = screen.inches * MM_AN_INCH * screen.across / diagonal
    return capital_mm(screen.metres) / CAPITAL / width_mm * 100


def address(screen: Screen) -> str:
    """Where this screen's style sheet is; empty where nobody has measured it."""
    if not screen.inches:
        return ""
    return url_for("display.type", **{name: getattr(screen, name) for name in MEASURES})


def sheet() -> Response:
    """A style sheet with one property. Raises Malformed."""
    context.need_device_or_staff("display")
    try:
        measured = {name: request.args.get(name, "") for name in MEASURES}
        screen = msgspec.convert(measured, Screen, strict=False)
    except msgspec.ValidationError as fault:
        raise Malformed("The screen's measures are not right.") from fault
    answer = Response(f":root {{ --least: {least(screen):.4f}vw; }}\n", mimetype="text/css")
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return answer
