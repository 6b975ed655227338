"""What stands on the paper a citizen takes away."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.tickets import Class, Need


class Receipt(Struct, frozen=True, rename={"class_": "class"}):
    """`issued_at` is in the hall's time zone. `windows` are those that serve the queue, ascending;
    `way` tells how to get there; `wait_minutes` is None where nobody could say; `address` is what
    the QR code holds, empty where there is none. `visit` are the services of a visit in order, of
    which `service` is the first; `booked_for` is the time of an appointment in the hall's zone."""

    hall: Text
    number: str
    service: Text
    class_: Class
    need: Need
    language: str
    zone: Text
    way: Text
    windows: tuple[int, ...]
    ahead: int
    wait_minutes: int | None
    issued_at: datetime
    materials: dict[str, tuple[str, ...]]
    address: str
    visit: tuple[Text, ...] = ()
    booked_for: datetime | None = None
