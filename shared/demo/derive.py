"""Makes day.csv from a month of the call centre's log: `python -m shared.demo.derive LOG day.csv`.

README.md beside this file says where the log comes from. Run once, when the log or the choice of
the day changes; `hall demo` reads only day.csv.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

DAY = "990104"  # a busy Monday: 1,686 people
LOG_COLUMNS = ("date", "vru_exit", "q_time", "outcome", "ser_time", "priority")
COLUMNS = ("arrives", "service_seconds", "patience_seconds", "priority")

Row = tuple[int, str, str, str]


def derive(log: Path, day: Path) -> int:
    """Write one day of the log as `day`, in order of arrival; gives the number of rows."""
    rows = sorted(_rows(log))
    with day.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)


def _rows(log: Path) -> Iterator[Row]:
    """Those served, and those who waited and gave up. PHANTOM rows are no people; who hung up
    without a second in the queue never stood in it."""
    with log.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["date"] != DAY:
                continue
            arrives = _second_of_day(row["vru_exit"])
            if row["outcome"] == "AGENT" and int(row["ser_time"]) > 0:
                yield arrives, row["ser_time"], "", row["priority"]
            elif row["outcome"] == "HANG" and int(row["q_time"]) > 0:
                yield arrives, "", row["q_time"], row["priority"]


def _second_of_day(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


if __name__ == "__main__":
    derive(Path(sys.argv[1]), Path(sys.argv[2]))
