"""One CSV file as rows of values, and what is wrong with its cells. It compares no rows."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from shared.halls.characters import check_characters, unguard
from shared.halls.columns import LANGUAGES, Column, Sheet, titles_of
from shared.halls.faults import Fault, Wrong

LARGEST = 4 * 1024 * 1024
LONGEST = 131_072  # what Python's csv module reads in one cell
SAVE_AS = (
    "the file is not UTF-8 but {encoding}: in the spreadsheet choose Save As and the type "
    "CSV UTF-8 (comma delimited), then try again"
)


class Row(Struct, frozen=True):
    """`line` is the spreadsheet's row. Columns whose cells were wrong are not in `values`."""

    line: int
    values: dict[str, Any]


class Rows(Struct, frozen=True):
    """The rows of a file. `whole` is false where keys may be missing because something in the
    file could not be read; then nothing can be said about names that other files use."""

    rows: list[Row]
    whole: bool


class Place(Struct, frozen=True):
    """Where a column stands: `title` is its heading; `language` is empty for plain columns."""

    position: int
    title: str
    column: Column
    language: str


def load(folder: Path, sheet: Sheet, faults: list[Fault]) -> Rows:
    """The rows of one file of the folder; what is wrong is added to `faults`."""
    before = len(faults)
    if sheet.newer and not (folder / sheet.file).exists():
        return Rows([], True)
    try:
        records = parse(read_text(folder / sheet.file), sheet, faults)
    except Wrong as wrong:
        report(faults, sheet, 0, "", wrong)
        return Rows([], False)
    if not records and sheet.newer:
        return Rows([], True)
    if not records:
        report(faults, sheet, 0, "", Wrong("the file is empty"))
        return Rows([], False)
    places = read_header(sheet, records[0], faults)
    broken = len(faults) > before
    if not places:
        return Rows([], False)
    check_width(sheet, records, faults)
    rows = [
        read_row(sheet, places, line, record, faults)
        for line, record in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in record)
    ]
    if not broken:
        check_count(sheet, rows, faults)
    keyed = not sheet.key or all(sheet.key in row.values for row in rows)
    return Rows(rows, keyed and not broken)


def read_text(path: Path) -> str:
    """The file's text without byte order mark. Wrong if it is missing, too large or not UTF-8."""
    if not path.is_file():
        raise Wrong("the file is missing")
    try:
        if path.stat().st_size > LARGEST:
            raise Wrong("the file is larger than {most} MB", most=LARGEST // 1024**2)
        content = path.read_bytes()
    except OSError as error:
        raise Wrong("the file cannot be read") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Wrong(SAVE_AS, encoding="UTF-16")
    if content.startswith(b"PK\x03\x04"):
        raise Wrong(SAVE_AS, encoding="XLSX")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Wrong(SAVE_AS, encoding=guess(content)) from error


def guess(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GB18030"


def parse(text: str, sheet: Sheet, faults: list[Fault]) -> list[list[str]]:
    """The records up to the first that is no CSV."""
    records: list[list[str]] = []
    reader: Iterator[list[str]] = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            records.append(record)
    except csv.Error as error:
        wrong = Wrong("a quotation mark is not closed or stands in the wrong place")
        if "limit" in str(error):
            wrong = Wrong("the text is longer than {most} characters", most=LONGEST)
        report(faults, sheet, len(records) + 1, "", wrong)
        return records or [[]]
    return records


def read_header(sheet: Sheet, titles: list[str], faults: list[Fault]) -> list[Place]:
    """Where each column stands; unknown, doubled and missing columns are faults."""
    places: dict[str, Place] = {}
    names = {column.name: column for column in sheet.columns}
    titles = [title.strip().lower() for title in titles]
    if len([title for title in titles if title]) == 1 and re.search("[;\t]", "".join(titles)):
        report(faults, sheet, 1, "", Wrong("the columns must be separated by commas"))
        return []
    for position, title in enumerate(titles):
        found = find_column(names, title)
        if not title:
            continue
        if found is None:
            report(faults, sheet, 1, printable(title), Wrong("there is no such column"))
        elif title in places:
            report(faults, sheet, 1, title, Wrong("the column is there twice"))
        else:
            places[title] = Place(position, title, *found)
    for column in sheet.columns:
        for title in titles_of(column):
            if title not in places and not column.newer:
                report(faults, sheet, 1, title, Wrong("the column is missing"))
    return list(places.values())


def find_column(names: dict[str, Column], title: str) -> tuple[Column, str] | None:
    """The column and language a heading means."""
    plain = names.get(title)
    if plain and not plain.texts:
        return plain, ""
    name, _, language = title.rpartition("_")
    named = names.get(name)
    if named and named.texts and re.fullmatch("[a-z]{2,3}", language):
        return named, language
    return None


def check_width(sheet: Sheet, records: list[list[str]], faults: list[Fault]) -> None:
    """Cells that stand under no heading are faults."""
    titled = {position for position, title in enumerate(records[0]) if title.strip()}
    for line, record in enumerate(records[1:], start=2):
        if any(cell.strip() for at, cell in enumerate(record) if at not in titled):
            report(faults, sheet, line, "", Wrong("there is a cell without a column heading"))


def read_row(
    sheet: Sheet, places: list[Place], line: int, record: list[str], faults: list[Fault]
) -> Row:
    values: dict[str, Any] = {}
    for place in places:
        cell = record[place.position] if place.position < len(record) else ""
        try:
            value = read_cell(place, cell)
        except Wrong as wrong:
            report(faults, sheet, line, place.title, wrong)
            continue
        if not place.language:
            values[place.column.name] = value
        elif value is not None:
            values.setdefault(place.column.name, {})[place.language] = value
    return Row(line, values)


def read_cell(place: Place, cell: str) -> Any:
    """The value of a cell; None where a further language or an optional text has none."""
    text = unguard(cell.strip())
    if text:
        return place.column.kind.read(text)
    if place.column.optional:
        return None if place.language else place.column.blank
    if place.language and place.language not in LANGUAGES:
        return None
    raise Wrong("the cell is empty")


def check_count(sheet: Sheet, rows: list[Row], faults: list[Fault]) -> None:
    if len(rows) < sheet.least:
        report(faults, sheet, 0, "", Wrong("the file has no rows below the header"))
    if len(rows) > sheet.most:
        line = rows[sheet.most].line
        report(
            faults,
            sheet,
            line,
            "",
            Wrong("the file may hold no more rows than {most}", most=sheet.most),
        )


def printable(title: str) -> str:
    """A heading as it may be quoted in a message."""
    try:
        check_characters(title)
    except Wrong:
        return ascii(title)[1:-1][:40]
    return title[:40]


def report(faults: list[Fault], sheet: Sheet, line: int, column: str, wrong: Wrong) -> None:
    faults.append(Fault(sheet.file, line, column, wrong.sentence, wrong.values))
