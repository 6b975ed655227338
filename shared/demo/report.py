"""What the demo tells at its end, from the hall's own list of numbers and its own check."""

from collections import Counter
from typing import Any

from msgspec import Struct

from shared.demo.line import Line
from shared.demo.roll import Roll
from shared.demo.screens import Wall
from shared.demo.tally import Tally, share

CLASSES = ("ordinary", "appointment", "green")
STILL_THERE = ("waiting", "called", "serving", "held")


class Waits(Struct, frozen=True):
    """Of one class: how long those who were called waited for their first call, in minutes of the
    day, an appointment's from its time; `overtaken` is the most that one of them was passed by."""

    count: int
    mean: float | None
    p90: float | None
    overtaken: int


class Report(Struct, frozen=True):
    """`states` counts the numbers by how they ended. Figures of answers and boards are in
    milliseconds. `lost` are acknowledged numbers that the hall does not have."""

    taken: int
    walk_ins: int
    states: dict[str, int]
    waits: dict[str, Waits]
    moves: dict[str, int]
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
    def still_there(self) -> int:
        return sum(self.states.get(state, 0) for state in STILL_THERE)

    @property
    def commands_a_second(self) -> float:
        return self.commands / self.real_seconds if self.real_seconds else 0.0


def look(admin: Line, roll: Roll, wall: Wall, tally: Tally) -> Report:
    """Ask the hall what became of the demo's numbers."""
    listed = {ticket["id"]: ticket for ticket in admin.get("/tickets")}
    verified = admin.get("/verify")
    ours = [listed[id_] for id_ in roll.visitors if id_ in listed]
    board = wall.seconds()
    return Report(
        taken=len(roll.visitors),
        walk_ins=len(roll.walk_ins),
        states=dict(Counter(ticket["state"] for ticket in ours)),
        waits={class_: _waits(class_, ours, roll) for class_ in CLASSES},
        moves=dict(tally.moves),
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
        lost=sorted(roll.acknowledged - listed.keys()),
    )


def _waits(class_: str, tickets: list[dict[str, Any]], roll: Roll) -> Waits:
    """Of a class as the hall has it: who was too late for an appointment is ordinary."""
    these = [ticket for ticket in tickets if ticket["class"] == class_]
    seconds = [roll.visitors[ticket["id"]].waited for ticket in these]
    minutes = [waited / 60 for waited in seconds if waited is not None]
    return Waits(
        count=len(these),
        mean=sum(minutes) / len(minutes) if minutes else None,
        p90=share(minutes, 0.9),
        overtaken=max((ticket["passed"] for ticket in these), default=0),
    )


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
