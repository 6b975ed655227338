"""The demo's day without a hall: who comes, for what, to which windows."""

from typing import Any

import pytest

from shared.demo import day, preparing
from shared.demo.tally import share

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


def people(seed: int) -> list[day.Citizen]:
    arrivals = day.read_day()
    return day.citizens_of(arrivals, day.service_seconds(arrivals), CATALOGUE["services"], seed)


def test_a_seed_gives_one_day_and_another_seed_another() -> None:
    assert people(1) == people(1)
    assert people(1) != people(2)


def test_services_are_asked_for_as_in_a_year() -> None:
    codes = [citizen.service for citizen in people(3)]
    assert codes.count("id-card") / len(codes) == pytest.approx(0.9, abs=0.03)


def test_service_and_patience_are_scaled_to_the_typical_minutes() -> None:
    citizens = people(4)
    mean = sum(citizen.service_seconds for citizen in citizens) / len(citizens)
    assert mean == pytest.approx(600, rel=0.1)
    assert max(citizen.service_seconds for citizen in citizens) <= 4 * 600
    leaving = [citizen for citizen in citizens if citizen.leaves != day.NEVER]
    assert len(leaving) == 215
    assert all(citizen.leaves > citizen.arrives for citizen in leaving)


def test_high_priority_has_a_need() -> None:
    for arrival, citizen in zip(day.read_day(), people(5), strict=True):
        assert bool(citizen.need) == arrival.high_priority
        assert citizen.class_ == ("green" if arrival.high_priority else "ordinary")


def test_windows_open_where_the_work_is() -> None:
    assert preparing.windows_for(CATALOGUE, 1) == [1]
    assert preparing.windows_for(CATALOGUE, 2) == [1, 2]
    assert preparing.windows_for(CATALOGUE, 9) == [1, 2, 3, 4]
    assert [s["code"] for s in preparing.services_at(CATALOGUE, [1, 3])] == ["id-card", "estate"]


def test_shares_of_values() -> None:
    assert share([], 0.5) is None
    assert share([3.0, 1.0, 2.0], 0.5) == 2.0
    assert share([float(n) for n in range(100)], 0.9) == 90.0
