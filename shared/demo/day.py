"""Who comes in the day and when: the arrivals of day.csv, cut to this hall's hours."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

DAY_FILE = Path(__file__).parent / "day.csv"
HIGH_PRIORITY = "2"
FULL_DAY = (0, 24 * 3600)


class Arrival(Struct, frozen=True):
    """A row of day.csv. Seconds are None where the log does not know them: how long somebody who
    left would have been served, and how long somebody who was served would have waited."""

    arrives: int
    service_seconds: int | None
    patience_seconds: int | None
    high_priority: bool


def read_day(file: Path = DAY_FILE) -> list[Arrival]:
    with file.open(newline="", encoding="utf-8") as rows:
        return [
            Arrival(
                arrives=int(row["arrives"]),
                service_seconds=int(row["service_seconds"]) if row["service_seconds"] else None,
                patience_seconds=int(row["patience_seconds"]) if row["patience_seconds"] else None,
                high_priority=row["priority"] == HIGH_PRIORITY,
            )
            for row in csv.DictReader(rows)
        ]


def opening_span(hours: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """From the earliest opening to the latest closing of the week, in seconds of the day."""
    spans = list(hours)
    if not spans:
        return FULL_DAY
    return (
        min(_second(span["opens"]) for span in spans),
        max(_second(span["closes"]) for span in spans),
    )


def _second(text: str) -> int:
    hours, minutes = text.split(":")[:2]
    return int(hours) * 3600 + int(minutes) * 60


def cut(
    arrivals: list[Arrival], span: tuple[int, int], citizens: int | None, minutes: float | None
) -> list[Arrival]:
    """Those who come within the span, its first minutes or the first so many of them."""
    begins, ends = span
    if minutes is not None:
        ends = min(ends, begins + int(minutes * 60))
    return [a for a in arrivals if begins <= a.arrives < ends][:citizens]


def service_seconds(arrivals: list[Arrival]) -> list[int]:
    """How long those who were served were served."""
    return [a.service_seconds for a in arrivals if a.service_seconds is not None]
