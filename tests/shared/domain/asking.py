"""Asking for a number in the small hall."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Catalogue, Service
from shared.domain.tickets import Class
from tests.shared.domain.given import Scene, given
from tests.small_hall import CATALOGUE

KEY = "0123456789abcdef"
ASKED = {"by": "kiosk:K1", "service": "id-card", "language": "zh", "key": KEY}
SATURDAY = date(2026, 11, 28)
WANG, LI = "a" * 64, "b" * 64


def at(hour: int, minute: int = 0, day: date = date(2026, 11, 23)) -> datetime:
    """By the hall's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def hall(**changes: object) -> Scene:
    """The small hall with another catalogue."""
    return given(e.HallImported(replace(CATALOGUE, **changes)))


def booked(scene: Scene) -> dict[str, object]:
    """The words of somebody whose appointment is now, checked in by a steward."""
    return {"by": "staff:gu", "class_": Class.appointment, "booked_for": scene.now}


def asks(scene: Scene, **words: object) -> Scene:
    return scene.when(c.TakeTicket, **ASKED | words)


def gets(scene: Scene, number: str = "A001", **words: object) -> Scene:
    """The number is given, and it happens."""
    asks(scene, **words)
    if scene.refusal is not None:
        pytest.fail(f"refused: {scene.refusal}")
    assert scene.events is not None
    assert scene.events[0].number == number  # type: ignore[attr-defined]
    return scene.given(*scene.events)


def with_quota(morning: int | None, afternoon: int | None) -> Catalogue:
    def each(service: Service) -> Service:
        if service.code != "id-card":
            return service
        return replace(service, quota_morning=morning, quota_afternoon=afternoon)

    return replace(CATALOGUE, services=tuple(map(each, CATALOGUE.services)))


def quota(morning: int | None, afternoon: int | None = None) -> Scene:
    return given(e.HallImported(with_quota(morning, afternoon)))
