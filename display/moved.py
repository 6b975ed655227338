"""How a screen finds the hub again when its address was changed: `static/moved.js` keeps the other
addresses and a passport (`shared.hub.passport`), and goes to ``/display/arrive`` with it."""

from typing import Any

from flask import Response, jsonify, render_template, request

from shared.domain.people import Role
from shared.hub import context, pairing
from shared.hub.passport import arrive as new_token
from shared.hub.passport import issue

LONGEST = 400


def addresses() -> dict[str, Any]:
    """For every page of the wall."""
    return {"also_at": " ".join(context.hub().settings.other_addresses)}


def passport() -> Response:
    """What a paired screen keeps. Empty where the hub has no other address."""
    device = context.need_device(Role.display)
    hub = context.hub()
    also_at = hub.settings.other_addresses
    return jsonify(also_at=also_at, passport=issue(hub, device) if also_at else "")


def arrive() -> str:
    """The page that hands the passport in. It stands behind the # of its address, which browsers
    send to nobody."""
    return render_template("display/arrive.html")


def arrived() -> Response:
    """A new token for whoever comes with a passport, unless this browser has one that is valid.
    Raises NotAllowed."""
    if context.device(Role.display) is None:
        token = new_token(context.hub(), request.form.get("passport", "")[:LONGEST])
        pairing.give(Role.display, token)
    return jsonify()
