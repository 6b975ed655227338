"""What the loudspeakers say, in which order, and what is left out."""

from datetime import UTC, datetime, time, timedelta

import pytest

from shared.domain import events as e
from shared.domain.announcing import (
    TOO_OLD,
    TOO_OLD_ANNOUNCED,
    ToSay,
    calls_at,
    loudness_at,
    next_said,
    places_of,
    still_to_say,
    to_say,
)
from shared.domain.settings import Loudness
from tests.shared.domain.given import (
    Scene,
    at_window,
    called,
    given,
    id_of,
    issued,
    opened,
    started,
)

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def a_call(id_: int, *, recall: bool = False) -> ToSay:
    return ToSay(id_, AT, f"20261123-A{id_:03}", 1, recall)


def words(id_: int) -> ToSay:
    return ToSay(id_, AT)


class TestOrder:
    def test_one_at_a_time(self) -> None:
        assert next_said((), 2) == ()
        assert next_said((a_call(1), a_call(2)), 3) == (a_call(1),)

    def test_two_calls_together_where_many_wait(self) -> None:
        assert next_said((a_call(1), a_call(2), a_call(3)), 3) == (a_call(1), a_call(2))
        assert next_said((a_call(1), a_call(2)), 1) == (a_call(1), a_call(2))
        assert next_said((a_call(1),), 1) == (a_call(1),)

    def test_what_some_may_have_heard_stands_alone(self) -> None:
        again = ToSay(1, AT, "20261123-A001", 1, alone=True)
        assert next_said((again, a_call(2), a_call(3)), 2) == (again,)
        assert next_said((a_call(2), again, a_call(3)), 2) == (a_call(2),)

    def test_never_where_the_hall_says_so(self) -> None:
        assert next_said(tuple(map(a_call, range(1, 9))), 0) == (a_call(1),)

    @pytest.mark.parametrize("other", [words(2), a_call(2, recall=True)])
    def test_an_announcement_and_a_recall_stand_alone(self, other: ToSay) -> None:
        assert next_said((a_call(1), other, a_call(3)), 2) == (a_call(1),)
        assert next_said((other, a_call(1), a_call(3)), 2) == (other,)


class TestStillToSay:
    def scene(self) -> tuple[Scene, ToSay]:
        scene = given(opened(1), *at_window("A001"))
        return scene, ToSay(scene.hall.seq, scene.now, id_of("A001"), 1)

    def test_a_call_until_it_is_too_old(self) -> None:
        scene, said = self.scene()
        assert still_to_say(said, scene.hall, said.at + TOO_OLD)
        assert not still_to_say(said, scene.hall, said.at + TOO_OLD + timedelta(milliseconds=1))

    @pytest.mark.parametrize(
        "since",
        [started("A001"), e.TicketMissed(id_of("A001"), 1)],
        ids=["has come", "was missed"],
    )
    def test_not_once_nobody_is_asked_for(self, since: e.Event) -> None:
        scene, said = self.scene()
        assert not still_to_say(said, scene.given(since).hall, said.at)

    def test_not_for_another_window(self) -> None:
        scene, said = self.scene()
        moved = ToSay(said.id, said.at, said.ticket, 2)
        assert not still_to_say(moved, scene.hall, said.at)

    def test_not_a_number_of_another_day(self) -> None:
        scene, said = self.scene()
        assert not still_to_say(ToSay(1, said.at, "20261122-A001", 1), scene.hall, said.at)

    def test_an_announcement_by_its_age_alone(self) -> None:
        scene, _ = self.scene()
        late = AT + TOO_OLD_ANNOUNCED
        assert still_to_say(words(1), scene.hall, late)
        assert not still_to_say(words(1), scene.hall, late + timedelta(seconds=1))


class TestToSay:
    def test_each_kind_of_entry(self) -> None:
        scene = given(opened(1), issued("A001"))
        hall, seq = scene.hall, scene.hall.seq + 1

        def of(event: e.Event) -> tuple[str, ToSay] | None:
            return to_say(e.Entry(seq, AT, "test", "command-1", event), hall)

        assert of(called("A001")) == ("east", ToSay(seq, AT, id_of("A001"), 1))
        recalled = e.TicketRecalled(id_of("A001"), 1)
        assert of(recalled) == ("east", ToSay(seq, AT, id_of("A001"), 1, recall=True))
        assert of(e.Announced({"zh": "雨"}, "")) == ("", ToSay(seq, AT))
        assert of(e.AnnouncementRepeated(3, "east")) == ("east", ToSay(seq, AT))
        assert of(issued("A002")) is None

    def test_a_call_that_is_repeated_says_so(self) -> None:
        scene = given(opened(1), *at_window("A001"))
        entry = e.Entry(99, AT, "test", "command-1", e.AnnouncementRepeated(scene.hall.seq, ""))
        assert to_say(entry, scene.hall) == ("", ToSay(99, AT, id_of("A001"), 1, recall=True))


def test_whose_loudspeakers() -> None:
    hall = given().hall
    assert places_of(hall, "east") == ("hall", "east")
    assert places_of(hall, "") == ("hall", "east")


def test_the_calls_that_can_be_repeated() -> None:
    scene = given(opened(1), opened(2, "li"), *at_window("A001"), *at_window("A002", 2))
    assert [call.window for call in calls_at(scene.hall, "")] == [1, 2]
    scene.given(started("A001"))
    assert [call.window for call in calls_at(scene.hall, "east")] == [2]
    assert calls_at(scene.hall, "elsewhere") == []


HOURS = (Loudness(time(18), 0), Loudness(time(8, 30), 80), Loudness(time(12), 40))


@pytest.mark.parametrize(
    ("local", "percent"),
    [
        (time(8, 29), 0), (time(8, 30), 80), (time(11, 59, 59), 80), (time(12), 40),
        (time(17, 59), 40), (time(18), 0), (time(23, 59), 0), (time(0), 0),
    ],
)  # fmt: skip
def test_loudness_by_the_time_of_day(local: time, percent: int) -> None:
    assert loudness_at(HOURS, local) == percent


def test_as_loud_as_can_be_where_nothing_is_said() -> None:
    assert loudness_at((), time(3)) == 100


def test_a_zone_in_an_older_setting_is_the_hall_s_own_clock() -> None:
    hours = [Loudness(time(8, tzinfo=UTC), 50), Loudness(time(20), 0)]
    assert [loudness_at(hours, time(hour)) for hour in (9, 21)] == [50, 0]
