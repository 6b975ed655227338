"""How a screen proves itself at another address of the hub, where browsers send no cookie of the
former one.

A passport is signed with the hub's secret and names the device, its pairing and until when it
holds. It is good once: whoever arrives with it is given a new token, which is a new pairing, so
that no earlier passport holds any more; nor does one of a device that was shut out.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

from shared.domain.commands import PairDevice
from shared.domain.due import THE_HALL
from shared.domain.people import Device, Role
from shared.domain.refusals import NotAllowed
from shared.hub.pairing import token_name
from shared.hub.passwords import hash_token, new_token, same

if TYPE_CHECKING:
    from shared.hub.app import Hub

LASTS = timedelta(days=30)  # a hall that was closed over the longest holidays finds its screens


def issue(hub: "Hub", device: Device) -> str:
    until = int((hub.bus.now() + LASTS).timestamp())
    return str(_signer(hub.secret).dumps([device.id, _mark(hub, device.id), until]))


def arrive(hub: "Hub", passport: str) -> str:
    """The new token of whoever comes with a passport. Raises NotAllowed."""
    device = _holder(hub, passport)
    if device is None:
        raise NotAllowed("This screen is not known here any more.")
    token = new_token(device.id)
    hub.bus.execute(
        PairDevice(
            id=f"arrive-{hash_token(token)[:24]}",
            by=THE_HALL,
            device=device.id,
            kind=device.kind,
            place=device.place,
        ),
        {token_name(device.id): hash_token(token)},
    )
    return token


def _holder(hub: "Hub", passport: str) -> Device | None:
    try:
        name, mark, until = _signer(hub.secret).loads(passport)
    except (BadSignature, ValueError, TypeError):
        return None
    now: datetime = hub.bus.now()
    if now.timestamp() >= until or not same(mark, _mark(hub, name)):
        return None
    with hub.bus.looking() as hall:
        device = hall.devices.get(name)
    usable = device is not None and device.enabled and device.kind is Role.display
    return device if usable else None


def _mark(hub: "Hub", device: str) -> str:
    """Of its pairing: another after each."""
    return hash_token(hub.bus.store.sealed(token_name(device)) or "")[:16]


def _signer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="passport")
