"""Statutory holidays and working weekends, as the state announces them year by year.

The dates of China are kept by the package chinese-calendar, a pure table like the time zones. It
grows once a year; for days it does not know yet nothing is said here, and a hall keeps the hours
of the weekday. What a single hall decides stands in its own table of days, see
`shared.domain.hours`.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import chinese_calendar
from msgspec import Struct

from shared.domain.catalogue import Holidays, Text

DAYS_KEPT = 4096
LAST_KNOWN_OF_CHINA = date(max(day.year for day in chinese_calendar.holidays), 12, 31)
# As people say them; the package has some without their last character. Other languages than
# Chinese and English have these names as sentences of their catalogues.
CHINESE_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


class Announced(Struct, frozen=True):
    """What the state has said about a day: it is a holiday of this name, or a weekend worked in
    exchange for one."""

    holiday: Text | None = None
    worked: bool = False


NOTHING = Announced()


def announced(holidays: Holidays, day: date) -> Announced:
    return CALENDARS[holidays](day)


def known_until(holidays: Holidays) -> date | None:
    """The last day that something could be known about; None where nothing is asked."""
    return LAST_KNOWN_OF_CHINA if holidays is Holidays.china else None


def _none(day: date) -> Announced:
    return NOTHING


@lru_cache(maxsize=DAYS_KEPT)  # the package looks through all its dates at each question
def _china(day: date) -> Announced:
    try:
        rest, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:  # the package's word for a year not announced yet
        return NOTHING
    if name is None:
        return NOTHING
    if not rest:
        return Announced(worked=True)
    return Announced({"zh": CHINESE_NAMES.get(name) or _chinese(name), "en": name})


def _chinese(name: str) -> str:
    """A holiday of one year only, such as an anniversary."""
    return str(chinese_calendar.Holiday(name).chinese)


CALENDARS: dict[Holidays, Callable[[date], Announced]] = {
    Holidays.none: _none,
    Holidays.china: _china,
}
