"""More time, and the need of the green channel."""

from datetime import timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.places import NEAR, place
from shared.domain.policy import choose
from shared.domain.refusals import NotAllowed, WrongState
from shared.domain.settings import Preset
from shared.domain.tickets import Class, Lane, Need
from tests.shared.domain.given import (
    Scene,
    being_served,
    called,
    calls,
    came_for,
    clock,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    requeued,
    sent,
    settings,
)  # fmt: skip


def line(*numbers: int, apart: float = 1) -> Scene:
    """Window 1 is open; these came one after the other."""
    scene = given(opened())
    for number in numbers:
        scene.given(issued(f"A00{number}"), minutes(apart))
    return scene


def asks(scene: Scene, number: str = "A001", by: str = "") -> Scene:
    return scene.when(c.AskMoreTime, by=by or f"citizen:{id_of(number)}", ticket=id_of(number))


class TestMoreTime:
    def test_so_many_pass(self) -> None:
        scene = line(1, 2, 3, 4, 5)
        asks(scene).then(e.MoreTimeGiven(id_of("A001"), 3))
        ticket = scene.ticket("A001")
        assert (ticket.lane, ticket.due, ticket.deferred) == (Lane.back, 3, True)
        assert place(scene.hall, ticket, scene.now) == 3
        assert calls(scene) == ["A002", "A003", "A004", "A001", "A005"]

    def test_counted_from_their_own_turn(self) -> None:
        """Whoever asks comes no earlier for it."""
        scene = line(1, 2, 3, 4, 5, 6, 7)
        asks(scene, "A003").then(e.MoreTimeGiven(id_of("A003"), 5))
        assert calls(scene) == ["A001", "A002", "A004", "A005", "A006", "A003", "A007"]

    def test_not_long_before_their_turn(self) -> None:
        scene = line(*range(1, 8))
        asks(scene, "A006").done()
        scene = line(*range(1, 8))
        asks(scene, "A007").refused(
            WrongState,
            "6 are called before A007. Please ask again when it is nearly your turn.",
        )
        scene.given(called("A001"))
        asks(scene, "A007").done()

    def test_where_fewer_are_there(self) -> None:
        scene = line(1, 2)
        asks(scene).done()
        assert calls(scene) == ["A002", "A001"]
        scene = line(1)
        asks(scene).done()
        assert calls(scene) == ["A001"]  # nobody can pass

    def test_once_a_number(self) -> None:
        scene = line(1, 2, 3)
        asks(scene).done()
        said = "A001 has let others pass already."
        asks(scene).refused(WrongState, said)
        scene.given(called("A001"), missed("A001"), requeued("A001", 0))
        asks(scene).refused(WrongState, said)

    def test_nor_after_a_miss_or_when_put_first(self) -> None:
        scene = line(1, 2).given(called("A001"), missed("A001"), requeued("A001"))
        asks(scene).refused(WrongState, "A001 has let others pass already.")
        scene = given(opened(), *being_served("A001"), sent("A001", "A", first=True))
        assert asks(scene).refusal is not None

    def test_only_while_it_waits(self) -> None:
        asks(line(1).given(called("A001"))).refused(
            WrongState, "A001 has been called and has not come yet."
        )

    def test_only_their_own(self) -> None:
        scene = line(1, 2)
        asks(scene, "A001", f"citizen:{id_of('A002')}").refused(NotAllowed, "You may not do this.")
        for by in ("staff:gu", "kiosk:K1", "public:web", "visitor:a-phone"):
            asks(scene, "A001", by).refused(NotAllowed, "You may not do this.")

    def test_where_the_hall_gives_none(self) -> None:
        asks(line(1, 2).given(settings(more_time_calls=0))).refused(
            WrongState, "This hall does not give more time."
        )

    def test_an_appointment_to_come(self) -> None:
        scene = given(came_for("A001", 11))
        asks(scene).refused(WrongState, "The time of your appointment has not come yet.")
        asks(scene.at(clock(11))).done()

    def test_for_one_window_alone(self) -> None:
        scene = given(opened(), *being_served("A001"), sent("A001", "A", for_window=1))
        scene.given(issued("A002"))
        asks(scene).then(e.MoreTimeGiven(id_of("A001"), 3))
        assert sorted(calls(scene)) == ["A001", "A002"]

    def test_it_keeps_its_time_of_arrival(self) -> None:
        scene = line(1, 2, 3, apart=5)
        before = scene.ticket("A001").since
        asks(scene).done()
        assert scene.ticket("A001").since == before

    def test_whoever_came_back_and_whoever_waits_longer_in_order_of_what_is_due(self) -> None:
        scene = line(1, 2, 3, 4, 5, 6).given(called("A001"), missed("A001"), requeued("A001", 2))
        asks(scene, "A002").then(e.MoreTimeGiven(id_of("A002"), 4))
        assert calls(scene) == ["A003", "A001", "A004", "A002", "A005", "A006"]


CLASSES = st.sampled_from([Class.ordinary, Class.ordinary, Class.green])


def crowd(classes: list[Class], gaps: list[int], preset: Preset) -> Scene:
    scene = given(opened(), settings(preset=preset))
    for number, (class_, gap) in enumerate(zip(classes, gaps, strict=False), start=1):
        scene.given(minutes(gap), issued(f"A{number:03d}", class_=class_))
    return scene


@drawn(
    classes=st.lists(CLASSES, min_size=2, max_size=9),
    gaps=st.lists(st.integers(0, 9), min_size=9, max_size=9),
    who=st.integers(0, 8),
    preset=st.sampled_from([Preset.arrival, Preset.class_, Preset.accumulating]),
)
def test_the_place_told_is_the_place_called(
    classes: list[Class], gaps: list[int], who: int, preset: Preset
) -> None:
    """And nobody who stood before is passed."""
    ticket = f"A{who % len(classes) + 1:03d}"
    usual = calls(crowd(classes, gaps, preset))
    scene = crowd(classes, gaps, preset)
    before = place(scene.hall, scene.ticket(ticket), scene.now)
    asks(scene, ticket)
    if before > NEAR:
        assert isinstance(scene.refusal, WrongState)
        return
    scene.done()
    told = place(scene.hall, scene.ticket(ticket), scene.now)
    order = calls(scene)
    assert order.index(ticket) == told == min(usual.index(ticket) + 3, len(classes) - 1)
    assert [each for each in order if each != ticket] == [each for each in usual if each != ticket]


@drawn(
    others=st.lists(st.tuples(CLASSES, st.integers(0, 3)), min_size=1, max_size=30),
    asking=st.integers(1, 4),
)
def test_nobody_waits_for_ever(others: list[tuple[Class, int]], asking: int) -> None:
    """However many come after, of whatever class: called after as many calls as it was told."""
    scene = line(1, 2, 3, 4)
    ticket = f"A00{asking}"
    asks(scene, ticket).done()
    told = place(scene.hall, scene.ticket(ticket), scene.now)
    count = 0
    for number, (class_, gap) in enumerate(others, start=5):
        scene.given(issued(f"A{number:03d}", class_=class_), minutes(gap))
        choice = choose(scene.hall, 1, scene.now)
        assert choice is not None
        if choice.ticket.number == ticket:
            break
        count += 1
        scene.given(called(choice.ticket.number), missed(choice.ticket.number))
    assert count <= asking - 1 + 3
    if count < told:
        assert len(others) <= told


class TestConfirming:
    def green(self) -> Scene:
        return given(opened(), issued("A001", class_=Class.green))

    @pytest.mark.parametrize("by", ["staff:wang", "staff:gu", "staff:sun"])
    def test_the_need_is_real(self, by: str) -> None:
        scene = self.green().when(c.ConfirmClass, by=by, ticket=id_of("A001"))
        scene.then(e.ClassConfirmed(id_of("A001")))
        assert scene.ticket("A001").confirmed
        scene.when(c.ConfirmClass, by=by, ticket=id_of("A001")).refused(
            WrongState, "A001 has been confirmed already."
        )

    def test_also_of_whoever_is_at_the_window(self) -> None:
        scene = self.green().given(called("A001"))
        scene.when(c.ConfirmClass, ticket=id_of("A001")).done()

    def test_not_where_there_is_none(self) -> None:
        given(opened(), issued("A001")).when(c.ConfirmClass, ticket=id_of("A001")).refused(
            WrongState, "A001 is not of the green channel."
        )
        self.green().given(called("A001"), missed("A001")).when(
            c.ConfirmClass, ticket=id_of("A001")
        ).refused(WrongState, "A001 was missed.")

    def test_not_by_another_departments_clerk(self) -> None:
        self.green().given(opened(3, "zhao")).when(
            c.ConfirmClass, by="staff:zhao", ticket=id_of("A001")
        ).refused(NotAllowed, "Queue A belongs to another department.")

    def test_what_the_staff_gave_is_real_and_what_they_take_is_not(self) -> None:
        scene = given(opened(), issued("A001"))
        words = {"by": "staff:gu", "ticket": id_of("A001"), "reason": "seen"}
        scene.when(c.SetClass, **words, class_=Class.green, need=Need.infant).done()
        assert scene.ticket("A001").confirmed
        scene.when(c.SetClass, **words, class_=Class.ordinary).done()
        assert not scene.ticket("A001").confirmed

    def test_it_keeps_its_place(self) -> None:
        scene = self.green().given(timedelta(minutes=1), issued("A002"))
        scene.when(c.ConfirmClass, ticket=id_of("A001")).done()
        assert calls(scene) == ["A001", "A002"]
