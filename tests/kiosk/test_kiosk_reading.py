"""What the kiosk reads from the hall: screenfuls, spans and the order of services."""

import pytest

from kiosk import reading
from shared.bus import Bus
from shared.domain.commands import OpenWindow
from shared.domain.refusals import Unknown
from tests.small_hall import MONDAY_MORNING, WANG, new_id, take


@pytest.mark.parametrize(
    ("numbers", "spans"),
    [
        ((), ()),
        ((4,), ((4, 4),)),
        ((1, 2, 3, 7), ((1, 3), (7, 7))),
        ((1, 3, 4), ((1, 1), (3, 4))),
    ],
)
def test_spans(numbers: tuple[int, ...], spans: tuple[tuple[int, int], ...]) -> None:
    assert reading.spans(numbers) == spans


def test_parts_hold_everything_once() -> None:
    items = list(range(25))
    parts = [reading.part(items, number, 12) for number in (1, 2, 3)]
    assert [item for part in parts for item in part.items] == items
    assert {part.of for part in parts} == {3}


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (4, 3), (10**9, 3)])
def test_a_part_that_is_not_there_gives_the_nearest(asked: int, given: int) -> None:
    assert reading.part(list(range(25)), asked, 12).number == given


def test_an_empty_list_is_one_empty_part() -> None:
    assert reading.part([], 1, 12) == reading.Part((), 1, 1)


def test_service_page_counts_by_class(bus: Bus) -> None:
    bus.execute(take("id-card"))
    with bus.looking() as hall:
        page = reading.service_page(hall, "id-card", MONDAY_MORNING)
    assert page.ordinary.ahead == 1
    assert page.green.ahead == 0
    assert page.windows == ((1, 2), (4, 4))
    assert not page.staffed


def test_service_page_names_the_open_windows(bus: Bus) -> None:
    bus.execute(OpenWindow(id=new_id(), by=WANG, window=2))
    with bus.looking() as hall:
        page = reading.service_page(hall, "id-card", MONDAY_MORNING)
    assert page.windows == ((2, 2),)
    assert page.staffed


def test_unknown_names_are_refused(bus: Bus) -> None:
    with bus.looking() as hall:
        with pytest.raises(Unknown):
            reading.service_page(hall, "nothing", MONDAY_MORNING)
        with pytest.raises(Unknown):
            reading.department(hall, "nothing")
