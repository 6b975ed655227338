"""The example hall, as if it were about noon there now, with appointments the whole day long: tests
of appointments pass at any hour of any day.
"""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from shared.demo.own_hall import OwnHall

EXAMPLE = Path(__file__).parents[1] / "shared" / "halls" / "baicheng"
BOOKABLE = ("household-birth", "household-death")
OPENS, CLOSES = "00:00", "23:59"
MINUTES, CAPACITY, DAYS_AHEAD = 15, 3, 14


@contextmanager
def noon_hall(folder: Path, async_mode: str, *, stations: bool = True) -> Iterator[OwnHall]:
    """That hall in a process of its own, within its hours, with a kiosk for this machine."""
    started = OwnHall(
        folder / "var",
        stations=stations,
        async_mode=async_mode,
        options=("--local-devices",),
        files=booking_hall(folder),
        open_specially=False,
    )
    started.start()
    try:
        yield started
    finally:
        started.stop()


def booking_hall(folder: Path) -> Path:
    """Writes the hall's files and gives their folder."""
    files = folder / "files"
    shutil.copytree(EXAMPLE, files)
    (hall,) = _rows(files / "hall.csv")
    _write(files / "hall.csv", [hall | {"time_zone": _zone_of_noon(), "holidays": ""}])
    days = range(1, 8)
    _write(files / "hours.csv", [_span(weekday) for weekday in days])
    slots = {"minutes": MINUTES, "capacity": CAPACITY, "notice_hours": 0, "days_ahead": DAYS_AHEAD}
    times = [{"service": each} | _span(day) | slots for each in BOOKABLE for day in days]
    _write(files / "slots.csv", times)
    for name in ("service_hours", "days"):
        header = (files / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        (files / f"{name}.csv").write_text(header + "\n", encoding="utf-8-sig")
    return files


def _span(weekday: int) -> dict[str, object]:
    return {"weekday": weekday, "opens": OPENS, "closes": CLOSES}


def _zone_of_noon() -> str:
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # the sign of these names is turned round


def _rows(file: Path) -> list[dict[str, object]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _write(file: Path, rows: list[dict[str, object]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        table = csv.DictWriter(text, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
