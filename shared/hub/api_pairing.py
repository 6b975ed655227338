"""Letting a device in by the code it shows, over HTTP: see `shared.hub.new_devices`."""

from typing import TypeVar

import msgspec
from flask import Blueprint, Response, request

from shared.domain.people import Role
from shared.domain.refusals import Malformed
from shared.hub import context, new_devices
from shared.hub.api_commands import as_json, place_of

Wish = TypeVar("Wish")


def add_to(api: Blueprint) -> Blueprint:
    api.post("/pairing", endpoint="pairing_asked")(ask)
    api.get("/pairing", endpoint="pairing_standing")(standing)
    api.get("/pairing/<code>", endpoint="pairing_by_code")(by_code)
    api.post("/pairing/accept", endpoint="pairing_accepted")(accept)
    return api


def ask() -> Response:
    """Anybody may ask: the answer is a code to show, and a token that becomes valid with it."""
    wish = _wish(new_devices.Ask)
    return as_json(new_devices.ask(context.hub(), wish.kind, wish.place), 201)


def standing() -> Response:
    """What has become of the bearer token."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return as_json(new_devices.standing(context.hub(), token if kind.lower() == "bearer" else ""))


def by_code(code: str) -> Response:
    """Who shows a code, before an administrator accepts it."""
    context.need_staff(Role.administrator)
    return as_json(new_devices.by_code(context.hub(), code[:12]))


def accept() -> Response:
    if context.actor() is None:
        raise context.NotSignedIn
    return as_json(new_devices.accept(context.hub(), _wish(new_devices.Accept)), 201)


def _wish(kind: type[Wish]) -> Wish:
    """Raises Malformed."""
    if request.mimetype != "application/json":
        raise Malformed("The request must be JSON.")
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except msgspec.ValidationError as fault:
        raise Malformed(
            "The request is not as the API document says: {place}", place=place_of(fault)
        ) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Malformed("The request is not valid JSON.") from fault
