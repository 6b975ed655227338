"""Notices."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from shared import queries
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.notices import NoticeKind
from shared.domain.refusals import Malformed, Unknown, WrongState
from tests.shared.domain.given import Scene, clock, given, minutes, posted
from tests.small_hall import CATALOGUE, MONDAY_MORNING

NO_NOTICE = "There is no such notice."
SUN = "staff:sun"
NOON = clock(12)


def posts(scene: Scene, kind: NoticeKind = NoticeKind.power, **words: object) -> Scene:
    return scene.when(c.PostNotice, by=SUN, kind=kind, **({"until": NOON} | words))


class TestNotices:
    def test_a_note_in_the_words_it_was_given(self) -> None:
        scene = posts(
            given(), NoticeKind.note, text={"zh": " 二楼 停水 ", "en": "No water", "ko": ""}
        )
        (event,) = scene.done()
        assert event.notice.text == {"zh": "二楼 停水", "en": "No water"}  # type: ignore[attr-defined]
        assert queries.notices_now(scene.hall, scene.now) == (event.notice.text,)  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("kind", "words", "english"),
        [
            (NoticeKind.closing_early, {"at": "15:30"}, "The hall closes at 15:30 today."),
            (NoticeKind.system_down, {"department": "tax"},
             "The system of Tax is out of order. You may have to wait longer."),
            (NoticeKind.crowded, {},
             "Very many people are here today. If you can, please come on another day."),
        ],
    )  # fmt: skip
    def test_a_sentence_in_every_language(
        self, kind: NoticeKind, words: dict[str, object], english: str
    ) -> None:
        scene = posts(given(), kind, **words)
        scene.done()
        (said,) = queries.notices_now(scene.hall, scene.now)
        assert said["en"] == english
        assert said["zh"] != english

    @pytest.mark.parametrize(
        ("kind", "words", "sentence"),
        [
            (NoticeKind.note, {"text": {"en": "No water"}}, "A notice needs its Chinese text."),
            (NoticeKind.note, {}, "A notice needs its Chinese text."),
            (NoticeKind.power, {"text": {"zh": "停电"}}, "Only a note has a text of its own."),
            (NoticeKind.closing_early, {},
             "A notice of closing early needs its time, and only it."),
            (NoticeKind.power, {"at": "15:30"},
             "A notice of closing early needs its time, and only it."),
            (NoticeKind.power, {"until": MONDAY_MORNING},
             "A notice ends later than now and within 31 days."),
            (NoticeKind.power, {"until": MONDAY_MORNING + timedelta(days=31, seconds=1)},
             "A notice ends later than now and within 31 days."),
            (NoticeKind.power, {"until": datetime(2026, 11, 23, 12)},
             "The end of a notice needs its time zone."),
            (NoticeKind.note, {"text": {"zh": "停" * 121}},
             "This text is too long: at most 120 characters."),
        ],
    )  # fmt: skip
    def test_what_it_needs(self, kind: NoticeKind, words: dict[str, object], sentence: str) -> None:
        posts(given(), kind, **words).refused(Malformed, sentence)

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ({"department": "nothing"}, "There is no such department."),
            ({"replaces": 777}, NO_NOTICE),
            ({"kind": NoticeKind.note, "text": {"zh": "停水", "<b>": "x"}},
             "There is no such language here."),
        ],
    )  # fmt: skip
    def test_what_is_unknown(self, words: dict[str, object], sentence: str) -> None:
        posts(given(), **words).refused(Unknown, sentence)  # type: ignore[arg-type]

    def test_the_newest_first_until_it_ends(self) -> None:
        scene = given(posted(910), minutes(1), posted(911, NoticeKind.crowded))
        said = queries.notices_now(scene.hall, scene.now)
        assert [each["en"][:5] for each in said] == ["Very ", "There"]
        assert queries.notices_now(scene.hall, MONDAY_MORNING + timedelta(hours=1)) == ()

    def test_one_department_hears_its_own_and_what_concerns_all(self) -> None:
        scene = given(posted(910), posted(911, department="tax"), posted(912, department="police"))
        assert len(queries.notices_now(scene.hall, scene.now)) == 3
        assert len(queries.notices_now(scene.hall, scene.now, "tax")) == 2

    def test_a_department_that_is_no_more_concerns_nobody(self) -> None:
        """What closed early there has not closed the hall."""
        scene = given(posted(911, NoticeKind.closing_early, at="15:30", department="tax"))
        without = tuple(d for d in CATALOGUE.departments if d.code != "tax")
        scene.given(e.HallImported(replace(CATALOGUE, departments=without)))
        assert queries.notices_now(scene.hall, scene.now) == ()

    @pytest.mark.parametrize("kind", [NoticeKind.closing_early, NoticeKind.crowded])
    def test_what_says_today_ends_with_the_day(self, kind: NoticeKind) -> None:
        at = "15:30" if kind is NoticeKind.closing_early else ""
        (event,) = posts(given(), kind, at=at, until=NOON + timedelta(days=3)).done()
        assert event.notice.until == clock(24)  # type: ignore[attr-defined]
        (event,) = posts(given(), until=NOON + timedelta(days=3)).done()
        assert event.notice.until == NOON + timedelta(days=3)  # type: ignore[attr-defined]

    def test_it_ends_when_somebody_says_so_and_not_twice(self) -> None:
        scene = (
            given(posted(910))
            .when(c.WithdrawNotice, by=SUN, notice=910)
            .then(e.NoticeWithdrawn(910))
        )
        scene.when(c.WithdrawNotice, by=SUN, notice=910).refused(Unknown, NO_NOTICE)
        scene = given(posted(910)).at(NOON)
        scene.when(c.WithdrawNotice, by=SUN, notice=910).refused(Unknown, NO_NOTICE)

    def test_eight_at_a_time(self) -> None:
        scene = given(*(posted(910 + n) for n in range(8)))
        posts(scene).refused(WrongState, "There are 8 notices already. End one first.")
        posts(scene, replaces=910).done()
        assert 910 not in scene.hall.notices
        scene.at(NOON)
        posts(scene, replaces=911, until=clock(13)).refused(Unknown, NO_NOTICE)
        posts(scene, until=clock(13)).done()
