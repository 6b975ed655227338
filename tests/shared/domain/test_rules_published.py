"""Announcements and disclosures."""

from datetime import datetime, timedelta

import pytest

from shared import queries
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.notices import ROOMS, NoticeKind, Picture, room_of
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.screens import Group
from tests.shared.domain.given import Scene, given, posted
from tests.small_hall import MONDAY_MORNING

SUN = "staff:sun"
MONTH = MONDAY_MORNING + timedelta(days=30)
PICTURE = Picture(f"{1:064x}.jpg", {"zh": "地图", "en": " Map "})


def publishes(scene: Scene, **words: object) -> Scene:
    given_words = {
        "kind": NoticeKind.announcement,
        "until": MONTH,
        "title": {"zh": "国庆放假", "en": "Holiday"},
        "text": {"zh": "一\n二"},
    }
    return scene.when(c.PublishNotice, by=SUN, **(given_words | words))


def announced(id_: int, **more: object) -> e.NoticePosted:
    return posted(id_, NoticeKind.announcement, title={"zh": "公告"}, **more)


class TestPublishing:
    def test_lines_are_kept_and_the_rest_is_tidied(self) -> None:
        text = {"zh": "\r\n 一、时间\t八点 \r\n\r\n\r\n\r\n★二、地点\n", "en": " Time "}
        scene = publishes(given(), text=text, pictures=(PICTURE,))
        (event,) = scene.done()
        notice = event.notice  # type: ignore[attr-defined]
        assert notice.text == {"zh": "一、时间 八点\n\n★二、地点", "en": "Time"}
        assert notice.pictures[0].text == {"zh": "地图", "en": "Map"}
        assert (notice.since, notice.until, notice.group) == (
            MONDAY_MORNING, MONTH, Group.announcement,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ({"kind": NoticeKind.note}, "Choose an announcement or a disclosure."),
            ({"title": {}}, "An announcement needs its Chinese title."),
            ({"title": {"en": "Holiday"}}, "An announcement needs its Chinese title."),
            ({"text": {}}, "An announcement needs its Chinese text."),
            ({"text": {"en": "x"}, "pictures": (PICTURE,)},
             "An announcement needs its Chinese text."),
            ({"text": {"zh": "字", "ko": "글"}}, "Each language with a text needs a title."),
            ({"text": {"zh": "字" * 4001}}, "This text is too long: at most 4000 characters."),
            ({"title": {"zh": "字" * 81}}, "This text is too long: at most 80 characters."),
            ({"text": {"zh": "\u202e字"}}, "This text holds characters that cannot be shown here."),
            ({"pictures": (PICTURE, PICTURE)}, "This picture is there already."),
            ({"pictures": tuple(Picture(f"{n:064x}.jpg", {"zh": "x"}) for n in range(5))},
             "An announcement has at most 4 pictures."),
            ({"pictures": (Picture(PICTURE.name, {"en": "Map"}),)},
             "Say in Chinese what the picture shows, for those who do not see it."),
            ({"until": MONDAY_MORNING}, "An announcement ends later than now and within a year."),
            ({"until": MONDAY_MORNING + timedelta(days=367)},
             "An announcement ends later than now and within a year."),
            ({"since": MONTH}, "An announcement begins before it ends, and at most a year ago."),
            ({"since": MONDAY_MORNING - timedelta(days=367)},
             "An announcement begins before it ends, and at most a year ago."),
            ({"since": datetime(2026, 11, 23, 12)}, "The end of a notice needs its time zone."),
        ],
    )  # fmt: skip
    def test_what_it_needs(self, words: dict[str, object], sentence: str) -> None:
        publishes(given(), **words).refused(Malformed, sentence)

    @pytest.mark.parametrize("name", ["", "a.jpg", "../../secret.key", f"{1:064x}.svg"])
    def test_a_picture_of_no_such_name(self, name: str) -> None:
        scene = publishes(given(), pictures=(Picture(name, {"zh": "图"}),))
        scene.refused(Unknown, "There is no such picture.")

    def test_pictures_may_say_it_all(self) -> None:
        publishes(given(), text={}, pictures=(PICTURE,)).done()

    def test_sixty_beside_the_quick_facts(self) -> None:
        scene = given(*(announced(910 + n) for n in range(60)), posted(990))
        publishes(scene).refused(WrongState, "There are 60 announcements already. End one first.")
        publishes(scene, replaces=910).done()
        scene.when(c.PostNotice, by=SUN, kind=NoticeKind.power, until=MONTH).done()

    def test_one_sort_does_not_replace_the_other(self) -> None:
        scene = given(posted(910), announced(911))
        publishes(scene, replaces=910).refused(Unknown, "There is no such notice.")
        wrong = {"kind": NoticeKind.power, "until": MONDAY_MORNING + timedelta(hours=1)}
        scene.when(c.PostNotice, by=SUN, replaces=911, **wrong).refused(
            Unknown, "There is no such notice."
        )
        publishes(scene, kind=NoticeKind.disclosure, replaces=911).done()

    def test_a_quick_fact_is_not_published_by_the_other_command(self) -> None:
        words = {"kind": NoticeKind.announcement, "text": {"zh": "x"}, "until": MONTH}
        given().when(c.PostNotice, by=SUN, **words).refused(
            Malformed, "An announcement needs a title."
        )


class TestShowing:
    def test_from_its_beginning_until_its_end(self) -> None:
        scene = publishes(given(), since=MONDAY_MORNING + timedelta(hours=1))
        scene.given(*scene.done())
        (id_,) = scene.hall.notices
        for hours, shown in ((0, False), (1, True), (30 * 24, False)):
            at = MONDAY_MORNING + timedelta(hours=hours)
            board = queries.notice_board(scene.hall, room_of([Group.announcement]), at)
            assert [each.id for each in board.notices] == [id_] * shown
        with pytest.raises(Unknown):
            queries.published_one(scene.hall, id_, MONDAY_MORNING)
        assert queries.notices_now(scene.hall, MONDAY_MORNING + timedelta(hours=2)) == ()

    def test_group_by_group_the_newest_first(self) -> None:
        scene = given(announced(911), posted(912))
        for kind, since in (
            (NoticeKind.disclosure, MONDAY_MORNING),
            (NoticeKind.announcement, MONDAY_MORNING - timedelta(days=2)),
        ):
            scene.given(*publishes(scene, kind=kind, since=since).done())
        shown = queries.published(scene.hall, set(Group), MONDAY_MORNING)
        assert [each.group for each in shown] == [
            Group.now, Group.announcement, Group.announcement, Group.disclosure,
        ]  # fmt: skip
        assert shown[1].id == 911

    def test_each_set_of_groups_has_one_room(self) -> None:
        assert len(ROOMS) == 7
        assert room_of([Group.disclosure, Group.now]) == "notices/now+disclosure"
        assert room_of([]) == "notices/now+announcement+disclosure"
        for wrong in ("notices/", "notices/disclosure+now", "notices/all"):
            with pytest.raises(Unknown):
                queries.board(given().hall, wrong, MONDAY_MORNING)
