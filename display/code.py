"""The code that lets phones in the hall take a number: as a picture for the main board, where the
hall's settings allow it. For paired screens alone: it is worth something to whoever is not here.
"""

import segno
from flask import Response, abort
from markupsafe import escape

from shared.hub import context, presence

QUIET = 4  # modules round the code, as its standard asks
TALL = 11  # modules below it for the digits


def code() -> Response:
    """An SVG with the QR code of the page's address and the digits; 404 where phones take none."""
    context.need_device("display")
    with context.looking() as hall:
        allowed = hall.settings.phone_numbers
    if not allowed:
        abort(404)
    hub = context.hub()
    digits = presence.code_at(hub.secret, context.now())
    picture = drawn(f"{hub.settings.public_address}/take?code={digits}", digits)
    answer = Response(picture, mimetype="image/svg+xml")
    answer.headers["X-Seconds-Left"] = str(presence.seconds_left(context.now()))
    return answer


def drawn(address: str, digits: str) -> str:
    """One path for all dark modules, and the digits in two groups."""
    matrix = segno.make(address, error="m", micro=False).matrix
    side = len(matrix) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module
    )
    said = escape(f"{digits[:3]} {digits[3:]}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side + TALL}">'
        f'<rect width="{side}" height="{side + TALL}" fill="#fff"/><path d="{dark}" fill="#000"/>'
        f'<text x="{side / 2}" y="{side + 5}" font-size="7" font-weight="700" fill="#000"'
        f' text-anchor="middle" textLength="{side - 2 * QUIET}" lengthAdjust="spacingAndGlyphs"'
        f' font-family="monospace">{said}</text></svg>'
    )
