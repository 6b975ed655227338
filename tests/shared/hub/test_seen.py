"""What the hub makes of what screens tell of themselves."""

from datetime import timedelta

import msgspec
import pytest

from shared.domain import events as e
from shared.domain.boards import ScreenShown
from shared.domain.screens import Screen
from shared.hub.seen import BEHIND_AFTER, Seen
from tests.shared.domain.given import Scene, given
from tests.small_hall import MONDAY_MORNING as NOW

SPEAKS = e.ScreenSetUp("D1", Screen(name="Door", speaker="hall"))
LATER = BEHIND_AFTER + timedelta(seconds=1)


class Room:
    def __init__(self) -> None:
        self.scene: Scene = given(SPEAKS)
        self.changes = 0
        self.seen = Seen(self.changed)

    def changed(self) -> None:
        self.changes += 1

    def tell(self, at: timedelta = timedelta(), by: str = "one", **showing: object) -> None:
        message = {"room": "main", "seq": 5, "sound": "on", "version": "1"} | showing
        self.seen.told("D1", by, message, NOW + at)

    def shown(self, at: timedelta = timedelta()) -> ScreenShown:
        board = self.seen.board(self.scene.hall, NOW + at)
        assert board.red == (board.screens[0].state in ("away", "silent", "behind"))
        return board.screens[0]


@pytest.fixture
def room() -> Room:
    return Room()


def test_one_that_never_came_and_one_that_is_there(room: Room) -> None:
    assert room.shown().state == "never"
    room.tell()
    shown = room.shown()
    assert (shown.state, shown.name, shown.shown, shown.version) == ("ok", "Door", 5, "1")
    assert room.changes == 1


def test_it_goes_and_comes_back(room: Room) -> None:
    room.tell()
    room.seen.gone("one", NOW + timedelta(seconds=7))
    shown = room.shown()
    assert (shown.state, shown.since) == ("away", NOW + timedelta(seconds=7))
    room.tell(timedelta(seconds=9))
    assert room.shown().state == "ok"
    assert room.changes == 3


def test_its_second_page_keeps_it_there(room: Room) -> None:
    room.tell()
    room.tell(by="two")
    room.seen.gone("one", NOW)
    assert room.shown().state == "ok"
    room.seen.gone("two", NOW)
    assert room.shown().state == "away"
    room.seen.gone("two", NOW)
    assert room.changes == 2


@pytest.mark.parametrize("sound", ["refused", "failed"])
def test_a_loudspeaker_that_does_not_sound(room: Room, sound: str) -> None:
    room.tell()
    room.tell(sound=sound)
    assert room.shown().state == "silent"
    assert room.changes == 2
    room.scene.given(e.ScreenSetUp("D1", Screen(name="Door")))
    assert room.shown().state == "ok"  # it need not


def test_one_that_stopped_showing_what_it_is_sent(room: Room) -> None:
    room.tell()
    room.seen.sent("main", 9, NOW)
    room.tell(timedelta(seconds=10))
    assert room.shown(timedelta(seconds=10)).state == "ok"  # it may still come
    room.tell(timedelta(seconds=14))
    assert room.shown(LATER).state == "behind"
    room.tell(LATER, seq=9)
    assert room.shown(LATER).state == "ok"


@pytest.mark.parametrize("phase", range(10))
def test_boards_thick_and_fast_hide_nobody_behind(room: Room, phase: int) -> None:
    """A board a second for five minutes: one that shows them is well all the time, one that stands
    still is behind from then on."""
    stuck_at = 100
    for second in range(300):
        at = timedelta(seconds=second)
        room.seen.sent("main", 10 + second, NOW + at)
        if second % 10 == phase:
            room.tell(at, seq=10 + min(second, stuck_at))
        if second > phase:
            late = second > stuck_at + 30
            assert late or stuck_at < second or room.shown(at).state == "ok"
            assert not late or room.shown(at).state == "behind"


@pytest.mark.parametrize(
    "message",
    [None, [], "main", {}, {"room": "main"}, {"room": "x" * 65, "seq": 1},
     {"room": "main", "seq": "1"}, {"room": "main", "seq": 1, "sound": "loud"},
     {"room": "main", "seq": 1, "more": 1}],
)  # fmt: skip
def test_nonsense_is_no_sign_of_life(room: Room, message: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        room.seen.told("D1", "one", message, NOW)
    assert room.shown().state == "never"


def test_kiosks_and_those_shut_out_are_not_among_them(room: Room) -> None:
    names = {screen.device for screen in room.seen.board(room.scene.hall, NOW).screens}
    assert names == {"D1", "S1"}
    room.scene.given(e.DeviceRevoked("D1"))
    names = {screen.device for screen in room.seen.board(room.scene.hall, NOW).screens}
    assert names == {"S1"}


def test_one_that_did_not_come_since_the_hub_was_started(room: Room) -> None:
    room.seen = Seen(room.changed, NOW)
    assert room.shown().state == "never"
    room.seen.watch_clock(room.scene.hall, NOW)
    before = room.changes
    late = timedelta(seconds=61)
    shown = room.shown(late)
    assert (shown.state, shown.since) == ("away", NOW)
    for _ in range(2):
        room.seen.watch_clock(room.scene.hall, NOW + late)
    assert room.changes == before + 1, "whoever watches is told once"
    room.tell(late)
    assert room.shown(late).state == "ok"


def test_one_let_in_long_after_the_hub_was_started(room: Room) -> None:
    """It was not away before it was there, and has its minute."""
    room.seen = Seen(room.changed, NOW)
    paired = timedelta(hours=1)
    room.seen.paired("D1", NOW + paired)
    assert room.shown(paired).state == "never"
    assert room.shown(paired).since is None
    late = paired + timedelta(seconds=61)
    assert (room.shown(late).state, room.shown(late).since) == ("away", NOW + paired)
