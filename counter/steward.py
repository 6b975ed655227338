"""The steward's tablet: take a number for a citizen, say where one stands and why, bring back who
missed a call."""

from io import BytesIO

import segno
from flask import Response, render_template

from counter import rooms
from counter.sentences import ASKING, STATE_SENTENCES, language_names, sentences
from shared import queries
from shared.domain.explain import NEEDS
from shared.domain.people import BOOKING
from shared.hub import context
from shared.words import sentence

NEED_NAMES = {need: said.sentence for need, said in NEEDS.items()}
SCRIPT_SENTENCES = (
    *ASKING,
    *NEED_NAMES.values(),
    *STATE_SENTENCES.values(),
    "{minutes} min",
    "Under 1 min",
    "Very soon",
    "Ordinary",
    "Green channel",
    "Appointment",
    "Appointment for {time}",
    "Queue {queue}",
    "Waiting: {count}",
    "Window {window}",
    "Windows {windows}",
    "Until {time}",
    "Bring back",
    "Waiting for windows to open",
    "No service is called that.",
    "Only the first {count} are shown. Type more of the name.",
    "Take out {service}",
    "Choose another service, to be done after this one",
    "Choose a service",
    "{number} is in line again.",
    "{number} is green channel now.",
    "{number} is an ordinary number now.",
    "{number} is cancelled.",
    "Green channel for {number}",
    "Withdraw the green channel from {number}",
    "Cancel {number}",
    "done",
    "now",
    "to come",
    "not done",
    "Sent first by a window",
    "Back after a miss",
    "No proof was shown",
    "Given by mistake",
    "The citizen has left",
    "Taken by mistake",
    "The citizen has two numbers",
)


def tablet() -> str:
    context.need_staff(*sorted(BOOKING))
    language = context.language()
    with context.looking() as hall:
        board = queries.steward(hall, context.now())
        departments = rooms.departments(hall)
        page = {
            "board": board,
            "zone": hall.zone.key,
            "words": sentences(language, SCRIPT_SENTENCES),
            "services": rooms.services(hall),
            "departments": {each.code: each.name for each in departments},
            "ways": rooms.ways(hall),
            "needs": NEED_NAMES,
            "states": STATE_SENTENCES,
        }
    return render_template(
        "counter/steward.html",
        departments=departments,
        page=page,
        needs={need: sentence(language, name) for need, name in NEED_NAMES.items()},
        tongues=language_names(language),
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
