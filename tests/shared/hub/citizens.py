"""Somebody who books an appointment or asks for a home visit over the API."""

from typing import Any

from tests.shared.hub.conftest import Browser

PHONE, NAME, PLACE = "13986420753", "张三丰", "人民路99号"
CARD = "11010519491231002X"
SECRETS = (PHONE, PHONE[-8:], NAME, "张", PLACE, "人民路", CARD, CARD[:14])
APPOINTMENT = {"service": "passport", "starts_at": "2026-11-23T14:00:00+08:00", "language": "zh"}
HOME_VISIT = {"service": "id-card", "name": NAME, "phone": PHONE, "place": PLACE}


def booked(by: Browser, **more: object) -> Any:
    answer = by.post("/appointments", **(APPOINTMENT | {"phone": PHONE, "name": NAME} | more))
    assert answer.status_code == 201, answer.json
    return answer.json
