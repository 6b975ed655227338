"""The moves at a window, from the call to the end of the service."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.tickets import Outcome, State
from tests.shared.domain.given import (
    abandoned,
    being_served,
    called,
    called_one,
    finished,
    given,
    held,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    requeued,
    resumed,
    serving_one,
    started,
    walked_in,
)

MOVES: dict[type[c.Command], dict[str, object]] = {
    c.CallNext: {},
    c.CallTicket: {"ticket": id_of("A001"), "reason": "x"},
    c.Recall: {},
    c.StartService: {},
    c.FinishService: {},
    c.MissTicket: {},
    c.HoldTicket: {},
    c.ResumeTicket: {"ticket": id_of("A001")},
    c.TransferTicket: {"queue": "B"},
    c.ServeWalkIn: {"service": "id-card", "reason": "x", "key": "k" * 16},
    c.UndoPress: {},
}
WITH_SOMEBODY = (
    c.Recall, c.StartService, c.FinishService, c.MissTicket, c.HoldTicket, c.TransferTicket,
)  # fmt: skip
NEED_NOBODY = (c.CallNext, c.CallTicket, c.ResumeTicket, c.ServeWalkIn)


@pytest.mark.parametrize("kind", MOVES)
def test_there_is_no_such_window(kind: type[c.Command]) -> None:
    scene = given().when(kind, **{"window": 77} | MOVES[kind])
    scene.refused(Unknown, "There is no window 77.")


@pytest.mark.parametrize("kind", MOVES)
def test_a_closed_window(kind: type[c.Command]) -> None:
    scene = given(issued("A001")).when(kind, **{"window": 1} | MOVES[kind])
    scene.refused(WrongState, "Window 1 is closed.")


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("actor", ["staff:li", "staff:sun", "staff:admin"])
def test_another_clerks_window(kind: type[c.Command], actor: str) -> None:
    scene = called_one().when(kind, by=actor, **{"window": 1} | MOVES[kind])
    scene.refused(NotAllowed, "Window 1 is another clerk's.")


@pytest.mark.parametrize("kind", NEED_NOBODY)
@pytest.mark.parametrize("scene", [called_one, serving_one])
def test_first_finish(kind: type[c.Command], scene: object) -> None:
    scene().when(kind, **{"window": 1} | MOVES[kind]).refused(  # type: ignore[operator]
        WrongState, "A001 is at window 1. Finish first."
    )


@pytest.mark.parametrize("kind", WITH_SOMEBODY)
def test_nobody_is_at_the_window(kind: type[c.Command]) -> None:
    scene = given(opened(), issued("A001")).when(kind, **{"window": 1} | MOVES[kind])
    scene.refused(WrongState, "Nobody is at window 1.")


@pytest.mark.parametrize("kind", WITH_SOMEBODY)
def test_another_ticket_is_there_meanwhile(kind: type[c.Command]) -> None:
    """A clerk looked at a screen that was not up to date."""
    for scene in (called_one(), serving_one()):
        scene.when(kind, **{"window": 1, "ticket": id_of("A009")} | MOVES[kind])
        scene.refused(WrongState, "A001 is at window 1 now.")


@pytest.mark.parametrize("kind", [c.Recall, c.StartService, c.MissTicket])
def test_somebody_is_being_served(kind: type[c.Command]) -> None:
    serving_one().when(kind, window=1).refused(WrongState, "A001 is being served.")


@pytest.mark.parametrize("kind", [c.FinishService, c.HoldTicket])
def test_somebody_has_not_come_yet(kind: type[c.Command]) -> None:
    called_one().when(kind, window=1).refused(
        WrongState, "A001 has been called and has not come yet."
    )


class TestServing:
    def test_start(self) -> None:
        scene = called_one().when(c.StartService, window=1).then(started("A001"))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.started_at) == (State.serving, scene.now)

    def test_finish(self) -> None:
        scene = serving_one().given(minutes(7))
        scene.when(c.FinishService, window=1).then(finished("A001"))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.ended_at, ticket.window) == (State.served, scene.now, 1)
        assert scene.hall.windows[1].ticket is None
        assert scene.hall.served["A"].count == 1
        assert scene.hall.served["A"].seconds == 420

    @pytest.mark.parametrize("outcome", Outcome)
    def test_how_it_ended(self, outcome: Outcome) -> None:
        scene = serving_one().when(c.FinishService, window=1, outcome=outcome, note=" 缺照片 ")
        scene.then(e.ServiceFinished(id_of("A001"), 1, outcome, "缺照片"))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.outcome, ticket.note) == (State.served, outcome, "缺照片")
        assert scene.hall.ended[1][-1].outcome == outcome

    @pytest.mark.parametrize("ended", [(started("A001"), finished("A001")), (missed("A001"),)])
    def test_a_window_is_free_again(self, ended: tuple[e.Event, ...]) -> None:
        scene = called_one().given(*ended, issued("A002"))
        scene.when(c.CallNext, window=1).done()
        assert scene.hall.windows[1].ticket == id_of("A002")

    def test_the_ticket_that_is_meant(self) -> None:
        called_one().when(c.StartService, window=1, ticket=id_of("A001")).then(started("A001"))


class TestMissing:
    def test_once(self) -> None:
        scene = called_one().when(c.MissTicket, window=1).then(missed("A001"))
        ticket = scene.ticket("A001")
        assert (ticket.state, ticket.misses, ticket.ended_at) == (State.missed, 1, scene.now)
        assert scene.hall.missed == {ticket.id: scene.now}
        assert scene.hall.windows[1].ticket is None

    def test_twice_ends_it(self) -> None:
        scene = called_one().given(missed("A001"), requeued("A001", 0), called("A001"))
        scene.when(c.MissTicket, window=1).then(missed("A001"), abandoned("A001"))
        assert scene.ticket("A001").state is State.abandoned
        assert scene.hall.missed == {}
        scene.when(c.RequeueTicket, by="staff:gu", ticket=id_of("A001")).refused(
            WrongState, "A001 was missed and has ended."
        )

    def test_the_hall_ends_it(self) -> None:
        scene = called_one().given(missed("A001"))
        scene.when(c.AbandonTicket, by="system:hall", ticket=id_of("A001"))
        scene.then(abandoned("A001"))
        assert (scene.ticket("A001").state, scene.hall.missed) == (State.abandoned, {})
        scene.when(c.AbandonTicket, by="system:hall", ticket=id_of("A001")).refused(
            WrongState, "A001 was missed and has ended."
        )

    @pytest.mark.parametrize("ending", [abandoned("A001"), e.TicketCancelled(id_of("A001"), "x")])
    def test_it_ends_also_where_an_import_took_its_window_away(self, ending: e.Event) -> None:
        from tests.shared.domain.test_rules_house import without_window_1

        scene = called_one().given(missed("A001"), e.WindowClosed(1))
        scene.given(e.HallImported(without_window_1()), ending)
        assert scene.hall.missed == {}


class TestSettingAside:
    def test_hold_and_resume(self) -> None:
        scene = serving_one().when(c.HoldTicket, window=1, reason=" 填表 ")
        scene.then(held("A001", reason="填表"))
        ticket, window = scene.ticket("A001"), scene.hall.windows[1]
        assert (ticket.state, ticket.window, ticket.note) == (State.held, 1, "填表")
        assert (window.ticket, window.held) == (None, (ticket.id,))
        scene.given(minutes(4)).when(c.ResumeTicket, window=1, ticket=ticket.id)
        scene.then(resumed("A001"))
        window = scene.hall.windows[1]
        assert (window.ticket, window.held) == (ticket.id, ())
        assert scene.ticket("A001").state is State.serving
        assert scene.ticket("A001").started_at == ticket.started_at

    def test_several_and_in_any_order(self) -> None:
        scene = serving_one().given(held("A001"), *being_served("A002"), held("A002"))
        scene.given(*being_served("A003"))
        scene.when(c.ResumeTicket, window=1, ticket=id_of("A001")).refused(
            WrongState, "A003 is at window 1. Finish first."
        )
        scene.when(c.HoldTicket, window=1).then(held("A003"))
        assert scene.hall.windows[1].held == (id_of("A001"), id_of("A002"), id_of("A003"))
        scene.when(c.ResumeTicket, window=1, ticket=id_of("A002")).then(resumed("A002"))
        assert scene.hall.windows[1].held == (id_of("A001"), id_of("A003"))
        scene.when(c.FinishService, window=1).then(finished("A002"))
        scene.when(c.ResumeTicket, window=1, ticket=id_of("A003")).then(resumed("A003"))

    def test_without_a_reason(self) -> None:
        serving_one().when(c.HoldTicket, window=1).then(held("A001"))

    def test_others_are_called_meanwhile(self) -> None:
        scene = serving_one().given(held("A001"), issued("A002"))
        scene.when(c.CallNext, window=1).done()
        assert scene.hall.windows[1].ticket == id_of("A002")

    def test_one_set_aside_at_another_window(self) -> None:
        scene = given(opened(1), opened(2, "li"), *being_served(), held("A001"))
        scene.when(c.ResumeTicket, by="staff:li", window=2, ticket=id_of("A001")).refused(
            NotAllowed, "A001 is set aside at window 1."
        )

    def test_one_that_is_not_set_aside(self) -> None:
        scene = given(opened(), issued("A001"))
        scene.when(c.ResumeTicket, window=1, ticket=id_of("A001")).refused(
            WrongState, "A001 is waiting."
        )
        scene.when(c.ResumeTicket, window=1, ticket=id_of("A009")).refused(
            Unknown, "There is no such number today."
        )


class TestWithoutANumber:
    WORDS = {"window": 1, "service": "id-card", "reason": "in a hurry"}  # noqa: RUF012

    def test_a_walk_in_gets_a_number_all_the_same(self) -> None:
        scene = given(opened(), issued("A001"))
        scene.when(c.ServeWalkIn, **self.WORDS, key="a-long-enough-key-of-A002")
        scene.then(walked_in("A002"))
        ticket = scene.ticket("A002")
        assert (ticket.state, ticket.window, ticket.note) == (State.serving, 1, "in a hurry")
        assert ticket.issued_at == ticket.called_at == ticket.started_at == scene.now
        assert scene.hall.windows[1].ticket == ticket.id
        assert scene.hall.waiting("A") == 1
        assert not scene.hall.calls
        scene.when(c.FinishService, window=1).then(finished("A002"))

    def test_a_service_of_the_windows_queues(self) -> None:
        words = {"service": "estate", "reason": "x", "key": "k" * 16, "language": "en"}
        scene = given(opened(), opened(3, "zhao"))
        scene.when(c.ServeWalkIn, by="staff:zhao", window=3, **words).done()
        assert (scene.ticket("C001").queue, scene.ticket("C001").language) == ("C", "en")
        scene.when(c.ServeWalkIn, window=1, **words).refused(
            NotAllowed, "This window does not serve queue C."
        )

    def test_it_counts_as_passing_those_who_wait(self) -> None:
        scene = given(opened(), issued("A001"), walked_in("A002"), finished("A002"))
        scene.when(c.CallNext, window=1)
        assert scene.events is not None
        assert scene.events[0].why.passed == 1  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("change", "kind", "sentence"),
        [
            ({"service": "no-such"}, Unknown, "There is no such service here."),
            ({"language": "f1"}, Unknown, "There is no such language here."),
            ({"reason": " "}, Malformed, "Please write something here."),
            ({"key": "short"}, Malformed,
             "The number's key is too short or was given before."),
            ({"key": "a-long-enough-key-of-A001"}, Malformed,
             "The number's key is too short or was given before."),
        ],
    )  # fmt: skip
    def test_odd_words(self, change: dict[str, str], kind: type, sentence: str) -> None:
        words = self.WORDS | {"key": "k" * 16} | change
        given(opened(), issued("A001")).when(c.ServeWalkIn, **words).refused(kind, sentence)
