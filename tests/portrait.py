"""Halls as plain values, so that two of them can be compared and a difference can be read."""

from collections import deque
from pathlib import Path

from shared.bus import Bus
from shared.domain.hall import Hall
from shared.domain.line import Line
from shared.store import Store
from shared.store.verify import verify_file


def portrait(hall: Hall) -> dict[str, object]:
    """All that a hall holds, with the order of what is walked in order."""
    drawn = {name: _plain(value) for name, value in vars(hall).items()}
    for name in ("tickets", "staff", "devices", "windows", "queues"):
        drawn[f"{name} in order"] = list(getattr(hall, name))
    return drawn


def _plain(value: object) -> object:
    if isinstance(value, Line):
        return value.first(len(value))
    if isinstance(value, deque):
        return list(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return list(value)
    return value


NOT_PUT_BACK = ("seq", "at", "undoable", "whys", "jobs")


def lasting(hall: Hall) -> dict[str, object]:
    """All of a hall that a press and its undo leave as it was. A place where nobody is any more is
    as good as one where nobody ever was; a window is free since the undo, and not armed any more,
    so that it does not call the same number again at once."""
    drawn = portrait(hall)
    for name in NOT_PUT_BACK:
        del drawn[name]
    drawn["served"] = {q: (s.count, round(s.seconds, 3)) for q, s in hall.served.items()}
    for name, value in drawn.items():
        if isinstance(value, dict):
            drawn[name] = {key: each for key, each in value.items() if each not in NOTHING}
    drawn["windows"] = {
        number: [getattr(w, f) for f in w.__struct_fields__ if f not in ("free_since", "armed")]
        for number, w in hall.windows.items()
    }
    return drawn


NOTHING = (None, 0, (0, 0), [], {})


def image(bus: Bus) -> dict[str, object]:
    """The live hall of a bus, brought up to the journal's end."""
    with bus.looking() as hall:
        return portrait(hall)


def restarted(bus: Bus) -> dict[str, object]:
    """The hall as a process would see it that starts now on the same file."""
    store = Store(bus.store.path, bus.store.hall)
    try:
        return image(Bus(store, bus.clock))
    finally:
        store.close()


def assert_whole(bus: Bus) -> None:
    """The journal has no gap, folds to the tables and to the live image."""
    found = verify_file(Path(bus.store.path), bus.store.hall)
    assert found.faults == ()
    assert image(bus) == restarted(bus)
