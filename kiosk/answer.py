"""After a number was taken: the number, where to go, its receipt, and the code for a phone."""

from io import BytesIO

import segno
from flask import Response, abort, jsonify, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from kiosk.paper import paper_of
from shared import queries
from shared.hub import context

QUIET_ZONE = 4  # modules of white around the code, without which phones do not find it


def ticket(lang: str, key: str) -> str:
    """The answer: number, people ahead, where to go, and the receipt."""
    with context.looking() as hall:
        now = queries.ticket_by_key(hall, key, context.now())
        staffed = bool(hall.open_windows(now.ticket.queue))
        back_minutes = hall.settings.missed_ends_minutes
    return render_template(
        "kiosk/ticket.html",
        now=now,
        key=key,
        staffed=staffed,
        windows=reading.spans(now.windows),
        paper=paper_of(now.ticket.id),
        back_minutes=f"{back_minutes:g}",
    )


def paper(key: str) -> Answer:
    """``{"state": ..., "picture": address or null}``, see `kiosk.paper`."""
    found = paper_of(_ticket_id(key))
    picture = url_for("kiosk.receipt", key=key) if found.picture else None
    return jsonify(state=found.state, picture=picture)


def receipt(key: str) -> Answer:
    """The picture a virtual printer made."""
    picture = paper_of(_ticket_id(key)).picture
    if picture is None:
        abort(404)
    return send_file(picture.absolute(), mimetype="image/png")


def qr(key: str) -> Response:
    """The code that opens the number's page on a phone, to be photographed from the glass."""
    _ticket_id(key)
    code = segno.make(f"{context.hub().settings.public_address}/t/{key}", error="m", micro=False)
    drawn = BytesIO()
    code.save(
        drawn, kind="svg", border=QUIET_ZONE, omitsize=True, xmldecl=False, nl=False, light="#fff"
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _ticket_id(key: str) -> str:
    with context.looking() as hall:
        return queries.ticket_by_key(hall, key, context.now()).ticket.id
