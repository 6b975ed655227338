"""Notices, calls for help, loans, home visits, looks at personal records."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from shared import queries
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.records import HelpCall, HelpReason, HelpState, NoticeKind, VisitState
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from tests.shared.domain.given import (
    Scene,
    asked_help,
    asked_visit,
    booked,
    called,
    cancelled,
    clock,
    given,
    id_of,
    issued,
    lent,
    minutes,
    missed,
    opened,
    posted,
    settings,
)  # fmt: skip
from tests.small_hall import CATALOGUE, MONDAY_MORNING

NO_NOTICE = "There is no such notice."
SUN, GU = "staff:sun", "staff:gu"
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


CALLED_ALREADY = "A steward has been called already."


def calls(scene: Scene, by: str, **words: object) -> Scene:
    return scene.when(c.AskHelp, by=by, reason=HelpReason.question, **words)


class TestHelp:
    def test_a_kiosk_calls_to_itself(self) -> None:
        scene = given()
        seq = scene.hall.seq + 1
        calls(scene, "kiosk:K1", language="en", window=3).then(
            e.HelpAsked(HelpCall(seq, HelpReason.question, "en", MONDAY_MORNING, "K1"))
        )
        calls(scene, "kiosk:K1").refused(WrongState, CALLED_ALREADY)
        calls(scene, "kiosk:K2").done()

    def test_the_next_person_at_a_kiosk_for_something_else(self) -> None:
        scene = given()
        calls(scene, "kiosk:K1").done()
        scene.when(c.AskHelp, by="kiosk:K1", reason=HelpReason.first_aid).done()
        for reason in (HelpReason.question, HelpReason.first_aid):
            scene.when(c.AskHelp, by="kiosk:K1", reason=reason).refused(WrongState, CALLED_ALREADY)

    @pytest.mark.parametrize(
        ("by", "words"), [(f"citizen:{id_of('A001')}", {}), ("staff:wang", {"window": 3})]
    )
    def test_a_citizen_and_a_window_call_once_for_whatever_it_is(
        self, by: str, words: dict[str, object]
    ) -> None:
        scene = given(issued("A001"))
        calls(scene, by, **words).done()
        scene.when(c.AskHelp, by=by, reason=HelpReason.first_aid, **words).refused(
            WrongState, CALLED_ALREADY
        )

    def test_a_citizen_to_themselves(self) -> None:
        scene = given(issued("A001"), issued("A002"))
        (event,) = calls(scene, f"citizen:{id_of('A001')}", window=3).done()
        assert (event.call.ticket, event.call.window) == (id_of("A001"), None)  # type: ignore[attr-defined]
        calls(scene, f"citizen:{id_of('A001')}").refused(WrongState, CALLED_ALREADY)
        calls(scene, f"citizen:{id_of('A002')}").done()

    def test_not_once_the_citizen_has_gone(self) -> None:
        scene = given(issued("A001"), cancelled("A001"))
        calls(scene, f"citizen:{id_of('A001')}").refused(WrongState, "A001 was cancelled.")
        scene = given(opened(), issued("A001"), called("A001"), missed("A001"))
        calls(scene, f"citizen:{id_of('A001')}").done()

    def test_six_calls_of_one_number_and_no_more(self) -> None:
        """Each stays in the journal. Others, and kiosks, are not held up by it."""
        scene = given(issued("A001"), issued("A002"))
        me = f"citizen:{id_of('A001')}"
        for _ in range(6):
            calls(scene, me).done()
            scene.when(c.CloseHelp, by="staff:gu", help=scene.hall.seq).done()
        for reason in (HelpReason.question, HelpReason.first_aid):
            scene.when(c.AskHelp, by=me, reason=reason).refused(
                WrongState,
                "You have called a steward very often. Please go to the information desk.",
            )
        for by in (f"citizen:{id_of('A002')}", "kiosk:K1"):
            calls(scene, by).done()

    def test_nor_by_whoever_has_an_appointment_or_a_visit_only(self) -> None:
        scene = given(booked(), asked_visit())
        for by in ("citizen:b900", "citizen:v904"):
            calls(scene, by).refused(Unknown, "There is no such number today.")

    def test_staff_to_a_window(self) -> None:
        scene = given()
        (event,) = calls(scene, "staff:wang", window=3).done()
        assert event.call.window == 3  # type: ignore[attr-defined]
        sentence = "Say which window needs a steward."
        calls(scene, "staff:wang").refused(Malformed, sentence)
        calls(scene, "staff:wang", window=77).refused(Malformed, sentence)

    def test_taken_by_one(self) -> None:
        scene = given(asked_help()).when(c.TakeHelp, by=GU, help=902).then(e.HelpTaken(902, "gu"))
        call = scene.hall.help[902]
        assert (call.state, call.taken_by, call.taken_at) == (HelpState.taken, "gu", MONDAY_MORNING)
        scene.when(c.TakeHelp, by=SUN, help=902).refused(WrongState, "gu is on the way already.")

    def test_closed_by_the_stewards(self) -> None:
        scene = given(asked_help()).when(c.CloseHelp, by=GU, help=902, note="showed the way")
        scene.then(e.HelpClosed(902, "showed the way"))
        assert scene.hall.help[902].state is HelpState.closed
        for kind in (c.TakeHelp, c.CloseHelp):
            scene.when(kind, by=GU, help=902).refused(WrongState, "This call for help has ended.")
        calls(scene, "kiosk:K1").done()

    @pytest.mark.parametrize(
        ("place", "by"),
        [
            ({"kiosk": "K1"}, "kiosk:K1"),
            ({"ticket": id_of("A001")}, f"citizen:{id_of('A001')}"),
            ({"window": 1}, "staff:wang"),
        ],
    )
    def test_withdrawn_by_whoever_called(self, place: dict[str, object], by: str) -> None:
        scene = given(opened(), issued("A001"), asked_help(**place))
        scene.when(c.CloseHelp, by=by, help=902).then(e.HelpClosed(902, withdrawn=True))
        assert scene.hall.help[902].state is HelpState.withdrawn

    @pytest.mark.parametrize(
        "by", ["kiosk:K2", f"citizen:{id_of('A002')}", "staff:zhao", "staff:wang", "citizen:b900"]
    )
    def test_by_nobody_else(self, by: str) -> None:
        scene = given(opened(2, "wang"), issued("A001"), issued("A002"), booked(), asked_help())
        scene.when(c.CloseHelp, by=by, help=902).refused(NotAllowed, "You may not do this.")

    def test_one_that_is_none(self) -> None:
        for kind in (c.TakeHelp, c.CloseHelp):
            given().when(kind, by=GU, help=777).refused(
                Unknown, "There is no such call for help today."
            )


class TestLoans:
    def lends(self, scene: Scene, item: str = "wheelchair", **words: object) -> Scene:
        return scene.when(c.LendItem, by=GU, item=item, **words)

    def test_as_many_as_there_are(self) -> None:
        scene = given(lent(910), lent(911))
        self.lends(scene).refused(WrongState, "All pieces are lent.")
        self.lends(scene, "glasses").done()
        scene.when(c.ReturnItem, by=GU, loan=910).then(e.ItemReturned(910))
        self.lends(scene).done()

    def test_a_piece_is_lent_once(self) -> None:
        scene = given(lent(910, tag="7"))
        self.lends(scene, tag=" 7 ").refused(WrongState, "Piece 7 is lent already.")
        self.lends(scene, "glasses", tag="7").done()
        scene.given(e.ItemReturned(910))
        self.lends(scene, tag="7").done()

    def test_to_whoever_has_a_number(self) -> None:
        scene = given(issued("A001"))
        (event,) = self.lends(scene, ticket=" a001 ").done()
        assert event.loan.ticket == "A001"  # type: ignore[attr-defined]
        self.lends(given(), ticket="A9").refused(Unknown, "There is no such number today.")

    def test_what_the_hall_does_not_have(self) -> None:
        self.lends(given(), "boat").refused(Unknown, "The hall does not lend this.")

    def test_given_back_once(self) -> None:
        scene = given(lent(910), e.ItemReturned(910))
        scene.when(c.ReturnItem, by=GU, loan=910).refused(
            WrongState, "This was given back already."
        )
        scene.when(c.ReturnItem, by=GU, loan=777).refused(Unknown, "There is no such loan.")

    def test_given_back_also_where_the_hall_lends_it_no_more(self) -> None:
        scene = given(lent(910), e.HallImported(replace(CATALOGUE, loan_items=())))
        queries.steward(scene.hall, scene.now)
        scene.when(c.ReturnItem, by=GU, loan=910).done()


class TestHomeVisits:
    ON = date(2026, 11, 24)
    OWN = "citizen:v904"

    def asks(self, scene: Scene, by: str = "public:web", **words: object) -> Scene:
        usual = {"service": "id-card", "key": "a-key-that-is-long-enough", "person": "me"}
        return scene.when(c.AskHomeVisit, by=by, **(usual | words))

    def test_asked_for(self) -> None:
        scene = given()
        (event,) = self.asks(scene, wanted=self.ON).done()
        visit = event.visit  # type: ignore[attr-defined]
        assert (visit.id, visit.by, visit.wanted) == (f"v{scene.hall.seq}", "public", self.ON)
        self.asks(scene).refused(WrongState, "You have asked for a home visit already.")
        self.asks(scene, person="other").done()

    def test_again_once_it_has_ended(self) -> None:
        self.asks(given(asked_visit(person="me"), e.HomeVisitCancelled("v904"))).done()

    def test_by_telephone_only(self) -> None:
        scene = given(settings(home_visits_online=False))
        self.asks(scene).refused(
            NotAllowed, "Please ask for a home visit by telephone or at the information desk."
        )
        self.asks(scene, GU).done()

    @pytest.mark.parametrize("wanted", [date(2026, 11, 22), date(2027, 1, 23), date(9999, 1, 1)])
    def test_a_day_that_is_none(self, wanted: date) -> None:
        self.asks(given(), wanted=wanted).refused(
            Malformed, "Please choose a day within the next 60 days."
        )
        given(asked_visit()).when(
            c.AssignHomeVisit, by=GU, visit="v904", to="wang", on=wanted
        ).refused(Malformed, "Please choose a day within the next 60 days.")

    def test_what_the_hub_must_give(self) -> None:
        sentence = "A home visit needs a name, a phone number and a place."
        self.asks(given(), key="short").refused(Malformed, sentence)
        self.asks(given(), person="").refused(Malformed, sentence)
        self.asks(given(), service="x").refused(Unknown, "There is no such service here.")
        self.asks(given(), language="x").refused(Unknown, "There is no such language here.")

    def assigned(self, to: str = "wang") -> Scene:
        return given(asked_visit(), e.HomeVisitAssigned("v904", to, self.ON))

    def test_given_to_somebody(self) -> None:
        scene = given(asked_visit())
        words = {"by": GU, "visit": "v904", "to": "wang", "on": self.ON}
        scene.when(c.AssignHomeVisit, **words).then(e.HomeVisitAssigned("v904", "wang", self.ON))
        scene.when(c.AssignHomeVisit, **words).refused(
            WrongState, "This visit is assigned so already."
        )
        scene.when(c.AssignHomeVisit, **(words | {"to": "li"})).done()
        for nobody in ("gone", "nobody"):
            scene.when(c.AssignHomeVisit, **(words | {"to": nobody})).refused(
                Unknown, "There is no such account."
            )

    def test_made_by_whoever_it_was_given_to(self) -> None:
        scene = self.assigned()
        words = {"visit": "v904", "note": "done"}
        scene.when(c.FinishHomeVisit, by="staff:li", **words).refused(
            NotAllowed, "This visit is another's."
        )
        scene.when(c.FinishHomeVisit, by="staff:wang", **words).then(
            e.HomeVisitDone("v904", "done")
        )
        assert scene.hall.home_visits["v904"].state is VisitState.done
        self.assigned().when(c.FinishHomeVisit, by=GU, **words).done()

    def test_not_before_somebody_goes(self) -> None:
        given(asked_visit()).when(c.FinishHomeVisit, by=GU, visit="v904").refused(
            WrongState, "Nobody has been assigned to this visit."
        )

    def test_ended_it_stays_so(self) -> None:
        scene = self.assigned().given(e.HomeVisitDone("v904"))
        ended = "This home visit has ended."
        for kind, words in (
            (c.FinishHomeVisit, {}), (c.CancelHomeVisit, {}),
            (c.AssignHomeVisit, {"to": "li", "on": self.ON}),
        ):  # fmt: skip
            scene.when(kind, by=GU, visit="v904", **words).refused(WrongState, ended)
            scene.when(kind, by=GU, visit="v777", **words).refused(
                Unknown, "There is no such home visit."
            )

    def test_cancelled_by_whoever_asked(self) -> None:
        scene = given(asked_visit(), asked_visit("v906", "two"), booked(), issued("A001"))
        for by in ("citizen:v906", "citizen:b900", f"citizen:{id_of('A001')}"):
            scene.when(c.CancelHomeVisit, by=by, visit="v904").refused(
                NotAllowed, "You may not do this."
            )
        scene.when(c.CancelHomeVisit, by=self.OWN, visit="v904").then(e.HomeVisitCancelled("v904"))


class TestLooking:
    def scene(self) -> Scene:
        visit = e.HomeVisitAssigned("v904", "wang", date(2026, 11, 24))
        return given(issued("A001"), booked(), asked_visit(), asked_visit("v906", "two"), visit)

    @pytest.mark.parametrize(
        ("record", "of"), [("ticket", id_of("A001")), ("booking", "b900"), ("visit", "v906")]
    )
    def test_stewards_and_those_who_supervise(self, record: str, of: str) -> None:
        for by in (GU, SUN, "staff:admin"):
            self.scene().when(c.SeePersonal, by=by, record=record, of=of).then(
                e.PersonalSeen(record, of)
            )
        self.scene().when(c.SeePersonal, by="staff:wang", record=record, of=of).refused(
            NotAllowed, "You may not do this."
        )

    def test_a_clerk_a_visit_of_their_own(self) -> None:
        words = {"record": "visit", "of": "v904"}
        self.scene().when(c.SeePersonal, by="staff:wang", **words).done()
        self.scene().when(c.SeePersonal, by="staff:li", **words).refused(
            NotAllowed, "You may not do this."
        )

    def test_a_record_that_is_none(self) -> None:
        for record, of in (("ticket", "b900"), ("booking", "v904"), ("visit", id_of("A001"))):
            self.scene().when(c.SeePersonal, by=GU, record=record, of=of).refused(
                Unknown, "There is no such record."
            )
