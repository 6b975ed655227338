"""Business days and opening hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.catalogue import Hours
from shared.domain.hall import Hall
from shared.domain.hours import business_day, end_of_day, is_open, next_opening
from tests.shared.domain.given import before_set_up, given
from tests.small_hall import CATALOGUE

SHANGHAI = ZoneInfo("Asia/Shanghai")


def hall_in(zone: str, *hours: Hours) -> Hall:
    catalogue = replace(CATALOGUE, time_zone=zone, hours=hours or CATALOGUE.hours)
    return before_set_up().given(e.HallImported(catalogue)).hall


def local(hall: Hall, day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=hall.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "open_"),
    [
        ("00:00", False), ("08:59", False), ("09:00", True), ("11:29", True), ("11:30", False),
        ("12:59", False), ("13:00", True), ("16:29", True), ("16:30", False), ("23:59", False),
    ],
)  # fmt: skip
def test_the_edges_of_a_monday(clock: str, open_: bool) -> None:
    hall = given().hall
    at = time.fromisoformat(clock)
    assert is_open(hall, local(hall, 23, at.hour, at.minute)) is open_


def test_open_to_the_last_instant() -> None:
    hall = given().hall
    closing = local(hall, 23, 11, 30)
    assert is_open(hall, closing - timedelta(microseconds=1))
    assert not is_open(hall, closing)


def test_the_weekend() -> None:
    hall = given().hall
    assert not is_open(hall, local(hall, 28, 10))
    assert not is_open(hall, local(hall, 29, 10))
    assert is_open(hall, local(hall, 30, 10))


def test_the_days_of_the_hall_are_not_those_of_utc() -> None:
    hall = given().hall
    assert business_day(hall, datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)) == "20261123"
    assert business_day(hall, datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == "20261124"
    assert end_of_day(hall, "20261123") == datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [((23, 8), (23, 9)), ((23, 9), (23, 13)), ((23, 12), (23, 13)), ((23, 13), (24, 9)),
     ((27, 17), (30, 9)), ((29, 23), (30, 9))],
)  # fmt: skip
def test_the_next_opening(clock: tuple[int, int], expected: tuple[int, int]) -> None:
    hall = given().hall
    opening = next_opening(hall, local(hall, *clock))
    assert opening == local(hall, *expected)
    assert opening is not None
    assert opening.tzinfo is hall.zone


def test_a_hall_that_never_opens() -> None:
    hall = given(e.HallImported(replace(CATALOGUE, hours=()))).hall
    assert next_opening(hall, local(hall, 23, 10)) is None
    assert not is_open(hall, local(hall, 23, 10))


def test_a_hall_not_set_up() -> None:
    hall = before_set_up().hall
    now = datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert not is_open(hall, now)
    assert next_opening(hall, now) is None


def test_one_opening_a_week() -> None:
    hall = hall_in("Asia/Shanghai", Hours(3, time(9), time(10)))
    assert next_opening(hall, local(hall, 25, 9, 30)) == datetime(2026, 12, 2, 9, tzinfo=SHANGHAI)


def test_a_special_opening_is_open_at_any_hour() -> None:
    hall = given(e.HallOpenedSpecially("rain")).hall
    assert is_open(hall, local(hall, 23, 3))


@pytest.mark.parametrize(
    ("day", "hours"),
    [("20260329", 23), ("20261025", 25), ("20261123", 24)],
)
def test_days_of_a_zone_with_summer_time(day: str, hours: int) -> None:
    hall = hall_in("Europe/Berlin")
    before = (datetime.strptime(day, "%Y%m%d") - timedelta(days=1)).strftime("%Y%m%d")
    assert end_of_day(hall, day) - end_of_day(hall, before) == timedelta(hours=hours)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Beirut", "America/Havana", "UTC"])
def test_every_instant_of_a_year_is_in_the_day_it_is_named_after(zone: str) -> None:
    """Also where the clocks change at midnight."""
    hall = hall_in(zone)
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for _ in range(366 * 4):
        day = business_day(hall, now)
        ends = end_of_day(hall, day)
        assert now < ends or business_day(hall, ends) == day
        assert ends - now <= timedelta(hours=26)
        assert business_day(hall, ends + timedelta(hours=2)) > day
        now += timedelta(hours=6)


def test_opening_hours_follow_the_clock_on_the_wall() -> None:
    hall = hall_in("Europe/Berlin", Hours(1, time(9), time(12)), Hours(7, time(2), time(4)))
    assert is_open(hall, datetime(2026, 7, 6, 7, 0, tzinfo=UTC))  # summer: 09:00
    assert not is_open(hall, datetime(2026, 11, 23, 7, 0, tzinfo=UTC))  # winter: 08:00
    assert is_open(hall, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    # The hour that comes twice is open twice, the one that never comes is not missed.
    assert is_open(hall, datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert is_open(hall, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert next_opening(hall, datetime(2026, 3, 28, 12, tzinfo=UTC)) is not None
