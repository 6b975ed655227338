"""Writes a hall's CSV files, so that reading them gives the same hall."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from shared.domain.catalogue import Catalogue
from shared.halls.characters import guard
from shared.halls.columns import GUIDES, HALL, LANGUAGES, SHEETS, STAFF, Column, Sheet, titles_of
from shared.halls.reading import StaffRow


def write_hall(catalogue: Catalogue, folder: Path) -> None:
    """Write the catalogue's files into the folder, made if need be; older ones are replaced.

    The catalogue must be one that `read_hall` could have given: texts are not checked here.
    Raises OSError.
    """
    for sheet in SHEETS:
        write_sheet(folder, sheet, rows_of(catalogue, sheet))


def write_staff(staff: Sequence[StaffRow], folder: Path) -> None:
    """Write staff.csv into the folder. Raises OSError."""
    write_sheet(folder, STAFF, [asdict(row) for row in staff])


def rows_of(catalogue: Catalogue, sheet: Sheet) -> list[dict[str, Any]]:
    if sheet is HALL:
        return [asdict(catalogue)]
    if sheet is GUIDES:
        return [{"service": each.code} | asdict(each.guide) for each in catalogue.services]
    return [asdict(each) for each in getattr(catalogue, sheet.file.removesuffix(".csv"))]


def write_sheet(folder: Path, sheet: Sheet, rows: Sequence[dict[str, Any]]) -> None:
    """One file, complete or not at all: UTF-8 with a byte order mark, lines ended as
    spreadsheets do."""
    languages = languages_of(sheet, rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(title for column in sheet.columns for title in titles_of(column, languages))
    for row in rows:
        writer.writerow(cell for column in sheet.columns for cell in cells(column, row, languages))
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{sheet.file}.new"
    unfinished.write_bytes(text.getvalue().encode("utf-8-sig"))
    os.replace(unfinished, folder / sheet.file)


def languages_of(sheet: Sheet, rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Chinese and English, then what else the rows have."""
    found = {
        language
        for row in rows
        for column in sheet.columns
        if column.texts
        for language in row[column.name]
    }
    return (*LANGUAGES, *sorted(found - set(LANGUAGES)))


def cells(column: Column, row: dict[str, Any], languages: tuple[str, ...]) -> list[str]:
    """A column's cells in one row: one, or one a language."""
    value = row[column.name]
    if value is None:
        return [""]
    if not column.texts:
        return [guard(column.kind.write(value))]
    return [
        guard(write_text(column, value[language], language)) if language in value else ""
        for language in languages
    ]


def write_text(column: Column, value: Any, language: str) -> str:
    cell = column.kind.write(value)
    # Only lists hold full-width semicolons that may be changed: they part the items.
    return cell.replace("；", "; ") if isinstance(value, tuple) and language != "zh" else cell
