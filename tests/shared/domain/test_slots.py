"""Which times can be booked: worked out from the hall's files, whatever day is asked for."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.catalogue import DayKind, Holidays, Hours, ServiceHours, Slots, SpecialDay
from shared.domain.hall import Hall
from shared.domain.slots import bookable, days_to_book, slot_at, slots_on
from tests.shared.domain.given import booked, clock, given, minutes
from tests.small_hall import CATALOGUE, MONDAY_MORNING

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MORNING = Slots("passport", 1, time(9), time(10), 30, 2)


def hall(*slots: Slots, **changes: object) -> Hall:
    """The small hall with these appointments only."""
    words = {"slots": slots or (MORNING,)} | changes
    return given(e.HallImported(replace(CATALOGUE, **words))).hall


def times(where: Hall, day: date, service: str = "passport") -> list[str]:
    """When they begin, in the hall's time."""
    slots = slots_on(where, service, day)
    return [f"{slot.starts_at.astimezone(where.zone):%H:%M}" for slot in slots]


def test_one_begins_every_so_many_minutes_and_the_last_ends_by_closing() -> None:
    assert times(hall(replace(MORNING, minutes=25)), MONDAY) == ["09:00", "09:25"]
    assert times(hall(replace(MORNING, minutes=20)), MONDAY) == ["09:00", "09:20", "09:40"]
    assert times(hall(), TUESDAY) == []
    assert times(hall(), MONDAY, "id-card") == times(hall(), MONDAY, "nothing") == []


def test_several_rows_stand_in_order() -> None:
    afternoon = Slots("passport", 1, time(13), time(14), 30, 5)
    where = hall(afternoon, MORNING, Slots("passport", 2, time(9), time(10), 60, 1))
    assert times(where, MONDAY) == ["09:00", "09:30", "13:00", "13:30"]
    assert [slot.capacity for slot in slots_on(where, "passport", MONDAY)] == [2, 2, 5, 5]
    assert times(where, TUESDAY) == ["09:00"]


def test_none_runs_into_the_lunch_break_or_before_the_hall_opens() -> None:
    where = hall(Slots("passport", 1, time(8, 15), time(17), 45, 1))
    assert times(where, MONDAY) == ["09:00", "09:45", "10:30", "13:30", "14:15", "15:00", "15:45"]


class TestDays:
    """The hall's own table goes before holidays, these before the weekday."""

    NATIONAL, WORKED = date(2026, 10, 1), date(2026, 10, 10)  # a Thursday off, a Saturday worked

    def each_day(self, **changes: object) -> Hall:
        slots = tuple(replace(MORNING, weekday=day) for day in range(1, 8))
        return hall(*slots, holidays=Holidays.china, **changes)

    def test_a_holiday_has_none(self) -> None:
        assert times(self.each_day(), self.NATIONAL) == []
        assert times(self.each_day(), date(2026, 11, 26)) == ["09:00", "09:30"]

    def test_a_worked_weekend_keeps_mondays(self) -> None:
        where = hall(MORNING, holidays=Holidays.china)
        assert times(where, self.WORKED) == ["09:00", "09:30"]
        assert times(where, date(2026, 10, 17)) == []  # any other Saturday

    def test_a_special_day(self) -> None:
        closed = SpecialDay(MONDAY, DayKind.closed)
        assert times(self.each_day(days=(closed,)), MONDAY) == []
        opens = SpecialDay(self.NATIONAL, DayKind.open, time(9), time(9, 30))
        assert times(self.each_day(days=(opens,)), self.NATIONAL) == ["09:00"]
        for_bookings = SpecialDay(date(2026, 11, 28), DayKind.bookings)  # a Saturday
        assert times(hall(days=(for_bookings,)), date(2026, 11, 28)) == ["09:00", "09:30"]

    def test_the_hours_of_the_service(self) -> None:
        hours = (ServiceHours("passport", 1, time(9, 30), time(11)),)
        assert times(hall(service_hours=hours), MONDAY) == ["09:30"]

    def test_other_hours_of_the_hall(self) -> None:
        assert times(hall(hours=(Hours(1, time(9, 15), time(16)),)), MONDAY) == ["09:30"]


class TestNearAndFar:
    NEXT_WEEK = date(2026, 11, 30)

    def soonest(self, notice_hours: int, now: datetime = MONDAY_MORNING) -> str:
        row = Slots("passport", 1, time(9), time(16, 30), 30, 1, notice_hours)
        where = hall(row)
        free = [
            s for s in slots_on(where, "passport", MONDAY) if bookable(where, "passport", s, now)
        ]
        return f"{free[0].starts_at.astimezone(where.zone):%H:%M}" if free else ""

    def test_so_many_hours_before(self) -> None:
        assert self.soonest(1) == "11:00"
        assert self.soonest(1, MONDAY_MORNING + timedelta(milliseconds=1)) == "13:00"
        assert self.soonest(4) == "14:00"
        assert self.soonest(24) == ""

    def test_never_once_it_has_begun(self) -> None:
        assert self.soonest(0) == "10:30"
        assert self.soonest(0, MONDAY_MORNING - minutes(1)) == "10:00"

    @pytest.mark.parametrize(
        ("days", "can"), [(0, []), (6, []), (7, [NEXT_WEEK]), (8, [NEXT_WEEK])]
    )
    def test_so_many_days_before(self, days: int, can: list[date]) -> None:
        where = hall(replace(MORNING, days_ahead=days))
        assert days_to_book(where, "passport", clock(10)) == can

    def test_the_day_counts_in_the_halls_time(self) -> None:
        """Half past midnight on Tuesday there is still Monday in UTC."""
        where = hall(replace(MORNING, days_ahead=6))
        assert days_to_book(where, "passport", datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == []
        assert days_to_book(where, "passport", datetime(2026, 11, 23, 16, 30, tzinfo=UTC)) == [
            self.NEXT_WEEK
        ]

    def test_several_rows_have_the_widest_limits(self) -> None:
        late = Slots("passport", 1, time(15), time(16), 30, 1, notice_hours=100, days_ahead=3)
        where = hall(replace(MORNING, notice_hours=0, days_ahead=14), late)
        assert days_to_book(where, "passport", clock(10)) == [
            MONDAY, self.NEXT_WEEK, date(2026, 12, 7),
        ]  # fmt: skip

    def test_a_day_all_of_whose_times_are_given_is_none(self) -> None:
        scene = given(e.HallImported(replace(CATALOGUE, slots=(replace(MORNING, capacity=1),))))
        at = datetime(2026, 11, 30, 1, tzinfo=UTC)
        scene.given(booked("b900", at))
        assert days_to_book(scene.hall, "passport", clock(10)) == [self.NEXT_WEEK]
        scene.given(booked("b901", at + minutes(30), person="two"))
        assert days_to_book(scene.hall, "passport", clock(10)) == []
        scene.given(e.AppointmentCancelled("b900"))
        assert days_to_book(scene.hall, "passport", clock(10)) == [self.NEXT_WEEK]


def test_fewer_than_were_given() -> None:
    """An import took some of them away: none is free, nobody loses theirs."""
    scene = given(*(booked(f"b90{n}", person=f"{n}") for n in (1, 2)))
    fewer = tuple(replace(slots, capacity=1) for slots in CATALOGUE.slots)
    scene.given(e.HallImported(replace(CATALOGUE, slots=fewer)))
    slot = slot_at(scene.hall, "passport", clock(11))
    assert slot is not None
    assert (slot.capacity, slot.free) == (1, -1)


def at(minute: int) -> time:
    return time(*divmod(minute, 60))


@drawn(
    opens=st.integers(0, 1300), length=st.integers(5, 139), span=st.integers(5, 480),
    lunch=st.integers(0, 1438),
)  # fmt: skip
def test_whatever_the_files_say_each_lies_within_the_hours(
    opens: int, length: int, span: int, lunch: int
) -> None:
    """None begins twice, each ends in its own span of the hall and of its row."""
    from datetime import time as at

    first, last = at(*divmod(opens, 60)), at(*divmod(opens + length, 60))
    breaks = (
        Hours(1, at(0), at(*divmod(lunch, 60))),
        Hours(1, at(*divmod(lunch + 1, 60)), at(23, 59)),
    )
    hours = tuple(each for each in breaks if each.opens < each.closes)
    where = hall(Slots("passport", 1, first, last, span, 1), hours=hours)
    starts = [slot.starts_at.astimezone(where.zone) for slot in slots_on(where, "passport", MONDAY)]
    assert starts == sorted(set(starts))
    for start in starts:
        end = start + timedelta(minutes=span)
        assert first <= start.time() < end.time() <= last
        assert any(h.opens <= start.time() and end.time() <= h.closes for h in hours)
