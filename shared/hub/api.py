"""The HTTP API under /api/v1: the same commands as the pages, for other programs."""

import re
from datetime import datetime

import msgspec
from flask import Blueprint, Response, jsonify, request

from shared import queries
from shared.domain.hours import business_day
from shared.domain.people import BOOKING, SUPERVISING, Role
from shared.domain.refusals import Malformed, NotAllowed
from shared.hub import answers, context, pictures, sessions
from shared.hub.api_commands import as_json, view_of
from shared.hub.gateway import may_watch_as
from shared.hub.openapi import document
from shared.hub.routes import ROUTES
from shared.hub.runtime import off_loop
from shared.hub.sign_in import Credentials, check
from shared.store.verify import Findings

PREFIX = "/api/v1"
DAY = re.compile(r"20[0-9]{6}")


def blueprint() -> Blueprint:
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    for route in ROUTES:
        path = re.sub(r"{(window|case|notice|help|loan)}", r"<int:\1>", route.path)
        path = path.replace("{", "<").replace("}", ">")
        api.add_url_rule(
            path,
            endpoint=route.command.__name__,
            view_func=view_of(route),
            methods=["POST"],
        )
    api.post("/pictures", endpoint="pictures")(picture_sent)
    api.post("/session", endpoint="sign_in")(sign_in)
    api.get("/session", endpoint="session")(who_am_i)
    api.delete("/session", endpoint="sign_out")(sign_out)
    api.get("/catalogue")(catalogue)
    api.get("/boards/<path:room>")(board)
    api.get("/tickets", endpoint="tickets")(tickets_today)
    api.get("/tickets/<ticket>", endpoint="ticket")(ticket_standing)
    api.get("/cases", endpoint="cases")(cases)
    api.get("/services/<service>/slots", endpoint="slots")(slots)
    api.get("/appointments", endpoint="appointments")(appointments)
    api.get("/home-visits", endpoint="home_visits")(home_visits)
    api.get("/hall/settings", endpoint="settings")(hall_settings)
    api.get("/days/<day>/report")(day_report)
    api.get("/verify")(verify)
    api.get("/openapi.json")(openapi)
    return api


def picture_sent() -> Response:
    """Keep a picture for an announcement, sent as a form's file `picture`."""
    context.need_staff(*SUPERVISING)
    return as_json(answers.PictureAnswer(pictures.uploaded()), 201)


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
    return as_json(answers.DoneAnswer())


def catalogue() -> Response:
    """What the hall offers and where. Public: it hangs in the hall."""
    with context.looking() as hall:
        return as_json(queries.public_catalogue(hall))


def board(room: str) -> Response:
    actor = context.actor()
    if actor is None:
        raise context.NotSignedIn
    with context.looking() as hall:
        if not may_watch_as(room, actor, hall):
            raise NotAllowed("You may not do this.")
        return as_json(context.hub().publisher.board(hall, room))


def tickets_today() -> Response:
    """All numbers of the day, for supervisors."""
    context.need_staff(Role.supervisor, Role.administrator)
    with context.looking() as hall:
        return as_json(queries.tickets_today(hall))


def ticket_standing(ticket: str) -> Response:
    """Where a number stands and why, by its id or today's number. For staff."""
    context.need_staff()
    with context.looking() as hall:
        return as_json(queries.standing(hall, ticket[:32], context.now()))


def cases() -> Response:
    """The bad ratings that are not closed yet, and those closed today. For those who supervise."""
    context.need_staff(*SUPERVISING)
    with context.looking() as hall:
        return as_json(list(hall.cases.values()))


def slots(service: str) -> Response:
    """The days and times of a service that can be booked now. Public: they tell nothing of who
    has booked."""
    with context.looking() as hall:
        return as_json(queries.appointment_days(hall, service[:32], context.now()))


def appointments() -> Response:
    """Those of a day from today on, for stewards and those who supervise; no names and phones."""
    context.need_staff(*BOOKING)
    with context.looking() as hall:
        day = request.args.get("day") or business_day(hall, context.now())
        if not _is_day(day):
            raise Malformed("The request is not as the API document says: {place}", place="day")
        return as_json(queries.appointments(hall, day))


def _is_day(text: str) -> bool:
    """Whether it is a date of this century as the API writes it."""
    try:
        return bool(DAY.fullmatch(text)) and datetime.strptime(text, "%Y%m%d").year < 2100  # noqa: DTZ007
    except ValueError:
        return False


def home_visits() -> Response:
    """All for stewards and those who supervise, or their own where `mine` is asked for; for a
    clerk their own. No names and places."""
    person = context.need_staff()
    every = person.role in BOOKING and "mine" not in request.args
    account = "" if every else person.account
    with context.looking() as hall:
        return as_json(queries.home_visits_of(hall, account))


def hall_settings() -> Response:
    context.need_staff()
    with context.looking() as hall:
        return as_json(hall.settings)


def day_report(day: str) -> Response:
    """What became of the numbers of a business day, for supervisors."""
    context.need_staff(*SUPERVISING)
    with context.looking() as hall:
        return as_json(queries.day_report(context.hub().bus.store, hall, day))


def verify() -> Response:
    """Whether the journal is whole and the tables say what it says. Reads everything."""
    context.need_staff(Role.administrator)
    hub = context.hub()
    found: Findings = off_loop(hub.settings.async_mode, hub.verify)
    return as_json({"ok": found.whole, "entries": found.entries, "faults": found.faults})


def openapi() -> Response:
    return as_json(document(PREFIX, ROUTES))
