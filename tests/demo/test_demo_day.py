"""The demo's day without a hall: who comes, for what, to which windows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from shared.demo import day, people, preparing
from shared.demo.citizens import Booking
from shared.demo.clock import DayClock
from shared.demo.customs import Customs
from shared.demo.roll import Visitor
from shared.demo.screens import Wall
from shared.demo.tally import move_of, share

HOURS = [
    {"weekday": 1, "opens": "13:00:00", "closes": "16:30:00"},
    {"weekday": 1, "opens": "09:00:00", "closes": "11:30:00"},
]
SPAN = (9 * 3600, 16 * 3600 + 30 * 60)


def service(code: str, queue: str, cases: int, minutes: int = 10) -> dict[str, Any]:
    return {"code": code, "queue": queue, "cases_a_year": cases, "minutes": minutes}


CATALOGUE = {
    "services": [service("id-card", "A", 900), service("estate", "B", 90), service("tax", "C", 10)],
    "windows": [
        {"number": 1, "queues": ["A"]},
        {"number": 2, "queues": ["A"]},
        {"number": 3, "queues": ["B"]},
        {"number": 4, "queues": ["C", "B"]},
    ],
}


def test_the_shipped_day_is_whole_and_in_order() -> None:
    arrivals = day.read_day()
    assert len(arrivals) == 1686
    assert [a.arrives for a in arrivals] == sorted(a.arrives for a in arrivals)
    assert all((a.service_seconds is None) != (a.patience_seconds is None) for a in arrivals)


def test_who_comes_outside_the_opening_span_is_left_out() -> None:
    assert day.opening_span(HOURS) == SPAN
    assert day.opening_span([]) == day.FULL_DAY
    inside = day.cut(day.read_day(), SPAN, None, None)
    assert len(inside) == 947
    assert all(SPAN[0] <= a.arrives < SPAN[1] for a in inside)


def test_a_day_can_be_cut_by_number_and_by_minutes() -> None:
    arrivals = day.read_day()
    assert len(day.cut(arrivals, SPAN, 20, None)) == 20
    half_an_hour = day.cut(arrivals, SPAN, None, 30)
    assert half_an_hour
    assert all(a.arrives < SPAN[0] + 1800 for a in half_an_hour)


def who_come(seed: int, count: int | None = None) -> list[people.Citizen]:
    whole = day.read_day()
    known, services = day.service_seconds(whole), CATALOGUE["services"]
    return people.citizens_of(whole[:count], known, services, seed)


def test_a_seed_gives_one_day_and_another_seed_another() -> None:
    assert who_come(1) == who_come(1)
    assert who_come(1) != who_come(2)


def test_services_are_asked_for_as_in_a_year() -> None:
    codes = [citizen.service for citizen in who_come(3)]
    assert codes.count("id-card") / len(codes) == pytest.approx(0.9, abs=0.03)


def test_service_and_patience_are_scaled_to_the_typical_minutes() -> None:
    citizens = who_come(4)
    mean = sum(citizen.service_seconds for citizen in citizens) / len(citizens)
    assert mean == pytest.approx(600, rel=0.1)
    assert max(citizen.service_seconds for citizen in citizens) <= 4 * 600
    leaving = [citizen for citizen in citizens if citizen.leaves != people.NEVER]
    assert 100 < len(leaving) < 215
    assert all(citizen.leaves > citizen.arrives for citizen in leaving)


@pytest.mark.parametrize("count", [100, 1686])
def test_shares_are_exact_whatever_the_seed(count: int) -> None:
    for seed in range(5):
        citizens = who_come(seed, count)
        assert sum(bool(c.need) for c in citizens) == round(0.08 * count)
        assert sum(c.booked_after is not None for c in citizens) == round(0.15 * count)
        assert sum(bool(c.then) for c in citizens) == round(0.03 * count)
        absent = [c for c in citizens if c.misses]
        assert len(absent) == round(0.05 * count)
        assert 0.5 < sum(c.back_after is not None for c in absent) / len(absent) < 0.7
        assert any(c.misses == 2 for c in absent)
        assert not any(c.need and c.booked_after is not None for c in citizens)


def test_a_visit_has_three_services_and_none_twice() -> None:
    for citizen in who_come(5):
        steps = [citizen.service, *citizen.then]
        assert len(steps) in (1, 3)
        assert len(set(steps)) == len(steps)


def test_appointments_are_early_late_and_too_late() -> None:
    booked = [c for c in who_come(6) if c.booked_after is not None]
    early = [c for c in booked if c.booked_after is not None and c.booked_after > 0]
    too_late = [c for c in booked if c.too_late]
    assert len(early) / len(booked) == pytest.approx(0.6, abs=0.02)
    assert len(too_late) / len(booked) == pytest.approx(0.2, abs=0.02)
    assert {c.class_ for c in booked} == {"appointment"}


def test_an_appointment_is_near_in_the_day_s_time_and_too_late_in_the_hall_s() -> None:
    now = datetime.now(UTC)
    booking = Booking(DayClock(0, 60), now, 10)
    someone = people.Citizen(arrives=0, service="id-card", service_seconds=60)
    early = booking.time(replace(someone, booked_after=600.0))
    late = booking.time(replace(someone, booked_after=-300.0))
    too_late = booking.time(replace(someone, booked_after=0.0, too_late=True))
    seconds = [(datetime.fromisoformat(t) - now).total_seconds() for t in (early, late, too_late)]
    assert seconds == pytest.approx([10, -5, -660], abs=1)


def test_the_wait_of_an_appointment_begins_at_its_time() -> None:
    booked = people.Citizen(arrives=0, service="id-card", service_seconds=60, booked_after=300.0)
    visitor = Visitor("20261124-A001", booked, taken=100)
    assert visitor.waited is None
    visitor.called = 250
    assert visitor.waited == 0
    visitor.called = 450
    assert visitor.waited == 50


def test_customs_come_round_and_are_given_back() -> None:
    customs = Customs(1)
    done = [customs.due("hold") for _ in range(200)]
    assert sum(done) == 10
    while not customs.due("queues"):
        """The one time of the day comes."""
    assert not any(customs.due("queues") for _ in range(1000))
    customs.again("queues")
    assert customs.due("queues")


@pytest.mark.parametrize(
    ("path", "move"),
    [
        ("/tickets", "take"),
        ("/tickets/20261124-A001/requeue", "requeue"),
        ("/windows/3/close", "close"),
        ("/cases/7/close", "close case"),
        ("/hall/messages", "message"),
        ("/ratings", "rate"),
        ("/staff/demo-1/disable", ""),
        ("/devices", ""),
    ],
)
def test_moves_are_named_by_their_paths(path: str, move: str) -> None:
    assert move_of(path) == move


def test_a_wall_pairs_each_press_with_the_sighting_that_follows() -> None:
    wall = Wall("http://127.0.0.1:1", ["token"])
    note = wall._noting(wall._seen[0])
    for id_ in (1, 2):
        with wall.pressing("A001", 3, recall=True):
            """The hub says yes."""
        note({"id": id_, "number": "A001", "window": 3, "recall": True})
        note({"id": id_, "number": "A001", "window": 3, "recall": True})  # after a reconnection
    assert len(wall.seconds()) == 2
    assert wall.unseen() == 0
    with wall.pressing() as press:
        press.call = ("A002", 3, False)
    with wall.pressing():
        """The hub says no."""
    assert wall.unseen() == 1


def test_windows_open_where_the_work_is() -> None:
    assert preparing.windows_for(CATALOGUE, 1) == [1]
    assert preparing.windows_for(CATALOGUE, 2) == [1, 2]
    assert preparing.windows_for(CATALOGUE, 9) == [1, 2, 3, 4]
    assert [s["code"] for s in preparing.services_at(CATALOGUE, [1, 3])] == ["id-card", "estate"]


def test_shares_of_values() -> None:
    assert share([], 0.5) is None
    assert share([3.0, 1.0, 2.0], 0.5) == 2.0
    assert share([float(n) for n in range(100)], 0.9) == 90.0
