"""Windows: who has one open, what it serves, whether it pauses or calls by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.events import PauseReason
from shared.domain.hall import Pause
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.settings import HallSettings
from shared.domain.tickets import State
from tests.shared.domain.given import (
    at_window,
    being_served,
    clock,
    finished,
    given,
    held,
    id_of,
    issued,
    minutes,
    opened,
    resumed,
)

OF_WINDOWS: dict[type[c.Command], dict[str, object]] = {
    c.CloseWindow: {},
    c.PauseWindow: {"reason": PauseReason.rest},
    c.EndPause: {},
    c.HandOverWindow: {"to": "gu"},
    c.ServeQueues: {"queues": ("A",)},
    c.ArmWindow: {},
    c.SetAutomatic: {"pause_seconds": 5},
}
OF_ITS_CLERK = (c.ArmWindow, c.SetAutomatic)
PAUSED = e.WindowPaused(1, PauseReason.meal)


class TestOpening:
    def test_a_window_opens_for_its_clerk(self) -> None:
        scene = given().when(c.OpenWindow, window=1).then(opened(1))
        assert scene.hall.windows[1].clerk == "wang"
        assert scene.hall.windows[1].opened_at == scene.now

    def test_an_open_window_does_not_open_again(self) -> None:
        given(opened(1, "li")).when(c.OpenWindow, window=1).refused(
            WrongState, "Window 1 is open already."
        )
        given(opened(1)).when(c.OpenWindow, window=1).refused(
            WrongState, "Window 1 is open already."
        )

    def test_a_clerk_has_one_window(self) -> None:
        given(opened(1)).when(c.OpenWindow, window=2).refused(
            WrongState, "You have window 1 open. Close it first."
        )

    def test_another_departments_window(self) -> None:
        given().when(c.OpenWindow, by="staff:zhao", window=1).refused(
            NotAllowed, "Window 1 belongs to another department."
        )

    def test_a_window_of_no_department_is_anybodys(self) -> None:
        given().when(c.OpenWindow, by="staff:zhao", window=4).then(opened(4, "zhao"))

    def test_staff_of_no_department_sit_anywhere(self) -> None:
        for account in ("wang", "sun", "admin"):
            given().when(c.OpenWindow, by=f"staff:{account}", window=3).then(opened(3, account))


@pytest.mark.parametrize("kind", [c.OpenWindow, *OF_WINDOWS])
def test_there_is_no_such_window(kind: type[c.Command]) -> None:
    scene = given().when(kind, window=77, **OF_WINDOWS.get(kind, {}))
    scene.refused(Unknown, "There is no window 77.")


@pytest.mark.parametrize("kind", OF_WINDOWS)
@pytest.mark.parametrize("actor", ["staff:wang", "staff:sun"])
def test_a_closed_window(kind: type[c.Command], actor: str) -> None:
    scene = given(issued("A001")).when(kind, by=actor, window=1, **OF_WINDOWS[kind])
    scene.refused(WrongState, "Window 1 is closed.")


@pytest.mark.parametrize("kind", OF_WINDOWS)
@pytest.mark.parametrize("actor", ["staff:li", "staff:zhao"])
def test_another_clerks_window(kind: type[c.Command], actor: str) -> None:
    scene = given(opened()).when(kind, by=actor, window=1, **OF_WINDOWS[kind])
    scene.refused(NotAllowed, "Window 1 is another clerk's.")


@pytest.mark.parametrize("kind", OF_ITS_CLERK)
def test_how_a_window_calls_is_its_clerks_alone(kind: type[c.Command]) -> None:
    scene = given(opened()).when(kind, by="staff:sun", window=1, **OF_WINDOWS[kind])
    scene.refused(NotAllowed, "Window 1 is another clerk's.")


class TestClosing:
    def test_a_free_window_closes(self) -> None:
        scene = given(opened()).when(c.CloseWindow, window=1).then(e.WindowClosed(1))
        assert scene.hall.windows[1].clerk == ""

    def test_those_who_supervise_close_any(self) -> None:
        """When a clerk has gone home."""
        for actor in ("staff:sun", "staff:admin"):
            given(opened(), PAUSED).when(c.CloseWindow, by=actor, window=1).then(e.WindowClosed(1))

    @pytest.mark.parametrize("kind", [c.CloseWindow, c.PauseWindow])
    @pytest.mark.parametrize("there", [at_window(), being_served()])
    @pytest.mark.parametrize("actor", ["staff:wang", "staff:sun"])
    def test_first_finish(
        self, kind: type[c.Command], there: tuple[e.Event, ...], actor: str
    ) -> None:
        scene = given(opened(), *there).when(kind, by=actor, window=1, **OF_WINDOWS[kind])
        scene.refused(WrongState, "A001 is at window 1. Finish first.")

    def test_first_those_set_aside(self) -> None:
        scene = given(opened(), *being_served("A001"), held("A001"))
        scene.given(*being_served("A002"), held("A002"))
        scene.when(c.CloseWindow, window=1).refused(
            WrongState,
            "A001 is set aside at window 1. Resume it first, or hand the window over.",
        )
        scene.given(resumed("A001"), finished("A001"), resumed("A002"), finished("A002"))
        scene.when(c.CloseWindow, window=1).then(e.WindowClosed(1))

    def test_what_it_was_told_ends_with_closing(self) -> None:
        scene = given(opened(), e.WindowQueuesChanged(1, ("C",)), e.AutomaticSet(1, 5), PAUSED)
        scene.given(e.WindowClosed(1), opened())
        assert scene.hall.serves(1) == ("A",)
        assert scene.hall.desks_of["C"] == (3, 4)
        window = scene.hall.windows[1]
        assert (window.automatic_seconds, window.paused, window.armed) == (None, None, False)


class TestPausing:
    def test_a_pause(self) -> None:
        scene = given(opened()).when(c.PauseWindow, window=1, reason=PauseReason.meal)
        scene.then(e.WindowPaused(1, PauseReason.meal))
        assert scene.hall.windows[1].paused == Pause(PauseReason.meal, scene.now)
        assert scene.hall.open_windows("A") == []

    def test_until_a_time_of_the_hall(self) -> None:
        scene = given(opened()).when(
            c.PauseWindow, window=1, reason=PauseReason.rest, until="10:30"
        )
        scene.then(e.WindowPaused(1, PauseReason.rest, datetime(2026, 11, 23, 2, 30, tzinfo=UTC)))

    @pytest.mark.parametrize("until", ["00:00", "09:59", "10:00"])
    def test_until_a_time_that_is_past(self, until: str) -> None:
        scene = given(opened()).when(c.PauseWindow, window=1, reason=PauseReason.rest, until=until)
        scene.refused(Malformed, f"{until} is past already.")

    def test_in_the_early_morning_a_day_of_the_hall_is_not_one_of_utc(self) -> None:
        scene = given(opened()).at(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))  # 07:30
        scene.when(c.PauseWindow, window=1, reason=PauseReason.rest, until="08:00")
        scene.then(e.WindowPaused(1, PauseReason.rest, clock(8)))

    def test_a_window_does_not_pause_twice(self) -> None:
        given(opened(), PAUSED).when(c.PauseWindow, window=1, reason=PauseReason.rest).refused(
            WrongState, "Window 1 pauses already."
        )

    def test_with_somebody_set_aside(self) -> None:
        scene = given(opened(), *being_served(), held("A001"))
        scene.when(c.PauseWindow, window=1, reason=PauseReason.rest).done()
        assert scene.hall.windows[1].held == (id_of("A001"),)

    @pytest.mark.parametrize("actor", ["staff:wang", "staff:sun", "staff:admin"])
    def test_the_end(self, actor: str) -> None:
        scene = given(opened(), PAUSED, minutes(3))
        scene.when(c.EndPause, by=actor, window=1).then(e.PauseEnded(1))
        assert scene.hall.windows[1].calls_now
        assert scene.hall.windows[1].free_since == scene.now

    def test_the_end_of_none(self) -> None:
        given(opened()).when(c.EndPause, window=1).refused(WrongState, "Window 1 does not pause.")

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (c.CallNext, {}),
            (c.CallTicket, {"ticket": id_of("A001"), "reason": "x"}),
            (c.ServeWalkIn, {"service": "id-card", "reason": "x", "key": "k" * 16}),
            (c.ResumeTicket, {"ticket": id_of("A001")}),
            (c.ArmWindow, {}),
        ],
    )
    def test_nobody_is_called_meanwhile(
        self, kind: type[c.Command], words: dict[str, object]
    ) -> None:
        given(opened(), issued("A001"), PAUSED).when(kind, window=1, **words).refused(
            WrongState, "Window 1 pauses. End the pause first."
        )


class TestHandingOver:
    def test_with_whoever_is_there_and_set_aside(self) -> None:
        scene = given(opened(), *being_served("A001"), held("A001"), *being_served("A002"))
        scene.when(c.HandOverWindow, window=1, to="li")
        scene.then(e.WindowHandedOver(1, "li", "wang"))
        window = scene.hall.windows[1]
        assert (window.clerk, window.ticket, window.held) == (
            "li", id_of("A002"), (id_of("A001"),),
        )  # fmt: skip
        scene.when(c.FinishService, window=1).refused(NotAllowed, "Window 1 is another clerk's.")
        scene.when(c.FinishService, by="staff:li", window=1).then(finished("A002"))
        scene.when(c.ResumeTicket, by="staff:li", window=1, ticket=id_of("A001"))
        scene.then(resumed("A001"))
        scene.when(c.OpenWindow, window=2).then(opened(2))

    def test_by_those_who_supervise(self) -> None:
        for actor in ("staff:sun", "staff:admin"):
            scene = given(opened()).when(c.HandOverWindow, by=actor, window=1, to="li")
            scene.then(e.WindowHandedOver(1, "li", "wang"))

    def test_what_it_serves_stays_and_how_it_calls_does_not(self) -> None:
        scene = given(opened(), e.WindowQueuesChanged(1, ("C",)), e.WindowArmed(1, armed=True))
        scene.given(e.AutomaticSet(1, 9), e.WindowHandedOver(1, "li", "wang"))
        window = scene.hall.windows[1]
        assert scene.hall.serves(1) == ("C",)
        assert (window.armed, window.automatic_seconds) == (False, None)

    @pytest.mark.parametrize("to", ["nobody", "gone", "K1"])
    def test_to_somebody_who_does_not_sit_at_windows(self, to: str) -> None:
        given(opened()).when(c.HandOverWindow, window=1, to=to).refused(
            Unknown, "There is no such clerk."
        )

    def test_to_a_steward_at_a_window_of_no_department_alone(self) -> None:
        given(opened(4)).when(c.HandOverWindow, window=4, to="gu").then(
            e.WindowHandedOver(4, "gu", "wang")
        )
        given(opened()).when(c.HandOverWindow, window=1, to="gu").refused(
            NotAllowed, "Window 1 belongs to another department."
        )

    def test_to_a_clerk_of_another_department(self) -> None:
        given(opened()).when(c.HandOverWindow, window=1, to="zhao").refused(
            NotAllowed, "Window 1 belongs to another department."
        )

    def test_to_a_clerk_at_another_window(self) -> None:
        given(opened(), opened(2, "li")).when(c.HandOverWindow, window=1, to="li").refused(
            WrongState, "li has window 2 open."
        )

    def test_to_oneself(self) -> None:
        given(opened()).when(c.HandOverWindow, window=1, to="wang").refused(
            WrongState, "wang has window 1 open."
        )


class TestQueues:
    def test_a_clerk_of_the_department(self) -> None:
        scene = given(opened(3, "zhao")).when(
            c.ServeQueues, by="staff:zhao", window=3, queues=("C",), helps=(Help("B", 20),)
        )
        scene.then(e.WindowQueuesChanged(3, ("C",), (Help("B", 20),)))
        assert scene.hall.serves(3) == ("C",)
        assert scene.hall.helps(3) == (Help("B", 20),)
        assert scene.hall.desks_of["B"] == (2, 4)
        assert scene.hall.helpers_of["B"] == (3,)

    def test_a_clerk_of_no_department_and_those_who_supervise_choose_among_all(self) -> None:
        for actor in ("staff:wang", "staff:sun", "staff:admin"):
            scene = given(opened()).when(c.ServeQueues, by=actor, window=1, queues=("C", "B"))
            scene.then(e.WindowQueuesChanged(1, ("C", "B")))

    def test_another_departments_queue(self) -> None:
        scene = given(opened(1, "li"))
        for words in ({"queues": ("A", "C")}, {"queues": ("A",), "helps": (Help("C", 5),)}):
            scene.when(c.ServeQueues, by="staff:li", window=1, **words).refused(
                NotAllowed, "Queue C belongs to another department."
            )

    def test_what_the_desk_is_set_up_for_is_allowed_to_its_clerk(self) -> None:
        scene = given(opened(2, "li")).when(
            c.ServeQueues, by="staff:li", window=2, queues=("B",), helps=(Help("A", 0),)
        )
        scene.then(e.WindowQueuesChanged(2, ("B",), (Help("A", 0),)))

    def test_a_queue_named_twice(self) -> None:
        for words in ({"queues": ("A", "A")}, {"queues": ("A",), "helps": (Help("A", 5),)}):
            given(opened()).when(c.ServeQueues, window=1, **words).refused(
                Malformed, "A queue is named twice."
            )

    def test_a_queue_that_is_not_there(self) -> None:
        given(opened()).when(c.ServeQueues, window=1, queues=("Q",)).refused(
            Unknown, "There is no queue Q."
        )

    @pytest.mark.parametrize("after", [-1, 481])
    def test_an_odd_time_to_help_after(self, after: int) -> None:
        given(opened()).when(
            c.ServeQueues, window=1, queues=("A",), helps=(Help("B", after),)
        ).refused(Malformed, "A window helps after 0 to 480 minutes.")

    def test_who_is_at_the_window_stays(self) -> None:
        scene = given(opened(), *being_served())
        scene.when(c.ServeQueues, window=1, queues=("C",)).done()
        scene.when(c.FinishService, window=1).then(finished("A001"))

    def test_where_all_were_told_to_serve_others_citizens_are_sent_to_those_set_up(self) -> None:
        scene = given(opened(3, "zhao"), opened(4, "sun"))
        scene.given(e.WindowQueuesChanged(3, ("B",)), e.WindowQueuesChanged(4, ("A",)))
        assert scene.hall.desks_of["C"] == ()
        assert scene.hall.windows_for("C") == (3, 4)


class TestCallingByItself:
    def test_armed(self) -> None:
        scene = given(opened()).when(c.ArmWindow, window=1)
        scene.then(e.WindowArmed(1, armed=True))
        scene.when(c.ArmWindow, window=1).refused(WrongState, "Window 1 is armed already.")
        scene.when(c.ArmWindow, window=1, armed=False).then(e.WindowArmed(1, armed=False))
        scene.when(c.ArmWindow, window=1, armed=False).refused(WrongState, "Window 1 is not armed.")

    def test_not_with_somebody_there(self) -> None:
        given(opened(), *at_window()).when(c.ArmWindow, window=1).refused(
            WrongState, "A001 is at window 1. Finish first."
        )

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (c.CallNext, {}),
            (c.CallTicket, {"ticket": id_of("A002"), "reason": "x"}),
            (c.ServeWalkIn, {"service": "id-card", "reason": "x", "key": "k" * 16}),
            (c.ResumeTicket, {"ticket": id_of("A001")}),
            (c.PauseWindow, {"reason": PauseReason.rest}),
            (c.HandOverWindow, {"to": "li"}),
        ],
    )
    def test_it_ends_with_whoever_comes_and_with_a_pause(
        self, kind: type[c.Command], words: dict[str, object]
    ) -> None:
        scene = given(opened(), *being_served(), held("A001"), issued("A002"))
        scene.given(e.WindowArmed(1, armed=True)).when(kind, window=1, **words).done()
        assert not scene.hall.windows[1].armed

    def test_automatic(self) -> None:
        scene = given(opened()).when(c.SetAutomatic, window=1, pause_seconds=20)
        scene.then(e.AutomaticSet(1, 20))
        scene.when(c.SetAutomatic, window=1, pause_seconds=20).refused(
            WrongState, "Window 1 is set so already."
        )
        scene.when(c.SetAutomatic, window=1, pause_seconds=4).refused(
            Malformed, "A window pauses at least 5 s before it calls."
        )
        scene.given(e.SettingsChanged(HallSettings(automatic_least_seconds=0)))
        scene.when(c.SetAutomatic, window=1, pause_seconds=0).then(e.AutomaticSet(1, 0))
        scene.when(c.SetAutomatic, window=1).then(e.AutomaticSet(1))
        scene.when(c.SetAutomatic, window=1).refused(WrongState, "Window 1 is set so already.")

    def test_automatic_calls_its_pause_after_the_window_is_free(self) -> None:
        scene = given(opened(), e.AutomaticSet(1, 20), *being_served("A001"), issued("A002"))
        due = {"by": "system:hall", "window": 1}
        not_now = "Window 1 does not call now."
        scene.given(minutes(5)).when(c.CallDue, **due).refused(WrongState, not_now)
        scene.given(finished("A001"), timedelta(seconds=19)).when(c.CallDue, **due)
        scene.refused(WrongState, not_now).given(timedelta(seconds=1)).when(c.CallDue, **due)
        scene.done()
        assert scene.ticket("A002").state is State.called

    def test_automatic_waits_again_after_a_pause(self) -> None:
        scene = given(opened(), e.AutomaticSet(1, 20), issued("A001"), PAUSED, minutes(5))
        due = {"by": "system:hall", "window": 1}
        scene.when(c.CallDue, **due).refused(WrongState, "Window 1 does not call now.")
        scene.given(e.PauseEnded(1)).when(c.CallDue, **due)
        scene.refused(WrongState, "Window 1 does not call now.")
        scene.given(timedelta(seconds=20)).when(c.CallDue, **due).done()
