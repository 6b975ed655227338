"""How many come before: told to newcomers, and to those who wait."""

from hypothesis import given as for_all
from hypothesis import strategies as st

from shared.domain import events as e
from shared.domain.places import ahead, before, in_order, place
from shared.domain.policy import choose
from shared.domain.settings import Preset
from shared.domain.tickets import Class
from tests.shared.domain.given import (
    Scene,
    being_served,
    called,
    calls,
    came_for,
    clock,
    given,
    issued,
    minutes,
    missed,
    opened,
    requeued,
    sent,
    settings,
)

# A place is told by weights; how often somebody was passed changes only who goes right now.
PRESETS = (Preset.arrival, Preset.class_, Preset.accumulating)


def told(scene: Scene, number: str) -> int:
    return place(scene.hall, scene.ticket(number), scene.now)


def test_nobody_is_before_the_only_one() -> None:
    scene = given(issued("A001"))
    assert told(scene, "A001") == 0
    assert ahead(given().hall, "A", Class.ordinary, scene.now) == 0


def test_whoever_was_put_first_is_before_all() -> None:
    scene = given(opened(), *being_served(), issued("A002"), issued("A003"))
    scene.given(sent("A001", "A", first=True))
    assert [told(scene, n) for n in ("A001", "A002", "A003")] == [0, 1, 2]
    assert ahead(scene.hall, "A", Class.ordinary, scene.now) == 3


def came_back() -> Scene:
    """A001 missed its call, is back, and lets three pass."""
    scene = given(opened(), issued("A001"), called("A001"), missed("A001"))
    return scene.given(requeued("A001", scene.hall.line_calls["A"] + 3))


def test_whoever_came_back_lets_others_pass_and_no_more_than_there_are() -> None:
    scene = came_back()
    assert told(scene, "A001") == 0
    scene.given(issued("A002"))
    assert told(scene, "A001") == 1
    assert told(scene, "A002") == 0
    scene.given(*(issued(f"A{n:03d}") for n in range(3, 9)))
    assert told(scene, "A001") == 3
    assert [told(scene, f"A{n:03d}") for n in (2, 3, 4, 5, 8)] == [0, 1, 2, 4, 7]
    assert ahead(scene.hall, "A", Class.ordinary, scene.now) == 8


def test_an_appointment_before_its_time_is_after_those_who_are_here() -> None:
    """Whatever head start its class has."""
    for preset in PRESETS:
        scene = given(settings(preset=preset), issued("A001"), came_for("A002", 11), minutes(1))
        scene.given(issued("A003"))
        assert [told(scene, n) for n in ("A001", "A003", "A002")] == [0, 1, 2]
        assert ahead(scene.hall, "A", Class.ordinary, scene.now) == 2


def test_an_appointment_whose_time_has_come() -> None:
    scene = given(settings(preset=Preset.class_), issued("A001"), came_for("A002", 10, 5))
    scene.given(minutes(5))
    assert [told(scene, n) for n in ("A002", "A001")] == [0, 1]
    assert ahead(scene.hall, "A", Class.ordinary, scene.now) == 2
    assert ahead(scene.hall, "A", Class.green, scene.now) == 0


def test_who_waits_for_one_window_stands_in_a_line_of_their_own() -> None:
    scene = given(opened(), *being_served(), issued("A002"), sent("A001", "A", for_window=4))
    assert (told(scene, "A001"), told(scene, "A002")) == (0, 0)
    assert scene.ticket("A001").place == "@4"


def test_those_before_are_named_in_their_order() -> None:
    scene = given(opened(), *being_served(), issued("A002"), issued("A003", class_=Class.green))
    scene.given(sent("A001", "A", first=True), issued("A004"))
    earlier = before(scene.hall, scene.ticket("A004"), scene.now, 8)
    assert [ticket.number for ticket in earlier] == ["A001", "A003", "A002"]
    assert [t.number for t in before(scene.hall, scene.ticket("A004"), scene.now, 2)] == [
        "A001",
        "A003",
    ]
    assert before(scene.hall, scene.ticket("A001"), scene.now, 8) == []


happenings = st.lists(
    st.tuples(
        st.sampled_from(["comes", "comes", "green", "booked", "is called", "missed", "first"]),
        st.sampled_from([0.0, 1.0, 5.0, 10.0, 30.0]),
    ),
    max_size=24,
)


def lived(happened: list[tuple[str, float]], preset: Preset) -> Scene:
    """A morning at window 1, after which it is free: some were served, some came back, some were
    sent back into line to be called first."""
    scene = given(settings(preset=preset, most_overtaken=0, back_after_calls=2), opened())
    count = 0
    for what, pause in happened:
        choice = choose(scene.hall, 1, scene.now)
        if what in ("comes", "green", "booked"):
            count += 1
            number = f"A{count:03d}"
            class_ = {"comes": Class.ordinary, "green": Class.green}.get(what, Class.appointment)
            time = clock(10 + count % 3, 7) if what == "booked" else None
            scene.given(issued(number, class_=class_, booked_for=time))
        elif choice is not None and (what != "missed" or choice.ticket.since <= scene.now):
            scene.given(called(choice.ticket.number))
            if what == "missed":
                scene.given(missed(choice.ticket.number))
                due = scene.hall.line_calls["A"] + 2
                scene.given(requeued(choice.ticket.number, due))
            else:
                scene.given(e.ServiceStarted(choice.ticket.id, 1))
                scene.given(
                    sent(choice.ticket.number, "A", first=True)
                    if what == "first"
                    else e.ServiceFinished(choice.ticket.id, 1)
                )
        scene.given(minutes(pause))
    return scene


@for_all(happenings, st.sampled_from(PRESETS))
def test_the_place_of_each_is_its_place_in_the_calls(
    happened: list[tuple[str, float]], preset: Preset
) -> None:
    scene = lived(happened, preset)
    places = {number: told(scene, number) for number in scene.waiting()}
    numbers = calls(scene)
    assert places == {number: at for at, number in enumerate(numbers)}


@for_all(happenings, st.sampled_from(PRESETS), st.sampled_from([Class.ordinary, Class.green]))
def test_a_newcomer_is_told_its_place(
    happened: list[tuple[str, float]], preset: Preset, class_: Class
) -> None:
    scene = lived(happened, preset)
    promised = ahead(scene.hall, "A", class_, scene.now)
    scene.given(issued("A900", class_=class_))
    assert told(scene, "A900") == promised


@for_all(happenings, st.sampled_from(PRESETS))
def test_those_named_before_are_those_called_before(
    happened: list[tuple[str, float]], preset: Preset
) -> None:
    scene = lived(happened, preset)
    order = calls(lived(happened, preset))
    for number in scene.waiting():
        earlier = before(scene.hall, scene.ticket(number), scene.now, 99)
        assert [ticket.number for ticket in earlier] == order[: order.index(number)]
        first = before(scene.hall, scene.ticket(number), scene.now, 2)
        assert first == earlier[:2]


@for_all(happenings, st.sampled_from(PRESETS))
def test_all_in_order_stand_at_their_places(
    happened: list[tuple[str, float]], preset: Preset
) -> None:
    scene = lived(happened, preset)
    order = [ticket.number for ticket in in_order(scene.hall, "A", scene.now)]
    assert order == sorted(scene.waiting(), key=lambda number: told(scene, number))
    assert [told(scene, number) for number in order] == list(range(len(order)))
