"""The loudspeakers of a place, step by step, with a clock of the test's own."""

from datetime import time

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.settings import HallSettings, Loudness
from shared.hub.announcer import CHIME_SECONDS, GAP_SECONDS
from tests.shared.hub.test_publisher import Wall
from tests.small_hall import LI, SYSTEM, Clock, take

SUN = "staff:sun"
LASTS = CHIME_SECONDS + 2 * 2.0  # two recordings of two seconds
NEXT = LASTS + GAP_SECONDS


@pytest.fixture
def wall(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall(bus, monkeypatch, ("voice/hall", "voice/east"))
    for window, clerk in ((1, "staff:wang"), (2, LI), (4, SUN)):
        made.do(c.OpenWindow, clerk, window=window)
    made.step()
    return made


def heard(wall: Wall, after: float = 0.0, room: str = "voice/hall") -> list[list[str]]:
    """What is said there in one round: the Chinese texts of each saying."""
    wall.said.clear()
    wall.step(after)
    return [
        [part.text for part in saying.speech if part.language == "zh"]
        for saying in wall.said
        if saying.room == room
    ]


def call(wall: Wall, *windows: tuple[int, str]) -> None:
    for window, clerk in windows:
        wall.bus.execute(take())
        wall.do(c.CallNext, clerk, window=window)


ALL = ((1, "staff:wang"), (2, LI), (4, SUN))


def test_a_call_is_said_at_once_in_its_zone_and_the_whole_hall(wall: Wall) -> None:
    call(wall, ALL[0])
    wall.step()
    assert [saying.room for saying in wall.said] == ["voice/hall", "voice/east"]
    saying = wall.said[0]
    assert saying.ids == (saying.id,) == (wall.bus.store.journal_end(),)
    assert (saying.volume, saying.seconds) == (1.0, LASTS)
    assert [part.sound for part in saying.speech] == ["/sound/zh", "/sound/en"]
    assert (saying.expires_at - saying.at).total_seconds() == 20


def test_the_next_waits_until_the_first_is_over(wall: Wall) -> None:
    call(wall, *ALL[:2])
    assert heard(wall) == [["请A001号到1号窗口"]]
    assert heard(wall, NEXT - 0.01) == []
    assert heard(wall, 0.02) == [["请A002号到2号窗口"]]


def test_two_are_said_together_where_three_wait(wall: Wall) -> None:
    call(wall, *ALL)
    assert heard(wall) == [["请A001号到1号窗口", "请A002号到2号窗口"]]
    first = wall.said[0]
    assert len(first.ids) == 2
    assert [part.language for part in first.speech] == ["zh", "zh", "en", "en"]
    assert heard(wall, first.seconds + GAP_SECONDS + 0.01) == [["请A003号到4号窗口"]]


def test_who_has_come_meanwhile_is_left_out(wall: Wall) -> None:
    call(wall, *ALL[:2])
    heard(wall)
    wall.do(c.StartService, LI, window=2)
    assert heard(wall, NEXT + 0.01) == []


def test_what_is_too_old_is_left_out(wall: Wall, clock: Clock) -> None:
    call(wall, *ALL[:2])
    heard(wall)
    clock.move(seconds=31)
    assert heard(wall, NEXT + 0.01) == []


def test_a_recall_says_so(wall: Wall) -> None:
    call(wall, ALL[0])
    heard(wall)
    wall.do(c.Recall, window=1)
    assert heard(wall, NEXT + 0.01) == [["再次呼叫，请A001号到1号窗口"]]
    wall.do(c.RepeatAnnouncement, SUN)
    assert heard(wall, NEXT + 0.01) == [["再次呼叫，请A001号到1号窗口"]]


def test_a_number_called_again_while_it_waits_is_said_once(wall: Wall) -> None:
    call(wall, *ALL[:2])
    heard(wall)
    for _ in range(2):
        wall.do(c.Recall, LI, window=2)
    assert heard(wall, NEXT + 0.01) == [["再次呼叫，请A002号到2号窗口"]]
    assert heard(wall, NEXT + 2) == []


def test_what_a_supervisor_says_outlasts_the_calls_before_it(wall: Wall, clock: Clock) -> None:
    call(wall, ALL[0])
    heard(wall)
    wall.do(c.Announce, SUN, text={"zh": "外面下雨"})
    clock.move(seconds=31)
    assert heard(wall, NEXT + 0.01) == [["外面下雨"]]


def test_a_clock_that_was_set_back_keeps_nothing_young(wall: Wall, clock: Clock) -> None:
    """The hall's time stands still then; what was said and what waits grow old all the same."""
    call(wall, *ALL[:2])
    heard(wall)
    clock.move(seconds=-3600)
    assert heard(wall, 31.0) == []
    assert wall.announcer.young("voice/hall") == []


def test_a_supervisor_says_something(wall: Wall) -> None:
    wall.do(c.Announce, SUN, text={"en": "It rains", "zh": "外面下雨"}, zone="east")
    assert heard(wall) == [["外面下雨"]]
    assert [part.text for part in wall.said[0].speech] == ["外面下雨", "It rains"]
    wall.do(c.RepeatAnnouncement, SUN, zone="east")
    assert heard(wall, NEXT + 0.01, "voice/east") == [["外面下雨"]]


def test_a_recording_is_waited_for_but_not_long(wall: Wall, clock: Clock) -> None:
    wall.lengths["/sound/en"] = None
    call(wall, ALL[0])
    assert heard(wall) == []
    clock.move(seconds=2.9)
    assert heard(wall, 2.9) == []
    clock.move(seconds=0.2)
    assert heard(wall, 0.2) == [["请A001号到1号窗口"]]
    saying = wall.said[0]
    assert [part.sound for part in saying.speech] == ["/sound/zh", ""]
    assert saying.seconds == CHIME_SECONDS + 2.0


def test_loudness_by_the_hour_and_silence(wall: Wall, clock: Clock) -> None:
    hours = (Loudness(time(0), 30), Loudness(time(10, 30), 0))
    wall.do(c.ChangeSettings, SUN, settings=HallSettings(voice_hours=hours))
    call(wall, ALL[0])
    heard(wall)
    assert wall.said[0].volume == 0.3
    clock.move(minutes=31)
    call(wall, ALL[1])
    assert heard(wall, NEXT + 0.01) == []
    wall.do(c.ChangeSettings, SUN, settings=HallSettings())
    assert heard(wall, NEXT + 0.01) == []  # what was not said is not made up for


def test_whoever_comes_late_hears_what_is_young(wall: Wall, clock: Clock) -> None:
    call(wall, ALL[0])
    heard(wall)
    assert wall.announcer.young("voice/hall") == [wall.said[0]]
    assert wall.announcer.young("voice/nowhere") == []
    clock.move(seconds=21)
    assert wall.announcer.young("voice/hall") == []


def test_a_hub_begun_anew_says_young_calls_under_the_same_ids(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(wall, ALL[0])
    heard(wall)
    ids = wall.said[0].ids
    again = Wall(wall.bus, monkeypatch, ("voice/hall",))
    assert heard(again) == [["请A001号到1号窗口"]]
    assert again.said[0].ids == ids


def test_an_entry_of_an_import_says_nothing(wall: Wall) -> None:
    wall.do(c.OpenSpecially, SYSTEM, reason="rain")
    assert heard(wall) == []
