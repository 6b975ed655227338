"""Calls for help."""

from datetime import timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.help_calls import HelpCall, HelpReason, HelpState
from shared.domain.refusals import EnoughHelp, Malformed, NotAllowed, Unknown, WrongState
from tests.shared.domain.given import (
    Scene,
    asked_help,
    asked_home_visit,
    booked,
    called,
    cancelled,
    given,
    id_of,
    issued,
    missed,
    opened,
)  # fmt: skip
from tests.small_hall import MONDAY_MORNING

SUN, GU = "staff:sun", "staff:gu"
CALLED_ALREADY = "A steward has been called already."


def asks(scene: Scene, by: str, **words: object) -> Scene:
    return scene.when(c.AskHelp, by=by, reason=HelpReason.question, **words)


class TestHelp:
    def test_a_kiosk_calls_to_itself(self) -> None:
        scene = given()
        seq = scene.hall.seq + 1
        asks(scene, "kiosk:K1", language="en", window=3).then(
            e.HelpAsked(HelpCall(seq, HelpReason.question, "en", MONDAY_MORNING, "K1"))
        )
        asks(scene, "kiosk:K1").refused(WrongState, CALLED_ALREADY)
        asks(scene, "kiosk:K2").done()

    def test_the_next_person_at_a_kiosk_for_something_else(self) -> None:
        scene = given()
        asks(scene, "kiosk:K1").done()
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
        asks(scene, by, **words).done()
        scene.when(c.AskHelp, by=by, reason=HelpReason.first_aid, **words).refused(
            WrongState, CALLED_ALREADY
        )

    def test_somebody_who_plays_with_a_kiosk(self) -> None:
        """Eight calls in ten minutes, twelve with those for first aid; then it begins again."""
        scene = given()
        often = "A steward was called from here very often. Please go to the information desk."

        def rounds(reason: HelpReason, times: int) -> None:
            for _ in range(times):
                scene.when(c.AskHelp, by="kiosk:K1", reason=reason).done()
                scene.when(c.CloseHelp, by="kiosk:K1", help=max(scene.hall.help)).done()

        rounds(HelpReason.question, 8)
        for reason in (HelpReason.question, HelpReason.glasses):
            scene.when(c.AskHelp, by="kiosk:K1", reason=reason).refused(EnoughHelp, often)
        rounds(HelpReason.first_aid, 4)
        scene.when(c.AskHelp, by="kiosk:K1", reason=HelpReason.first_aid).refused(EnoughHelp, often)
        asks(scene, "kiosk:K2").done()
        scene.at(MONDAY_MORNING + timedelta(minutes=10))
        rounds(HelpReason.question, 8)

    def test_more_numbers_call_than_stewards_can_come_to(self) -> None:
        scene = given(*(issued(f"A{count:03d}") for count in range(1, 24)))
        for count in range(1, 21):
            asks(scene, f"citizen:{id_of(f'A{count:03d}')}").done()
        many = "Very many people have called a steward. Please go to the information desk."
        asks(scene, f"citizen:{id_of('A021')}").refused(EnoughHelp, many)
        asks(scene, "kiosk:K1").done()
        asks(scene, "staff:wang", window=3).done()
        scene.when(c.CloseHelp, by=GU, help=min(scene.hall.help)).done()
        asks(scene, f"citizen:{id_of('A021')}").done()

    def test_a_citizen_to_themselves(self) -> None:
        scene = given(issued("A001"), issued("A002"))
        (event,) = asks(scene, f"citizen:{id_of('A001')}", window=3).done()
        assert (event.call.ticket, event.call.window) == (id_of("A001"), None)  # type: ignore[attr-defined]
        asks(scene, f"citizen:{id_of('A001')}").refused(WrongState, CALLED_ALREADY)
        asks(scene, f"citizen:{id_of('A002')}").done()

    def test_not_once_the_citizen_has_gone(self) -> None:
        scene = given(issued("A001"), cancelled("A001"))
        asks(scene, f"citizen:{id_of('A001')}").refused(WrongState, "A001 was cancelled.")
        scene = given(opened(), issued("A001"), called("A001"), missed("A001"))
        asks(scene, f"citizen:{id_of('A001')}").done()

    def test_six_calls_of_one_number_and_no_more(self) -> None:
        """Each stays in the journal. Others, and kiosks, are not held up by it."""
        scene = given(issued("A001"), issued("A002"))
        me = f"citizen:{id_of('A001')}"
        for _ in range(6):
            asks(scene, me).done()
            scene.when(c.CloseHelp, by="staff:gu", help=scene.hall.seq).done()
        for reason in (HelpReason.question, HelpReason.first_aid):
            scene.when(c.AskHelp, by=me, reason=reason).refused(
                EnoughHelp,
                "You have called a steward very often. Please go to the information desk.",
            )
        for by in (f"citizen:{id_of('A002')}", "kiosk:K1"):
            asks(scene, by).done()

    def test_nor_by_whoever_has_an_appointment_or_a_visit_only(self) -> None:
        scene = given(booked(), asked_home_visit())
        for by in ("citizen:b900", "citizen:v904"):
            asks(scene, by).refused(Unknown, "There is no such number today.")

    def test_staff_to_a_window(self) -> None:
        scene = given()
        (event,) = asks(scene, "staff:wang", window=3).done()
        assert event.call.window == 3  # type: ignore[attr-defined]
        sentence = "Say which window needs a steward."
        asks(scene, "staff:wang").refused(Malformed, sentence)
        asks(scene, "staff:wang", window=77).refused(Malformed, sentence)

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
        asks(scene, "kiosk:K1").done()

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
