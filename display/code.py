"""The code that lets phones in the hall take a number: as a picture for the main board, where the
hall's settings allow it. For paired screens alone: it is worth something to whoever is not here.
"""

import segno
from flask import Response, request
from markupsafe import escape

from shared.hub import context, presence

QUIET = 4  # modules round the code, as its standard asks
TALL = 11  # modules below it for the digits


def code() -> Response:
    """An SVG with the QR code of the page's address and the digits; nothing (204) where phones take
    none. ``?digits=apart`` leaves the digits out, for a page that writes them larger; they stand in
    a header in any case."""
    context.need_device("display")
    with context.looking() as hall:
        allowed = hall.settings.phone_numbers
    if not allowed:
        return Response(status=204)
    hub = context.hub()
    digits = presence.code_at(hub.secret, context.now())
    apart = request.args.get("digits") == "apart"
    address = f"{hub.settings.public_address}/take?code={digits}"
    picture = drawn(address, "" if apart else digits)
    answer = Response(picture, mimetype="image/svg+xml")
    answer.headers["X-Seconds-Left"] = str(presence.seconds_left(context.now()))
    answer.headers["X-Digits"] = digits
    return answer


def drawn(address: str, digits: str) -> str:
    """One path for all dark modules; below them the digits, where any are given, in two groups."""
    matrix = segno.make(address, error="m", micro=False).matrix
    side = len(matrix) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module
    )
    high = side + TALL if digits else side
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {high}">'
        f'<rect width="{side}" height="{high}" fill="#fff"/><path d="{dark}" fill="#000"/>'
        f"{_below(digits, side) if digits else ''}</svg>"
    )


def _below(digits: str, side: int) -> str:
    said = escape(f"{digits[:3]} {digits[3:]}")
    return (
        f'<text x="{side / 2}" y="{side + 5}" font-size="7" font-weight="700" fill="#000"'
        f' text-anchor="middle" textLength="{side - 2 * QUIET}" lengthAdjust="spacingAndGlyphs"'
        f' font-family="monospace">{said}</text>'
    )
