"""Four processes on one file: no number twice, no gap, nobody called twice."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.slots import slots_on
from tests.portrait import assert_whole
from tests.small_hall import CATALOGUE, SYSTEM, Clock, new_id, open_hall

ROOT = Path(__file__).parents[3]
ROUNDS = 30
CLERKS = ((1, "staff:wang"), (2, "staff:li"), (4, "staff:sun"), (5, "staff:admin"))
SERVING = [("serve", window, clerk, ROUNDS) for window, clerk in CLERKS]


def test_four_processes(tmp_path: Path) -> None:
    bus = open_hall(tmp_path, Clock())
    window = replace(CATALOGUE.windows[3], number=5)
    bus.execute(
        c.ImportHall(
            id=new_id(), by=SYSTEM,
            catalogue=replace(CATALOGUE, windows=(*CATALOGUE.windows, window)),
        )
    )  # fmt: skip
    began = bus.store.journal_end()
    lines = run_together(bus, SERVING)
    taken = [line[1] for line in lines if line[0] == "taken"]
    seqs = [int(line[2]) for line in lines if line[0] == "taken"]
    called = [line[1] for line in lines if line[0] == "called"]
    assert sorted(taken) == [f"20261123-A{n:03d}" for n in range(1, 4 * ROUNDS + 1)]
    assert len(set(seqs)) == len(seqs)
    assert len(set(called)) == len(called)
    assert len(called) >= 3 * ROUNDS
    end = bus.store.journal_end()
    assert end - began == len(CLERKS) + len(taken) + 3 * len(called)
    with bus.store.reading() as db:
        assert db.execute("SELECT COUNT(*), MIN(seq) FROM journal").fetchone() == (end, 1)
    assert_whole(bus)
    bus.store.close()


def test_whoever_comes_is_called_once_where_several_windows_are_armed(tmp_path: Path) -> None:
    """Two processes work at armed windows and do what is due, as a third gives the numbers."""
    bus = open_hall(tmp_path, Clock())
    working = [
        ("arm", 1, "staff:wang", 2 * ROUNDS),
        ("arm", 2, "staff:li", 2 * ROUNDS),
        ("take", 0, "kiosk:K1", 2 * ROUNDS),
    ]
    lines = run_together(bus, working)
    taken = sorted(line[1] for line in lines if line[0] == "taken")
    served = sorted(line[1] for line in lines if line[0] == "called")
    assert taken == [f"20261123-A{n:03d}" for n in range(1, 2 * ROUNDS + 1)]
    calls = [
        entry.event.ticket
        for entry in bus.store.entries_after(0)
        if isinstance(entry.event, e.TicketCalled)
    ]
    assert sorted(calls) == served == taken
    assert_whole(bus)
    bus.store.close()


def test_no_more_people_have_an_appointment_than_there_is_room_for(tmp_path: Path) -> None:
    """52 people in four processes, all at once, want the same time; half of them would take the
    next one too."""
    bus = open_hall(tmp_path, Clock())
    slots = tuple(replace(each, capacity=7) for each in CATALOGUE.slots)
    catalogue = replace(CATALOGUE, slots=slots)
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=catalogue))
    began = bus.store.journal_end()
    lines = run_together(bus, [("book", n, "public:web", 13) for n in range(4)])
    assert len(lines) == 52
    got = [line[1] for line in lines if len(line) > 1]
    assert len(set(got)) == len(got) == 14
    with bus.looking() as hall:
        assert sorted(hall.bookings) == sorted(got)
        assert [slot.free for slot in slots_on(hall, "passport", date(2026, 11, 23))[7:9]] == [0, 0]
        assert len(hall.codes) == len(hall.booking_keys) == 14
        assert set(hall.booked.values()) == {7}
    assert bus.store.journal_end() == began + 14
    with bus.store.reading() as db:
        assert db.execute("SELECT COUNT(DISTINCT code) FROM booking").fetchone() == (14,)
        assert db.execute("SELECT COUNT(*) FROM personal").fetchone() == (14,)
    assert_whole(bus)
    bus.store.close()


def run_together(bus: Bus, working: list[tuple[str, int, str, int]]) -> list[list[str]]:
    """Start all, let them go at once when each is ready, and gather what they print."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.shared.store.race",
             what, str(bus.store.path), str(window), clerk, str(rounds)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for what, window, clerk, rounds in working
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "ready\n"
    lines: list[list[str]] = []
    for process in started:
        process.stdin.write("go\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
    for process in started:
        out, err = process.communicate(timeout=60)
        assert (err, process.returncode) == ("", 0)
        lines += [line.split() for line in out.splitlines()]
    return lines
