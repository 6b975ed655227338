"""Sending a citizen on: to a queue, a service, a window, first in line; and visits of several
services."""

from datetime import timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.policy import choose
from shared.domain.refusals import Malformed, Refusal, Unknown, WrongState
from shared.domain.tickets import Class, Lane, Outcome, State
from shared.domain.why import Because
from tests.shared.domain.given import (
    Scene,
    at_window,
    being_served,
    called,
    finished,
    given,
    held,
    id_of,
    issued,
    minutes,
    missed,
    next_at,
    opened,
    sent,
    started,
)


def serving_one() -> Scene:
    return given(opened(), *being_served(), minutes(10))


class TestWhereTo:
    def test_a_queue(self) -> None:
        scene = serving_one().given(issued("B001", "invoice"), minutes(1))
        scene.when(c.TransferTicket, window=1, queue="B", note=" 见 附件 ")
        scene.then(sent("A001", "B", note="见 附件"))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.queue, ticket.service) == (State.waiting, "B", "id-card")
        assert (ticket.window, ticket.started_at, ticket.calls) == (None, None, 0)
        assert ticket.note == "见 附件"
        assert scene.hall.windows[1].ticket is None
        assert next_at(scene, 3) == "A001"  # it came eleven minutes earlier

    def test_the_time_of_arrival_stays(self) -> None:
        scene = serving_one()
        since, seq = scene.ticket("A001").arrival
        scene.when(c.TransferTicket, window=1, queue="C").done()
        assert scene.ticket("A001").arrival == (since, seq)
        assert scene.ticket("A001").joined == scene.hall.seq

    def test_a_service(self) -> None:
        scene = serving_one().when(c.TransferTicket, window=1, service="estate")
        scene.then(sent("A001", "C", "estate"))
        assert scene.ticket("A001").service == "estate"

    def test_a_service_and_its_queue(self) -> None:
        serving_one().when(c.TransferTicket, window=1, service="estate", queue="C").then(
            sent("A001", "C", "estate")
        )
        serving_one().when(c.TransferTicket, window=1, service="estate", queue="B").refused(
            Malformed, "This service belongs to queue C."
        )

    def test_one_window(self) -> None:
        scene = serving_one().given(opened(2, "li"))
        scene.when(c.TransferTicket, window=1, to_window=2)
        scene.then(sent("A001", "A", for_window=2))
        assert (next_at(scene, 1), next_at(scene, 2), next_at(scene, 4)) == ("", "A001", "")
        assert scene.hall.waiting("A") == 1
        assert scene.hall.apart == {id_of("A001")}
        scene.given(called("A001", 2))
        assert scene.hall.apart == set()

    def test_a_window_that_does_not_serve_its_queue(self) -> None:
        serving_one().given(opened(3, "zhao")).when(c.TransferTicket, window=1, to_window=3).then(
            sent("A001", "B", for_window=3)
        )

    def test_a_window_and_the_queue_it_counts_for(self) -> None:
        scene = serving_one().given(opened(3, "zhao"))
        scene.when(c.TransferTicket, window=1, to_window=3, queue="C").then(
            sent("A001", "C", for_window=3)
        )
        scene = serving_one().given(opened(3, "zhao"))
        scene.when(c.TransferTicket, window=1, to_window=3, service="estate").then(
            sent("A001", "C", "estate", for_window=3)
        )

    def test_a_closed_window_calls_nobody(self) -> None:
        serving_one().when(c.TransferTicket, window=1, to_window=2).refused(
            WrongState, "Window 2 is closed."
        )

    def test_whoever_waits_for_a_window_that_closes_waits_for_any(self) -> None:
        scene = serving_one().given(opened(2, "li"), sent("A001", "A", for_window=2))
        scene.when(c.CloseWindow, by="staff:li", window=2).done()
        assert scene.hall.apart == set()
        assert scene.ticket("A001").for_window is None
        assert next_at(scene, 1) == "A001"

    def test_first_in_line(self) -> None:
        scene = serving_one().given(issued("B001", "invoice", class_=Class.green), minutes(30))
        scene.when(c.TransferTicket, window=1, queue="B", first=True)
        scene.then(sent("A001", "B", first=True))
        assert scene.ticket("A001").lane is Lane.first
        choice = choose(scene.hall, 3, scene.now)
        assert choice is not None
        assert (choice.ticket.number, choice.why.because) == ("A001", Because.first)

    def test_who_was_put_first_earlier_goes_first(self) -> None:
        scene = given(opened(1), opened(2, "li"), *being_served("A001"), minutes(1))
        scene.given(*being_served("A002", 2), sent("A002", "B", first=True, window=2))
        scene.given(sent("A001", "B", first=True))
        assert next_at(scene, 3) == "A002"

    def test_back_into_its_own_queue(self) -> None:
        scene = serving_one().given(issued("A002"))
        scene.when(c.TransferTicket, window=1, queue="A").then(sent("A001", "A"))
        assert next_at(scene, 1) == "A001"

    def test_first_in_line_once_does_not_last(self) -> None:
        scene = serving_one().given(sent("A001", "A", first=True), called("A001"), started("A001"))
        scene.given(sent("A001", "B"))
        assert scene.ticket("A001").lane is Lane.by_class


class TestWho:
    def test_somebody_who_was_only_called(self) -> None:
        scene = given(opened(), *at_window()).when(c.TransferTicket, window=1, queue="B")
        scene.then(sent("A001", "B"))

    def test_somebody_set_aside(self) -> None:
        scene = serving_one().given(held("A001"), *being_served("A002"))
        scene.when(c.TransferTicket, window=1, ticket=id_of("A001"), queue="B")
        scene.then(sent("A001", "B"))
        window = scene.hall.windows[1]
        assert (window.ticket, window.held) == (id_of("A002"), ())
        assert scene.hall.states[State.held] == 0

    def test_not_somebody_who_is_elsewhere(self) -> None:
        scene = given(opened(), opened(2, "li"), issued("A001"), *being_served("A002"))
        scene.given(*being_served("A003", 2), held("A003", 2))
        for ticket in ("A001", "A003"):
            scene.when(c.TransferTicket, window=1, ticket=id_of(ticket), queue="B").refused(
                WrongState, "A002 is at window 1 now."
            )


@pytest.mark.parametrize(
    ("words", "kind", "sentence"),
    [
        ({}, Malformed, "Say where to: a queue, a service or a window."),
        ({"first": True}, Malformed, "Say where to: a queue, a service or a window."),
        ({"queue": "Q"}, Unknown, "There is no queue Q."),
        ({"service": "no-such"}, Unknown, "There is no such service here."),
        ({"to_window": 77}, Unknown, "There is no window 77."),
        ({"to_window": 1}, Malformed, "A001 is at this window already."),
        ({"queue": "B", "note": "\N{FIRE}"}, Malformed,
         "This text holds characters that cannot be shown here."),
    ],
)  # fmt: skip
def test_odd_places(words: dict[str, object], kind: type[Refusal], sentence: str) -> None:
    serving_one().when(c.TransferTicket, window=1, **words).refused(kind, sentence)


VISIT = issued("A001", visit=("id-card", "invoice", "estate"))


def on_a_visit() -> Scene:
    return given(opened(1), opened(3, "zhao"), VISIT, called("A001"), started("A001"), minutes(5))


class TestVisits:
    def test_three_steps(self) -> None:
        scene = on_a_visit()
        arrival = scene.ticket("A001").arrival
        for step, (service, queue, window, clerk) in enumerate(
            (("invoice", "B", 3, "zhao"), ("estate", "C", 3, "zhao")), start=1
        ):
            by, at = ("staff:wang", 1) if step == 1 else (f"staff:{clerk}", window)
            scene.when(c.FinishService, by=by, window=at)
            scene.then(
                e.ServiceFinished(id_of("A001"), at),
                e.VisitContinued(id_of("A001"), at, step, service, queue),
            )
            ticket = scene.ticket("A001")
            assert (ticket.state, ticket.service, ticket.queue) == (State.waiting, service, queue)
            assert (ticket.step, ticket.arrival, ticket.outcome) == (step, arrival, "")
            assert (ticket.number, ticket.misses, ticket.calls) == ("A001", 0, 0)
            scene.given(minutes(1), called("A001", window), started("A001", window), minutes(2))
        scene.when(c.FinishService, by="staff:zhao", window=3).then(finished("A001", 3))
        assert scene.ticket("A001").state is State.served
        assert {queue: served.count for queue, served in scene.hall.served.items()} == {
            "A": 1, "B": 1, "C": 1,
        }  # fmt: skip
        assert len(scene.hall.rateable) == 3

    def test_it_waits_in_its_next_queue_as_long_as_it_has_been_here(self) -> None:
        scene = on_a_visit().given(issued("B001", "invoice"), minutes(1))
        scene.when(c.FinishService, window=1).done()
        assert next_at(scene, 3) == "A001"

    @pytest.mark.parametrize("outcome", Outcome)
    def test_how_a_step_must_end_for_the_visit_to_go_on(self, outcome: Outcome) -> None:
        scene = on_a_visit().when(c.FinishService, window=1, outcome=outcome)
        events = scene.done()
        goes_on = outcome in (Outcome.done, Outcome.accepted)
        assert len(events) == 1 + goes_on
        assert scene.ticket("A001").state is (State.waiting if goes_on else State.served)

    def test_a_step_that_an_import_has_taken_away(self) -> None:
        from tests.shared.domain.test_rules_house import without

        scene = on_a_visit().given(e.HallImported(without("invoice")))
        scene.when(c.FinishService, window=1).then(finished("A001"))

    def test_whoever_was_first_in_line_is_not_in_the_next(self) -> None:
        scene = given(opened(1), VISIT, called("A001"), sent("A001", "A", first=True))
        scene.given(called("A001"), started("A001")).when(c.FinishService, window=1).done()
        assert scene.ticket("A001").lane is Lane.by_class

    def test_one_window_was_meant_for_one_step(self) -> None:
        scene = given(opened(1), VISIT, called("A001"), sent("A001", "A", for_window=1))
        scene.given(called("A001"), started("A001")).when(c.FinishService, window=1).done()
        assert scene.ticket("A001").for_window is None
        assert next_at(scene, 3) == "A001"

    def test_set_aside_and_sent_on_meanwhile(self) -> None:
        scene = on_a_visit().given(held("A001"), e.TicketResumed(id_of("A001"), 1))
        scene.given(sent("A001", "B"), called("A001", 3), started("A001", 3))
        scene.when(c.FinishService, by="staff:zhao", window=3)
        scene.then(finished("A001", 3), e.VisitContinued(id_of("A001"), 3, 1, "invoice", "B"))

    def test_missed_in_its_second_step_and_back(self) -> None:
        scene = on_a_visit().when(c.FinishService, window=1)
        scene.done()
        scene.given(called("A001", 3), missed("A001", 3), timedelta(minutes=1))
        scene.when(c.RequeueTicket, by="staff:gu", ticket=id_of("A001")).done()
        assert (scene.ticket("A001").queue, scene.ticket("A001").step) == ("B", 1)
        assert next_at(scene, 3) == "A001"
