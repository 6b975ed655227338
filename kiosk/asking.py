"""What a citizen's touch says: the fields of addresses and forms."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from flask import request, url_for
from msgspec import Meta

from shared.domain.catalogue import Level
from shared.domain.commands import Code, CommandId
from shared.domain.help_calls import HelpReason
from shared.domain.refusals import Malformed
from shared.domain.tickets import Need

Typed = Annotated[str, Meta(max_length=40)]


class Asked(msgspec.Struct, frozen=True):
    """The form that takes a number: without a need it is an ordinary one. `identity` and `phone`
    are as they were typed or read; `typed` says that the page had keys for them."""

    command_id: CommandId
    service: Code
    need: Need = Need.none
    identity: Typed = ""
    phone: Typed = ""
    typed: bool = False

    def __repr__(self) -> str:
        return f"Asked({self.service})"  # what was typed is in no trace


def asked() -> Asked:
    """Raises Malformed."""
    try:
        return msgspec.convert(request.form.to_dict(), Asked, strict=False)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None


class Pressed(msgspec.Struct, frozen=True):
    """A form that is one button. Its command id is in the page, so that two presses are one."""

    command_id: CommandId


def command_id_sent() -> str:
    """Raises Malformed."""
    try:
        return msgspec.convert(request.form.to_dict(), Pressed).command_id
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None


def help_reason_sent() -> HelpReason:
    """For what a steward is called. Raises Malformed."""
    try:
        return msgspec.convert(request.form.get("reason", ""), HelpReason)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None


def part_asked() -> int:
    """Which screenful of a list; the first one where the address says nothing sensible."""
    return request.args.get("page", 1, type=int)


def level_asked() -> Level:
    text = request.args.get("level", "")
    return Level(text) if text in set(Level) else Level.city


def path_of_this_page() -> str:
    """Where whoever leaves this page for a moment comes back to; empty where it has no address."""
    if request.method != "GET" or request.endpoint in ("kiosk.welcome", "kiosk.access", None):
        return ""
    return f"{request.path}?{urlencode(request.args)}" if request.args else request.path


def path_asked(lang: str) -> str:
    """A page of the kiosk to go back to: never another site's, nor a page of the hub outside."""
    wanted = request.values.get("to", "")
    # Browsers leave tabs and line ends out and read \\ as /: nothing of that sort may be in it.
    inside = wanted.startswith("/kiosk/") and wanted.isprintable() and "\\" not in wanted
    path = wanted.partition("?")[0]
    inside = inside and ".." not in path and "%" not in path
    return wanted if inside else url_for("kiosk.home", lang=lang)
