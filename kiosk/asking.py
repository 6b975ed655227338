"""What a citizen's touch says: the fields of addresses and forms."""

import msgspec
from flask import request

from shared.domain.catalogue import Level
from shared.domain.commands import Code, CommandId
from shared.domain.refusals import Malformed
from shared.domain.tickets import Need


class Asked(msgspec.Struct, frozen=True):
    """The form that takes a number: without a need it is an ordinary one."""

    command_id: CommandId
    service: Code
    need: Need = Need.none


def asked() -> Asked:
    """Raises Malformed."""
    try:
        return msgspec.convert(request.form.to_dict(), Asked)
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


def part_asked() -> int:
    """Which screenful of a list; the first one where the address says nothing sensible."""
    return request.args.get("page", 1, type=int)


def level_asked() -> Level:
    text = request.args.get("level", "")
    return Level(text) if text in set(Level) else Level.city
