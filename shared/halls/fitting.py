"""What must fit together in a hall's files beyond single cells: each check says where it does not.

Checks look only at values that could be read, and say nothing about names of a file that could
not be read as a whole, so that one slip does not bring a hundred faults.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.catalogue import CaseKind, DayKind, Help
from shared.halls.columns import (
    DAYS,
    GUIDES,
    HOURS,
    LANGUAGES,
    PRINTERS,
    QUEUES,
    SERVICE_HOURS,
    SERVICES,
    SHEETS,
    SLOTS,
    WINDOWS,
    Column,
    Sheet,
)
from shared.halls.faults import Fault, Wrong
from shared.halls.sheets import Row, Rows, report

Read = Mapping[str, Rows]  # by file name


def check_sheet(sheet: Sheet, read: Read, faults: list[Fault]) -> None:
    """Everything that one file's rows can do wrong together with the others."""
    check_key(sheet, read, faults)
    for column in sheet.columns:
        if column.refers:
            check_references(sheet, column, read, faults)
    check_translations(sheet, read, faults)
    check_languages(sheet, read, faults)
    if sheet.file in CHECKS:
        CHECKS[sheet.file](read, faults)


def check_key(sheet: Sheet, read: Read, faults: list[Fault]) -> None:
    first: dict[Any, int] = {}
    for row in read[sheet.file].rows:
        key = row.values.get(sheet.key)
        if key is None:
            continue
        if key in first:
            wrong = Wrong("{value} is already on line {line}", value=key, line=first[key])
            report(faults, sheet, row.line, sheet.key, wrong)
        first.setdefault(key, row.line)


def check_references(sheet: Sheet, column: Column, read: Read, faults: list[Fault]) -> None:
    target = next(other for other in SHEETS if other.file == column.refers)
    if not read[target.file].whole:
        return
    known = {row.values[target.key] for row in read[target.file].rows}
    for row in read[sheet.file].rows:
        for name in names_in(row, column):
            if name not in known:
                report(faults, sheet, row.line, column.name, Wrong(target.unknown, value=name))


def names_in(row: Row, column: Column) -> tuple[str, ...]:
    """The names a cell gives: none, one or several."""
    value = row.values.get(column.name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(name.queue if isinstance(name, Help) else name for name in value)


def check_translations(sheet: Sheet, read: Read, faults: list[Fault]) -> None:
    """A list has as many items in each language, or a reader of one of them would miss some."""
    for row in read[sheet.file].rows:
        for name, texts in row.values.items():
            if not isinstance(texts, dict) or not isinstance(texts.get("zh"), tuple):
                continue
            for language, listed in texts.items():
                if len(listed) != len(texts["zh"]):
                    wrong = Wrong(
                        "the number of items is {count} here and {other} in column {column}",
                        count=len(listed),
                        other=len(texts["zh"]),
                        column=f"{name}_zh",
                    )
                    report(faults, sheet, row.line, f"{name}_{language}", wrong)


def check_languages(sheet: Sheet, read: Read, faults: list[Fault]) -> None:
    """A text that may be left out is there in every language or in none."""
    for column in sheet.columns:
        if not column.texts or not column.optional:
            continue
        for row in read[sheet.file].rows:
            texts = row.values.get(column.name, {})
            for language in LANGUAGES:
                if texts and language not in texts:
                    title = f"{column.name}_{language}"
                    report(faults, sheet, row.line, title, Wrong("the cell is empty"))


def check_queues(read: Read, faults: list[Fault]) -> None:
    """Every queue is served, or its citizens would wait for ever."""
    windows = read[WINDOWS.file]
    if not windows.whole or any("queues" not in row.values for row in windows.rows):
        return
    served = {letter for row in windows.rows for letter in row.values["queues"]}
    for row in read[QUEUES.file].rows:
        letter = row.values.get("letter")
        if letter is not None and letter not in served:
            report(faults, QUEUES, row.line, "letter", Wrong("no window serves this queue"))


def check_helps(read: Read, faults: list[Fault]) -> None:
    """A window does not help a queue that is its own."""
    for row in read[WINDOWS.file].rows:
        for help in row.values.get("helps", ()):
            if help.queue in row.values.get("queues", ()):
                wrong = Wrong("{value} is one of the window's own queues", value=help.queue)
                report(faults, WINDOWS, row.line, "helps", wrong)


def check_services(read: Read, faults: list[Fault]) -> None:
    guides = read[GUIDES.file]
    guided = {row.values.get("service") for row in guides.rows}
    for row in read[SERVICES.file].rows:
        code = row.values.get("code")
        if guides.whole and code is not None and code not in guided:
            wrong = Wrong("there is no guide for {value} in {file}", value=code, file=GUIDES.file)
            report(faults, SERVICES, row.line, "code", wrong)
        check_promise(row, faults)


def check_promise(row: Row, faults: list[Fault]) -> None:
    kind, days = row.values.get("kind"), row.values.get("promised_days")
    if kind is CaseKind.instant and days:
        wrong = Wrong("an instant case has 0 promised working days")
        report(faults, SERVICES, row.line, "promised_days", wrong)
    if kind is CaseKind.commitment and days == 0:
        wrong = Wrong("a commitment case needs at least 1 promised working day")
        report(faults, SERVICES, row.line, "promised_days", wrong)


def check_printers(read: Read, faults: list[Fault]) -> None:
    for row in read[PRINTERS.file].rows:
        driver, address = row.values.get("driver"), row.values.get("address")
        if driver == "network" and address == "":
            wrong = Wrong("a network printer needs an address such as 192.168.1.50:9100")
            report(faults, PRINTERS, row.line, "address", wrong)
        if driver == "virtual" and address:
            wrong = Wrong("a virtual printer has no address")
            report(faults, PRINTERS, row.line, "address", wrong)


def check_hours(read: Read, faults: list[Fault]) -> None:
    check_spans(HOURS, ("weekday",), read, faults)


def check_service_hours(read: Read, faults: list[Fault]) -> None:
    check_spans(SERVICE_HOURS, ("service", "weekday"), read, faults)


def check_slots(read: Read, faults: list[Fault]) -> None:
    """Each span is long enough for one appointment at least."""
    check_spans(SLOTS, ("service", "weekday"), read, faults)
    for row in read[SLOTS.file].rows:
        if not row.values.keys() >= {"opens", "closes", "minutes"}:
            continue
        opens, closes = row.values["opens"], row.values["closes"]
        span = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
        if 0 < span < row.values["minutes"]:
            wrong = Wrong("an appointment is longer than the time from opening to closing")
            report(faults, SLOTS, row.line, "minutes", wrong)


def check_days(read: Read, faults: list[Fault]) -> None:
    """A span has both its ends; a date is closed, or has one row without times, or has spans."""
    check_spans(DAYS, ("date",), read, faults)
    first: dict[Any, Row] = {}
    for row in read[DAYS.file].rows:
        if not row.values.keys() >= {"date", "kind", "opens", "closes"}:
            continue
        check_ends(row, faults)
        other = first.setdefault(row.values["date"], row)
        if other is not row and (is_whole(row) or is_whole(other)):
            wrong = Wrong(
                "{value} is already on line {line}, and a whole day has one row only",
                value=row.values["date"],
                line=other.line,
            )
            report(faults, DAYS, row.line, "date", wrong)


def check_ends(row: Row, faults: list[Fault]) -> None:
    opens, closes = row.values["opens"], row.values["closes"]
    if row.values["kind"] is DayKind.closed and (opens or closes) is not None:
        column = "closes" if opens is None else "opens"
        report(faults, DAYS, row.line, column, Wrong("a closed day has no hours"))
    elif (opens is None) != (closes is None):
        column = "opens" if opens is None else "closes"
        report(faults, DAYS, row.line, column, Wrong("write both times or none"))


def is_whole(row: Row) -> bool:
    return row.values["opens"] is None and row.values["closes"] is None


def check_spans(sheet: Sheet, keys: tuple[str, ...], read: Read, faults: list[Fault]) -> None:
    """Each span ends after it begins, and no two with the same keys share a minute; they may
    touch."""
    seen: list[Row] = []
    for row in read[sheet.file].rows:
        if any(row.values.get(name) is None for name in (*keys, "opens", "closes")):
            continue
        if row.values["closes"] <= row.values["opens"]:
            wrong = Wrong("the closing time is not after the opening time")
            report(faults, sheet, row.line, "closes", wrong)
            continue
        for other in seen:
            if overlap(row, other, keys):
                wrong = Wrong("the hours overlap with those on line {line}", line=other.line)
                report(faults, sheet, row.line, "opens", wrong)
        seen.append(row)


def overlap(one: Row, other: Row, keys: tuple[str, ...]) -> bool:
    a, b = one.values, other.values
    if any(a[name] != b[name] for name in keys):
        return False
    return bool(a["opens"] < b["closes"] and b["opens"] < a["closes"])


CHECKS: dict[str, Callable[[Read, list[Fault]], None]] = {
    QUEUES.file: check_queues,
    SERVICES.file: check_services,
    WINDOWS.file: check_helps,
    PRINTERS.file: check_printers,
    HOURS.file: check_hours,
    DAYS.file: check_days,
    SERVICE_HOURS.file: check_service_hours,
    SLOTS.file: check_slots,
}
