"""How large the smallest text is on this kiosk's glass: its capital letters are at least 4.8 mm
high (EN 301 549, 5.1.4)."""

from flask import Response

from kiosk import reading
from shared.hub import context

LEAST_MM = 4.8
MM_AN_INCH = 25.4
CAPITAL = 0.73  # of the size of a letter in the hall's typefaces
KEPT_SECONDS = 300  # how soon a kiosk knows that its glass was measured anew
UNMEASURED = 69  # pixels an inch of a standing 32-inch glass, 1080 pixels wide


def style() -> Response:
    """A style sheet that says one thing: how many pixels the smallest text needs."""
    device = context.need_device("kiosk")
    with context.looking() as hall:
        density = reading.pixels_per_inch(hall, device.place)
    answer = Response(f":root {{ --least: {least_pixels(density)}px; }}\n", mimetype="text/css")
    # Each page would wait for it, the one with the number too.
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return answer


def least_pixels(pixels_per_inch: int) -> float:
    """The size of text whose capital letters are high enough; 0: nobody has measured the glass."""
    density = pixels_per_inch or UNMEASURED
    return round(LEAST_MM / MM_AN_INCH * density / CAPITAL + 0.05, 1)
