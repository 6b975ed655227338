"""Coming back after a miss, being cancelled, the green channel given and withdrawn."""

from datetime import timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.policy import choose
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.tickets import Class, Lane, Need, State
from shared.domain.why import Because
from tests.shared.domain.given import (
    Scene,
    abandoned,
    at_window,
    being_served,
    called,
    cancelled,
    finished,
    given,
    held,
    id_of,
    issued,
    minutes,
    missed,
    next_at,
    opened,
    requeued,
    sent,
    settings,
    started,
)

CITIZEN = f"citizen:{id_of('A001')}"
A001 = {"ticket": id_of("A001")}


def missed_one(*before: e.Event) -> Scene:
    return given(*before, opened(), *at_window(), missed("A001"))


class TestComingBack:
    @pytest.mark.parametrize("actor", ["staff:wang", "staff:gu", "staff:sun", "kiosk:K1", CITIZEN])
    def test_by_whom(self, actor: str) -> None:
        scene = missed_one().when(c.RequeueTicket, by=actor, **A001)
        scene.then(requeued("A001", 1 + 3))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.lane, ticket.due) == (State.waiting, Lane.back, 4)
        assert (ticket.window, ticket.calls, ticket.ended_at, ticket.misses) == (None, 0, None, 1)
        assert scene.hall.missed == {}

    def test_not_by_the_holder_of_another_ticket(self) -> None:
        scene = missed_one().given(issued("A002"))
        scene.when(c.RequeueTicket, by=f"citizen:{id_of('A002')}", **A001).refused(
            NotAllowed, "You may not do this."
        )

    def test_three_are_called_first_and_it_is_said_why(self) -> None:
        scene = missed_one().given(*(issued(f"A{n:03d}") for n in range(2, 8)))
        scene.when(c.RequeueTicket, by="staff:gu", **A001).done()
        order = []
        for _ in range(5):
            choice = choose(scene.hall, 1, scene.now)
            assert choice is not None
            order.append(choice.ticket.number)
            if choice.ticket.number == "A001":
                assert choice.why.because is Because.back
            scene.given(called(order[-1]), started(order[-1]), finished(order[-1]), minutes(1))
        assert order == ["A002", "A003", "A004", "A001", "A005"]

    def test_calls_at_other_windows_of_the_line_count_and_those_of_other_lines_do_not(self) -> None:
        scene = missed_one().given(requeued("A001", 2), issued("A002"), issued("A003"))
        scene.given(issued("B001", "invoice"), called("B001", 3))
        assert next_at(scene) == "A002"
        scene.given(called("A002", 4))
        assert next_at(scene) == "A001"

    def test_the_hall_says_how_many_pass(self) -> None:
        scene = missed_one(settings(back_after_calls=0)).given(issued("A002"))
        scene.when(c.RequeueTicket, by="staff:gu", **A001).then(requeued("A001", 1))
        assert next_at(scene) == "A001"

    def test_where_nobody_else_waits_it_is_called_at_once(self) -> None:
        scene = missed_one().given(requeued("A001", 4))
        choice = choose(scene.hall, 1, scene.now)
        assert choice is not None
        assert (choice.ticket.number, choice.why.because) == ("A001", Because.alone)

    def test_of_two_the_one_who_came_back_first(self) -> None:
        scene = given(opened(), *at_window("A001"), missed("A001"), *at_window("A002"))
        scene.given(missed("A002"), requeued("A002", 3), requeued("A001", 3), issued("A003"))
        scene.given(called("A003", 2))
        assert next_at(scene) == "A002"

    def test_within_thirty_minutes(self) -> None:
        scene = missed_one().given(minutes(30)).when(c.RequeueTicket, by="staff:gu", **A001)
        assert scene.refusal is None
        scene.given(timedelta(milliseconds=1)).when(c.RequeueTicket, by="staff:gu", **A001)
        scene.refused(
            WrongState, "A001 was missed more than 30 minutes ago. Please take a new number."
        )

    def test_the_hall_says_how_long(self) -> None:
        scene = missed_one(settings(missed_ends_minutes=2.5)).given(minutes(3))
        scene.when(c.RequeueTicket, by="staff:gu", **A001).refused(
            WrongState, "A001 was missed more than 2.5 minutes ago. Please take a new number."
        )

    @pytest.mark.parametrize(
        ("happened", "sentence"),
        [
            ((), "A001 is waiting."),
            (at_window(), "A001 has been called and has not come yet."),
            (being_served(), "A001 is being served."),
            ((*being_served(), finished("A001")), "A001 has been served."),
            ((*being_served(), held("A001")), "A001 is set aside at window 1."),
            ((issued("A001"), cancelled("A001")), "A001 was cancelled."),
            ((*at_window(), missed("A001"), requeued("A001")), "A001 is waiting."),
            ((*at_window(), missed("A001"), abandoned("A001")),
             "A001 was missed and has ended."),
        ],
    )  # fmt: skip
    def test_who_was_not_missed(self, happened: tuple[e.Event, ...], sentence: str) -> None:
        scene = given(opened(), *(happened or (issued("A001"),)))
        scene.when(c.RequeueTicket, by="staff:gu", **A001).refused(WrongState, sentence)

    def test_a_number_of_another_day_and_none(self) -> None:
        given().when(c.RequeueTicket, by="staff:gu", ticket="20261122-A001").refused(
            WrongState, "A001 is not of today."
        )
        given().when(c.RequeueTicket, by="staff:gu", ticket="A001").refused(
            Unknown, "There is no such number today."
        )


# Who may cancel A001, by where it is; `staff:wang` has window 1.
PLACES: dict[str, tuple[e.Event, ...]] = {
    "waiting": (issued("A001"),),
    "called": at_window(),
    "held": (*being_served(), held("A001")),
    "missed": (*at_window(), missed("A001")),
    "requeued": (*at_window(), missed("A001"), requeued("A001")),
    "serving": being_served(),
    "served": (*being_served(), finished("A001")),
    "called elsewhere": at_window("A001", 2),
}
ANYWHERE = {"waiting", "called", "held", "missed", "requeued", "called elsewhere"}
MAY_CANCEL: dict[str, set[str]] = {
    CITIZEN: {"waiting", "missed", "requeued"},
    "staff:wang": {"called", "held"},
    "staff:gu": ANYWHERE,
    "staff:sun": ANYWHERE,
    "staff:admin": ANYWHERE,
}


class TestCancelling:
    @pytest.mark.parametrize("actor", MAY_CANCEL)
    @pytest.mark.parametrize("place", PLACES)
    def test_by_whom_and_where(self, actor: str, place: str) -> None:
        scene = given(opened(1), opened(2, "li"), *PLACES[place])
        scene.when(c.CancelTicket, by=actor, **A001, reason="left")
        if place in MAY_CANCEL[actor]:
            scene.then(cancelled("A001", "left"))
            ticket = scene.ticket("A001")
            assert (ticket.state, ticket.note, ticket.ended_at) == (
                State.cancelled, "left", scene.now,
            )  # fmt: skip
            assert scene.hall.waiting("A") == 0
            assert scene.hall.missed == {}
            assert all(w.ticket is None and not w.held for w in scene.hall.windows.values())
        elif actor == "staff:wang" and place not in ("serving",):
            scene.refused(NotAllowed, "A001 is not at your window.")
        else:
            assert isinstance(scene.refusal, WrongState)

    def test_not_by_the_holder_of_another_ticket(self) -> None:
        given(issued("A001"), issued("A002")).when(
            c.CancelTicket, by=f"citizen:{id_of('A002')}", **A001
        ).refused(NotAllowed, "You may not do this.")

    def test_a_clerk_without_a_window(self) -> None:
        given(issued("A001")).when(c.CancelTicket, by="staff:zhao", **A001, reason="x").refused(
            NotAllowed, "A001 is not at your window."
        )

    def test_staff_say_why_and_citizens_need_not(self) -> None:
        given(issued("A001")).when(c.CancelTicket, by="staff:gu", **A001).refused(
            Malformed, "Please write something here."
        )
        given(issued("A001")).when(c.CancelTicket, by=CITIZEN, **A001).then(cancelled("A001"))

    def test_one_of_one_window(self) -> None:
        scene = given(opened(), *being_served(), sent("A001", "A", for_window=4))
        scene.when(c.CancelTicket, by="staff:gu", **A001, reason="x").done()
        assert scene.hall.apart == set()

    def test_not_twice(self) -> None:
        given(issued("A001"), cancelled("A001")).when(
            c.CancelTicket, by="staff:gu", **A001, reason="x"
        ).refused(WrongState, "A001 was cancelled.")


GREEN = {"class_": Class.green, "need": Need.infant, "reason": "asked"}
ORDINARY = {"class_": Class.ordinary, "reason": "a mistake"}


class TestTheGreenChannel:
    @pytest.mark.parametrize("actor", ["staff:wang", "staff:gu", "staff:sun", "staff:admin"])
    def test_given(self, actor: str) -> None:
        scene = given(opened(), issued("A001"), minutes(1), issued("A002"))
        scene.when(c.SetClass, by=actor, ticket=id_of("A002"), **GREEN)
        scene.then(e.ClassChanged(id_of("A002"), Class.green, Need.infant, "asked"))
        assert next_at(scene) == "A002"

    def test_withdrawn(self) -> None:
        scene = given(issued("A001"), minutes(1), issued("A002", class_=Class.green))
        scene.when(c.SetClass, by="staff:gu", ticket=id_of("A002"), **ORDINARY)
        scene.then(e.ClassChanged(id_of("A002"), Class.ordinary, Need.none, "a mistake"))
        assert next_at(scene) == "A001"
        assert len(scene.hall.line("A", Class.green)) == 0

    def test_another_need(self) -> None:
        scene = given(issued("A001", class_=Class.green))
        scene.when(c.SetClass, by="staff:gu", **A001, **GREEN)
        scene.then(e.ClassChanged(id_of("A001"), Class.green, Need.infant, "asked"))

    def test_nothing_new(self) -> None:
        given(issued("A001")).when(c.SetClass, by="staff:gu", **A001, **ORDINARY).refused(
            WrongState, "A001 is of this class already."
        )

    @pytest.mark.parametrize("place", ["called", "serving"])
    def test_at_a_window(self, place: str) -> None:
        scene = given(opened(), *PLACES[place]).when(c.SetClass, **A001, **GREEN)
        scene.done()
        assert scene.ticket("A001").class_ is Class.green

    @pytest.mark.parametrize("place", ["held", "missed", "served"])
    def test_not_elsewhere(self, place: str) -> None:
        scene = given(opened(1), opened(2, "li"), *PLACES[place])
        scene.when(c.SetClass, by="staff:gu", **A001, **GREEN)
        assert isinstance(scene.refusal, WrongState)

    @pytest.mark.parametrize("class_", [Class.ordinary, Class.green])
    def test_an_appointment_keeps_its_class(self, class_: Class) -> None:
        words = GREEN if class_ is Class.green else ORDINARY
        scene = given(issued("A001", class_=Class.appointment))
        scene.when(c.SetClass, by="staff:gu", **A001, **words)
        scene.refused(WrongState, "An appointment keeps its class.")

    def test_nobody_is_made_an_appointment(self) -> None:
        words = {"class_": Class.appointment, "reason": "x"}
        given(issued("A001")).when(c.SetClass, by="staff:gu", **A001, **words).refused(
            WrongState, "An appointment keeps its class."
        )

    @pytest.mark.parametrize(
        ("class_", "need"), [(Class.green, Need.none), (Class.ordinary, Need.urgent)]
    )
    def test_a_green_number_has_a_need_and_no_other_has(self, class_: Class, need: Need) -> None:
        given(issued("A001")).when(
            c.SetClass, by="staff:gu", **A001, class_=class_, need=need, reason="x"
        ).refused(Malformed, "A green channel number needs its reason, and only it.")

    def test_a_clerk_in_the_queues_of_their_window_only(self) -> None:
        for windows in ((), (opened(3, "zhao"),)):
            scene = given(*windows, issued("A001"))
            scene.when(c.SetClass, by="staff:zhao", **A001, **GREEN)
            scene.refused(NotAllowed, "Queue A belongs to another department.")
        scene = given(opened(3, "zhao"), *being_served("A001"), sent("A001", "A", for_window=3))
        scene.when(c.SetClass, by="staff:zhao", **A001, **GREEN).done()

    def test_without_a_reason(self) -> None:
        given(issued("A001")).when(
            c.SetClass, by="staff:gu", **A001, **(GREEN | {"reason": " "})
        ).refused(Malformed, "Please write something here.")

    def test_whoever_was_put_first_or_came_back_stands_as_before(self) -> None:
        scene = given(opened(), *being_served(), sent("A001", "A", first=True))
        scene.when(c.SetClass, by="staff:gu", **A001, **GREEN).done()
        assert len(scene.hall.line("A", Lane.first)) == 1
        scene = missed_one().given(requeued("A001"))
        scene.when(c.SetClass, by="staff:gu", **A001, **GREEN).done()
        assert len(scene.hall.line("A", Lane.back)) == 1
