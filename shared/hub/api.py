"""The HTTP API under /api/v1: the same commands as the pages, for other programs.

ROUTES is the one table of commands: it makes the routes and the OpenAPI document.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify, request
from msgspec import Struct
from msgspec.structs import replace

from shared import queries
from shared.domain import commands as c
from shared.domain.identity import written
from shared.domain.people import SUPERVISING, Role
from shared.domain.permissions import role_of
from shared.domain.refusals import Malformed, NotAllowed
from shared.domain.settings import HallSettings
from shared.hub import answers, context, sessions
from shared.hub.openapi import document
from shared.hub.pairing import token_name
from shared.hub.passwords import (
    SHORTEST_PASSWORD,
    hash_password,
    hash_token,
    password_mark,
    person_mark,
    token_for,
)
from shared.hub.rooms import may_watch
from shared.hub.runtime import off_loop
from shared.hub.sign_in import Credentials, check
from shared.store.verify import Findings

PREFIX = "/api/v1"

encode = msgspec.json.Encoder().encode


class Route(Struct, frozen=True):
    """A command's place in the API. `status` is that of success; `extra` are fields of the body
    that the hub uses itself and the command does not carry, `optional` those that may be left
    out."""

    path: str
    command: type[c.Command]
    summary: str
    status: int = 200
    extra: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


ROUTES = (
    Route("/tickets", c.TakeTicket, "Take a number", 201, optional=("identity",)),
    Route("/windows/{window}/open", c.OpenWindow, "Open a window"),
    Route("/windows/{window}/close", c.CloseWindow, "Close your window"),
    Route("/windows/{window}/next", c.CallNext, "Call the next number"),
    Route("/windows/{window}/recall", c.Recall, "Call the same number again"),
    Route("/windows/{window}/start", c.StartService, "The citizen has come"),
    Route("/windows/{window}/finish", c.FinishService, "The citizen has been served"),
    Route("/windows/{window}/miss", c.MissTicket, "The citizen did not come"),
    Route("/windows/{window}/call", c.CallTicket, "Call one particular number"),
    Route("/windows/{window}/hold", c.HoldTicket, "Set the citizen aside"),
    Route("/windows/{window}/resume", c.ResumeTicket, "Go on with somebody set aside"),
    Route("/windows/{window}/transfer", c.TransferTicket, "Send the citizen on"),
    Route("/windows/{window}/walk-in", c.ServeWalkIn, "Serve somebody without a number", 201),
    Route("/windows/{window}/undo", c.UndoPress, "Take the last press back"),
    Route("/windows/{window}/pause", c.PauseWindow, "Stop for a while"),
    Route("/windows/{window}/end-pause", c.EndPause, "Go on after a pause"),
    Route("/windows/{window}/hand-over", c.HandOverWindow, "Give the window to another clerk"),
    Route("/windows/{window}/queues", c.ServeQueues, "Change which queues a window serves"),
    Route("/windows/{window}/arm", c.ArmWindow, "Call the next who comes at once"),
    Route("/windows/{window}/automatic", c.SetAutomatic, "Let a window call by itself"),
    Route("/tickets/{ticket}/class", c.SetClass, "Give or withdraw the green channel"),
    Route("/tickets/{ticket}/requeue", c.RequeueTicket, "Bring a missed number back"),
    Route("/tickets/{ticket}/cancel", c.CancelTicket, "Cancel a number"),
    Route("/ratings", c.RateService, "Rate a service", 201),
    Route("/cases/{case}/contact", c.ContactCase, "The citizen of a bad rating was contacted"),
    Route("/cases/{case}/close", c.CloseCase, "What was done about a bad rating"),
    Route("/hall/settings", c.ChangeSettings, "Change the hall's settings"),
    Route("/hall/messages", c.SendMessage, "Send a message to windows", 201),
    Route("/hall/open-specially", c.OpenSpecially, "Give numbers outside the opening hours today"),
    Route("/staff", c.AddStaff, "Add a staff account", 201, ("password",)),
    Route("/staff/{account}/password", c.SetPassword, "Set a password", 200, ("password",)),
    Route("/staff/{account}/disable", c.DisableStaff, "Shut a staff account"),
    Route("/devices", c.PairDevice, "Pair a screen, kiosk or station", 201),
    Route("/devices/{device}/revoke", c.RevokeDevice, "Shut a device out"),
    Route("/jobs/{job}/report", c.ReportJob, "A station reports what became of a job"),
)
HUB_FIELDS = frozenset({"id", "by", "key", "mark", "person"})  # never taken from a request


def blueprint() -> Blueprint:
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    for route in ROUTES:
        path = re.sub(r"{(window|case)}", r"<int:\1>", route.path)
        path = path.replace("{", "<").replace("}", ">")
        api.add_url_rule(
            path,
            endpoint=route.command.__name__,
            view_func=_view(route),
            methods=["POST"],
        )
    api.post("/session", endpoint="sign_in")(sign_in)
    api.get("/session", endpoint="session")(who_am_i)
    api.delete("/session", endpoint="sign_out")(sign_out)
    api.get("/catalogue")(catalogue)
    api.get("/boards/<path:room>")(board)
    api.get("/tickets", endpoint="tickets")(tickets_today)
    api.get("/tickets/<ticket>", endpoint="ticket")(ticket_standing)
    api.get("/cases", endpoint="cases")(cases)
    api.get("/hall/settings", endpoint="settings")(hall_settings)
    api.get("/days/<day>/report")(day_report)
    api.get("/verify")(verify)
    api.get("/openapi.json")(openapi)
    return api


def _view(route: Route) -> Callable[..., Response]:
    def view(**path: Any) -> Response:
        words = _body(route, path)
        by = context.actor()
        if by is None:
            raise context.NotSignedIn
        id_ = words.pop("command_id")
        command = _command(route.command, id_, by, words)
        special = EXTRAS.get(route.command)
        return special(route, command, words) if special else _execute(route, command)

    return view


def _body(route: Route, path: dict[str, Any]) -> dict[str, Any]:
    """The request's fields, with those of its path. Raises Malformed."""
    if request.mimetype != "application/json":
        raise Malformed("The request must be JSON.")
    try:
        body = msgspec.json.decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Malformed("The request is not valid JSON.") from fault
    if not isinstance(body, dict) or not isinstance(body.get("command_id"), str):
        raise Malformed("The request needs a command_id.")
    allowed = _fields(route.command) - path.keys() | {"command_id", *route.extra, *route.optional}
    for name in body:
        if name not in allowed:
            raise Malformed(
                "The request has a field that is not known here: {name}", name=name[:40]
            )
    return body | path


@cache
def _fields(command: type[c.Command]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(command)} - HUB_FIELDS


def _command(command: type[c.Command], id_: str, by: str, words: dict[str, Any]) -> c.Command:
    fields = {name: words[name] for name in _fields(command) & words.keys()}
    if "key" in command.__struct_fields__:
        fields["key"] = context.key_for(id_)
    try:
        return msgspec.convert(fields | {"id": id_, "by": by}, command)
    except msgspec.ValidationError as fault:
        raise Malformed(
            "The request is not as the API document says: {place}", place=_place(fault)
        ) from fault


def _place(fault: msgspec.ValidationError) -> str:
    """The field that a fault is about, with those around it: ``settings.grace_minutes``. msgspec's
    own words are English."""
    named = re.findall(r"`(?:\$\.?)?(\w[\w.]*)(?:\[[^`]*)?`", str(fault))
    return {"id": "command_id"}.get(named[-1], named[-1]) if named else "?"


def _execute(route: Route, command: c.Command, sealed: dict[str, str] | None = None) -> Response:
    entries = context.hub().bus.execute(command, sealed)
    with context.hub().bus.looking(entries[-1].seq) as hall:
        content = answers.answer(route.command, entries, hall)
    return _json(content, route.status)


def _with_password(route: Route, command: Any, words: dict[str, Any]) -> Response:
    password = words.get("password")
    if not isinstance(password, str) or not SHORTEST_PASSWORD <= len(password) <= 200:
        raise Malformed(
            "A password has at least {shortest} characters.", shortest=SHORTEST_PASSWORD
        )
    hub = context.hub()
    command = replace(command, mark=password_mark(hub.secret, password))
    hashed = off_loop(hub.settings.async_mode, hash_password, password)
    return _execute(route, command, {sessions.password_name(command.account): hashed})


def _with_token(route: Route, command: Any, words: dict[str, Any]) -> Response:
    hub = context.hub()
    token = token_for(hub.secret, command.device, command.by, command.id)
    hub.bus.execute(command, {token_name(command.device): hash_token(token)})
    return _json(answers.TokenAnswer(command.device, token), route.status)


def _with_identity(route: Route, command: Any, words: dict[str, Any]) -> Response:
    """The number of the citizen's document goes no further than here; a hash goes on."""
    identity = words.get("identity", "")
    if not isinstance(identity, str) or len(identity) > 200:
        raise Malformed("The request is not as the API document says: {place}", place="identity")
    if identity.strip():
        command = replace(command, person=person_mark(context.hub().secret, written(identity)))
    return _execute(route, command)


def _with_settings(route: Route, command: Any, words: dict[str, Any]) -> Response:
    """All of them by their names: one left out or misspelt would go back to its default."""
    sent = words.get("settings")
    named = {field.encode_name for field in msgspec.structs.fields(HallSettings)}
    odd = named ^ sent.keys() if isinstance(sent, dict) else {"settings"}
    if odd:
        raise Malformed("The request is not as the API document says: {place}", place=min(odd)[:40])
    return _execute(route, command)


EXTRAS: dict[type[c.Command], Callable[..., Response]] = {
    c.TakeTicket: _with_identity,
    c.AddStaff: _with_password,
    c.SetPassword: _with_password,
    c.ChangeSettings: _with_settings,
    c.PairDevice: _with_token,
}


def sign_in() -> Response:
    """Begin a session. The answer holds the token that later requests send as X-CSRF-Token."""
    if request.mimetype != "application/json":
        raise Malformed("The request must be JSON.")
    try:
        credentials = msgspec.json.decode(request.get_data(), type=Credentials)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise Malformed("The request needs account and password.") from fault
    check(context.hub(), credentials)
    return _me()


def who_am_i() -> Response:
    context.need_staff()
    return _me()


def _me() -> Response:
    person = context.need_staff()
    with context.looking() as hall:
        window = hall.window_of(person.account)
    return jsonify(
        account=person.account,
        name=person.name,
        role=person.role,
        window=window.number if window else None,
        csrf=sessions.csrf_token(),
    )


def sign_out() -> Response:
    sessions.end()
    return _json(answers.DoneAnswer())


def catalogue() -> Response:
    """What the hall offers and where. Public: it hangs in the hall."""
    with context.looking() as hall:
        return _json(queries.public_catalogue(hall))


def board(room: str) -> Response:
    actor = context.actor()
    if actor is None:
        raise context.NotSignedIn
    with context.looking() as hall:
        if not may_watch(room, role_of(actor, hall)):
            raise NotAllowed("You may not do this.")
        return _json(queries.board(hall, room, context.hub().bus.now()))


def tickets_today() -> Response:
    """All numbers of the day, for supervisors."""
    context.need_staff(Role.supervisor, Role.administrator)
    with context.looking() as hall:
        return _json(queries.tickets_today(hall))


def ticket_standing(ticket: str) -> Response:
    """Where a number stands and why, by its id or today's number. For staff."""
    context.need_staff()
    with context.looking() as hall:
        return _json(queries.standing(hall, ticket[:32], context.now()))


def cases() -> Response:
    """The bad ratings that are not closed yet, and those closed today. For those who supervise."""
    context.need_staff(*SUPERVISING)
    with context.looking() as hall:
        return _json(list(hall.cases.values()))


def hall_settings() -> Response:
    context.need_staff()
    with context.looking() as hall:
        return _json(hall.settings)


def day_report(day: str) -> Response:
    """What became of the numbers of a business day, for supervisors."""
    context.need_staff(*SUPERVISING)
    with context.looking() as hall:
        return _json(queries.day_report(context.hub().bus.store, hall, day))


def verify() -> Response:
    """Whether the journal is whole and the tables say what it says. Reads everything."""
    context.need_staff(Role.administrator)
    hub = context.hub()
    found: Findings = off_loop(hub.settings.async_mode, hub.verify)
    return _json({"ok": found.whole, "entries": found.entries, "faults": found.faults})


def openapi() -> Response:
    return _json(document(PREFIX, ROUTES))


def _json(content: Any, status: int = 200) -> Response:
    return Response(encode(content), status, mimetype="application/json")
