"""A wrong cell is refused with file, line, column and reason, and does not bring a hundred more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.halls.faults import HallFileError
from shared.halls.reading import read_hall

Spoil = Callable[[str, str, str], Path]
LONG = "长" * 101

# file, what stands there, what is written instead, then the whole message
FAULTS = [
    ("zones.csv", "way_zh", "weg_zh", "zones.csv, line 1, column weg_zh: there is no such column"),
    ("zones.csv", ",name_en", ",name_zh", "zones.csv, line 1, column name_zh: the column is there"),
    (
        "queues.csv",
        "letter,name_zh,name_en\n",
        "letter;name_zh;name_en\n",
        "queues.csv, line 1: the columns must be separated by commas",
    ),
    (
        "queues.csv",
        "Tax\n",
        "Tax,more\n",
        "queues.csv, line 3: there is a cell without a column heading",
    ),
    (
        "hall.csv",
        "Asia/Shanghai",
        "Asia/Baicheng",
        "hall.csv, line 2, column time_zone: write a time zone such as Asia/Shanghai",
    ),
    (
        "hall.csv",
        "Asia/Shanghai",
        "../etc",
        "hall.csv, line 2, column time_zone: write a time zone",
    ),
    ("hall.csv", "small,", "a b,", "hall.csv, line 2, column code: write a code of at most 32"),
    (
        "departments.csv",
        "tax,",
        "police,",
        "departments.csv, line 3, column code: police is already on line 2",
    ),
    (
        "departments.csv",
        "公安局",
        " ",
        "departments.csv, line 2, column name_zh: the cell is empty",
    ),
    (
        "departments.csv",
        "district",
        "county",
        "departments.csv, line 3, column level: write one of: city, district",
    ),
    (
        "departments.csv",
        "公安局",
        LONG,
        "departments.csv, line 2, column name_zh: the text is longer than 100 characters",
    ),
    (
        "departments.csv",
        "公安局",
        '"公\n安局"',
        "departments.csv, line 2, column name_zh: the text must stand on one line",
    ),
    (
        "departments.csv",
        "公安局",
        "公安局\u202e",
        "departments.csv, line 2, column name_zh: the character U+202E RIGHT-TO-LEFT OVERRIDE is "
        "not allowed",
    ),
    (
        "departments.csv",
        "公安局",
        "公安\x07局",
        "departments.csv, line 2, column name_zh: the char",
    ),
    (
        "departments.csv",
        "公安局",
        "公安\x00局",
        "departments.csv, line 2, column name_zh: the char",
    ),
    (
        "departments.csv",
        "公安局",
        "公安局😀",
        "departments.csv, line 2, column name_zh: the character U+1F600 GRINNING FACE is not",
    ),
    (
        "departments.csv",
        "公安局",
        '"公安局',
        "departments.csv, line 2: a quotation mark is not closed or stands in the wrong place",
    ),
    (
        "departments.csv",
        "公安局",
        "长" * 131_073,
        "departments.csv, line 2: the text is longer than",
    ),
    ("queues.csv", "B,", "O,", "queues.csv, line 3, column letter: write one or two capital"),
    ("queues.csv", "B,", "b,", "queues.csv, line 3, column letter: write one or two capital"),
    (
        "queues.csv",
        "Tax\n",
        "Tax\nC,城管,City\n",
        "queues.csv, line 4, column letter: no window serves this queue",
    ),
    (
        "services.csv",
        "tax,B",
        "tax,Q",
        "services.csv, line 3, column queue: there is no queue Q",
    ),
    (
        "services.csv",
        "refund,tax",
        "refund,taxes",
        "services.csv, line 3, column department: there is no department taxes",
    ),
    (
        "services.csv",
        "instant",
        "quick",
        "services.csv, line 2, column kind: write one of: instant, commitment",
    ),
    (
        "services.csv",
        ",10,0,90",
        ",ten,0,90",
        "services.csv, line 2, column minutes: write a whole number from 1 to 480",
    ),
    (
        "services.csv",
        ",10,0,90",
        ",１０,0,90",
        "services.csv, line 2, column minutes: write a whole",
    ),
    ("services.csv", ",10,0,90", ",0,0,90", "services.csv, line 2, column minutes: write a whole"),
    ("services.csv", ",10,0,90", ",10,0,-9", "services.csv, line 2, column cases_a_year: write a"),
    (
        "services.csv",
        ",10,0,90",
        ",10,3,90",
        "services.csv, line 2, column promised_days: an instant case has 0 promised working days",
    ),
    (
        "services.csv",
        ",15,10,",
        ",15,0,",
        "services.csv, line 3, column promised_days: a commitment case needs at least 1 promised",
    ),
    (
        "guides.csv",
        "refund,",
        "return,",
        "services.csv, line 3, column code: there is no guide for refund in guides.csv\n"
        "guides.csv, line 3, column service: there is no service return",
    ),
    (
        "guides.csv",
        "refund,",
        "birth,",
        "services.csv, line 3, column code: there is no guide for refund in guides.csv\n"
        "guides.csv, line 3, column service: birth is already on line 2",
    ),
    (
        "guides.csv",
        "Form;Receipt",
        "Form",
        "guides.csv, line 3, column materials_en: the number of items is 1 here and 2",
    ),
    ("guides.csv", "Form;Receipt", ";", "guides.csv, line 3, column materials_en: the cell is emp"),
    (
        "guides.csv",
        "申请表;",
        "表;" * 31,
        "guides.csv, line 3, column materials_zh: there are more than 30 items",
    ),
    (
        "windows.csv",
        "2,F1A",
        "1,F1A",
        "windows.csv, line 3, column number: 1 is already on line 2",
    ),
    ("windows.csv", "1,F1A", "1,F9", "windows.csv, line 2, column zone: there is no zone F9"),
    ("windows.csv", "B A", "B A B", "windows.csv, line 3, column queues: a queue is named twice"),
    ("windows.csv", "B A", "B Z", "windows.csv, line 3, column queues: there is no queue Z"),
    ("windows.csv", "B A", "", "windows.csv, line 3, column queues: the cell is empty"),
    ("windows.csv", "1,F1A", "0,F1A", "windows.csv, line 2, column number: write a whole number"),
    ("kiosks.csv", "P1", "P2", "kiosks.csv, line 2, column printer: there is no printer P2"),
    ("printers.csv", "576", "57", "printers.csv, line 2, column dots: write a whole number from"),
    (
        "printers.csv",
        "virtual,,",
        "network,,",
        "printers.csv, line 2, column address: a network printer needs an address such as",
    ),
    (
        "printers.csv",
        "virtual,,",
        "virtual,10.0.0.5:9100,",
        "printers.csv, line 2, column address: a virtual printer has no address",
    ),
    (
        "printers.csv",
        "virtual,,",
        "network,10.0.0.5:91000,",
        "printers.csv, line 2, column address: write an address such as 192.168.1.50:9100",
    ),
    ("hours.csv", "13:00", "25:00", "hours.csv, line 3, column opens: write a time such as 09:00"),
    (
        "hours.csv",
        "13:00",
        "11:00",
        "hours.csv, line 3, column opens: the hours overlap with those on line 2",
    ),
    (
        "hours.csv",
        "11:30",
        "08:30",
        "hours.csv, line 2, column closes: the closing time is not after the opening time",
    ),
    ("hours.csv", "2,9:00", "8,9:00", "hours.csv, line 4, column weekday: write a whole number"),
    (
        "hall.csv",
        "time_zone\nsmall,小大厅,Small hall,Asia/Shanghai",
        "time_zone,holidays\nsmall,小大厅,Small hall,Asia/Shanghai,us",
        "hall.csv, line 2, column holidays: write one of: cn",
    ),
    (
        "services.csv",
        "name_en\nbirth,police,A,instant,10,0,90,出生登记,Register a birth",
        "name_en,quota_morning\nbirth,police,A,instant,10,0,90,出生登记,Register a birth,many",
        "services.csv, line 2, column quota_morning: write a whole number from 0 to 10000",
    ),
    (
        "days.csv",
        "2026-11-28",
        "28.11.2026",
        "days.csv, line 2, column date: write a date such as 2026-10-01",
    ),
    ("days.csv", "2026-11-28", "2026-02-29", "days.csv, line 2, column date: there is no such da"),
    (
        "days.csv",
        "bookings",
        "holiday",
        "days.csv, line 2, column kind: write one of: closed, open, bookings",
    ),
    ("days.csv", "09:00,12:00,", "09:00,,", "days.csv, line 2, column closes: write both times or"),
    ("days.csv", "09:00,12:00,", ",12:00,", "days.csv, line 2, column opens: write both times or"),
    (
        "days.csv",
        "09:00,12:00,",
        "12:00,09:00,",
        "days.csv, line 2, column closes: the closing time is not after the opening time",
    ),
    (
        "days.csv",
        "13:00,15:00",
        "11:00,15:00",
        "days.csv, line 4, column opens: the hours overlap with those on line 3",
    ),
    (
        "days.csv",
        "closed,,",
        "closed,09:00,10:00",
        "days.csv, line 5, column opens: a closed day has no hours",
    ),
    (
        "days.csv",
        "2026-12-25",
        "2026-12-24",
        "days.csv, line 5, column date: 2026-12-24 is already on line 3, and a whole day has",
    ),
    (
        "days.csv",
        "2026-12-26",
        "2026-12-25",
        "days.csv, line 6, column date: 2026-12-25 is already on line 5, and a whole day has",
    ),
    ("days.csv", "停电,", ",", "days.csv, line 5, column note_zh: the cell is empty"),
    ("days.csv", ",No electricity", ",", "days.csv, line 5, column note_en: the cell is empty"),
    (
        "service_hours.csv",
        "refund,1,09",
        "fund,1,09",
        "service_hours.csv, line 2, column service: there is no service fund",
    ),
    (
        "service_hours.csv",
        "13:00",
        "09:30",
        "service_hours.csv, line 3, column opens: the hours overlap with those on line 2",
    ),
    (
        "service_hours.csv",
        "10:00",
        "08:00",
        "service_hours.csv, line 2, column closes: the closing time is not after the opening time",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS)
def test_a_wrong_cell_is_named(spoil: Spoil, file: str, old: str, new: str, message: str) -> None:
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil(file, old, new))
    assert str(refused.value).startswith(message)
    assert len(refused.value.faults) <= 2
