"""The steward's tablet: take a number for a citizen, say where one stands and why, bring back who
missed a call. Its other pages stand in `counter.steward_pages`."""

from io import BytesIO
from typing import Any

import segno
from flask import Response, render_template, request

from counter import rooms
from counter.sentences import STATE_SENTENCES, language_names, sentences
from counter.steward_sentences import NEED_NAMES, SCRIPT_SENTENCES
from shared import queries
from shared.domain.hall import Hall
from shared.domain.help_calls import HELP_SENTENCES
from shared.domain.people import BOOKING
from shared.hub import context
from shared.words import sentence


def page_of(hall: Hall) -> dict[str, Any]:
    """What the script of every page of the tablet is told."""
    language = context.language()
    return {
        "board": queries.steward(hall, context.now()),
        "zone": hall.zone.key,
        "words": sentences(language, SCRIPT_SENTENCES),
        "help_reasons": HELP_SENTENCES,
        "languages": language_names(language),
    }


def tablet() -> str:
    context.need_staff(*sorted(BOOKING))
    language = context.language()
    with context.looking() as hall:
        departments = rooms.departments(hall)
        page = page_of(hall) | {
            "services": rooms.services(hall),
            "departments": {each.code: each.name for each in departments},
            "ways": rooms.ways(hall),
            "needs": NEED_NAMES,
            "states": STATE_SENTENCES,
            "number": request.args.get("number", "")[:32],
        }
    return render_template(
        "counter/steward.html",
        part="numbers",
        departments=departments,
        page=page,
        needs={need: sentence(language, name) for need, name in NEED_NAMES.items()},
        tongues=page["languages"],
    )


def code(key: str) -> Response:
    """The QR code of a number's phone page, for the citizen who stands here. Raises Unknown."""
    context.need_staff(*sorted(BOOKING))
    with context.looking() as hall:
        queries.ticket_by_key(hall, key, context.now())
    address = f"{context.hub().settings.public_address}/t/{key}"
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, xmldecl=False)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")
