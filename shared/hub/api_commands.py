"""The commands over HTTP: a request becomes one command, its journal entries one answer."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from flask import Response, request
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain.events import Entry
from shared.domain.permissions import check
from shared.domain.refusals import Malformed, Unknown
from shared.domain.settings import HallSettings
from shared.hub import answers, citizens, context, sessions
from shared.hub.openapi import HIDDEN
from shared.hub.pairing import token_name
from shared.hub.passwords import (
    SHORTEST_PASSWORD,
    hash_password,
    hash_token,
    password_mark,
    token_for,
)
from shared.hub.routes import Route
from shared.hub.runtime import off_loop
from shared.store.personal import Particulars
from shared.words import SOURCE, languages

HUB_FIELDS = frozenset(HIDDEN)  # never taken from a request
KIOSK_PIN = "kiosk-pin"  # under which name its hash is sealed
PIN = re.compile(r"[0-9]{6,12}")

encode = msgspec.json.Encoder().encode


def view_of(route: Route) -> Callable[..., Response]:
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
    language = fields.get("language", SOURCE)
    if isinstance(language, str) and language not in languages():
        raise Unknown("There is no such language here.")
    try:
        return msgspec.convert(fields | {"id": id_, "by": by}, command)
    except msgspec.ValidationError as fault:
        raise Malformed(
            "The request is not as the API document says: {place}", place=place_of(fault)
        ) from fault


def place_of(fault: msgspec.ValidationError) -> str:
    """The field that a fault is about, with those around it: ``settings.grace_minutes``. msgspec's
    own words are English."""
    named = re.findall(r"`(?:\$\.?)?(\w[\w.]*)(?:\[[^`]*)?`", str(fault))
    return {"id": "command_id"}.get(named[-1], named[-1]) if named else "?"


def _execute(route: Route, command: c.Command, sealed: dict[str, str] | None = None) -> Response:
    return _answered(route, context.hub().bus.execute(command, sealed))


def _answered(route: Route, entries: tuple[Entry, ...]) -> Response:
    with context.hub().bus.looking(entries[-1].seq) as hall:
        content = answers.answer(route.command, entries, hall)
    return as_json(content, route.status)


def _with_password(route: Route, command: Any, words: dict[str, Any]) -> Response:
    password = words.get("password")
    if not isinstance(password, str) or not SHORTEST_PASSWORD <= len(password) <= 200:
        raise Malformed(
            "A password has at least {shortest} characters.", shortest=SHORTEST_PASSWORD
        )
    hub = context.hub()
    command = replace(command, mark=password_mark(hub.secret, password))
    hashed = _hashed(command, password)
    return _execute(route, command, {sessions.password_name(command.account): hashed})


def _hashed(command: c.Command, word: str) -> str:
    """Hashing takes a core and much memory: only for whoever may do the command."""
    hub = context.hub()
    with context.looking() as hall:
        check(command, hall)
    with hub.passwords.turn():
        return str(off_loop(hub.settings.async_mode, hash_password, word))


def _with_token(route: Route, command: Any, words: dict[str, Any]) -> Response:
    hub = context.hub()
    token = token_for(hub.secret, command.device, command.by, command.id)
    hub.bus.execute(command, {token_name(command.device): hash_token(token)})
    return as_json(answers.TokenAnswer(command.device, token), route.status)


def _typed(words: dict[str, Any], *names: str) -> dict[str, str]:
    """Fields that the hub uses itself, as far as they were sent."""
    sent = {name: words[name] for name in names if name in words}
    for name, text in sent.items():
        if not isinstance(text, str):
            raise Malformed("The request is not as the API document says: {place}", place=name)
    return sent


def _taken(route: Route, command: Any, words: dict[str, Any]) -> Response:
    entries = citizens.take(
        command.id,
        **_typed(words, "identity", "phone"),
        service=command.service,
        language=command.language,
        class_=command.class_,
        need=command.need,
        then=command.then,
        booked_for=command.booked_for,
    )
    return _answered(route, entries)


def _booked(route: Route, command: Any, words: dict[str, Any]) -> Response:
    entries = citizens.book(
        command.id,
        **{"phone": ""} | _typed(words, "phone", "name", "identity"),
        service=command.service,
        starts_at=command.starts_at,
        language=command.language,
    )
    return _answered(route, entries)


def _home_visit_asked(route: Route, command: Any, words: dict[str, Any]) -> Response:
    entries = citizens.ask_home_visit(
        command.id,
        **{"name": "", "phone": "", "place": ""} | _typed(words, "name", "phone", "place"),
        service=command.service,
        language=command.language,
        wanted=command.wanted,
    )
    return _answered(route, entries)


def _seen(route: Route, command: Any, words: dict[str, Any]) -> Response:
    """What is personal about a record; that somebody looked is in the journal first. Each look is
    one of its own, also under an id that was used before."""
    context.hub().bus.execute(replace(command, id=f"look/{context.new_command_id()}"))
    return as_json(personal_of(command.record, command.of))


def _with_pin(route: Route, command: Any, words: dict[str, Any]) -> Response:
    pin = words.get("pin")
    if not isinstance(pin, str) or not PIN.fullmatch(pin):
        raise Malformed("A PIN has 6 to 12 digits.")
    hub = context.hub()
    command = replace(command, mark=password_mark(hub.secret, pin))
    hashed = _hashed(command, pin)
    return _execute(route, command, {KIOSK_PIN: hashed})


def _with_settings(route: Route, command: Any, words: dict[str, Any]) -> Response:
    """All of them by their names: one left out or misspelt would go back to its default."""
    sent = words.get("settings")
    named = {field.encode_name for field in msgspec.structs.fields(HallSettings)}
    odd = named ^ sent.keys() if isinstance(sent, dict) else {"settings"}
    if odd:
        raise Malformed("The request is not as the API document says: {place}", place=min(odd)[:40])
    return _execute(route, command)


def _published(route: Route, command: Any, words: dict[str, Any]) -> Response:
    """Only with pictures that are here."""
    hub = context.hub()
    with context.looking() as hall:
        check(command, hall)
    for picture in command.pictures:
        hub.pictures.need(picture.name)
    return _execute(route, command)


def personal_of(record: str, of: str) -> Particulars:
    """Empty where it was deleted. Whoever asks must have been journaled (`SeePersonal`) before."""
    with context.looking() as hall:
        held: Any = {
            "ticket": hall.tickets,
            "booking": hall.bookings,
            "home-visit": hall.home_visits,
        }
        found = held[record].get(of)
    return (context.hub().personal.of(found.key) if found else None) or Particulars()


EXTRAS: dict[type[c.Command], Callable[..., Response]] = {
    c.TakeTicket: _taken,
    c.BookAppointment: _booked,
    c.AskHomeVisit: _home_visit_asked,
    c.SeePersonal: _seen,
    c.SetKioskPin: _with_pin,
    c.AddStaff: _with_password,
    c.SetPassword: _with_password,
    c.ChangeSettings: _with_settings,
    c.PairDevice: _with_token,
    c.PublishNotice: _published,
}


def as_json(content: Any, status: int = 200) -> Response:
    return Response(encode(content), status, mimetype="application/json")
