"""Every change names the rooms whose boards it changes: boards before and after each entry of a
day are compared."""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from shared import queries
from shared.bus import Bus
from shared.domain import events as e
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.hub.rooms import rooms_of
from tests.eventful import DAYS, Day
from tests.small_hall import Clock

ROOMS = (
    *("main", "overview", "steward"),
    *(f"queue/{letter}" for letter in "ABC"),
    *(f"{kind}/{number}" for kind in ("window", "console") for number in range(1, 5)),
)
# What changes no board: of people and devices no board tells, jobs are the station's own, and a
# miss's end shows with the miss.
SHOWN_NOWHERE = {
    e.StaffAdded, e.StaffDisabled, e.PasswordSet, e.DevicePaired, e.DeviceRevoked, e.JobReported,
}  # fmt: skip


def boards(hall: Hall) -> dict[str, object]:
    drawn = {}
    for room in ROOMS:
        content = msgspec.to_builtins(queries.board(hall, room, hall.at))
        del content["seq"], content["at"]
        drawn[room] = content
    return drawn


def changes(bus: Bus) -> Iterator[tuple[e.Event, set[str], set[str]]]:
    """Each event, the rooms it named and those whose board it changed at that instant."""
    hall = Hall("small")
    for entry in bus.store.entries_after(0):
        hall.at = max(hall.at, entry.at)
        before = boards(hall) if hall.catalogue is not None else {}
        evolve(entry, hall)
        after = boards(hall)
        named = set(rooms_of(entry.event, hall))
        changed = {room for room in ROOMS if before and before[room] != after[room]}
        yield entry.event, named, {r for r in changed if not _closed(before[r], after[r])}


def _closed(*consoles: object) -> bool:
    """Nobody sits at this console, before or after."""
    return all(isinstance(board, dict) and board.get("clerk") == "" for board in consoles)


@pytest.mark.parametrize("lived", DAYS, ids=lambda lived: lived.__name__)
def test_whatever_changes_is_named(bus: Bus, clock: Clock, lived: Callable[[Day], None]) -> None:
    lived(Day(bus, clock))
    for event, named, changed in changes(bus):
        assert changed <= named, (event, changed - named)


def test_these_days_hold_every_event(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.small_hall import open_hall

    seen: set[type[e.Event]] = set()
    for lived in DAYS:
        clock = Clock()
        bus = open_hall(tmp_path_factory.mktemp("day"), clock)
        lived(Day(bus, clock))
        seen |= {type(entry.event) for entry in bus.store.entries_after(0)}
        bus.store.close()
    assert set(e.KINDS.values()) - SHOWN_NOWHERE <= seen
