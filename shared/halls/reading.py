"""Reads a hall's CSV files. Either everything fits and is given back, or nothing is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct, convert

from shared.domain.catalogue import Catalogue
from shared.domain.people import Role
from shared.halls.columns import DEPARTMENTS, GUIDES, HALL, SERVICES, SHEETS, STAFF, Sheet
from shared.halls.faults import Fault, HallFileError
from shared.halls.fitting import check_sheet
from shared.halls.sheets import Rows, load

__all__ = ["HallFileError", "StaffRow", "read_hall", "read_staff"]


class StaffRow(Struct, frozen=True):
    """An account to be made. `role` is one of STAFF_ROLES; `department` and `badge` may be
    empty."""

    account: str
    name: str
    role: Role
    department: str
    badge: str = ""


def read_hall(folder: Path) -> Catalogue:
    """The hall whose files lie in the folder. Raises HallFileError with every fault found."""
    read = load_all(folder, SHEETS, SHEETS)
    values = {
        sheet.file.removesuffix(".csv"): [row.values for row in read[sheet.file].rows]
        for sheet in SHEETS
    }
    guides = {guide.pop("service"): guide for guide in values.pop(GUIDES.file.removesuffix(".csv"))}
    for service in values[SERVICES.file.removesuffix(".csv")]:
        service["guide"] = guides[service["code"]]
    (hall,) = values.pop(HALL.file.removesuffix(".csv"))
    return convert(hall | values, Catalogue)


def read_staff(folder: Path) -> tuple[StaffRow, ...]:
    """The accounts in the folder's staff.csv. Raises HallFileError with every fault found."""
    read = load_all(folder, (DEPARTMENTS, STAFF), (STAFF,))
    rows: list[dict[str, Any]] = [row.values for row in read[STAFF.file].rows]
    return convert(rows, tuple[StaffRow, ...])


def load_all(folder: Path, sheets: Iterable[Sheet], checked: Iterable[Sheet]) -> dict[str, Rows]:
    """The rows of each file; raises HallFileError if anything is wrong in or between them."""
    faults: list[Fault] = []
    read = {sheet.file: load(folder, sheet, faults) for sheet in sheets}
    for sheet in checked:
        check_sheet(sheet, read, faults)
    if faults:
        order = [sheet.file for sheet in sheets]
        raise HallFileError(sorted(faults, key=lambda fault: (order.index(fault.file), fault.line)))
    return read
