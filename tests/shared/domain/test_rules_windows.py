"""The moves at a window."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import NobodyWaiting, NotAllowed, Unknown, WrongState
from shared.domain.tickets import Class, State
from tests.shared.domain.given import (
    Scene,
    called,
    finished,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    started,
)

MOVES = (
    c.CloseWindow,
    c.CallNext,
    c.Recall,
    c.StartService,
    c.FinishService,
    c.MissTicket,
)


def waiting() -> Scene:
    return given(opened(), issued("A001"))


def at_window() -> Scene:
    return given(opened(), issued("A001"), called("A001"))


def serving() -> Scene:
    return given(opened(), issued("A001"), called("A001"), started("A001"))


def test_a_window_opens_for_its_clerk() -> None:
    scene = given().when(c.OpenWindow, window=1).then(opened(1))
    assert scene.hall.windows[1].clerk == "wang"
    assert scene.hall.windows[1].opened_at == scene.now


def test_an_open_window_does_not_open_again() -> None:
    given(opened(1, "li")).when(c.OpenWindow, window=1).refused(
        WrongState, "Window 1 is open already."
    )
    given(opened(1)).when(c.OpenWindow, window=1).refused(WrongState, "Window 1 is open already.")


def test_a_clerk_has_one_window() -> None:
    given(opened(1)).when(c.OpenWindow, window=2).refused(
        WrongState, "You have window 1 open. Close it first."
    )


def test_another_departments_window() -> None:
    given().when(c.OpenWindow, by="staff:zhao", window=1).refused(
        NotAllowed, "Window 1 belongs to another department."
    )


def test_a_window_of_no_department_is_anybodys() -> None:
    given().when(c.OpenWindow, by="staff:zhao", window=4).then(opened(4, "zhao"))


def test_staff_of_no_department_sit_anywhere() -> None:
    for account in ("wang", "sun", "admin"):
        given().when(c.OpenWindow, by=f"staff:{account}", window=3).then(opened(3, account))


@pytest.mark.parametrize("kind", [c.OpenWindow, *MOVES])
def test_there_is_no_such_window(kind: type[c.Command]) -> None:
    given().when(kind, window=77).refused(Unknown, "There is no window 77.")


@pytest.mark.parametrize("kind", MOVES)
def test_a_closed_window(kind: type[c.Command]) -> None:
    given(issued("A001")).when(kind, window=1).refused(WrongState, "Window 1 is closed.")


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("actor", ["staff:li", "staff:sun", "staff:admin"])
def test_another_clerks_window(kind: type[c.Command], actor: str) -> None:
    at_window().when(kind, by=actor, window=1).refused(NotAllowed, "Window 1 is another clerk's.")


def test_a_free_window_closes() -> None:
    scene = given(opened()).when(c.CloseWindow, window=1).then(e.WindowClosed(1))
    assert scene.hall.windows[1].clerk == ""


@pytest.mark.parametrize("kind", [c.CloseWindow, c.CallNext])
@pytest.mark.parametrize("scene", [at_window, serving])
def test_first_finish(kind: type[c.Command], scene: object) -> None:
    scene().when(kind, window=1).refused(  # type: ignore[operator]
        WrongState, "A001 is at window 1. Finish first."
    )


def test_the_next_is_called() -> None:
    scene = given(opened(), issued("A001"), issued("A002"), minutes(3))
    scene.when(c.CallNext, window=1)
    scene.then(e.TicketCalled(id_of("A001"), 1, e.Why(180, 0.0, 3.0, "")))
    ticket = scene.hall.tickets[id_of("A001")]
    assert (ticket.state, ticket.window, ticket.calls) == (State.called, 1, 1)
    assert ticket.called_at == scene.now
    assert scene.hall.windows[1].ticket == ticket.id
    assert scene.hall.waiting("A") == 1
    assert scene.hall.calls[-1].id == scene.hall.seq


def test_why_names_who_came_second() -> None:
    scene = given(
        opened(), issued("A001"), minutes(5), issued("A002", class_=Class.green), minutes(1)
    )
    scene.when(c.CallNext, window=1)
    scene.then(e.TicketCalled(id_of("A002"), 1, e.Why(60, 20.0, 21.0, "A001")))


def test_nobody_is_waiting() -> None:
    given(opened()).when(c.CallNext, window=1).refused(NobodyWaiting, "Nobody is waiting.")


def test_nobody_is_waiting_for_this_window() -> None:
    given(opened(), issued("B001", "invoice")).when(c.CallNext, window=1).refused(
        NobodyWaiting, "Nobody is waiting."
    )


def test_a_window_of_several_queues_takes_the_longest_wait() -> None:
    scene = given(opened(4), issued("C001", "estate"), minutes(1), issued("A001"))
    scene.when(c.CallNext, window=4).then(
        e.TicketCalled(id_of("C001"), 4, e.Why(60, 0.0, 1.0, "A001"))
    )


def test_nobody_is_called_twice() -> None:
    scene = given(opened(1), opened(2, "li"), issued("A001"), called("A001"))
    scene.when(c.CallNext, by="staff:li", window=2).refused(NobodyWaiting, "Nobody is waiting.")


def test_recall() -> None:
    scene = at_window().when(c.Recall, window=1).then(e.TicketRecalled(id_of("A001"), 1))
    assert scene.hall.tickets[id_of("A001")].calls == 2
    assert scene.hall.calls[-1].recall


def test_start() -> None:
    scene = at_window().when(c.StartService, window=1).then(started("A001"))
    ticket = scene.hall.tickets[id_of("A001")]
    assert (ticket.state, ticket.started_at) == (State.serving, scene.now)


def test_finish() -> None:
    scene = serving().given(minutes(7))
    scene.when(c.FinishService, window=1).then(finished("A001"))
    ticket = scene.hall.tickets[id_of("A001")]
    assert (ticket.state, ticket.ended_at, ticket.window) == (State.served, scene.now, 1)
    assert scene.hall.windows[1].ticket is None
    assert (scene.hall.served["A"].count, scene.hall.served["A"].seconds) == (1, 420.0)
    assert scene.hall.ended[1] == [id_of("A001")]


def test_miss() -> None:
    scene = at_window().when(c.MissTicket, window=1).then(missed("A001"))
    assert scene.hall.tickets[id_of("A001")].state is State.missed
    assert scene.hall.windows[1].ticket is None
    assert "A" not in scene.hall.served


@pytest.mark.parametrize("kind", [c.Recall, c.StartService, c.FinishService, c.MissTicket])
def test_nobody_is_at_the_window(kind: type[c.Command]) -> None:
    waiting().when(kind, window=1).refused(WrongState, "Nobody is at window 1.")


@pytest.mark.parametrize("kind", [c.Recall, c.StartService, c.MissTicket])
def test_somebody_is_being_served(kind: type[c.Command]) -> None:
    serving().when(kind, window=1).refused(WrongState, "A001 is being served.")


def test_somebody_has_not_come_yet() -> None:
    at_window().when(c.FinishService, window=1).refused(
        WrongState, "A001 has been called and has not come yet."
    )


@pytest.mark.parametrize("ended", [(started("A001"), finished("A001")), (missed("A001"),)])
def test_a_window_is_free_again(ended: tuple[e.Event, ...]) -> None:
    scene = at_window().given(*ended, issued("A002"))
    scene.when(c.CallNext, window=1).then(e.TicketCalled(id_of("A002"), 1, e.Why(0, 0.0, 0.0)))
