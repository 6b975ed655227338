"""A browser that is no screen of this hall yet: it shows a code, huge, which an administrator types
in the counter. Nobody types on the screen."""

from flask import Response, jsonify, render_template, request

from display.sentences import speak_as_asked
from shared.domain.people import Role
from shared.hub import context, new_devices, pairing, sessions, wire
from shared.hub.errors import status_of
from shared.words import say, sentence

KIND = Role.display
SENTENCES = (
    "This page asks again by itself.",
    "There is no connection at the moment.",
)


def not_paired(_: Exception) -> Response:
    """Instead of any page of the wall. The script asks for the code: to ask changes something, so
    it is no GET."""
    language = speak_as_asked()
    page = render_template(
        "display/new_screen.html",
        where=f"{request.host}/counter/screens",  # as this browser has found the hub
        words={each: sentence(language, each) for each in SENTENCES},
    )
    return Response(page, 403)


def ask() -> tuple[Response, int]:
    """The code to show and for how many seconds, the same one while it lasts; or ``{"error":
    sentence}``."""
    language = speak_as_asked()
    hub = context.hub()
    found = new_devices.standing(hub, pairing.cookie(KIND))
    if found.state is new_devices.State.unknown:
        try:
            given = new_devices.ask(hub, KIND)
        except new_devices.TooManyAsk as refusal:
            return jsonify(error=say(language, refusal.sentence)), status_of(refusal)
        pairing.give(KIND, given.token)
        found = new_devices.standing(hub, given.token)
    return _answer(found), 200


def standing() -> Response:
    """Whether this browser has been let in."""
    return _answer(new_devices.standing(context.hub(), pairing.cookie(KIND)))


def _answer(found: new_devices.TokenStanding) -> Response:
    left = (found.expires_at - context.now()).total_seconds() if found.expires_at else 0
    content = {
        "state": found.state,
        "code": found.code,
        "seconds": int(left),
        "csrf": sessions.csrf_token(),  # of the token that this answer brings
    }
    return Response(wire.dumps(content), mimetype="application/json")
