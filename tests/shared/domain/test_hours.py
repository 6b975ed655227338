"""Business days and opening hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.catalogue import DayKind, Holidays, Hours, ServiceHours, SpecialDay
from shared.domain.hall import Hall
from shared.domain.hours import (
    Half,
    Span,
    business_day,
    closed_for,
    end_of_day,
    half_of,
    is_for_bookings,
    is_open,
    last_closing,
    next_offered,
    next_opening,
    service_is_offered,
    service_spans,
    spans_of,
)
from shared.domain.tickets import Class
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


def kept(*days: SpecialDay, services: tuple[ServiceHours, ...] = (), **changes: object) -> Hall:
    """The small hall with the holidays of China, special days and hours of services."""
    changes = {"holidays": Holidays.china, "days": days, "service_hours": services} | changes
    return before_set_up().given(e.HallImported(replace(CATALOGUE, **changes))).hall


def special(day: date, kind: DayKind, opens: int = 0, closes: int = 0) -> SpecialDay:
    if not closes:
        return SpecialDay(day, kind)
    return SpecialDay(day, kind, time(opens), time(closes))


MONDAYS = (Span(time(9), time(11, 30)), Span(time(13), time(16, 30)))


@pytest.mark.parametrize("day", [1, 2, 3, 7])
def test_a_holiday_is_closed_on_weekdays_and_weekends(day: int) -> None:
    hall = kept()
    assert spans_of(hall, date(2026, 10, day)) == ()
    assert not is_open(hall, local(hall, day, 10, month=10))
    assert closed_for(hall, local(hall, day, 10, month=10))["en"] == "National Day"


def test_a_holiday_is_passed_over() -> None:
    hall = kept()
    assert next_opening(hall, local(hall, 30, 17, month=9)) == local(hall, 8, 9, month=10)


@pytest.mark.parametrize(("month", "day"), [(9, 20), (10, 10)])
def test_a_working_weekend_keeps_mondays_hours(month: int, day: int) -> None:
    hall = kept(hours=(*CATALOGUE.hours[:2], Hours(6, time(9), time(10))))
    assert spans_of(hall, date(2026, month, day)) == MONDAYS
    assert not is_open(hall, local(hall, day, 12, month=month))
    assert next_opening(hall, local(hall, day, 12, month=month)) == local(
        hall, day, 13, month=month
    )


def test_a_hall_that_keeps_no_holidays() -> None:
    hall = kept(holidays=Holidays.none)
    assert is_open(hall, local(hall, 1, 10, month=10))
    assert not is_open(hall, local(hall, 10, 10, month=10))


def test_years_that_nobody_announced_keep_the_weekday() -> None:
    hall = kept()
    assert spans_of(hall, date(2099, 10, 1)) == MONDAYS  # a Thursday
    assert spans_of(hall, date(2099, 10, 3)) == ()


def test_a_special_day_goes_before_a_holiday() -> None:
    hall = kept(special(date(2026, 10, 1), DayKind.open, 10, 12))
    assert spans_of(hall, date(2026, 10, 1)) == (Span(time(10), time(12)),)
    assert closed_for(hall, local(hall, 1, 13, month=10)) == {}


def test_a_special_day_goes_before_a_working_weekend_and_a_weekday() -> None:
    hall = kept(
        special(date(2026, 10, 10), DayKind.closed), special(date(2026, 11, 23), DayKind.closed)
    )
    assert spans_of(hall, date(2026, 10, 10)) == spans_of(hall, date(2026, 11, 23)) == ()
    assert next_opening(hall, local(hall, 23, 8)) == local(hall, 24, 9)


def test_a_closing_on_a_holiday_without_a_note_is_called_by_the_holiday() -> None:
    hall = kept(special(date(2026, 10, 1), DayKind.closed))
    assert closed_for(hall, local(hall, 1, 10, month=10))["zh"] == "国庆节"


def test_several_spans_of_a_special_day_leave_a_lunch_break() -> None:
    day = date(2026, 11, 28)
    hall = kept(special(day, DayKind.open, 13, 15), special(day, DayKind.open, 9, 11))
    assert [is_open(hall, local(hall, 28, hour)) for hour in (8, 9, 11, 13, 15)] == [
        False, True, False, True, False,
    ]  # fmt: skip
    assert last_closing(hall, local(hall, 28, 9)) == local(hall, 28, 15)


def test_a_special_day_without_times_keeps_its_weekday_or_monday() -> None:
    """So a clerk can write down a working weekend that the program does not know yet."""
    hall = kept(
        special(date(2026, 11, 28), DayKind.open),
        special(date(2026, 11, 27), DayKind.bookings),
        hours=(*CATALOGUE.hours[:2], Hours(5, time(8), time(9))),
    )
    assert spans_of(hall, date(2026, 11, 28)) == MONDAYS
    assert spans_of(hall, date(2026, 11, 27)) == (Span(time(8), time(9), bookings=True),)


def test_a_saturday_for_bookings_is_open_but_not_for_everybody() -> None:
    hall = kept(special(date(2026, 11, 28), DayKind.bookings, 9, 12))
    assert is_open(hall, local(hall, 28, 10))
    assert is_for_bookings(hall, local(hall, 28, 10))
    assert not is_for_bookings(hall, local(hall, 28, 12))
    assert not is_for_bookings(hall, local(hall, 27, 10))
    evening = local(hall, 27, 18)
    assert next_opening(hall, evening) == local(hall, 30, 9)
    assert next_opening(hall, evening, Class.appointment) == local(hall, 28, 9)


def test_a_morning_for_bookings_and_an_afternoon_for_all() -> None:
    day = date(2026, 11, 28)
    hall = kept(special(day, DayKind.bookings, 9, 12), special(day, DayKind.open, 12, 15))
    assert is_for_bookings(hall, local(hall, 28, 11, 59))
    assert next_opening(hall, local(hall, 28, 10)) == local(hall, 28, 12)
    assert not is_for_bookings(hall, local(hall, 28, 12))


def test_thirty_days_are_looked_through() -> None:
    november = tuple(
        special(date(2026, 11, 23) + timedelta(days=n), DayKind.closed) for n in range(31)
    )
    hall = kept(*november[:30])
    assert next_opening(hall, local(hall, 23, 10)) == local(hall, 23, 9, month=12)
    assert next_opening(kept(*november), local(hall, 23, 10)) is None


def test_a_service_with_hours_of_its_own() -> None:
    hall = kept(services=(ServiceHours("id-card", 1, time(10), time(14)),))
    assert service_spans(hall, "id-card", date(2026, 11, 23)) == (
        Span(time(10), time(11, 30)), Span(time(13), time(14)),
    )  # fmt: skip
    offered = {
        clock: service_is_offered(hall, "id-card", local(hall, 23, *clock))
        for clock in ((9, 59), (10, 0), (11, 30), (13, 0), (13, 59), (14, 0))
    }
    assert [clock for clock, yes in offered.items() if yes] == [(10, 0), (13, 0), (13, 59)]
    assert next_offered(hall, "id-card", local(hall, 23, 11, 30)) == local(hall, 23, 13)
    assert next_offered(hall, "id-card", local(hall, 23, 14)) == local(hall, 30, 10)
    assert service_is_offered(hall, "passport", local(hall, 23, 9))
    assert next_offered(hall, "passport", local(hall, 23, 17)) == local(hall, 24, 9)


def test_a_service_keeps_monday_where_the_hall_does_and_holidays_too() -> None:
    hall = kept(
        special(date(2026, 11, 28), DayKind.bookings, 9, 12),
        services=(ServiceHours("id-card", 1, time(9), time(10)),),
    )
    assert service_is_offered(hall, "id-card", local(hall, 20, 9, month=9))  # a worked Sunday
    assert service_spans(hall, "id-card", date(2026, 11, 28)) == (
        Span(time(9), time(10), bookings=True),
    )
    assert service_spans(hall, "id-card", date(2026, 10, 5)) == ()  # a Monday of the holidays
    # The Saturday for bookings is no offer to somebody without one.
    friday = local(hall, 27, 9)
    assert next_offered(hall, "id-card", friday) == local(hall, 30, 9)
    assert next_offered(hall, "id-card", friday, Class.appointment) == local(hall, 28, 9)


def test_a_special_opening_offers_every_service() -> None:
    hall = kept(services=(ServiceHours("id-card", 1, time(9), time(10)),))
    hall.special = "rain"
    assert service_is_offered(hall, "id-card", local(hall, 29, 23))
    assert not is_for_bookings(hall, local(hall, 29, 23))


@pytest.mark.parametrize(
    ("clock", "half"),
    [((0, 0), Half.morning), ((11, 59), Half.morning), ((12, 0), Half.afternoon),
     ((23, 59), Half.afternoon)],
)  # fmt: skip
def test_the_half_day_changes_at_noon_on_the_wall(clock: tuple[int, int], half: Half) -> None:
    for zone in ("Asia/Shanghai", "Europe/Berlin", "America/New_York"):
        hall = hall_in(zone)
        for month in (1, 7):
            assert half_of(hall, local(hall, 15, *clock, month=month)) is half


def test_hours_of_a_service_follow_the_clock_on_the_wall() -> None:
    catalogue = replace(
        CATALOGUE,
        time_zone="Europe/Berlin",
        service_hours=(ServiceHours("id-card", 1, time(9), time(10)),),
    )
    hall = before_set_up().given(e.HallImported(catalogue)).hall
    assert service_is_offered(hall, "id-card", datetime(2026, 7, 6, 7, tzinfo=UTC))
    assert not service_is_offered(hall, "id-card", datetime(2026, 11, 23, 7, tzinfo=UTC))
    # From Friday in summer time to Monday in winter time.
    opening = next_offered(hall, "id-card", datetime(2026, 10, 23, 12, tzinfo=UTC))
    assert opening is not None
    assert opening.astimezone(UTC) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_midnight_begins_the_special_day_of_its_date() -> None:
    hall = kept(special(date(2026, 11, 28), DayKind.open, 0, 2))
    assert not is_open(hall, datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC))
    assert is_open(hall, datetime(2026, 11, 27, 16, tzinfo=UTC))
    assert next_opening(hall, datetime(2026, 11, 27, 15, tzinfo=UTC)) == local(hall, 28, 0)


def test_the_last_closing_of_a_day() -> None:
    hall = kept()
    assert last_closing(hall, local(hall, 23, 9)) == local(hall, 23, 16, 30)
    assert last_closing(hall, local(hall, 28, 9)) is None


def test_another_import_brings_other_days() -> None:
    scene = given(e.HallImported(replace(CATALOGUE, days=(special(date(2026, 11, 23),
                  DayKind.closed),))))  # fmt: skip
    assert not is_open(scene.hall, scene.now)
    assert is_open(scene.given(e.HallImported(CATALOGUE)).hall, scene.now)
