"""Who acts in the hall. An actor is written ``kind:name``: ``staff:wang``, ``kiosk:K1``,
``system:hall``, ``citizen:20261123-A012`` for whoever holds the key of that
ticket (or appointment, or home visit), ``visitor:<nonce>`` for a phone that has shown that it is
in the hall, ``public:web`` for anybody. What each role may do is the table in
`shared.domain.permissions`.
"""

from enum import StrEnum

from msgspec import Struct

from shared.domain.screens import Screen


class Role(StrEnum):
    clerk = "clerk"
    steward = "steward"
    supervisor = "supervisor"
    administrator = "administrator"
    # Devices and programs act under a role of their own.
    kiosk = "kiosk"
    display = "display"
    station = "station"
    citizen = "citizen"
    visitor = "visitor"
    public = "public"
    system = "system"


STAFF_ROLES = frozenset({Role.clerk, Role.steward, Role.supervisor, Role.administrator})
AT_THE_WINDOW = frozenset({Role.clerk, Role.steward, Role.supervisor, Role.administrator})
SUPERVISING = frozenset({Role.supervisor, Role.administrator})
BOOKING = frozenset({Role.steward, Role.supervisor, Role.administrator})
DEVICE_ROLES = frozenset({Role.kiosk, Role.display, Role.station})


class Staff(Struct, frozen=True):
    """A member of staff. `department` is empty for people who may work at any window. `badge` is
    the number on the badge they wear, which citizens may see; empty where they wear none."""

    account: str
    name: str
    role: Role
    department: str = ""
    enabled: bool = True
    badge: str = ""


class Device(Struct, frozen=True):
    """A paired screen, kiosk or station. `kind` is one of DEVICE_ROLES; `place` is a kiosk's code,
    ``voice/`` with whose calls a station announces (see `Screen.speaker`), or of a screen the
    number of the window whose services it may rate, empty for any. `screen` is what a display was
    set up to show."""

    id: str
    kind: Role
    place: str
    enabled: bool = True
    screen: Screen | None = None
