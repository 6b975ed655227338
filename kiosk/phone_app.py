"""What makes a number's page an application of the phone: manifest, service worker, and the page
for when there is neither a line nor anything kept."""

from pathlib import Path

from flask import Blueprint, Response, render_template, url_for

from shared import queries
from shared.domain.catalogue import in_language
from shared.hub import context, wire
from shared.queries.parts import hall_name

WORKER = Path(__file__).parent / "static" / "phone_worker.js"
BAR_COLOUR = "#08323f"  # --brand-deep and --paper of tokens.css
GROUND_COLOUR = "#f2f4f3"


def add(phone: Blueprint) -> None:
    phone.get("/t/worker.js")(worker)
    phone.get("/t/offline")(offline)
    phone.get("/t/<key>/manifest.webmanifest")(manifest)


def worker() -> Response:
    """Served here because a service worker sees the pages below its own address only."""
    answer = Response(WORKER.read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def offline() -> str:
    return render_template("kiosk/phone_offline.html")


def manifest(key: str) -> Response:
    language = context.language()
    with context.looking() as hall:
        number = queries.ticket_by_key(hall, key, context.now()).ticket.number
        name = in_language(hall_name(hall), language)
    start = url_for("phone.number", key=key)
    content = {
        "name": f"{number} · {name}",
        "short_name": number,
        "lang": language,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": GROUND_COLOUR,
        "theme_color": BAR_COLOUR,
        "icons": [
            {"src": url_for("static", filename="mark.svg"), "sizes": "any", "type": "image/svg+xml"}
        ],
    }
    return Response(wire.dumps(content), mimetype="application/manifest+json")
