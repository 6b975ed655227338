"""Rounds that alternate between two sides, and the table of what came out."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from msgspec import Struct

Measured = TypeVar("Measured")


class Row(Struct, frozen=True):
    """`ratio` is ours to theirs; `best` says whether it should be at least or at most `target`."""

    name: str
    ours: str
    theirs: str
    ratio: float
    best: str
    target: float

    @property
    def reached(self) -> bool:
        return self.ratio >= self.target if self.best == "least" else self.ratio <= self.target


Outcome = tuple[list[Row], list[str]]  # with notes that stand below the table


def alternate(
    rounds: int, ours: Callable[[], Measured], theirs: Callable[[], Measured]
) -> tuple[list[Measured], list[Measured]]:
    """Run both sides in turn, whoever begins changing with each round, after one that is not
    counted."""
    ours(), theirs()
    mine: list[Measured] = []
    yours: list[Measured] = []
    for at in range(rounds):
        for side, measured in ((ours, mine), (theirs, yours))[:: 1 if at % 2 == 0 else -1]:
            measured.append(side())
    return mine, yours


def middle(values: Sequence[float]) -> float:
    return median(values)


def percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def show(rows: Sequence[Row], notes: Sequence[str]) -> None:
    print(f"{'':<44}{'hall':>14}{'bare':>14}{'ratio':>8}  target")
    for row in rows:
        sign = "≥" if row.best == "least" else "≤"
        mark = "" if row.reached else "  missed"
        print(
            f"{row.name:<44}{row.ours:>14}{row.theirs:>14}{row.ratio:>8.2f}"
            f"  {sign} {row.target:g}{mark}"
        )
    for note in notes:
        print(note)
