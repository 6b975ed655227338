"""How many numbers one person may have, in a queue and on a day."""

import pytest

from shared.domain import events as e
from shared.domain.refusals import EnoughToday, HallClosed, OneTicketEach
from shared.domain.settings import HallSettings
from tests.shared.domain.asking import LI, WANG, asks, at, gets, quota
from tests.shared.domain.given import (
    Scene,
    called,
    finished,
    given,
    id_of,
    issued,
    missed,
    opened,
    started,
)


def test_one_open_number_a_queue() -> None:
    scene = gets(given(), person=WANG)
    asks(scene, person=WANG, key="another-key-of-mine").refused(
        OneTicketEach,
        "You already have A001 for these windows. Please wait for it to be called.",
    )
    asks(scene, person=WANG, key="another-key-of-mine", service="passport").refused(
        OneTicketEach,
        "You already have A001 for these windows. Please wait for it to be called.",
    )


def test_one_who_was_called_is_sent_to_the_window() -> None:
    scene = given(opened(2), issued("A001", person=WANG), called("A001", 2))
    for more in ((), (started("A001", 2),)):
        asks(scene.given(*more), person=WANG).refused(
            OneTicketEach, "You already have A001 for these windows. Please go to window 2."
        )


def test_another_queue_another_person_and_nobody() -> None:
    scene = gets(given(), person=WANG)
    gets(scene, "B001", person=WANG, service="invoice", key="key-number-two-of-them")
    gets(scene, "A002", person=LI, key="key-number-three-of-them")
    gets(scene, "A003", key="key-number-four-of-them")
    assert scene.hall.people == {WANG: [id_of("A001"), id_of("B001")], LI: [id_of("A002")]}


@pytest.mark.parametrize("end", [missed("A001"), None])
def test_once_it_has_ended_there_may_be_another(end: e.Event | None) -> None:
    ended = (end,) if end else (started("A001"), finished("A001"))
    scene = given(opened(), issued("A001", person=WANG), called("A001"), *ended)
    gets(scene, "A002", person=WANG)


def many(count: int) -> Scene:
    """So many numbers of one person, all served."""
    scene = given(opened())
    for n in range(1, count + 1):
        number = f"A{n:03}"
        scene.given(issued(number, person=WANG), called(number), started(number), finished(number))
    return scene


def test_so_many_a_day() -> None:
    gets(many(4), "A005", person=WANG)
    asks(many(5), person=WANG).refused(
        EnoughToday,
        "You have taken 5 numbers today, and nobody may take more."
        " Please come on another day, or ask the information desk.",
    )
    gets(many(5), "A006", person=LI)
    gets(many(5), "A006")


def test_the_limit_is_a_setting_and_may_be_none() -> None:
    scene = many(2)
    scene.hall.settings = HallSettings(tickets_a_day=2)
    assert asks(scene, person=WANG).refusal is not None
    scene = many(40)
    scene.hall.settings = HallSettings(tickets_a_day=0)
    gets(scene, "A041", person=WANG)


def test_an_own_number_is_the_nearest_reason_of_all() -> None:
    scene = quota(1).given(issued("A001", person=WANG)).at(at(12))
    assert type(asks(scene, person=WANG).refusal) is OneTicketEach


def test_a_limit_is_a_later_reason_than_a_closed_hall() -> None:
    assert type(asks(many(5).at(at(12)), person=WANG).refusal) is HallClosed
