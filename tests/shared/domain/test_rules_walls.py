"""What a screen may be set up to show, and what the loudspeakers may be told."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import Malformed, Refusal, Unknown, WrongState
from shared.domain.screens import Screen, Selection, Shows
from tests.shared.domain.given import at_window, given, opened, started

ADMIN, SUN = "staff:admin", "staff:sun"
RAIN = {"zh": "外面下雨，请小心地滑", "en": "It rains: the floor is wet"}


class TestScreens:
    def test_it_is_kept_with_the_device(self) -> None:
        screen = Screen(name="  Door ", zones=("east",), metres=4)
        scene = given().when(c.SetUpScreen, by=ADMIN, device="D1", screen=screen)
        kept = Screen(name="Door", zones=("east",), metres=4)
        scene.then(e.ScreenSetUp("D1", kept))
        assert scene.hall.devices["D1"].screen == kept
        assert scene.hall.walls == {kept.selection.room: kept.selection}

    def test_the_same_again_is_nothing(self) -> None:
        scene = given().when(c.SetUpScreen, by=ADMIN, device="D1", screen=Screen())
        scene.done()
        scene.when(c.SetUpScreen, by=ADMIN, device="D1", screen=Screen())
        scene.refused(WrongState, "This screen is set up so already.")

    def test_it_stays_when_the_device_is_paired_anew(self) -> None:
        scene = given().when(c.SetUpScreen, by=ADMIN, device="D1", screen=Screen(name="Door"))
        scene.done()
        scene.when(c.PairDevice, by=ADMIN, device="D1", kind="display").done()
        kept = scene.hall.devices["D1"].screen
        assert kept is not None
        assert kept.name == "Door"

    def test_nobody_watches_the_part_of_a_screen_that_was_shut_out(self) -> None:
        screen = Screen(queues=("C",))
        scene = given().when(c.SetUpScreen, by=ADMIN, device="D1", screen=screen)
        scene.done()
        scene.when(c.RevokeDevice, by=ADMIN, device="D1").done()
        assert scene.hall.walls == {}

    @pytest.mark.parametrize("device", ["K1", "S1", "K9", "nobody"])
    def test_only_a_paired_display(self, device: str) -> None:
        scene = given().when(c.SetUpScreen, by=ADMIN, device=device, screen=Screen())
        scene.refused(Unknown, "There is no such screen.")

    @pytest.mark.parametrize(
        ("screen", "sentence"),
        [
            (Screen(shows=Shows.panel), "There is no such window."),
            (Screen(shows=Shows.rating, window=9), "There is no such window."),
            (Screen(windows=(1, 9)), "There is no such window."),
            (Screen(zones=("west",)), "There is no such zone."),
            (Screen(queues=("X",)), "There is no such queue."),
            (Screen(speaker="west"), "There is no such zone."),
            (Screen(languages=("zh", "xx")), "There is no such language here."),
        ],
    )
    def test_what_it_names_must_be_there(self, screen: Screen, sentence: str) -> None:
        scene = given().when(c.SetUpScreen, by=ADMIN, device="D1", screen=screen)
        scene.refused(Unknown, sentence)


class TestSelection:
    def test_the_whole_hall_is_the_main_room(self) -> None:
        assert Screen().selection.room == Selection().room == "main"

    def test_the_order_does_not_matter(self) -> None:
        one, other = Screen(windows=(3, 1, 3)), Screen(windows=(1, 3))
        assert one.selection == other.selection
        assert one.selection.room == other.selection.room

    def test_another_part_is_another_room(self) -> None:
        parts = [Selection(windows=(1,)), Selection(zones=("1",)), Selection(queues=("1",))]
        assert len({part.room for part in parts}) == 3


class TestAnnouncements:
    def test_it_is_said_in_each_language(self) -> None:
        scene = given().when(c.Announce, by=SUN, text=RAIN | {"ko": " "}, zone="east")
        scene.then(e.Announced(RAIN, "east"))
        (made,) = scene.hall.announcements
        assert (made.text, made.zone) == (RAIN, "east")

    @pytest.mark.parametrize(
        ("words", "kind", "sentence"),
        [
            ({"zone": "west"}, Unknown, "There is no such zone."),
            ({"text": {"en": "rain"}}, Malformed, "Please write what is to be said in Chinese."),
            ({"text": {}}, Malformed, "Please write what is to be said in Chinese."),
            ({"text": {"zh": "雨" * 201}}, Malformed,
             "This text is too long: at most 200 characters."),
            ({"text": {"zh": "雨🌧"}}, Malformed,
             "This text holds characters that cannot be shown here."),
            ({"text": RAIN | {"Klingon!": "x"}}, Unknown, "There is no such language here."),
        ],
    )  # fmt: skip
    def test_what_cannot_be_said(
        self, words: dict[str, object], kind: type[Refusal], sentence: str
    ) -> None:
        scene = given().when(c.Announce, by=SUN, **({"text": RAIN} | words))
        scene.refused(kind, sentence)


class TestRepeating:
    def test_the_last_call_whose_citizen_has_not_come(self) -> None:
        scene = given(opened(1), opened(2, "li"), *at_window("A001"))
        first = scene.hall.seq
        scene.given(*at_window("A002", 2), started("A002", 2))
        scene.when(c.RepeatAnnouncement, by=SUN).then(e.AnnouncementRepeated(first))

    def test_an_announcement_that_was_made_later(self) -> None:
        scene = given(opened(1), *at_window("A001"), e.Announced(RAIN, "east"))
        made = scene.hall.seq
        scene.when(c.RepeatAnnouncement, by=SUN, zone="east")
        scene.then(e.AnnouncementRepeated(made, "east"))
        assert [each.text for each in scene.hall.announcements] == [RAIN, RAIN]
        again = scene.hall.seq
        scene.when(c.RepeatAnnouncement, by=SUN).then(e.AnnouncementRepeated(again))

    def test_there_may_be_nothing(self) -> None:
        scene = given().when(c.RepeatAnnouncement, by=SUN)
        scene.refused(WrongState, "There is nothing that could be said again.")
        scene.when(c.RepeatAnnouncement, by=SUN, zone="west")
        scene.refused(Unknown, "There is no such zone.")
