"""Booking an appointment in the small hall, and checking in for it."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain.slots import slot_at
from tests.shared.domain.given import Scene, clock

ELEVEN = clock(11)
KEY = "a-key-that-is-long-enough"


def asks(scene: Scene, by: str = "public:web", **words: object) -> Scene:
    usual = {
        "service": "passport", "starts_at": ELEVEN, "language": "en", "key": KEY,
        "code": "123456789012345678901234", "person": "me",
    }  # fmt: skip
    return scene.when(c.BookAppointment, by=by, **(usual | words))


def free(scene: Scene, at: datetime = ELEVEN) -> int:
    slot = slot_at(scene.hall, "passport", at)
    assert slot is not None
    return slot.free


def checks_in(scene: Scene, by: str = "kiosk:K1", booking: str = "b900", key: str = KEY) -> Scene:
    return scene.when(c.CheckIn, by=by, booking=booking, key=key)
