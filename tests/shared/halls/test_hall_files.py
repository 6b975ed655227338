"""Wrong files are refused whole, and all that is wrong in a hall is said at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

import shared.halls
from shared.domain.catalogue import Help
from shared.halls.columns import SHEETS, STAFF, Sheet, titles_of
from shared.halls.faults import HallFileError
from shared.halls.reading import read_hall, read_staff

Spoil = Callable[[str, str, str], Path]


def test_a_fault_carries_its_place_and_reason(spoil: Spoil) -> None:
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil("services.csv", "tax,B", "tax,Q"))
    error = refused.value
    assert (error.file, error.line, error.column) == ("services.csv", 3, "queue")
    assert error.reason == "there is no queue Q"
    assert [str(fault) for fault in error.faults] == [str(error)]
    assert error.faults[0].sentence == "there is no queue {value}"


@pytest.mark.parametrize("file", [sheet.file for sheet in SHEETS if not sheet.newer])
def test_a_missing_file_is_named_once(small_hall: Path, file: str) -> None:
    (small_hall / file).unlink()
    with pytest.raises(HallFileError) as refused:
        read_hall(small_hall)
    assert str(refused.value) == f"{file}: the file is missing"


@pytest.mark.parametrize("file", ["days.csv", "service_hours.csv"])
@pytest.mark.parametrize("text", [None, "", "\ufeff"])
def test_a_newer_file_may_be_missing_or_empty(
    small_hall: Path, file: str, text: str | None
) -> None:
    (small_hall / file).unlink()
    if text is not None:
        (small_hall / file).write_text(text)
    hall = read_hall(small_hall)
    assert getattr(hall, file.removesuffix(".csv")) == ()
    assert hall.hours


def test_only_these_files_and_columns_are_newer() -> None:
    assert [sheet.file for sheet in SHEETS if sheet.newer] == [
        "days.csv", "service_hours.csv", "life_events.csv", "synonyms.csv", "slots.csv",
        "loan_items.csv",
    ]  # fmt: skip
    newer = {column.name for sheet in SHEETS for column in sheet.columns if column.newer}
    assert newer == {
        "helps", "holidays", "quota_morning", "quota_afternoon", "guidance", "pixels_per_inch",
        "reader",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("life_events.csv", "birth refund", "birth marriage", "line 2, column services"),
        ("life_events.csv", "birth refund", "birth birth", "a code is named twice"),
        ("synonyms.csv", "birth,", "marriage,", "line 2, column service"),
        ("synonyms.csv", "上户口；baby", "", "line 2, column words"),
        ("slots.csv", "11:30,30", "11:30,180", "longer than the time from opening to closing"),
        ("slots.csv", "13:00", "11:00", "line 3"),
        ("slots.csv", "30,2,2,7", "30,0,2,7", "line 2, column capacity"),
        ("slots.csv", "15,1,0,14", "15,1,0,31", "line 3, column days_ahead"),
        ("loan_items.csv", "轮椅,Wheelchair,4", "轮椅,Wheelchair,0", "line 2, column pieces"),
    ],
)
def test_records_that_do_not_fit(
    spoil: Callable[[str, str, str], Path], file: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil(file, old, new))
    assert str(refused.value).startswith(f"{file}, line ")
    assert said in str(refused.value)


def test_a_guidance_that_is_no_service(spoil: Callable[[str, str, str], Path]) -> None:
    spoil("hall.csv", "time_zone\n", "time_zone,guidance\n")
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil("hall.csv", "Asia/Shanghai\n", "Asia/Shanghai,marriage\n"))
    assert "hall.csv, line 2, column guidance" in str(refused.value)
    read_hall(spoil("hall.csv", "marriage", "birth"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.file)
def test_every_missing_column_is_named(small_hall: Path, sheet: Sheet) -> None:
    text = (small_hall / sheet.file).read_text()
    header = text.splitlines()[0]
    for title in header.split(","):
        others = ",".join(name for name in header.split(",") if name != title)
        (small_hall / sheet.file).write_text(text.replace(header, others))
        with pytest.raises(HallFileError) as refused:
            read_hall(small_hall)
        assert f"line 1, column {title}: the column is missing" in str(refused.value)


def test_an_empty_file_and_one_without_rows_are_refused(small_hall: Path) -> None:
    (small_hall / "zones.csv").write_text("")
    (small_hall / "hours.csv").write_text("weekday,opens,closes\n")
    with pytest.raises(HallFileError) as refused:
        read_hall(small_hall)
    assert str(refused.value) == (
        "zones.csv: the file is empty\nhours.csv: the file has no rows below the header"
    )


def test_two_halls_in_one_file_are_refused(small_hall: Path) -> None:
    with (small_hall / "hall.csv").open("a") as file:
        file.write("other,别的大厅,Other hall,Asia/Shanghai\n")
    with pytest.raises(
        HallFileError, match=r"hall.csv, line 3: the file may hold no more rows than 1"
    ):
        read_hall(small_hall)


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "GB18030"), ("utf-16", "UTF-16")])
def test_another_encoding_is_refused_with_the_way_out(
    small_hall: Path, encoding: str, name: str
) -> None:
    text = (small_hall / "departments.csv").read_text()
    (small_hall / "departments.csv").write_bytes(text.encode(encoding))
    with pytest.raises(HallFileError) as refused:
        read_hall(small_hall)
    assert str(refused.value).startswith(f"departments.csv: the file is not UTF-8 but {name}: in")
    assert "CSV UTF-8 (comma delimited)" in refused.value.reason


def test_a_workbook_in_place_of_a_csv_file_is_refused(small_hall: Path) -> None:
    (small_hall / "zones.csv").write_bytes(b"PK\x03\x04rest of a workbook")
    with pytest.raises(HallFileError, match="not UTF-8 but XLSX"):
        read_hall(small_hall)


def test_a_huge_file_is_not_read(small_hall: Path) -> None:
    (small_hall / "zones.csv").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    with pytest.raises(HallFileError, match=r"zones.csv: the file is larger than 4 MB"):
        read_hall(small_hall)


def test_lines_are_rows_of_the_spreadsheet_even_after_cells_of_several_lines(spoil: Spoil) -> None:
    """The first guide's steps fill two lines of the file; the second guide is still row 3."""
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil("guides.csv", "Tax Law", ""))
    assert (refused.value.line, refused.value.column) == (3, "legal_basis_en")


def test_all_faults_come_at_once_in_the_order_of_files_and_lines(spoil: Spoil) -> None:
    spoil("hours.csv", "13:00", "noon")
    spoil("services.csv", "tax,B", "tax,Q")
    with pytest.raises(HallFileError) as refused:
        read_hall(spoil("services.csv", "police,A,instant", "fire,A,instant"))
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [
        ("services.csv", 2),
        ("services.csv", 3),
        ("hours.csv", 3),
    ]


def test_a_long_list_of_faults_is_shortened_in_the_message(small_hall: Path) -> None:
    rows = "".join("K1,F1A,P1\n" for _ in range(41))
    (small_hall / "kiosks.csv").write_text(f"code,zone,printer\n{rows}")
    with pytest.raises(HallFileError, match=r"and 20 more$") as refused:
        read_hall(small_hall)
    assert len(refused.value.faults) == 40


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("wang", "Wang!", "staff.csv, line 3, column account: write an account"),
        ("wang", "admin", "staff.csv, line 3, column account: admin is already on line 2"),
        ("clerk", "kiosk", "staff.csv, line 3, column role: write one of: clerk, steward"),
        (",tax", ",fire", "staff.csv, line 3, column department: there is no department fire"),
        ("窗口人员", "", "staff.csv, line 3, column name: the cell is empty"),
    ],
)
def test_a_wrong_account_is_named(spoil: Spoil, old: str, new: str, message: str) -> None:
    with pytest.raises(HallFileError) as refused:
        read_staff(spoil("staff.csv", old, new))
    assert message in str(refused.value)


@pytest.mark.parametrize("sheet", [*SHEETS, STAFF], ids=lambda sheet: sheet.file)
def test_the_readme_explains_every_column_in_both_languages(sheet: Sheet) -> None:
    readme = Path(shared.halls.__file__).with_name("README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith(f"| `{sheet.file}` |")]
    assert len(rows) == 2
    for row in rows:
        for column in sheet.columns:
            assert all(f"`{title}`" in row for title in titles_of(column))


WITH_HELPS = "number,zone,department,queues,helps\n1,F1A,police,A,{helps}\n2,F1A,,B A,\n"


@pytest.mark.parametrize("written", ["B:15", "B：15", " B:15 ;"])
def test_a_window_helps_another_queue(small_hall: Path, written: str) -> None:
    (small_hall / "windows.csv").write_text(WITH_HELPS.format(helps=written))
    first, second = read_hall(small_hall).windows
    assert first.helps == (Help("B", 15),)
    assert second.helps == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("B", "write queues with minutes such as B:15"),
        ("B:481", "write queues with minutes such as B:15"),
        ("B:15 B:20", "a queue is named twice"),
        ("Z:15", "there is no queue Z"),
        ("A:15", "A is one of the window's own queues"),
    ],
)
def test_a_help_that_makes_no_sense(small_hall: Path, written: str, said: str) -> None:
    (small_hall / "windows.csv").write_text(WITH_HELPS.format(helps=written))
    with pytest.raises(HallFileError) as refused:
        read_hall(small_hall)
    assert f"windows.csv, line 2, column helps: {said}" in str(refused.value)
