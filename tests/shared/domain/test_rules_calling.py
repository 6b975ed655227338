"""Whom a window calls: the next of its lines, or one in particular."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.refusals import Malformed, NobodyWaiting, NotAllowed, Unknown, WrongState
from shared.domain.tickets import Class, Need, State
from shared.domain.why import Because, Rival, Why
from tests.shared.domain.given import (
    called,
    called_one,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    serving_one,
    started,
)


class TestCalling:
    def test_the_next(self) -> None:
        scene = given(opened(), issued("A001"), issued("A002"), minutes(3))
        scene.when(c.CallNext, window=1)
        second = Rival("A002", Class.ordinary, Need.none, 180, 3.0, 0)
        why = Why(180, 0.0, 3.0, "A002", limit=10, rivals=(second,))
        scene.then(e.TicketCalled(id_of("A001"), 1, why))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.window, ticket.calls) == (State.called, 1, 1)
        assert ticket.called_at == scene.now
        assert scene.hall.windows[1].ticket == ticket.id
        assert scene.hall.waiting("A") == 1
        assert scene.hall.calls[-1].id == scene.hall.seq
        assert scene.hall.whys[ticket.id] == why

    def test_why_names_who_came_second(self) -> None:
        scene = given(
            opened(), issued("A001"), minutes(5), issued("A002", class_=Class.green), minutes(1)
        )
        scene.when(c.CallNext, window=1)
        assert scene.events is not None
        (call,) = scene.events
        why = call.why  # type: ignore[attr-defined]
        assert (why.waited_seconds, why.head_start, why.rate, why.score) == (60, 20.0, 1.5, 21.5)
        assert (why.before, why.because) == ("A001", Because.score)
        (rival,) = why.rivals
        assert (rival.number, rival.earlier_seconds, rival.waited_seconds) == ("A001", 300, 360)

    def test_nobody_is_waiting(self) -> None:
        given(opened()).when(c.CallNext, window=1).refused(NobodyWaiting, "Nobody is waiting.")

    def test_nobody_is_waiting_for_this_window(self) -> None:
        given(opened(), issued("B001", "invoice")).when(c.CallNext, window=1).refused(
            NobodyWaiting, "Nobody is waiting."
        )

    def test_a_window_of_several_queues_takes_the_longest_wait(self) -> None:
        scene = given(opened(4), issued("C001", "estate"), minutes(1), issued("A001"))
        scene.when(c.CallNext, window=4).done()
        assert scene.hall.windows[4].ticket == id_of("C001")

    def test_nobody_is_called_twice(self) -> None:
        scene = given(opened(1), opened(2, "li"), issued("A001"), called("A001"))
        scene.when(c.CallNext, by="staff:li", window=2).refused(NobodyWaiting, "Nobody is waiting.")

    def test_recall(self) -> None:
        scene = called_one().when(c.Recall, window=1).then(e.TicketRecalled(id_of("A001"), 1))
        assert scene.ticket("A001").calls == 2
        assert scene.hall.calls[-1].recall


class TestCallingOneInParticular:
    def test_out_of_turn(self) -> None:
        scene = given(opened(), issued("A001"), minutes(2), issued("A002"), minutes(1))
        scene.when(c.CallTicket, window=1, ticket=id_of("A002"), reason=" 赶火车 ")
        assert scene.events is not None
        (call,) = scene.events
        why = call.why  # type: ignore[attr-defined]
        assert (why.because, why.reason, why.before) == (Because.chosen, "赶火车", "A001")
        assert why.waited_seconds == 60
        scene.done()
        assert scene.ticket("A002").state is State.called

    def test_of_a_queue_it_helps_whatever_they_have_waited(self) -> None:
        helps = e.WindowQueuesChanged(1, ("A",), (Help("B", 30),))
        scene = given(opened(), helps, issued("B001", "invoice"))
        scene.when(c.CallTicket, window=1, ticket=id_of("B001"), reason="x").done()

    def test_of_a_queue_it_does_not_serve(self) -> None:
        given(opened(), issued("B001", "invoice")).when(
            c.CallTicket, window=1, ticket=id_of("B001"), reason="x"
        ).refused(NotAllowed, "This window does not serve queue B.")

    def test_one_that_waits_for_another_window(self) -> None:
        scene = serving_one().given(e.TicketTransferred(id_of("A001"), 1, "A", "id-card", 4))
        scene.when(c.CallTicket, window=1, ticket=id_of("A001"), reason="x").refused(
            NotAllowed, "A001 waits for window 4."
        )
        scene.given(opened(4, "sun"))
        scene.when(c.CallTicket, by="staff:sun", window=4, ticket=id_of("A001"), reason="x").done()

    def test_one_that_waits_for_this_window_whatever_its_queue(self) -> None:
        scene = serving_one().given(e.TicketTransferred(id_of("A001"), 1, "C", "estate", 2))
        scene.given(opened(2, "li")).when(
            c.CallTicket, by="staff:li", window=2, ticket=id_of("A001"), reason="x"
        )
        scene.done()

    @pytest.mark.parametrize(
        ("happened", "sentence"),
        [
            ((called("A001", 2),), "A001 has been called and has not come yet."),
            ((called("A001", 2), started("A001", 2)), "A001 is being served."),
            ((called("A001", 2), missed("A001", 2)), "A001 was missed."),
        ],
    )
    def test_one_that_does_not_wait(self, happened: tuple[e.Event, ...], sentence: str) -> None:
        scene = given(opened(1), opened(2, "li"), issued("A001"), *happened)
        scene.when(c.CallTicket, window=1, ticket=id_of("A001"), reason="x")
        scene.refused(WrongState, sentence)

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason(self, reason: str) -> None:
        given(opened(), issued("A001")).when(
            c.CallTicket, window=1, ticket=id_of("A001"), reason=reason
        ).refused(Malformed, "Please write something here.")

    def test_of_another_day_and_of_none(self) -> None:
        for ticket, kind, sentence in (
            ("20261122-A001", WrongState, "A001 is not of today."),
            ("20261123-A099", Unknown, "There is no such number today."),
            ("A001", Unknown, "There is no such number today."),
        ):
            given(opened()).when(c.CallTicket, window=1, ticket=ticket, reason="x").refused(
                kind, sentence
            )
