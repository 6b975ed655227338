"""Taking back a wrong press: within ten seconds, while nobody has moved on it."""

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import NotAllowed, WrongState
from shared.domain.settings import Preset
from shared.domain.tickets import Class, Need, Outcome, State
from tests.portrait import lasting
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
    opened,
    requeued,
    resumed,
    seconds,
    settings,
    started,
    walked_in,
)

TOO_LATE = "There is no press of the last 10 seconds to take back."
GONE_ON = "It has gone on since and cannot be taken back."


def busy() -> Scene:
    """Windows 1 and 2 at work; A001 was served and A003 is set aside at 1, A004 was missed; A005
    came before the green A006, B001 waits too."""
    return given(
        settings(preset=Preset.ratio),
        opened(1),
        opened(2, "li"),
        *being_served("A001"),
        minutes(1),
        finished("A001"),
        *being_served("A003"),
        held("A003"),
        *at_window("A004"),
        missed("A004"),
        issued("A005"),
        minutes(2),
        issued("A006", class_=Class.green),
        issued("A007", visit=("id-card", "invoice", "passport")),
        issued("B001", "invoice"),
        minutes(1),
    )


def called_again() -> Scene:
    return busy().given(called("A006"), minutes(1), e.TicketRecalled(id_of("A006"), 1))


def serving_one() -> Scene:
    return busy().given(called("A006"), started("A006"), minutes(3))


def serving_a_visit() -> Scene:
    return busy().given(called("A007"), started("A007"), minutes(3))


def called_for_the_second_time() -> Scene:
    scene = busy()
    return scene.given(requeued("A004"), called("A004"))


def back_in_line() -> Scene:
    return busy().given(requeued("A004", 0))


def at_one_window() -> Scene:
    """A007 waits for window 1 alone, put first."""
    transferred = e.TicketTransferred(id_of("A005"), 2, "A", "id-card", 1, first=True)
    return busy().given(called("A005", 2), transferred)


@pytest.mark.parametrize(
    ("before", "press", "words"),
    [
        (busy, c.CallNext, {}),
        (busy, c.CallTicket, {"ticket": id_of("A007"), "reason": "a train"}),
        (back_in_line, c.CallNext, {}),
        (at_one_window, c.CallNext, {}),
        (called_again, c.MissTicket, {}),
        (called_for_the_second_time, c.MissTicket, {}),
        (serving_one, c.FinishService, {"outcome": Outcome.referred, "note": "next door"}),
        (serving_a_visit, c.FinishService, {}),
        (serving_a_visit, c.FinishService, {"outcome": Outcome.materials_missing}),
    ],
)
def test_all_is_as_it_was(before: object, press: type[c.Command], words: dict[str, object]) -> None:
    """Also what is counted: services, calls, turns, who was passed and may be passed no more."""
    scene: Scene = before()  # type: ignore[operator]
    earlier = lasting(scene.hall)
    scene.when(press, window=1, **words).done()
    assert lasting(scene.hall) != earlier
    scene.given(seconds(10)).when(c.UndoPress, window=1).done()
    assert lasting(scene.hall) == earlier


def test_a_call_is_taken_back() -> None:
    scene = given(opened(), issued("A001"), minutes(1)).when(c.CallNext, window=1)
    scene.done()
    entry = scene.hall.seq
    scene.given(seconds(9)).when(c.UndoPress, window=1)
    scene.then(e.PressUndone(1, id_of("A001"), e.Press.called, entry))
    assert scene.ticket("A001").state is State.waiting
    assert scene.waiting() == ["A001"]
    assert scene.hall.windows[1].ticket is None
    assert not scene.hall.calls
    assert scene.hall.jobs[f"speech-{entry}"] == "expired"


def test_a_miss_is_taken_back() -> None:
    scene = given(opened(), *at_window()).when(c.MissTicket, window=1)
    scene.done()
    scene.when(c.UndoPress, window=1).done()
    assert scene.ticket("A001").state is State.called
    assert (scene.ticket("A001").misses, scene.hall.missed) == (0, {})
    scene.when(c.StartService, window=1).then(started("A001"))


def test_a_second_miss_and_the_end_it_led_to_are_taken_back_together() -> None:
    scene = given(opened(), *at_window(), missed("A001"), requeued("A001", 0), called("A001"))
    assert len(scene.when(c.MissTicket, window=1).done()) == 2
    scene.when(c.UndoPress, window=1).done()
    assert (scene.ticket("A001").state, scene.ticket("A001").misses) == (State.called, 1)
    assert scene.hall.states[State.abandoned] == 0


def test_a_finish_is_taken_back() -> None:
    scene = given(opened(), *being_served(), minutes(6)).when(c.FinishService, window=1)
    scene.done()
    finish = scene.hall.seq
    scene.when(c.UndoPress, window=1).done()
    assert scene.ticket("A001").state is State.serving
    assert scene.hall.windows[1].ticket == id_of("A001")
    assert finish not in scene.hall.rateable
    assert scene.hall.ended[1] == []
    scene.when(c.FinishService, window=1).then(finished("A001"))
    assert [service.finish for service in scene.hall.rateable.values()] == [scene.hall.seq]
    assert scene.hall.served["A"].count == 1


def test_a_visit_that_went_on_comes_back_from_its_next_queue() -> None:
    scene = serving_a_visit().when(c.FinishService, window=1)
    scene.done()
    assert scene.waiting("B") == ["A007", "B001"]
    scene.when(c.UndoPress, window=1).done()
    assert scene.waiting("B") == ["B001"]
    ticket = scene.ticket("A007")
    assert (ticket.state, ticket.queue, ticket.service, ticket.step) == (
        State.serving, "A", "id-card", 0,
    )  # fmt: skip


def test_the_last_rating_asked_for_is_asked_for_again() -> None:
    scene = given(opened(), *being_served("A001"), finished("A001"))
    first = scene.hall.last_finish[1]
    scene.given(*being_served("A002"), finished("A002")).when(c.UndoPress, window=1).done()
    assert scene.hall.last_finish[1] == first


def test_only_the_last_press_and_only_once() -> None:
    scene = given(opened(), issued("A001"), issued("A002"))
    for press in (c.CallNext, c.MissTicket, c.CallNext):
        scene.when(press, window=1).done()
    scene.when(c.UndoPress, window=1).done()
    scene.when(c.UndoPress, window=1).refused(WrongState, TOO_LATE)


def test_after_ten_seconds() -> None:
    scene = given(opened(), *at_window(), seconds(10.001))
    scene.when(c.UndoPress, window=1).refused(WrongState, TOO_LATE)


def test_the_hall_says_how_long() -> None:
    scene = given(settings(undo_seconds=0), opened(), *at_window(), seconds(0.001))
    scene.when(c.UndoPress, window=1).refused(
        WrongState, "There is no press of the last 0 seconds to take back."
    )


def test_no_press_at_all() -> None:
    given(opened()).when(c.UndoPress, window=1).refused(WrongState, TOO_LATE)
    given(opened(), *being_served(), held("A001")).when(c.UndoPress, window=1).refused(
        WrongState, TOO_LATE
    )


CALLED = (opened(1), opened(2, "li"), issued("A002"), *at_window("A001"))
MISSED = (*CALLED, missed("A001"))
FINISHED = (*CALLED, started("A001"), finished("A001"))


@pytest.mark.parametrize(
    "happened",
    [
        (*CALLED, e.TicketRecalled(id_of("A001"), 1)),
        (*CALLED, started("A001")),
        (*CALLED, e.ClassChanged(id_of("A001"), Class.green, Need.elderly, "asked")),
        (*CALLED, e.TicketCancelled(id_of("A001"), "left")),
        (*MISSED, requeued("A001")),
        (*MISSED, requeued("A001", 0), called("A001", 2)),
        (*MISSED, e.TicketAbandoned(id_of("A001"))),
        (*MISSED, e.TicketCancelled(id_of("A001"), "left")),
        (*FINISHED, e.WindowPaused(1, e.PauseReason.meal)),
    ],
)
def test_somebody_has_moved_on_it(happened: tuple[e.Event, ...]) -> None:
    given(*happened).when(c.UndoPress, window=1).refused(WrongState, GONE_ON)


@pytest.mark.parametrize(
    "happened",
    [
        (*MISSED, *being_served("A003"), held("A003")),
        (opened(), *being_served("A003"), held("A003"), *being_served("A001"), finished("A001"),
         resumed("A003")),
        (*CALLED, e.WindowHandedOver(1, "sun", "wang"), e.WindowHandedOver(1, "wang", "sun")),
        (*FINISHED, e.WindowClosed(1), opened(1)),
        (*FINISHED, walked_in("A009"), held("A009")),
    ],
)  # fmt: skip
def test_the_window_has_moved_on(happened: tuple[e.Event, ...]) -> None:
    given(*happened).when(c.UndoPress, window=1).refused(WrongState, TOO_LATE)


def test_a_visit_whose_next_step_has_begun() -> None:
    scene = serving_a_visit().when(c.FinishService, window=1)
    scene.done()
    scene.given(called("A007", 2)).when(c.UndoPress, window=1).refused(WrongState, GONE_ON)


def test_a_service_that_was_rated_meanwhile() -> None:
    """Or it would be rated twice."""
    scene = given(*FINISHED)
    scene.when(c.RateService, by="display:D1", finish=scene.hall.seq, rating="good").done()
    scene.when(c.UndoPress, window=1).refused(WrongState, GONE_ON)


def test_a_service_that_an_import_has_taken_away_since() -> None:
    from tests.shared.domain.test_rules_house import without_passports

    scene = given(opened(), issued("A001", "passport"), called("A001"), started("A001"))
    scene.given(finished("A001"), e.HallImported(without_passports()))
    scene.when(c.UndoPress, window=1).refused(WrongState, TOO_LATE)


def test_whose_window() -> None:
    given(opened(), *at_window()).when(c.UndoPress, by="staff:li", window=1).refused(
        NotAllowed, "Window 1 is another clerk's."
    )
    given(*at_window()).when(c.UndoPress, window=1).refused(WrongState, "Window 1 is closed.")
