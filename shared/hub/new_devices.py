"""How a device is let in without typing on it: it shows a code, an administrator types the code.

    ask       the device is given a name, a token that is not valid yet, and a code of six digits
    standing  what has become of a token
    accept    an administrator types the code: the token becomes valid

A code is worth something to an administrator only, so guessing one wins nothing; asking is limited
(`shared.store.asked_to_pair`), and what is refused is logged once.
"""

import secrets
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from shared.domain.commands import PairDevice
from shared.domain.people import DEVICE_ROLES, Role
from shared.domain.permissions import PERMISSIONS, role_of
from shared.domain.refusals import Malformed, NotAllowed, Refusal, Repeated, Unknown, WrongState
from shared.domain.screens import Screen
from shared.hub import context, pairing
from shared.hub.allowance import network
from shared.hub.passwords import hash_token, new_token
from shared.store.asked_to_pair import Asked

if TYPE_CHECKING:
    from shared.hub.app import Hub

DIGITS = 6
TRIES = 20
OWN_NETWORKS = [
    ip_network(each)
    for each in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
        "fc00::/7", "fe80::/10", "::1/128",
    )
]  # fmt: skip
NAMES = {Role.display: "screen", Role.station: "speaker", Role.kiosk: "kiosk"}


class TooManyAsk(Refusal):
    """So many ask to be let in that no more codes are given out."""

    code = "too-many-ask"


class Ask(Struct, frozen=True, forbid_unknown_fields=True):
    """What a device says of itself. `place` is a kiosk's code, or ``voice/`` with whose calls a
    speaker station announces; whoever lets it in may say otherwise."""

    kind: Role
    place: Annotated[str, Meta(max_length=32)] = ""


class Accept(Struct, frozen=True, forbid_unknown_fields=True):
    """`screen` is what a display shows from now on. A code is accepted once, so `command_id` is not
    needed."""

    code: Annotated[str, Meta(pattern=r"\A[0-9]{6}\Z")]
    place: Annotated[str, Meta(max_length=32)] | None = None
    screen: Screen | None = None
    command_id: Annotated[str, Meta(max_length=64)] = ""


class CodeGiven(Struct, frozen=True):
    """`token` is valid once the code was accepted."""

    code: str
    token: str
    device: str
    expires_at: datetime


class State(StrEnum):
    waiting = "waiting"
    paired = "paired"
    unknown = "unknown"


class TokenStanding(Struct, frozen=True, omit_defaults=True):
    """`code` and `expires_at` while it waits, `device`, `kind` and `place` when it is paired.
    Unknown is also who was shut out, and whose code is over: they ask anew."""

    state: State
    code: str = ""
    expires_at: datetime | None = None
    device: str = ""
    kind: str = ""
    place: str = ""


class AskedShown(Struct, frozen=True):
    """Who shows a code, for the administrator who typed it."""

    kind: str
    place: str
    asked_at: datetime
    network: str


class Accepted(Struct, frozen=True):
    device: str
    kind: str
    place: str


def ask(hub: "Hub", kind: Role, place: str = "") -> CodeGiven:
    """Raises Malformed and TooManyAsk."""
    if kind not in DEVICE_ROLES:
        raise Malformed("{role} is not a kind of device.", role=kind)
    address = context.address()
    home, nearby, now = network(address), _nearby(address), hub.bus.now()
    for _ in range(TRIES):
        if not hub.asked_to_pair.has_room(home, nearby, now):
            break
        device = f"{NAMES[kind]}-{secrets.token_hex(4)}"
        token = new_token(device)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        asked = Asked(code, device, kind, place, hash_token(token), now, home, nearby)
        if hub.asked_to_pair.add(asked):
            return CodeGiven(code, token, device, asked.expires_at)
    hub.once.warn("asked-to-pair", "more devices ask to be let in than may, the last from %s", home)
    raise TooManyAsk("Too many new devices ask to be let in at the moment. Please wait a little.")


def _nearby(address: str) -> bool:
    """Whether it is an address of a network of one's own, which no provider gives to anybody."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in each for each in OWN_NETWORKS)


def standing(hub: "Hub", token: str) -> TokenStanding:
    found = pairing.of_token(hub, token)
    if found is not None:
        return TokenStanding(State.paired, device=found.id, kind=found.kind, place=found.place)
    asked = hub.asked_to_pair.by_digest(hash_token(token), hub.bus.now()) if token else None
    if asked is None or _is_used(hub, asked):
        return TokenStanding(State.unknown)
    return TokenStanding(State.waiting, asked.code, asked.expires_at)


def by_code(hub: "Hub", code: str) -> AskedShown:
    """Raises Unknown."""
    asked = _asked(hub, code)
    if _is_used(hub, asked):
        raise Unknown("No device shows this code now.")
    return AskedShown(asked.kind, asked.place, asked.asked_at, asked.network)


def accept(hub: "Hub", wish: Accept) -> Accepted:
    """Let in who shows a code. Raises a `Refusal`."""
    with hub.bus.looking() as hall:
        if role_of(context.actor() or "", hall) not in PERMISSIONS[PairDevice]:
            raise NotAllowed("You may not do this.")  # nor learn which codes are shown
    asked = _asked(hub, wish.code)
    kind = Role(asked.kind)
    place = asked.place if wish.place is None else wish.place
    try:
        context.execute(
            PairDevice,
            # The same of one code, so that a press that was sent twice is one.
            id=f"pair-{asked.digest[:24]}",
            sealed={pairing.token_name(asked.device): asked.digest},
            device=asked.device,
            kind=kind,
            place=place,
            screen=wish.screen,
        )
    except Repeated as fault:
        raise WrongState("This code was used already.") from fault
    return Accepted(asked.device, kind, place)


def _asked(hub: "Hub", code: str) -> Asked:
    asked = hub.asked_to_pair.by_code(code, hub.bus.now())
    if asked is None:
        raise Unknown("No device shows this code now.")
    return asked


def _is_used(hub: "Hub", asked: Asked) -> bool:
    with hub.bus.looking() as hall:
        return asked.device in hall.devices
