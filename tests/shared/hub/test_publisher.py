"""What is pushed, when, and to whom; step by step, with a clock of the test's own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.boards import Saying
from shared.domain.catalogue import Help
from shared.domain.notices import NoticeKind
from shared.domain.people import Role
from shared.hub import publisher as module
from shared.hub.announcer import Announcer
from shared.hub.publisher import SETTLE_SECONDS, Publisher
from shared.hub.rooms import WATCHERS, may_watch
from shared.hub.seen import Seen
from shared.store import Store
from tests.small_hall import LI, SYSTEM, WANG, Clock, new_id, take

BOARDS_A_SECOND = 5
CALL = [("call", "main"), ("call", "window/1"), ("call", "queue/A")]


class Wall:
    """Screens, a publisher that serves them, and a clock that only the test moves."""

    def __init__(self, bus: Bus, monkeypatch: pytest.MonkeyPatch, rooms: tuple[str, ...]) -> None:
        self.bus = bus
        self.rooms = list(rooms)
        self.sent: list[tuple[str, str, Any]] = []
        self.shut: list[str] = []
        self.now = 100.0
        monkeypatch.setattr(module.time, "monotonic", lambda: self.now)
        self.said: list[Saying] = []
        self.lengths: dict[str, float | None] = {}
        self.seen = Seen(lambda: self.publisher.changed("screens"))
        self.announcer = Announcer(
            bus,
            lambda room, saying: self.said.append(saying),
            lambda language, spoken: f"/sound/{language}",
            lambda address: self.lengths.get(address, 2.0),
        )
        self.publisher = Publisher(
            bus,
            lambda event, room, content: self.sent.append((event, room, content)),
            lambda: self.rooms,
            lambda name, entry: self.shut.append(name),
            lambda language, spoken: f"/sound/{language}",
            BOARDS_A_SECOND,
            self.announcer,
            self.seen,
        )

    def step(self, after: float = 0.0, *, here: bool = True) -> list[tuple[str, str, Any]]:
        """Let time go by, then one round; gives what was sent."""
        self.now += after
        self.sent.clear()
        self.publisher.step(here)
        return list(self.sent)

    def names(self, after: float = 0.0, *, here: bool = True) -> list[tuple[str, str]]:
        return [(event, room) for event, room, _ in self.step(after, here=here)]

    def do(self, kind: type[c.Command], /, by: str = WANG, **words: object) -> None:
        self.bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]


ROOMS = ("main", "overview", "steward", "queue/A", "queue/B", "window/1", "console/1", "window/3")


@pytest.fixture
def wall(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> Wall:
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    made = Wall(bus, monkeypatch, ROOMS)
    assert made.step() == []  # what was before is in the boards that screens get when they come
    return made


def test_a_call_goes_at_once_and_the_boards_when_they_have_settled(wall: Wall) -> None:
    wall.bus.execute(take())
    for _ in range(3):
        wall.step(1)
    wall.do(c.CallNext, window=1)
    assert wall.names() == CALL
    later = wall.names(SETTLE_SECONDS)
    assert set(later) == {
        ("board", room)
        for room in ("main", "overview", "steward", "queue/A", "window/1", "console/1")
    }
    assert wall.step(10) == []


def test_what_a_call_says(wall: Wall) -> None:
    wall.bus.execute(take(language="en"))
    wall.do(c.CallNext, window=1)
    (_, _, call), _, _ = wall.step()
    assert (call.id, call.number, call.window) == (wall.bus.store.journal_end(), "A001", 1)
    assert call.zone == {"zh": "东区", "en": "East zone"}
    assert [(s.language, s.sound) for s in call.speech] == [
        ("zh", "/sound/zh"),
        ("en", "/sound/en"),
    ]
    assert (call.expires_at - call.at).total_seconds() == 20


def test_a_recall_is_a_call_of_its_own(wall: Wall) -> None:
    wall.bus.execute(take())
    wall.do(c.CallNext, window=1)
    wall.step()
    wall.do(c.Recall, window=1)
    calls = [content for event, room, content in wall.step() if event == "call"]
    assert [call.recall for call in calls[:2]] == [True, True]
    assert calls[0].id == wall.bus.store.journal_end()


def test_two_calls_between_two_rounds_are_both_sent(wall: Wall) -> None:
    for _ in range(2):
        wall.bus.execute(take())
    wall.do(c.CallNext, window=1)
    wall.do(c.MissTicket, window=1)
    wall.do(c.CallNext, window=1)
    numbers = [content.number for event, room, content in wall.step() if room == "main"]
    assert numbers == ["A001", "A002"]


def test_an_old_call_is_not_sent(wall: Wall, clock: Clock) -> None:
    wall.bus.execute(take())
    wall.do(c.CallNext, window=1)
    clock.move(seconds=21)
    assert [name for name, _ in wall.names()] == []


def test_a_board_is_sent_five_times_a_second_at_most(wall: Wall) -> None:
    wall.do(c.OpenSpecially, by="staff:sun", reason="rain")  # a hundred are too many for one day
    wall.step(1)
    sent = 0
    for _ in range(100):  # two seconds, a number every 20 ms
        wall.bus.execute(take())
        sent += sum(room == "main" for _, room in wall.names(0.02))
    assert 9 <= sent <= 11
    (final,) = [content for _, room, content in wall.step(1) if room == "main"] or [None]
    if final is not None:
        assert final.queues[0].waiting == 100


def test_the_last_state_is_always_sent(wall: Wall) -> None:
    boards = []
    for _ in range(7):
        wall.bus.execute(take())
        boards += [content for _, room, content in wall.step(0.02) if room == "queue/A"]
    for _ in range(20):
        boards += [content for _, room, content in wall.step(0.02) if room == "queue/A"]
    assert boards[-1].waiting == 7
    assert boards[-1].seq == wall.bus.store.journal_end()
    assert len(boards) <= 3


def test_the_pause_is_a_rooms_own(wall: Wall) -> None:
    wall.bus.execute(take())
    wall.step()
    assert ("board", "queue/A") in wall.names(SETTLE_SECONDS)
    wall.bus.execute(take("invoice"))
    wall.step()
    names = wall.names(SETTLE_SECONDS)
    assert ("board", "queue/B") in names  # queue A's pause is not queue B's
    assert ("board", "main") not in names
    assert ("board", "main") in wall.names(0.2)


def test_rooms_that_nobody_watches_cost_nothing(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    board = module.queries.board
    monkeypatch.setattr(
        module.queries, "board", lambda hall, room, now: made.append(room) or board(hall, room, now)
    )
    wall.rooms = ["queue/B"]
    wall.bus.execute(take())
    assert wall.names(1) == wall.names(1) == []
    assert made == []
    wall.rooms = []
    wall.do(c.CallNext, window=1)
    wall.step(1)
    wall.step(1)
    assert made == []


def test_whoever_comes_later_gets_the_next_change(wall: Wall) -> None:
    wall.rooms = []
    wall.bus.execute(take())
    wall.step(1)
    wall.step(1)
    wall.rooms = ["main"]
    assert wall.step(1) == []
    wall.bus.execute(take())
    wall.step()
    assert wall.names(1) == [("board", "main")]


def test_a_room_that_went_away_is_left_out(wall: Wall) -> None:
    wall.rooms = ["window/99", "main"]
    wall.publisher._changed["window/99"] = 0.0
    wall.bus.execute(take())
    wall.step()
    assert wall.names(1) == [("board", "main")]


def test_commits_of_another_process_are_seen(wall: Wall, tmp_path: Path, clock: Clock) -> None:
    other = Bus(Store(tmp_path / "hall.db", "small"), clock)
    wall.step(here=False)
    other.execute(take())
    other.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    assert wall.names(here=False) == CALL
    assert ("board", "queue/A") in wall.names(1, here=False)
    assert wall.step(1, here=False) == []
    other.store.close()


def test_nothing_is_sent_twice_however_often_it_is_woken(wall: Wall) -> None:
    wall.bus.execute(take())
    wall.do(c.CallNext, window=1)
    assert wall.names() == CALL
    for here in (True, False, True):
        assert [name for name, _ in wall.names(here=here)] == []


def test_nobody_is_told_what_was_not_committed(wall: Wall) -> None:
    import contextlib

    from shared.domain.refusals import Refusal

    with contextlib.suppress(Refusal):
        wall.do(c.CallNext, window=1)
    assert wall.step(1) == wall.step(1) == []


def test_who_is_shut_out_is_told_to_the_gateway(wall: Wall) -> None:
    wall.do(c.DisableStaff, SYSTEM, account="gu")
    wall.do(c.RevokeDevice, SYSTEM, device="D1")
    wall.step()
    assert len(wall.shut) == 2
    assert wall.shut[0] == "staff:gu"
    assert "D1" in wall.shut[1]


@pytest.mark.parametrize("broken", ["_shut_out", "_send_call"])
def test_one_bad_entry_does_not_hold_up_all_that_follow(
    wall: Wall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    """A fault is logged and does not come again for ever."""
    whole = getattr(wall.publisher, broken)

    def fault(*arguments: Any) -> None:
        if arguments[0] == "D1" or getattr(arguments[0], "seq", 0) == bad:
            raise RuntimeError("broken")
        whole(*arguments)

    monkeypatch.setattr(wall.publisher, broken, fault)
    for _ in range(2):
        wall.bus.execute(take())
    wall.do(c.CallNext, window=1)
    bad = wall.bus.store.journal_end()
    wall.do(c.RevokeDevice, SYSTEM, device="D1")
    wall.do(c.MissTicket, window=1)
    wall.do(c.CallNext, window=1)
    sent = [(event, room) for event, room, _ in wall.step(1)]
    assert sent[-3:] == CALL
    assert "could not be pushed" in caplog.text


def test_a_new_day_is_on_every_board(wall: Wall, clock: Clock) -> None:
    wall.bus.execute(take())
    for _ in range(3):
        wall.step(1)
    clock.move(days=1)
    wall.do(c.OpenWindow, LI, window=2)
    wall.step()
    assert set(wall.names(SETTLE_SECONDS)) == {("board", room) for room in ROOMS}


def test_it_stops(wall: Wall) -> None:
    wall.bus.execute(take())
    wall.publisher.stopped = True
    wall.publisher.wake()
    wall.publisher.run()  # comes back
    assert wall.sent == []


class TestRooms:
    def test_every_room_has_its_watchers(self) -> None:
        kinds = {"main", "wall", "screen", "screens", "voice", "notices"} | {
            "overview", "steward", "queue", "window", "console",
        }  # fmt: skip
        assert WATCHERS.keys() == kinds
        assert all(WATCHERS.values())

    def test_screens_do_not_watch_what_staff_watch(self) -> None:
        for room in ("overview", "steward", "screens", "console/1"):
            for role in (Role.kiosk, Role.display, Role.station, Role.citizen, Role.system):
                assert not may_watch(room, role)

    def test_nobody_watches_as_nobody(self) -> None:
        for room in ("main", "overview", "steward", "queue/A", "window/1", "console/1", "", "/"):
            assert not may_watch(room, None)


def test_boards_open_and_close_by_the_clock_alone(wall: Wall, clock: Clock) -> None:
    clock.move(hours=1, minutes=31)  # 11:31, the lunch break
    wall.step(1)
    shown = {room: board for _, room, board in wall.step(1)}
    assert set(shown) == {"main", "overview", "steward"}
    assert not shown["main"].open
    clock.move(hours=1, minutes=30)
    wall.step(1)
    assert [board.open for _, room, board in wall.step(1) if room == "main"] == [True]


def test_the_new_day_shows_without_a_command(wall: Wall, clock: Clock) -> None:
    wall.bus.execute(take())
    wall.step(10)
    clock.move(days=1)
    sent = [*wall.step(1), *wall.step(1), *wall.step(1)]
    boards = {room: board for _, room, board in sent}
    with wall.bus.looking() as hall:
        assert hall.day == "20261124"
    assert boards["main"].queues == ()
    assert boards["window/1"].state == "closed"


def test_a_console_learns_by_the_clock_alone_whom_it_calls_next(wall: Wall, clock: Clock) -> None:
    """A window that helps another queue once its first has waited ten minutes."""
    helps = (Help("B", 10),)
    wall.do(c.ServeQueues, window=1, queues=("A",), helps=helps)
    wall.bus.execute(take("invoice"))
    for _ in range(3):
        wall.step(1)
    clock.move(minutes=10)
    wall.step(1)
    shown = {room: board for _, room, board in wall.step(1)}
    assert set(shown) == {"console/1"}
    assert shown["console/1"].next.number == "B001"
    assert wall.step(1) == []


def test_a_notice_leaves_board_and_phones_by_the_clock(wall: Wall, clock: Clock) -> None:
    until = clock.at + timedelta(minutes=5)
    wall.do(c.PostNotice, by="staff:sun", kind=NoticeKind.power, until=until)
    wall.step()
    boards = {room: board for _, room, board in wall.step(SETTLE_SECONDS)}
    assert len(boards["main"].notices) == len(boards["queue/A"].notices) == 1
    wall.step(1)
    clock.move(minutes=5)
    wall.step(1)
    boards = {room: board for _, room, board in wall.step(SETTLE_SECONDS)}
    assert {"main", "queue/A", "queue/B"} <= boards.keys()
    assert boards["main"].notices == boards["queue/A"].notices == ()


def test_a_notice_withdrawn_is_told_once(wall: Wall, clock: Clock) -> None:
    wall.do(
        c.PostNotice, by="staff:sun", kind=NoticeKind.power, until=clock.at + timedelta(minutes=5)
    )
    notice = wall.bus.store.journal_end()
    for _ in range(3):
        wall.step(1)
    wall.do(c.WithdrawNotice, by="staff:sun", notice=notice)
    sent = [room for after in (0, SETTLE_SECONDS, 1, 1, 1) for _, room, _ in wall.step(after)]
    assert sent.count("main") == 1


def test_what_is_planned_comes_and_goes_by_the_clock(wall: Wall, clock: Clock) -> None:
    """On the walls that show its group, and on no other board."""
    wall.rooms += ["notices/announcement", "notices/disclosure", "notices/announcement+disclosure"]
    since, until = clock.at + timedelta(minutes=5), clock.at + timedelta(minutes=9)
    words = {"kind": NoticeKind.announcement, "title": {"zh": "公告"}, "text": {"zh": "放假"}}
    wall.do(c.PublishNotice, by="staff:sun", since=since, until=until, **words)
    for _ in range(3):
        wall.step(1)
    for minutes, titles in ((5, [{"zh": "公告"}]), (4, [])):
        clock.move(minutes=minutes)
        wall.step(1)
        boards = {room: board for _, room, board in wall.step(SETTLE_SECONDS)}
        shown = {room: [each.title for each in board.notices] for room, board in boards.items()
                 if room.startswith("notices/")}  # fmt: skip
        assert shown["notices/announcement"] == titles
        assert shown["notices/announcement+disclosure"] == titles
        assert shown.get("notices/disclosure", []) == []
        assert "main" not in boards
        assert wall.step(1) == []
