"""What the demo tells at its end, from the hall's own list of numbers and its own check."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from shared.demo.line import Line
from shared.demo.roll import Roll
from shared.demo.screens import Wall
from shared.demo.tally import Tally, share

SHOWN = 10


class Report(Struct, frozen=True):
    """Waits are from number to call of those served, in minutes of the day; `key_to_board` in
    milliseconds. `lost` are acknowledged numbers that the hall does not have."""

    taken: int
    served: int
    gave_up: int
    still_waiting: int
    mean_wait: float | None
    p90_wait: float | None
    commands: int
    real_seconds: float
    answer_p50: float | None
    answer_p99: float | None
    board_p50: float | None
    board_p95: float | None
    unseen: int
    interruptions: int
    refusals: dict[str, int]
    errors: dict[str, int]
    entries: int
    faults: list[str]
    lost: list[str]

    @property
    def whole(self) -> bool:
        """The journal folds to the tables, and every acknowledged number is there."""
        return not self.faults and not self.lost

    @property
    def commands_a_second(self) -> float:
        return self.commands / self.real_seconds if self.real_seconds else 0.0


def look(admin: Line, roll: Roll, wall: Wall, tally: Tally, speed: float) -> Report:
    """Ask the hall what became of the demo's numbers."""
    listed = {ticket["id"]: ticket for ticket in admin.get("/tickets")}
    verified = admin.get("/verify")
    ours = [listed[id_] for id_ in roll.acknowledged if id_ in listed]
    waits = [
        _seconds(ticket["issued_at"], ticket["called_at"]) * speed / 60
        for ticket in ours
        if ticket["state"] == "served"
    ]
    states = [ticket["state"] for ticket in ours]
    board = wall.seconds()
    return Report(
        taken=len(roll.acknowledged),
        served=states.count("served"),
        gave_up=states.count("missed"),
        still_waiting=sum(state in ("waiting", "called", "serving") for state in states),
        mean_wait=sum(waits) / len(waits) if waits else None,
        p90_wait=share(waits, 0.9),
        commands=tally.commands,
        real_seconds=tally.day_seconds,
        answer_p50=_milliseconds(share(tally.seconds, 0.5)),
        answer_p99=_milliseconds(share(tally.seconds, 0.99)),
        board_p50=_milliseconds(share(board, 0.5)),
        board_p95=_milliseconds(share(board, 0.95)),
        unseen=wall.unseen(),
        interruptions=tally.interruptions,
        refusals=dict(tally.refusals),
        errors=dict(tally.errors),
        entries=verified["entries"],
        faults=[] if verified["ok"] else list(verified["faults"]) or ["not whole"],
        lost=sorted(roll.acknowledged.keys() - listed.keys()),
    )


def _seconds(begun: str, over: str) -> float:
    return (datetime.fromisoformat(over) - datetime.fromisoformat(begun)).total_seconds()


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def lines(report: Report) -> list[str]:
    """The table, a line a row."""
    rows: list[tuple[str, Any]] = [
        ("taken", report.taken),
        ("served", report.served),
        ("gave up", report.gave_up),
        ("still waiting", report.still_waiting),
        ("mean wait", _figure(report.mean_wait, "min of the day")),
        ("P90 wait", _figure(report.p90_wait, "min of the day")),
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
    table = [f"  {name:<24} {value}" for name, value in rows]
    return table + [f"  ! {text}" for text in [*report.faults, *report.lost][:SHOWN]]


def _figure(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:.1f} {unit}"


def _pair(one: float | None, other: float | None) -> str:
    return "-" if one is None or other is None else f"{one:.1f} ms, {other:.1f} ms"


def _named(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "0"
