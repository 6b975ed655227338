"""Who comes next, and how many come before."""

from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from shared import queries
from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.places import ahead
from shared.domain.policy import choose, in_call_order
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need
from shared.domain.why import Because, Why
from tests.shared.domain.given import (
    DAY,
    Scene,
    being_served,
    called,
    calls,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    sent,
    settings,
)


def test_first_come_first_served() -> None:
    scene = given(*(issued(f"A{n:03d}") for n in range(1, 6)))
    assert calls(scene, 4) == ["A001", "A002", "A003", "A004", "A005"]


def test_green_has_a_head_start_of_twenty_minutes() -> None:
    scene = given(issued("A001"), minutes(21), issued("A002"), issued("A003", class_=Class.green))
    assert calls(scene, 4) == ["A001", "A003", "A002"]


def test_nobody_starves() -> None:
    """Green numbers gain on those who wait, and ten may pass; the eleventh may not."""
    scene = given(issued("A001"), minutes(20))
    for count in range(2, 40):
        scene.given(minutes(1), issued(f"A{count:03d}", class_=Class.green))
    assert calls(scene, 4)[10] == "A001"


def passed_twice() -> Scene:
    """A001 waits at window 4 and was passed as often as two settings allow."""
    scene = given(settings(most_overtaken=2), issued("A001"))
    for number in ("A002", "A003"):
        scene.given(issued(number, class_=Class.green), called(number, 4), missed(number, 4))
    return scene.given(issued("A004", class_=Class.green))


def test_whoever_may_not_be_passed_any_more_is_called_and_it_is_said_why() -> None:
    scene = passed_twice()
    choice = choose(scene.hall, 4, scene.now)
    assert choice is not None
    assert choice.ticket.number == "A001"
    assert (choice.why.because, choice.why.passed, choice.why.limit) == (Because.limit, 2, 2)
    assert [rival.number for rival in choice.why.rivals] == ["A004"]


def test_whoever_may_not_be_passed_goes_in_the_place_of_who_may_not_pass() -> None:
    """Not after somebody of another queue, of whom it could not be said why."""
    scene = passed_twice()
    scene.given(minutes(1), issued("B001", "invoice", class_=Class.green), minutes(1))
    choice = choose(scene.hall, 4, scene.now)
    assert choice is not None
    assert (choice.ticket.number, choice.why.because) == ("A001", Because.limit)
    assert [rival.number for rival in choice.why.rivals] == ["A004", "B001"]


def test_the_limit_holds_in_all_queues_of_the_window() -> None:
    scene = passed_twice().given(e.ClassChanged(id_of("A004"), Class.ordinary, Need.none, "x"))
    scene.given(issued("B001", "invoice", class_=Class.green))
    choice = choose(scene.hall, 4, scene.now)
    assert choice is not None
    assert (choice.ticket.number, choice.why.because) == ("A001", Because.limit)


def test_a_window_that_only_helps_a_queue_passes_nobody_there() -> None:
    """Its own queue is its own business."""
    told = e.WindowQueuesChanged(3, ("B",), (Help("A", 0),))
    scene = passed_twice().given(e.ClassChanged(id_of("A004"), Class.ordinary, Need.none, "x"))
    scene.given(opened(3, "zhao"), told, minutes(1))
    scene.given(issued("B001", "invoice", class_=Class.green))
    choice = choose(scene.hall, 3, scene.now)
    assert choice is not None
    assert (choice.ticket.number, choice.why.because) == ("B001", Because.score)


def test_who_was_sent_into_a_line_counts_those_who_came_later_and_were_called_there() -> None:
    """Whoever stands behind in that line was passed by no more, and may not be passed either."""
    scene = given(settings(most_overtaken=2), opened(), *being_served("A009"), minutes(1))
    scene.given(issued("A001"), minutes(1))
    for number in ("A002", "A003"):
        scene.given(issued(number, class_=Class.green), called(number, 4), missed(number, 4))
    scene.given(sent("A009", "A"), issued("A004", class_=Class.green))
    choice = choose(scene.hall, 4, scene.now)
    assert choice is not None
    assert choice.ticket.number == "A009"
    assert (choice.why.because, choice.why.passed) == (Because.limit, 2)


def test_a_tie_goes_to_who_came_first() -> None:
    scene = given(issued("A001"), minutes(20), issued("A002", class_=Class.green))
    assert calls(scene, 4) == ["A001", "A002"]
    scene = given(issued("A001"), issued("B001", "invoice"), issued("A002"))
    assert calls(scene, 4) == ["A001", "B001", "A002"]


def test_a_window_looks_at_its_queues_only() -> None:
    scene = given(issued("C001", "estate"), issued("A001"), issued("B001", "invoice"))
    assert calls(scene, 1) == ["A001"]
    assert calls(scene, 3) == ["C001", "B001"]


def test_why_says_what_it_was_chosen_for() -> None:
    scene = given(issued("A001"), minutes(1.5))
    choice = choose(scene.hall, 1, scene.now)
    assert choice is not None
    assert choice.why == Why(
        waited_seconds=90, head_start=0.0, score=1.5, because=Because.only, limit=10
    )


def test_nobody() -> None:
    assert choose(given().hall, 1, given().now) is None
    scene = given(opened(1), issued("A001"), called("A001"))
    assert choose(scene.hall, 1, scene.now) is None
    assert in_call_order(scene.hall, 1, scene.now, 8) == []


arrivals = st.lists(
    st.tuples(
        st.sampled_from(["A", "B"]),
        st.sampled_from([Class.ordinary, Class.green]),
        st.sampled_from([0.0, 0.001, 1.0, 5.0, 9.5, 10.0, 20.0]),
    ),
    max_size=14,
)
SERVICES = {"A": "id-card", "B": "invoice"}
# What a newcomer is told reckons with weights, not with who may not be passed any more.
NO_LIMIT = HallSettings(most_overtaken=0)
WALK_UP = (Class.ordinary, Class.green)


def arrived(arrivals: list[tuple[str, Class, float]]) -> Scene:
    scene = given(e.SettingsChanged(NO_LIMIT))
    counts = {"A": 0, "B": 0}
    for letter, class_, pause in arrivals:
        counts[letter] += 1
        number = f"{letter}{counts[letter]:03d}"
        scene.given(issued(number, SERVICES[letter], class_), minutes(pause))
    return scene


@for_all(arrivals)
def test_looking_at_the_heads_is_looking_at_all(arrivals: list[tuple[str, Class, float]]) -> None:
    """Calling head after head gives the order in which all were sorted at once."""
    scene = arrived(arrivals)
    expected = [t.number for t in in_call_order(scene.hall, 2, scene.now, 99)]
    assert calls(scene, 2) == expected


@for_all(arrivals, st.sampled_from(WALK_UP), st.sampled_from([0.0, 3.0, 20.0]))
def test_those_told_to_be_ahead_are_those_called_before(
    arrivals: list[tuple[str, Class, float]], class_: Class, pause: float
) -> None:
    """What a newcomer is told is its place in its queue's order."""
    scene = arrived(arrivals).given(minutes(pause))
    told = ahead(scene.hall, "A", class_, scene.now)
    scene.given(issued("A900", class_=class_))
    queue = [number for number in calls(scene, 4) if number.startswith("A")]
    assert queue.index("A900") == told


@for_all(arrivals, st.sampled_from([0.0, 0.5, 20.0]))
def test_the_place_of_each_who_waits_is_its_place_in_the_order(
    arrivals: list[tuple[str, Class, float]], pause: float
) -> None:
    """Also when a head start and a longer wait come to the same score."""
    scene = arrived(arrivals).given(minutes(pause))
    told = {
        ticket.number: queries.ticket_now(scene.hall, ticket, scene.now).ahead
        for ticket in scene.hall.tickets.values()
    }
    called = calls(scene, 4)
    for letter in "AB":
        queue = [number for number in called if number.startswith(letter)]
        assert {number: told[number] for number in queue} == {
            number: place for place, number in enumerate(queue)
        }


def test_a_line_counts_those_who_waited_from_then_on() -> None:
    scene = given(issued("A001"), minutes(1), issued("A002"), issued("A003"), minutes(1))
    line = scene.hall.line("A", Class.ordinary)
    assert len(line) == 3
    assert line.waiting_from(scene.now) == 3
    assert line.waiting_from(scene.now - timedelta(minutes=1)) == 3
    assert line.waiting_from(scene.now - timedelta(minutes=1, milliseconds=1)) == 1
    assert line.head() == id_of("A001") == f"{DAY}-A001"
    assert line.first(2) == [id_of("A001"), id_of("A002")]


def test_leaving_a_line_one_does_not_stand_in() -> None:
    import pytest

    scene = given(opened(1), issued("A001"), called("A001"), issued("A002"))
    line = scene.hall.line("A", Class.ordinary)
    with pytest.raises(KeyError):
        line.leave(scene.hall.tickets[id_of("A001")].arrival, id_of("A001"))
    assert len(line) == 1


def test_nobody_passes_themselves() -> None:
    """Whoever is sent back into the line does not count their own call as one that passed them."""
    scene = given(opened(), issued("A001"), issued("A002"), called("A002"), sent("A002", "A"))
    scene.given(called("A001", 2))
    choice = choose(scene.hall, 1, scene.now)
    assert choice is not None
    assert (choice.ticket.number, choice.why.passed) == ("A002", 0)
