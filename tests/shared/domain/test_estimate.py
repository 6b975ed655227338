"""How long the wait is likely to be."""

from datetime import timedelta

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.estimate import minutes_each, typical_minutes, wait_minutes
from tests.shared.domain.given import (
    Scene,
    called,
    finished,
    given,
    issued,
    minutes,
    opened,
    started,
)
from tests.small_hall import CATALOGUE, MONDAY_MORNING


def served(scene: Scene, number: str, took: float) -> Scene:
    return scene.given(
        issued(number), called(number), started(number), minutes(took), finished(number)
    )


def test_the_typical_time_of_a_queue_is_by_the_mix_of_a_year() -> None:
    services = tuple(
        replace(s, cases_a_year=300) if s.code == "id-card" else s for s in CATALOGUE.services
    )
    assert typical_minutes(replace(CATALOGUE, services=services)) == {"A": 7.0, "B": 5, "C": 20}


def test_the_typical_time_without_a_mix_is_the_mean() -> None:
    services = tuple(replace(s, cases_a_year=0) for s in CATALOGUE.services)
    assert typical_minutes(replace(CATALOGUE, services=services))["A"] == 8.0


def test_a_queue_without_services_has_no_typical_time() -> None:
    services = tuple(s for s in CATALOGUE.services if s.queue != "C")
    catalogue = replace(CATALOGUE, services=services)
    assert "C" not in typical_minutes(catalogue)
    assert (
        wait_minutes(given(e.HallImported(catalogue), opened(3)).hall, "C", 3, MONDAY_MORNING) == 0
    )


def test_nobody_ahead_is_no_wait() -> None:
    assert wait_minutes(given(opened(1)).hall, "A", 0, MONDAY_MORNING) == 0


def test_without_an_open_window_nobody_can_say() -> None:
    assert wait_minutes(given().hall, "A", 0, MONDAY_MORNING) is None
    assert wait_minutes(given(opened(3)).hall, "A", 4, MONDAY_MORNING) is None


def test_the_wait_is_shared_by_the_open_windows() -> None:
    assert wait_minutes(given(opened(1)).hall, "A", 4, MONDAY_MORNING) == 32
    assert wait_minutes(given(opened(1), opened(2, "li")).hall, "A", 4, MONDAY_MORNING) == 16
    assert (
        wait_minutes(
            given(opened(1), opened(2, "li"), opened(4, "sun")).hall, "A", 4, MONDAY_MORNING
        )
        == 11
    )


def test_today_corrects_the_typical_time() -> None:
    scene = given(opened(1))
    assert minutes_each(scene.hall, "A") == 8.0
    served(scene, "A001", 20)
    assert minutes_each(scene.hall, "A") == 10.0  # (5 * 8 + 20) / 6
    for count in range(2, 8):
        served(scene, f"A{count:03d}", 2)
    assert minutes_each(scene.hall, "A") == (40 + 20 + 12) / 12
    assert minutes_each(scene.hall, "B") == 5.0


def test_a_day_that_served_nobody_for_long_knows_nothing_new() -> None:
    scene = given(opened(1), timedelta(hours=3))
    assert minutes_each(scene.hall, "A") == 8.0


def test_an_appointment_is_not_called_before_its_time() -> None:
    scene = given(opened(1))
    booked = MONDAY_MORNING + minutes(45)
    assert wait_minutes(scene.hall, "A", 0, MONDAY_MORNING, booked) == 45
    assert wait_minutes(scene.hall, "A", 10, MONDAY_MORNING, booked) == 80
    assert wait_minutes(scene.hall, "A", 0, booked + minutes(5), booked) == 0
