"""Holidays and working weekends as the state announced them, and what lies beyond."""

from datetime import date

import pytest

from shared.domain.calendar import CALENDARS, LAST_KNOWN_OF_CHINA, Announced, announced, known_until
from shared.domain.catalogue import Holidays


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 1, 1), "元旦", "New Year's Day"),
        (date(2026, 2, 17), "春节", "Spring Festival"),
        (date(2026, 4, 6), "清明节", "Tomb-sweeping Day"),
        (date(2026, 5, 1), "劳动节", "Labour Day"),
        (date(2026, 6, 19), "端午节", "Dragon Boat Festival"),
        (date(2026, 9, 25), "中秋节", "Mid-autumn Festival"),
        (date(2026, 10, 7), "国庆节", "National Day"),
        (date(2026, 10, 3), "国庆节", "National Day"),  # a Saturday
    ],
)
def test_holidays_have_their_names(day: date, zh: str, en: str) -> None:
    assert announced(Holidays.china, day) == Announced({"zh": zh, "en": en})


def test_a_holiday_of_one_year_only() -> None:
    found = announced(Holidays.china, date(2015, 9, 3)).holiday
    assert found is not None
    assert "抗日战争" in found["zh"]


@pytest.mark.parametrize("day", [date(2026, 2, 14), date(2026, 9, 20), date(2026, 10, 10)])
def test_weekends_that_are_worked(day: date) -> None:
    assert day.isoweekday() in (6, 7)
    assert announced(Holidays.china, day) == Announced(worked=True)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)])
def test_nothing_is_said_of_other_days(day: date) -> None:
    assert announced(Holidays.china, day) == Announced()


@pytest.mark.parametrize("day", [date(1999, 10, 1), date(2100, 10, 1), date.max, date.min])
def test_nothing_is_known_of_years_that_nobody_announced(day: date) -> None:
    assert announced(Holidays.china, day) == Announced()


def test_the_last_known_day() -> None:
    assert known_until(Holidays.china) == LAST_KNOWN_OF_CHINA >= date(2026, 12, 31)
    assert known_until(Holidays.none) is None


def test_a_hall_that_keeps_no_holidays() -> None:
    assert announced(Holidays.none, date(2026, 10, 1)) == Announced()


def test_every_choice_has_its_calendar() -> None:
    assert CALENDARS.keys() == set(Holidays)
