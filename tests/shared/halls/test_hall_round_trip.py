"""A hall that is written and read again is the same hall."""

import csv
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import catalogue as domain
from shared.halls.characters import guard, unguard
from shared.halls.columns import SHEETS, STAFF, Column
from shared.halls.reading import read_hall, read_staff
from shared.halls.writing import write_hall, write_staff

SIGNS = "=+-@＝＋－＠"


def again(hall: domain.Catalogue) -> domain.Catalogue:
    with TemporaryDirectory() as folder:
        write_hall(hall, Path(folder))
        return read_hall(Path(folder))


def test_a_small_hall_comes_back(small_hall: Path, tmp_path: Path) -> None:
    hall = read_hall(small_hall)
    write_hall(hall, tmp_path / "written")
    assert read_hall(tmp_path / "written") == hall
    assert {path.name for path in (tmp_path / "written").iterdir()} == {
        sheet.file for sheet in SHEETS
    }


def test_staff_come_back(small_hall: Path) -> None:
    staff = read_staff(small_hall)
    write_staff(staff, small_hall)
    assert read_staff(small_hall) == staff
    assert [row.account for row in staff] == ["admin", "wang"]


def test_what_the_files_say_is_in_the_catalogue(small_hall: Path) -> None:
    hall = read_hall(small_hall)
    birth, refund = hall.services
    assert birth.guide.materials == {
        "zh": ("身份证", "户口簿"),
        "en": ("Identity card", "Register"),
    }
    assert birth.guide.steps["zh"] == ("取号", "办理")
    assert refund.kind is domain.CaseKind.commitment
    assert hall.windows[1] == domain.Window(2, "F1A", "", ("B", "A"))
    assert hall.hours[2] == domain.Hours(2, time(9), time(16, 30))
    assert hall.days[:2] == (
        domain.SpecialDay(
            date(2026, 11, 28),
            domain.DayKind.bookings,
            time(9),
            time(12),
            {"zh": "预约专场", "en": "For appointments"},
        ),
        domain.SpecialDay(date(2026, 12, 24), domain.DayKind.open, time(9), time(11, 30), {}),
    )
    assert [(day.kind, day.opens, day.closes) for day in hall.days[3:]] == [
        (domain.DayKind.closed, None, None), (domain.DayKind.open, None, None),
    ]  # fmt: skip
    assert hall.service_hours[1] == domain.ServiceHours("refund", 1, time(13), time(14))
    assert hall.life_events == (
        domain.LifeEvent("baby", {"zh": "生孩子", "en": "A baby"}, ("birth", "refund")),
    )
    assert hall.synonyms == (domain.Synonyms("birth", ("上户口", "baby")),)
    assert hall.slots == (
        domain.Slots("birth", 1, time(9), time(11, 30), 30, 2, 2, 7),
        domain.Slots("birth", 1, time(13), time(16, 30), 15, 1, 0, 14),
    )
    assert hall.loan_items == (
        domain.LoanItem("wheelchair", {"zh": "轮椅", "en": "Wheelchair"}, 4),
    )


def test_files_from_before_holidays_and_quotas(small_hall: Path) -> None:
    hall = read_hall(small_hall)
    assert hall.holidays is domain.Holidays.none
    assert {(s.quota_morning, s.quota_afternoon) for s in hall.services} == {(None, None)}


def test_holidays_and_quotas(spoil: Callable[[str, str, str], Path]) -> None:
    """0 is a quota too; an empty cell is none."""
    spoil("hall.csv", "time_zone\nsmall,小大厅,Small hall,Asia/Shanghai",
          "time_zone,holidays\nsmall,小大厅,Small hall,Asia/Shanghai,cn")  # fmt: skip
    spoil("services.csv", "name_en\n", "name_en,quota_morning,quota_afternoon\n")
    spoil("services.csv", "Register a birth", "Register a birth,20,0")
    hall = read_hall(spoil("services.csv", "Refund of tax", "Refund of tax,,7"))
    assert hall.holidays is domain.Holidays.china
    quotas = [(s.quota_morning, s.quota_afternoon) for s in hall.services]
    assert quotas == [(20, 0), (None, 7)]
    assert again(hall) == hall


def test_spreadsheets_may_save_the_files_their_way(small_hall: Path) -> None:
    """Byte order mark, either line end, empty rows and columns, seconds, spaces, capitals."""
    hall = read_hall(small_hall)
    for path in small_hall.iterdir():
        text = path.read_bytes().decode().replace("09:00", "9:00:00").replace("F1A,", " F1A ,")
        header, rest = text.split("\n", 1)
        text = f"{header.upper()}\n{rest.rstrip()}\n,,\n\n".replace("\n", "\r\n")
        path.write_bytes(text.encode("utf-8-sig"))
    assert read_hall(small_hall) == hall


def test_columns_may_stand_in_any_order(small_hall: Path) -> None:
    hall = read_hall(small_hall)
    (small_hall / "zones.csv").write_text(
        "way_en,code,name_en,name_zh,way_zh\nTurn left,F1A,Area A,一楼A区,向左走\n"
    )
    assert read_hall(small_hall) == hall


def test_a_third_language_is_one_more_column(small_hall: Path) -> None:
    (small_hall / "queues.csv").write_text(
        "letter,name_zh,name_en,name_mn\nA,户籍,Households,Өрх\nB,税务,Tax,\n"
    )
    hall = read_hall(small_hall)
    assert hall.queues[0].name == {"zh": "户籍", "en": "Households", "mn": "Өрх"}
    assert hall.queues[1].name == {"zh": "税务", "en": "Tax"}
    assert again(hall) == hall


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_begins_as_a_formula(small_hall: Path, sign: str) -> None:
    text = (small_hall / "zones.csv").read_text()
    formula = f"{sign}HYPERLINK(1)"
    (small_hall / "zones.csv").write_text(text.replace("Turn left", formula))
    hall = read_hall(small_hall)
    assert hall.zones[0].way["en"] == formula
    write_hall(hall, small_hall)
    with (small_hall / "zones.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for record in csv.reader(file) for cell in record]
    assert f"'{formula}" in cells
    assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]
    assert read_hall(small_hall) == hall


@given(st.text(alphabet=f"'{SIGNS}ab"))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not guard(text).startswith(tuple(SIGNS))
    assert unguard(guard(text)) == text


def test_every_field_of_the_catalogue_has_its_column() -> None:
    """A new field without a column would be lost by an export."""
    structs = {
        "zones.csv": domain.Zone,
        "departments.csv": domain.Department,
        "queues.csv": domain.Queue,
        "services.csv": domain.Service,
        "guides.csv": domain.Guide,
        "windows.csv": domain.Window,
        "printers.csv": domain.Printer,
        "kiosks.csv": domain.Kiosk,
        "hours.csv": domain.Hours,
        "days.csv": domain.SpecialDay,
        "service_hours.csv": domain.ServiceHours,
        "life_events.csv": domain.LifeEvent,
        "synonyms.csv": domain.Synonyms,
        "slots.csv": domain.Slots,
        "loan_items.csv": domain.LoanItem,
    }
    columns = {sheet.file: names(sheet.columns) for sheet in SHEETS}
    files = {file.removesuffix(".csv") for file in structs} - {"guides"}
    assert columns.pop("hall.csv") == set(domain.Catalogue.__struct_fields__) - files
    assert {file: set(struct.__struct_fields__) for file, struct in structs.items()} == {
        **columns,
        "services.csv": columns["services.csv"] | {"guide"},
        "guides.csv": columns["guides.csv"] - {"service"},
    }
    assert names(STAFF.columns) == {"account", "name", "role", "department", "badge"}


def names(columns: tuple[Column, ...]) -> set[str]:
    return {column.name for column in columns}


# What CSV, lists and formulas could trip over is in.
LETTER = "\"',=+-@＝； .:%{}#\\ABCabc019中文字𠮷\u180eӨ"
LINE = st.text(LETTER, max_size=12).map(lambda text: text.strip() or "x")
ITEM = LINE.map(lambda text: text.replace("；", "，"))
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", fullmatch=True)
LETTERS = st.from_regex(r"[A-HJ-NP-Z]{1,2}", fullmatch=True)
QUOTAS = st.none() | st.integers(0, 10_000)
TEXTS = st.fixed_dictionaries({"zh": LINE, "en": LINE}, optional={"mn": LINE})


@st.composite
def lists(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    count = draw(st.integers(1, 3))
    items = st.lists(ITEM, min_size=count, max_size=count).map(tuple)
    return draw(st.fixed_dictionaries({"zh": items, "en": items}, optional={"mn": items}))


@st.composite
def halls(draw: st.DrawFn) -> domain.Catalogue:
    zone, department, service, printer = (draw(CODES) for _ in range(4))
    letters = tuple(draw(st.lists(LETTERS, min_size=1, max_size=3, unique=True)))
    kind = draw(st.sampled_from(domain.CaseKind))
    days = 0 if kind is domain.CaseKind.instant else draw(st.integers(1, 365))
    guide = domain.Guide(draw(lists()), draw(lists()), draw(TEXTS), draw(TEXTS))
    hours = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True)))
    spans = zip(hours[::2], hours[1::2], strict=False)
    weekday = draw(st.integers(1, 7))
    return domain.Catalogue(
        code=draw(CODES),
        name=draw(TEXTS),
        time_zone=draw(st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "UTC"])),
        zones=(domain.Zone(zone, draw(TEXTS), draw(TEXTS)),),
        departments=(
            domain.Department(department, draw(st.sampled_from(domain.Level)), draw(TEXTS)),
        ),
        queues=tuple(domain.Queue(letter, draw(TEXTS)) for letter in letters),
        services=(
            domain.Service(
                code=service,
                department=department,
                queue=letters[0],
                kind=kind,
                minutes=draw(st.integers(1, 480)),
                promised_days=days,
                cases_a_year=draw(st.integers(0, 10_000_000)),
                name=draw(TEXTS),
                guide=guide,
                quota_morning=draw(QUOTAS),
                quota_afternoon=draw(QUOTAS),
            ),
        ),
        windows=(domain.Window(draw(st.integers(1, 9999)), zone, "", letters[::-1]),),
        printers=(domain.Printer(printer, "network", "10.0.0.5:9100", "default", 576),),
        kiosks=(
            domain.Kiosk(
                draw(CODES),
                zone,
                printer,
                draw(st.integers(0, 1000)),
                draw(st.sampled_from(domain.Reader)),
            ),
        ),
        guidance=draw(st.sampled_from(["", service])),
        life_events=(domain.LifeEvent(draw(CODES), draw(TEXTS), (service,)),),
        synonyms=(domain.Synonyms(service, tuple(draw(st.lists(ITEM, min_size=1, max_size=3)))),),
        slots=tuple(
            domain.Slots(
                service,
                day,
                time(9),
                time(17),
                draw(st.integers(5, 480)),
                draw(st.integers(1, 1000)),
                draw(st.integers(0, 720)),
                draw(st.integers(0, 30)),
            )
            for day in (1, 7)
        ),
        loan_items=(domain.LoanItem(draw(CODES), draw(TEXTS), draw(st.integers(1, 1000))),),
        hours=tuple(
            domain.Hours(weekday, time(*divmod(opens, 60)), time(*divmod(closes, 60)))
            for opens, closes in spans
        ),
        holidays=draw(st.sampled_from(domain.Holidays)),
        days=tuple(
            domain.SpecialDay(day, draw(st.sampled_from(domain.DayKind)), note=note)
            for day, note in draw(st.dictionaries(st.dates(), st.just({}) | TEXTS)).items()
        ),
        service_hours=(domain.ServiceHours(service, weekday, time(9), time(11)),),
    )


@given(halls())
def test_any_hall_comes_back_as_it_was(hall: domain.Catalogue) -> None:
    assert again(hall) == hall
