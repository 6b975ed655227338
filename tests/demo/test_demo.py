"""The demo against a real hall, once undisturbed and once with the hub killed in the middle."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.bus import Bus
from shared.demo.line import Line
from shared.demo.own_hall import OwnHall
from shared.demo.report import Report
from shared.demo.run import Wanted, play, run_demo
from shared.demo.tally import Tally
from shared.store import Store
from shared.store.verify import verify_file
from tests.example_hall import ExampleHalls

HALL = "baicheng"
WINDOWS = "SELECT number, clerk, ticket, opened_at FROM service_window WHERE clerk != ''"
TICKETS = "SELECT id, state, window_number, calls FROM ticket"
JOURNAL = "SELECT seq, at, kind, actor, command_id, data FROM journal ORDER BY seq"

EVERY_DAY = {
    "take", "next", "start", "finish", "recall", "miss", "requeue", "hold", "resume", "transfer",
    "walk-in", "undo", "pause", "end-pause", "hand-over", "queues", "arm", "automatic", "rate",
    "message", "open", "close",
}  # fmt: skip

Rows = set[tuple[object, ...]]


@pytest.fixture
def hall(tmp_path: Path, server_mode: str, example_halls: ExampleHalls) -> Iterator[OwnHall]:
    hall = example_halls.begin(tmp_path / "var", server_mode)
    yield hall
    hall.stop()


def wanted(hall: OwnHall, **more: int) -> Wanted:
    given = {"speed": 2400, "clerks": 8, "citizens": 100} | more
    return Wanted(url=hall.url, account="admin", password=hall.passwords["admin"], **given)


def rows(file: Path, statement: str) -> Rows:
    address = f"{file.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return set(connection.execute(statement))


def test_a_short_day_passes_and_leaves_nothing_open(hall: OwnHall) -> None:
    result = play(wanted(hall), lambda text: None)
    assert result.whole, (result.faults, result.lost)
    assert result.errors == {}
    assert result.taken == 100
    assert sum(result.states.values()) == 100
    assert result.still_there == 0
    assert result.unseen == 0
    assert result.commands_a_second > 1
    assert {move for move in EVERY_DAY if not result.moves.get(move)} == set()
    assert_in_proportion(result)
    overview = overview_of(hall)
    assert overview["totals"]["windows_open"] == 0
    assert overview["totals"]["waiting"] == 0
    assert overview["cases"] == 0


def assert_in_proportion(result: Report) -> None:
    """Of 100 citizens 5 miss their call, of whom 3 come back and one of them misses again; the
    steward gives the green channel to two who came with an ordinary number, if in time."""
    assert result.states["missed"] == 2
    assert result.states["abandoned"] <= 1
    assert result.moves["requeue"] == 3
    assert result.states.get("cancelled", 0) == result.moves.get("cancel", 0)
    assert 6 <= result.waits["green"].count <= 8
    assert result.waits["appointment"].count == 12
    assert sum(waits.count for waits in result.waits.values()) == 100
    assert max(waits.overtaken for waits in result.waits.values()) <= 10
    assert result.moves["recall"] >= 2 * result.moves["miss"]
    assert result.moves["hold"] == result.moves["resume"]
    assert result.moves["pause"] == result.moves["end-pause"]
    assert result.walk_ins == result.moves["walk-in"]


def test_the_table_has_a_row_for_each_figure_and_the_code_tells_whether_all_is_whole(
    hall: OwnHall,
) -> None:
    said: list[str] = []
    assert run_demo(wanted(hall, citizens=10, speed=9600), said.append) == 0
    table = {line[2:26].strip(): line[26:].strip() for line in said if line.startswith("  ")}
    assert table["taken"] == "10"
    assert table["still there"] == "0"
    assert table["errors"] == "0"
    assert table["numbers lost"] == "0"
    assert table["wait, ordinary"].startswith("of ")
    assert "take 10" in " ".join(line.strip() for line in said)


def test_a_hub_killed_in_the_middle_loses_nothing(hall: OwnHall, tmp_path: Path) -> None:
    reports: list[Report] = []
    playing = threading.Thread(target=lambda: reports.append(play(wanted(hall), lambda text: None)))
    playing.start()
    database = hall.var / "hall.db"
    wait_until_served(database, 10)
    hall.kill()
    before = copy_of(hall.var, tmp_path / "copy") / "hall.db"
    assert_comes_back_as_it_was(before)
    hall.start()
    playing.join(90)
    assert reports, "the demo did not end"

    result = reports[0]
    assert result.whole, (result.faults, result.lost)
    assert result.errors == {}
    assert result.taken == 100
    assert result.still_there == 0
    assert result.interruptions > 0
    assert rows(before, JOURNAL) <= rows(database, JOURNAL)
    assert verify_file(database, HALL).whole


def wait_until_served(database: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        served = [row for row in rows(database, TICKETS) if row[1] == "served"]
        if len(served) >= count:
            return
        time.sleep(0.1)
    raise AssertionError("nobody was served")


def copy_of(var: Path, copy: Path) -> Path:
    """What stands on the disk after the power cut, write-ahead log and all."""
    shutil.copytree(var, copy)
    return copy


def assert_comes_back_as_it_was(file: Path) -> None:
    """A hall started from the file has the windows, clerks and tickets of its tables."""
    windows, tickets = rows(file, WINDOWS), rows(file, TICKETS)
    assert len(windows) == 8
    assert any(ticket for _, _, ticket, _ in windows)
    store = Store(file, HALL)
    with Bus(store, lambda: datetime.now(UTC)).looking() as image:
        open_now = {(w.number, w.clerk, w.ticket) for w in image.windows.values() if w.clerk}
        held = {(t.id, t.state.value, t.window, t.calls) for t in image.tickets.values()}
    store.close()
    assert open_now == {row[:3] for row in windows}
    assert held == tickets
    assert verify_file(file, HALL).whole


def overview_of(hall: OwnHall) -> dict[str, dict[str, int]]:
    line = Line(hall.url, Tally())
    line.sign_in("admin", hall.passwords["admin"])
    overview: dict[str, dict[str, int]] = line.get("/boards/overview")
    line.close()
    return overview
