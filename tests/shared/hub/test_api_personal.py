"""What is personal about a record, and that it is nowhere but where it is asked for."""

import logging
from collections.abc import Iterator
from hashlib import md5, sha1, sha256
from typing import Any

import msgspec
import pytest

from shared import queries
from shared.bus import Bus
from shared.hub.app import Hub
from shared.hub.passwords import (
    password_mark,
    person_by_phone,
    person_mark,
    phone_mark,
    tail_mark,
    visitor_mark,
)
from tests.shared.hub.citizens import (
    APPOINTMENT,
    CARD,
    HOME_VISIT,
    NAME,
    PHONE,
    PLACE,
    SECRETS,
    booked,
)
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import Clock, new_id


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_nothing_of_citizens_is_anywhere_but_where_it_is_asked_for(
    hub: Hub,
    bus: Bus,
    clock: Clock,
    gu: Browser,
    sun: Browser,
    kiosk: Browser,
    everything_logged: pytest.LogCaptureFixture,
) -> None:
    """Not in an answer, a board, the journal, a job, the image or a log."""
    answers = []

    def post(by: Browser, path: str, **body: object) -> Any:
        answer = by.post(path, **body)
        assert answer.status_code in (200, 201, 409), answer.json
        answers.append(answer.text)
        return answer.json

    about = {"phone": PHONE, "name": NAME, "identity": CARD}
    first = APPOINTMENT | about | {"starts_at": "2026-11-23T11:00:00+08:00"}
    id_ = post(kiosk, "/appointments", **first)["booking"]
    post(gu, "/appointments", **(APPOINTMENT | about))
    ticket = post(kiosk, "/tickets", service="invoice", language="zh", phone=PHONE, identity=CARD)
    post(kiosk, "/tickets", service="invoice", language="zh", phone=PHONE, identity=CARD)
    post(kiosk, f"/appointments/{id_}/check-in")
    home_visit = post(gu, "/home-visits", **HOME_VISIT)["id"]
    post(gu, "/home-visits", **HOME_VISIT)
    post(gu, f"/home-visits/{home_visit}/assign", to="wang", on="2026-11-25")
    for record, of in (("booking", id_), ("ticket", ticket["ticket"]), ("home-visit", home_visit)):
        seen = gu.post(f"/personal/{record}/{of}")
        assert seen.status_code == 200
        assert PHONE in seen.text
        assert "no-store" in seen.headers["Cache-Control"]
    shown = [entry.event for entry in bus.store.entries_after(0)]
    with bus.looking() as hall:
        rooms = ["main", "overview", "steward", "queue/A", "queue/B", "window/1", "console/1"]
        boards = [queries.board(hall, room, clock.at) for room in rooms]
        lists = [queries.appointments(hall, hall.day), queries.tickets_today(hall), vars(hall)]
        standings = [queries.standing(hall, t, clock.at) for t in hall.tickets]
    jobs = bus.store.spool.claim("S1", bus.now(), 20)
    told = [*answers, *map(str, (shown, lists, standings, jobs, everything_logged.records))]
    told += [msgspec.json.encode(boards).decode(), everything_logged.text]
    for text in told:
        for secret in SECRETS:
            assert secret not in text


def rows_of(bus: Bus) -> dict[str, str]:
    """Every table of the database, as text."""
    with bus.store.reading() as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: str(db.execute(f"SELECT * FROM {name}").fetchall()) for name in names}


def test_no_mark_of_a_phone_that_is_quick_to_try_outlives_the_phone(
    hub: Hub, bus: Bus, clock: Clock, kiosk: Browser, gu: Browser
) -> None:
    """Whoever has database and secret tries all numbers against a quick hash within a second."""
    booked(kiosk, identity=CARD)
    assert gu.post("/home-visits", **HOME_VISIT).status_code == 201
    kept_for_ever = person_by_phone(hub.secret, PHONE)
    quick = [
        mark(hub.secret, part)
        for mark in (phone_mark, tail_mark, person_mark, visitor_mark, password_mark)
        for part in (PHONE, PHONE[-4:], PHONE[-8:], f"phone {PHONE}", f"tail {PHONE[-4:]}")
    ]
    quick += [each(text.encode()).hexdigest() for each in (md5, sha1, sha256) for text in SECRETS]
    rows = rows_of(bus)
    assert phone_mark(hub.secret, PHONE) in rows["personal"]
    for table in ("journal", "booking", "home_visit"):
        assert kept_for_ever in rows[table]
    for table in rows.keys() - {"personal"}:
        assert not any(mark in rows[table] for mark in quick), table
    clock.move(days=92)
    bus.forget_what_expired()
    rows = rows_of(bus)
    assert rows["personal"] == "[]"
    assert not any(mark in text for text in rows.values() for mark in quick)


class TestPersonal:
    def test_it_ends(self, gu: Browser, bus: Bus, clock: Clock) -> None:
        home_visit = gu.post("/home-visits", **HOME_VISIT).json["id"]
        assert gu.post(f"/personal/home-visit/{home_visit}").json["place"] == PLACE
        clock.move(days=92)
        bus.forget_what_expired()
        answer = gu.post(f"/personal/home-visit/{home_visit}")
        assert (answer.status_code, answer.json) == (200, {})

    def test_the_same_id_again_is_another_look(self, gu: Browser, wang: Browser, bus: Bus) -> None:
        """Also by whom the visit was taken from meanwhile."""
        home_visit = gu.post("/home-visits", **HOME_VISIT).json["id"]
        gu.post(f"/home-visits/{home_visit}/assign", to="wang", on="2026-11-24")
        id_ = new_id()
        for _ in range(2):
            answer = wang.post(f"/personal/home-visit/{home_visit}", command_id=id_)
            assert answer.json["place"] == PLACE
        kinds = [type(entry.event).__name__ for entry in bus.store.entries_after(0)]
        assert kinds.count("PersonalSeen") == 2
        gu.post(f"/home-visits/{home_visit}/assign", to="li", on="2026-11-24")
        assert wang.post(f"/personal/home-visit/{home_visit}", command_id=id_).status_code == 403

    def test_there_is_no_get(self, gu: Browser) -> None:
        id_ = booked(gu)["booking"]
        assert gu.get(f"/api/v1/personal/booking/{id_}").status_code == 405

    def test_a_clerk_of_a_visit_of_their_own_and_of_nothing_else(
        self, gu: Browser, wang: Browser
    ) -> None:
        home_visit = gu.post("/home-visits", **HOME_VISIT).json["id"]
        assert wang.post(f"/personal/home-visit/{home_visit}").status_code == 403
        gu.post(f"/home-visits/{home_visit}/assign", to="wang", on="2026-11-24")
        assert wang.post(f"/personal/home-visit/{home_visit}").json["name"] == NAME
        assert wang.post(f"/personal/booking/{booked(gu)['booking']}").status_code == 403

    def test_no_screen_may(self, hub: Hub, gu: Browser) -> None:
        id_ = booked(gu)["booking"]
        for device in ("K1", "D1", "S1"):
            answer = Browser(hub, token(device)).post(f"/personal/booking/{id_}")
            assert answer.status_code == 403
            assert PHONE not in answer.text
