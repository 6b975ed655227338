"""Each preset of the order, and what stands beside the score: lanes, appointments, helpers; and
that none of it costs more the more people wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shared.domain import events as e
from shared.domain.catalogue import Help
from shared.domain.events import Entry
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.places import ahead, before, place
from shared.domain.policy import choose, in_call_order, weight_of
from shared.domain.settings import HallSettings, Preset, Weight
from shared.domain.tickets import Class, Ticket
from shared.domain.why import Because
from tests.shared.domain.given import (
    Scene,
    being_served,
    called,
    came_for,
    finished,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    requeued,
    sent,
    settings,
    started,
)


def choices(scene: Scene, count: int = 99, window: int = 4) -> list[tuple[str, Because]]:
    """Whom a window calls one after the other while the clock stands still, and because of what."""
    found = []
    while len(found) < count and (choice := choose(scene.hall, window, scene.now)) is not None:
        number = choice.ticket.number
        found.append((number, choice.why.because))
        scene.given(
            e.TicketCalled(choice.ticket.id, window, choice.why),
            started(number, window),
            finished(number, window),
        )
    return found


def numbers(scene: Scene, count: int = 99, window: int = 4) -> list[str]:
    return [number for number, _ in choices(scene, count, window)]


def a_mixed_line(**chosen: object) -> Scene:
    """In the order of arrival: ordinary, green after 25 minutes, booked, ordinary, green."""
    scene = given(settings(**chosen), issued("A001"), minutes(25))
    scene.given(issued("A002", class_=Class.green), minutes(5), came_for("A003", 10, 30))
    scene.given(minutes(1), issued("A004"), minutes(1), issued("A005", class_=Class.green))
    return scene.given(minutes(1))


class TestPresets:
    def test_arrival(self) -> None:
        scene = a_mixed_line(preset=Preset.arrival)
        assert numbers(scene) == ["A001", "A002", "A003", "A004", "A005"]

    def test_class(self) -> None:
        scene = a_mixed_line(preset=Preset.class_, most_overtaken=1)
        assert numbers(scene) == ["A002", "A005", "A003", "A001", "A004"]

    def test_class_knows_no_limit(self) -> None:
        scene = given(settings(preset=Preset.class_, most_overtaken=1), issued("A001"))
        scene.given(*(issued(f"A{n:03d}", class_=Class.green) for n in range(2, 9)))
        assert numbers(scene)[-1] == "A001"

    def test_accumulating(self) -> None:
        """33 points; 20 + 1.5 × 8 = 32; 3; 2; 20 + 1.5 = 21.5."""
        scene = a_mixed_line()
        assert numbers(scene) == ["A001", "A002", "A005", "A003", "A004"]

    def test_accumulating_by_the_halls_own_weights(self) -> None:
        weights = {
            Class.ordinary: Weight(),
            Class.appointment: Weight(head_start=40),
            Class.green: Weight(rate=3),
        }
        scene = a_mixed_line(weights=weights)
        assert numbers(scene) == ["A003", "A001", "A002", "A005", "A004"]

    def test_ratio(self) -> None:
        """Two of the preferred to one ordinary, by arrival among each other."""
        scene = given(settings(preset=Preset.ratio))
        scene.given(*(issued(f"A00{n}") for n in (1, 2, 3)))
        scene.given(*(issued(f"A00{n}", class_=Class.green) for n in (4, 5, 6, 7)))
        scene.given(came_for("A008", 10))
        assert choices(scene) == [
            ("A004", Because.turn), ("A005", Because.turn), ("A001", Because.score),
            ("A006", Because.turn), ("A007", Because.turn), ("A002", Because.score),
            ("A008", Because.turn), ("A003", Because.only),
        ]  # fmt: skip

    def test_ratio_as_the_hall_chooses(self) -> None:
        scene = given(settings(preset=Preset.ratio, ratio_preferred=1, ratio_ordinary=2))
        scene.given(*(issued(f"A00{n}") for n in (1, 2, 3, 4)))
        scene.given(*(issued(f"A00{n}", class_=Class.green) for n in (5, 6)))
        assert numbers(scene) == ["A005", "A001", "A002", "A006", "A003", "A004"]

    def test_ratio_is_counted_at_each_window(self) -> None:
        scene = given(settings(preset=Preset.ratio, ratio_preferred=1))
        scene.given(*(issued(f"A00{n}") for n in (1, 2, 3)))
        scene.given(*(issued(f"A00{n}", class_=Class.green) for n in (4, 5, 6)))
        assert numbers(scene, 1, window=1) == ["A004"]
        assert numbers(scene, 1, window=2) == ["A005"]
        assert numbers(scene, 1, window=1) == ["A001"]
        assert numbers(scene, 2, window=1) == ["A006", "A002"]

    def test_ratio_out_of_turn_does_not_count(self) -> None:
        """Where the preferred have nobody the ordinary go, and it is still the others' turn."""
        scene = given(settings(preset=Preset.ratio, ratio_preferred=1))
        scene.given(issued("A001"), issued("A002"), issued("A003"))
        assert numbers(scene, 2) == ["A001", "A002"]
        scene.given(issued("A004", class_=Class.green), issued("A005", class_=Class.green))
        assert choices(scene) == [
            ("A004", Because.turn), ("A003", Because.score), ("A005", Because.only),
        ]  # fmt: skip

    @pytest.mark.parametrize("preset", Preset)
    def test_a_change_is_for_those_who_wait_already(self, preset: Preset) -> None:
        scene = a_mixed_line().given(settings(preset=preset))
        assert numbers(scene) == numbers(a_mixed_line(preset=preset))


class TestAppointments:
    def test_waits_from_its_time(self) -> None:
        scene = given(came_for("A001", 10, 10), issued("A002"), minutes(11), issued("A003"))
        assert numbers(scene) == ["A002", "A001", "A003"]

    def test_early_only_where_nobody_else_waits(self) -> None:
        scene = given(came_for("A001", 11), issued("A002"), came_for("A003", 10, 30))
        assert choices(scene) == [
            ("A002", Because.score), ("A003", Because.early), ("A001", Because.early),
        ]  # fmt: skip

    def test_not_early_whatever_head_start_it_has(self) -> None:
        for chosen in (
            {"preset": Preset.class_},
            {"weights": HallSettings().weights | {Class.appointment: Weight(head_start=999)}},
        ):
            scene = given(settings(**chosen), came_for("A001", 11), issued("A002"))
            assert numbers(scene) == ["A002", "A001"]

    def test_not_before_somebody_of_another_queue(self) -> None:
        scene = given(came_for("A001", 11), issued("C001", "estate"))
        assert numbers(scene) == ["C001", "A001"]


class TestComingBackAndBeingPutFirst:
    def test_first_goes_before_all_and_back_before_those_in_line(self) -> None:
        scene = given(opened(1), *being_served("A001"), issued("A002", class_=Class.green))
        scene.given(called("A002", 4), missed("A002", 4), requeued("A002", 0))
        scene.given(issued("A003", class_=Class.green), minutes(30), sent("A001", "A", first=True))
        assert choices(scene) == [
            ("A002", Because.back), ("A001", Because.first), ("A003", Because.only),
        ]  # fmt: skip

    def test_back_too_soon_goes_after_those_in_line(self) -> None:
        scene = given(opened(), issued("A001"), minutes(30), called("A001"), missed("A001"))
        scene.given(requeued("A001", 3), issued("A002"), issued("A003"), issued("A004"))
        assert numbers(scene) == ["A002", "A003", "A001", "A004"]

    def test_the_limit_does_not_hold_up_whoever_was_put_first(self) -> None:
        scene = given(settings(most_overtaken=1), opened(), issued("A001"))
        for number in ("A002", "A003"):
            scene.given(*being_served(number), sent(number, "A", first=True))
        assert numbers(scene) == ["A002", "A003", "A001"]


class TestHelpers:
    def helping(self, after: int = 10) -> Scene:
        """Window 1 serves A and helps C once its first has waited so long."""
        return given(opened(), e.WindowQueuesChanged(1, ("A",), (Help("C", after),)))

    def test_not_before_its_time(self) -> None:
        scene = self.helping().given(issued("C001", "estate"), timedelta(minutes=10, seconds=-1))
        assert choose(scene.hall, 1, scene.now) is None
        scene.given(timedelta(seconds=1))
        assert numbers(scene, window=1) == ["C001"]

    def test_once_the_first_has_waited_so_long_and_no_further(self) -> None:
        scene = self.helping().given(issued("C001", "estate"), minutes(9))
        scene.given(issued("C002", "estate"), minutes(1))
        assert numbers(scene, window=1) == ["C001"]

    def test_by_score_among_its_own(self) -> None:
        scene = self.helping().given(issued("A001"), minutes(1), issued("C001", "estate"))
        scene.given(minutes(10), issued("A002"))
        assert numbers(scene, window=1) == ["A001", "C001", "A002"]

    def test_at_once_where_told_so(self) -> None:
        scene = self.helping(after=0).given(issued("C001", "estate"))
        assert numbers(scene, window=1) == ["C001"]

    def test_as_the_desk_is_set_up(self) -> None:
        from msgspec.structs import replace

        from tests.small_hall import CATALOGUE

        desk = replace(CATALOGUE.windows[0], helps=(Help("B", 5),))
        catalogue = replace(CATALOGUE, windows=(desk, *CATALOGUE.windows[1:]))
        scene = given(e.HallImported(catalogue), opened(), issued("B001", "invoice"), minutes(5))
        assert numbers(scene, window=1) == ["B001"]
        scene.given(e.WindowQueuesChanged(1, ("A",)), issued("B002", "invoice"), minutes(60))
        assert numbers(scene, window=1) == []

    def test_a_helper_is_no_window_of_the_queue(self) -> None:
        scene = self.helping()
        assert scene.hall.helpers_of["C"] == (1,)
        assert scene.hall.open_windows("C") == []


def test_the_next_ones_in_order_and_no_more_than_asked_for() -> None:
    scene = a_mixed_line()
    order = [ticket.number for ticket in in_call_order(scene.hall, 4, scene.now, 99)]
    assert order == ["A001", "A002", "A005", "A003", "A004"]
    for count in range(6):
        some = in_call_order(scene.hall, 4, scene.now, count)
        assert [ticket.number for ticket in some] == order[:count]


class Counting(dict[str, Ticket]):
    """The tickets of a hall; counts how often one of them is looked at."""

    looks = 0

    def __getitem__(self, id_: str) -> Ticket:
        self.looks += 1
        return super().__getitem__(id_)


MANY = 50_000


@pytest.fixture(scope="module")
def crowded() -> Hall:
    """So many wait in one queue, of three classes; one in ten has been called already."""
    scene = given(opened(4, "sun"))
    hall = scene.hall
    classes = (Class.ordinary, Class.ordinary, Class.ordinary, Class.green, Class.appointment)
    at = scene.now
    for count in range(1, MANY + 1):
        number = f"A{count:06d}"
        at += timedelta(milliseconds=100)
        event = issued(number, class_=classes[count % 5], kiosk="")
        evolve(Entry(hall.seq + 1, at, "test", "test", event), hall)
    tickets = Counting(hall.tickets)
    hall.tickets = tickets  # type: ignore[assignment]
    return hall


LOOKS: dict[str, Callable[[Hall], object]] = {
    "whom to call": lambda hall: choose(hall, 4, hall.at),
    "the next eight": lambda hall: in_call_order(hall, 4, hall.at, 8),
    "what a newcomer is told": lambda hall: ahead(hall, "A", Class.green, hall.at),
    "the place of the last": lambda hall: place(
        hall, dict.__getitem__(hall.tickets, id_of(f"A{MANY:06d}")), hall.at
    ),
    "who comes before the last": lambda hall: before(
        hall, dict.__getitem__(hall.tickets, id_of(f"A{MANY:06d}")), hall.at, 8
    ),
    "how long the first waits": lambda hall: hall.longest_since("A"),
    "a call": lambda hall: evolve(
        Entry(hall.seq + 1, hall.at, "test", "test", _next_call(hall)), hall
    ),
}


def _next_call(hall: Hall) -> e.TicketCalled:
    choice = choose(hall, 4, hall.at)
    assert choice is not None
    return e.TicketCalled(choice.ticket.id, 4, choice.why)


@pytest.mark.parametrize("look", LOOKS)
def test_only_the_first_of_each_line_are_looked_at(crowded: Hall, look: str) -> None:
    tickets = crowded.tickets
    assert isinstance(tickets, Counting)
    tickets.looks = 0
    LOOKS[look](crowded)
    assert tickets.looks <= 40


def test_every_class_has_a_weight() -> None:
    for preset in Preset:
        for class_ in Class:
            assert weight_of(HallSettings(preset=preset), class_).rate > 0
