"""Who comes in the day: arrivals from day.csv, mapped onto the services of this hall.

The mapping is made of a seeded chance alone, so that the same seed gives the same day.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

DAY_FILE = Path(__file__).parent / "day.csv"
HIGH_PRIORITY = "2"
NEEDS = {"elderly": 50, "disabled": 12, "pregnant": 12, "infant": 16, "serviceman": 10}
LANGUAGES = {"zh": 94, "en": 6}
SHORTEST_SERVICE_SECONDS = 30.0
LONGEST_SERVICE = 4.0  # times the typical minutes: some calls went on for an hour
NEVER = float("inf")
FULL_DAY = (0, 24 * 3600)


class Arrival(Struct, frozen=True):
    """A row of day.csv. Seconds are None where the log does not know them: how long somebody who
    left would have been served, and how long somebody who was served would have waited."""

    arrives: int
    service_seconds: int | None
    patience_seconds: int | None
    high_priority: bool


class Citizen(Struct, frozen=True):
    """Somebody who comes at a second of the day and leaves unseen when `leaves` is over."""

    arrives: float
    leaves: float
    service: str
    service_seconds: float
    walk_seconds: float
    language: str
    need: str

    @property
    def class_(self) -> str:
        return "green" if self.need else "ordinary"


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


def citizens_of(
    arrivals: list[Arrival], known: Sequence[int], services: Sequence[dict[str, Any]], seed: int
) -> list[Citizen]:
    """Each arrival comes for a service, as often as it is asked for in a year.

    The log's times keep their shape and are scaled so that the mean of `known`, the day's service
    seconds, becomes the service's typical minutes; patience is scaled likewise.
    """
    chance = Random(seed)  # noqa: S311  (a day to be replayed, not a secret)
    weights = [max(1, service["cases_a_year"]) for service in services]
    mean = sum(known) / len(known)
    people = []
    for arrival in arrivals:
        service = chance.choices(services, weights)[0]
        scale = service["minutes"] * 60 / mean
        seconds = arrival.service_seconds or chance.choice(known)
        patience = arrival.patience_seconds
        people.append(
            Citizen(
                arrives=arrival.arrives,
                leaves=NEVER if patience is None else arrival.arrives + patience * scale,
                service=service["code"],
                service_seconds=_between(
                    SHORTEST_SERVICE_SECONDS,
                    seconds * scale,
                    LONGEST_SERVICE * service["minutes"] * 60,
                ),
                walk_seconds=chance.uniform(10, 45),
                language=_one_of(LANGUAGES, chance),
                need=_one_of(NEEDS, chance) if arrival.high_priority else "",
            )
        )
    return people


def _between(least: float, value: float, most: float) -> float:
    return max(least, min(value, most))


def _one_of(shares: dict[str, int], chance: Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
