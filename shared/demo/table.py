"""The report as a table of text."""

import textwrap
from typing import Any

from shared.demo.report import Report, Waits

SHOWN = 10
WIDTH = 100
INDENT = " " * 27


def lines(report: Report) -> list[str]:
    """A line a row; what is longer goes on below."""
    rows: list[tuple[str, Any]] = [
        ("taken", report.taken),
        ("walk-ins", report.walk_ins),
        ("served", report.states.get("served", 0)),
        ("missed", report.states.get("missed", 0)),
        ("missed twice", report.states.get("abandoned", 0)),
        ("came back", report.moves.get("requeue", 0)),
        ("cancelled", report.states.get("cancelled", 0)),
        ("still there", report.still_there),
        *((f"wait, {class_}", _waits(waits)) for class_, waits in report.waits.items()),
        ("most overtaken", _overtaken(report.waits)),
        ("moves", _named(report.moves)),
        ("commands", f"{report.commands} in {report.real_seconds:.1f} s"),
        ("commands a second", f"{report.commands_a_second:.1f}"),
        ("answer p50, p99", _pair(report.answer_p50, report.answer_p99)),
        ("call to board p50, p95", _pair(report.board_p50, report.board_p95)),
        ("calls a board missed", report.unseen),
        ("times without the hub", report.interruptions),
        ("expected refusals", _named(report.refusals)),
        ("errors", _named(report.errors)),
        ("journal", f"{report.entries} entries, {'not ' if report.faults else ''}whole"),
        ("numbers lost", len(report.lost)),
    ]
    table = [line for name, value in rows for line in _row(name, value)]
    return table + [f"  ! {text}" for text in [*report.faults, *report.lost][:SHOWN]]


def _row(name: str, value: Any) -> list[str]:
    return textwrap.wrap(
        f"  {name:<24} {value}",
        WIDTH,
        subsequent_indent=INDENT,
        drop_whitespace=True,
        break_on_hyphens=False,
    )


def _waits(waits: Waits) -> str:
    if waits.mean is None:
        return f"of {waits.count}: -"
    return f"of {waits.count}: mean {waits.mean:.1f}, P90 {waits.p90:.1f} min of the day"


def _overtaken(waits: dict[str, Waits]) -> str:
    most = max((found.overtaken for found in waits.values()), default=0)
    whom = [class_ for class_, found in waits.items() if most and found.overtaken == most]
    return f"{most} ({', '.join(whom)})" if whom else "0"


def _pair(one: float | None, other: float | None) -> str:
    return "-" if one is None or other is None else f"{one:.1f} ms, {other:.1f} ms"


def _named(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "0"
