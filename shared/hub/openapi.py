"""The OpenAPI document, made from the table of routes and the commands' own types."""

from typing import TYPE_CHECKING, Any

import msgspec

from shared import __version__
from shared.domain import boards
from shared.domain.commands import PairDevice, SeePersonal
from shared.domain.ratings import RatingCase
from shared.domain.settings import HallSettings
from shared.hub.answers import DoneAnswer, PictureAnswer, TokenAnswer, answer_type
from shared.hub.new_devices import (
    Accept,
    Accepted,
    Ask,
    AskedShown,
    CodeGiven,
    TokenStanding,
)
from shared.hub.sign_in import Credentials
from shared.queries.bookings import Appointment, AppointmentDay
from shared.queries.days import DayReport
from shared.queries.home_visits import HomeVisitShown
from shared.queries.tickets import Standing
from shared.store.personal import Particulars

if TYPE_CHECKING:
    from shared.hub.routes import Route

REFS = "#/components/schemas/{name}"
HIDDEN = ("id", "by", "key", "mark", "person", "identity", "code", "texted")  # the hub's own
ERRORS = {
    "400": "Not valid JSON or no command_id",
    "401": "Not signed in",
    "403": "Not allowed",
    "404": "Names something the hall does not have",
    "409": "Not in a state that allows it",
    "413": "Too large",
    "415": "Not JSON",
    "422": "Not as this document says",
    "429": "Too many tries",
    "503": "The hall cannot write now; try again",
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}
PARAMETERS = {
    "window": {"type": "integer", "minimum": 1, "maximum": 9999},
    "account": {"type": "string", "maxLength": 32},
    "device": {"type": "string", "maxLength": 32},
    "job": {"type": "string", "maxLength": 64},
    "ticket": {"type": "string", "maxLength": 32},
    "case": {"type": "integer", "minimum": 1},
    "notice": {"type": "integer", "minimum": 1},
    "help": {"type": "integer", "minimum": 1},
    "loan": {"type": "integer", "minimum": 1},
    "booking": {"type": "string", "maxLength": 24},
    "home_visit": {"type": "string", "maxLength": 24},
    "record": {"type": "string", "enum": ["ticket", "booking", "home-visit"]},
    "of": {"type": "string", "maxLength": 32},
}
COMMAND_ID = {
    "type": "string",
    "minLength": 8,
    "maxLength": 64,
    "pattern": "^[A-Za-z0-9._:-]+$",
    "description": "Chosen by you. The same id sent again gives the same answer and is done once.",
}
PICTURE = {
    "type": "object",
    "required": ["picture"],
    "properties": {"picture": {"type": "string", "format": "binary"}},
}
DAY = {"type": "string", "pattern": "^[0-9]{8}$", "description": "YYYYMMDD, in the hall's zone."}
BOARDS = (
    boards.MainBoard,
    boards.NoticeBoard,
    boards.Panel,
    boards.Console,
    boards.Overview,
    boards.StewardBoard,
    boards.QueueBoard,
)
READ = (
    Standing,
    RatingCase,
    HallSettings,
    DayReport,
    Appointment,
    AppointmentDay,
    HomeVisitShown,
)
PAIRING = (Ask, CodeGiven, TokenStanding, AskedShown, Accept, Accepted)


def document(prefix: str, routes: tuple["Route", ...]) -> dict[str, Any]:
    answers = [_answer(route) for route in routes]
    commands = [route.command for route in routes]
    types = [*commands, *answers, *BOARDS, *READ, *PAIRING, DoneAnswer, PictureAnswer, Credentials]
    _, schemas = msgspec.json.schema_components(types, ref_template=REFS)
    for route in routes:
        _make_body(schemas[route.command.__name__], route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hall", "version": __version__},
        "servers": [{"url": prefix}],
        "security": [{"session": [], "csrf": []}, {"token": []}],
        "paths": {route.path: {"post": _operation(route)} for route in routes} | _others(routes),
        "components": {
            "schemas": schemas | {"Error": ERROR},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "hall_session"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _answer(route: "Route") -> Any:
    special = {PairDevice: TokenAnswer, SeePersonal: Particulars}
    return special.get(route.command) or answer_type(route.command)


def _make_body(schema: dict[str, Any], route: "Route") -> None:
    """A command as a request sends it: without what the hub adds and what the path says."""
    hidden = {*HIDDEN, *_in_path(route.path)}
    schema["properties"] = (
        {"command_id": COMMAND_ID}
        | {name: kind for name, kind in schema["properties"].items() if name not in hidden}
        | {name: {"type": "string", "maxLength": 200} for name in (*route.extra, *route.optional)}
    )
    required = [name for name in schema.get("required", []) if name not in hidden]
    schema["required"] = ["command_id", *required, *route.extra]
    schema["additionalProperties"] = False


def _in_path(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _operation(route: "Route") -> dict[str, Any]:
    return {
        "operationId": route.command.__name__,
        "summary": route.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": PARAMETERS[name]}
            for name in _in_path(route.path)
        ],
        "requestBody": {
            "required": True,
            "content": _json(REFS.format(name=route.command.__name__)),
        },
        "responses": {
            str(route.status): {
                "description": "Done",
                "content": _json(REFS.format(name=_answer(route).__name__)),
            }
        }
        | _errors(),
    }


def _others(routes: tuple["Route", ...]) -> dict[str, Any]:
    """What is no command: sessions and reading."""
    posts = {route.path: {"post": _operation(route)} for route in routes}
    board = {"oneOf": [{"$ref": REFS.format(name=kind.__name__)} for kind in BOARDS]}
    return {
        "/session": {
            "post": {
                "operationId": "sign_in",
                "summary": "Sign in",
                "security": [],
                "requestBody": {
                    "required": True,
                    "content": _json(REFS.format(name="Credentials")),
                },
                "responses": {"200": {"description": "Signed in"}} | _errors(),
            },
            "get": _read("who_am_i", "Who is signed in"),
            "delete": _read("sign_out", "Sign out"),
        },
        "/pictures": {
            "post": {
                "operationId": "pictures",
                "summary": "Send a picture for an announcement: JPEG, PNG or WebP, at most 12 MB",
                "requestBody": {
                    "required": True,
                    "content": {"multipart/form-data": {"schema": PICTURE}},
                },
                "responses": {
                    "201": {
                        "description": "Kept, for a day if nothing is published with it",
                        "content": _json(REFS.format(name="PictureAnswer")),
                    }
                }
                | _errors(),
            }
        },
        "/catalogue": {"get": _read("catalogue", "What the hall offers and where")},
        "/boards/{room}": {
            "get": _read("board", "The board of a room, as screens receive it", board)
            | _named("room", {"type": "string"})
        },
        "/tickets/{ticket}": {
            "get": _read(
                "ticket",
                "Where a number stands and why, by its id or today's number",
                {"$ref": REFS.format(name="Standing")},
            )
            | _named("ticket", PARAMETERS["ticket"])
        },
        "/cases": {
            "get": _read(
                "cases",
                "Bad ratings that are not closed, and those closed today",
                _list(RatingCase),
            )
        },
        "/services/{service}/slots": {
            "get": _read(
                "slots", "The times of a service that can be booked", _list(AppointmentDay)
            )
            | _named("service", {"type": "string", "maxLength": 32})
            | {"security": []}
        },
        "/appointments": posts["/appointments"]
        | {
            "get": _read("appointments", "The appointments of a day", _list(Appointment))
            | {"parameters": [{"name": "day", "in": "query", "schema": DAY}]}
        },
        "/home-visits": posts["/home-visits"]
        | {
            "get": _read("home_visits", "Home visits; a clerk's own", _list(HomeVisitShown))
            | {"parameters": [{"name": "mine", "in": "query", "schema": {"const": "1"}}]}
        },
        "/hall/settings": posts["/hall/settings"]
        | {
            "get": _read(
                "settings", "The hall's settings", {"$ref": REFS.format(name="HallSettings")}
            )
        },
        "/tickets": posts["/tickets"] | {"get": _read("tickets", "All numbers of the day")},
        "/days/{day}/report": {
            "get": _read(
                "day_report",
                "What became of the numbers of a day",
                {"$ref": REFS.format(name="DayReport")},
            )
            | {"parameters": [{"name": "day", "in": "path", "required": True, "schema": DAY}]}
        },
        "/pairing": {
            "post": _wish("pairing_asked", "Ask to be let in as a device", Ask, CodeGiven)
            | {"security": []},
            "get": _read(
                "pairing_standing",
                "What has become of the token that was given with a code",
                {"$ref": REFS.format(name="TokenStanding")},
            )
            | {"security": [{"token": []}]},
        },
        "/pairing/{code}": {
            "get": _read(
                "pairing_by_code",
                "Which device shows a code",
                {"$ref": REFS.format(name="AskedShown")},
            )
            | _named("code", {"type": "string", "pattern": "^[0-9]{6}$"})
        },
        "/pairing/accept": {
            "post": _wish("pairing_accepted", "Let in who shows a code", Accept, Accepted)
        },
        "/verify": {"get": _read("verify", "Is the journal whole?")},
        "/openapi.json": {"get": _read("openapi", "This document")},
    }


def _read(name: str, summary: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema or {"type": "object"}}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": "The answer", "content": content}} | _errors(),
    }


def _wish(name: str, summary: str, wish: type, answer: type) -> dict[str, Any]:
    """A POST that is no command of the table."""
    done = _json(REFS.format(name=answer.__name__))
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": _json(REFS.format(name=wish.__name__))},
        "responses": {"201": {"description": "Done", "content": done}} | _errors(),
    }


def _list(kind: type) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": REFS.format(name=kind.__name__)}}


def _named(name: str, schema: Any) -> dict[str, Any]:
    """The parameter of a path."""
    return {"parameters": [{"name": name, "in": "path", "required": True, "schema": schema}]}


def _json(reference: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": reference}}}


def _errors() -> dict[str, Any]:
    content = _json(REFS.format(name="Error"))
    return {status: {"description": text, "content": content} for status, text in ERRORS.items()}
