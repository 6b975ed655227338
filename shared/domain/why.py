"""What a ticket was called for. Kept with each call, so that it can be explained later."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from shared.domain.settings import Preset
from shared.domain.tickets import Class, Need


class Because(StrEnum):
    """Which part of the rules decided."""

    score = "score"
    only = "only"
    first = "first"
    back = "back"
    alone = "alone"
    limit = "limit"
    turn = "turn"
    early = "early"
    chosen = "chosen"


class Rival(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """Somebody else who could have been called. `earlier_seconds`: so much before the one who was
    called, by the time each waits from; negative: later. `early`: its time has not come, by its
    appointment or because it came `back` after a miss and lets others pass."""

    number: str
    class_: Class
    need: Need
    waited_seconds: int
    score: float
    earlier_seconds: int
    early: bool = False
    back: bool = False
    booked_for: datetime | None = None


class Why(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """What a ticket was chosen for, whole enough to be explained later: the points of its class
    and its wait, what decided, and who else could have come (`rivals`, in the order they would
    have): the first of each line and the next of its own. `before` is the number that came
    second, or empty. `passed`: how many who came later had been called in its line before it, which
    the limit counts; `overtaken`: those of them called while it waited there. `reason` is a
    person's, where one chose."""

    waited_seconds: int
    head_start: float
    score: float
    before: str = ""
    rate: float = 1.0
    class_: Class = Class.ordinary
    need: Need = Need.none
    preset: Preset = Preset.accumulating
    because: Because = Because.score
    passed: int = 0
    overtaken: int = 0
    limit: int = 0
    booked_for: datetime | None = None
    rivals: tuple[Rival, ...] = ()
    reason: str = ""
