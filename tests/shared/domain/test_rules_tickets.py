"""Taking a number."""

from datetime import UTC, datetime

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import HallClosed, Malformed, Unknown
from shared.domain.tickets import Class, Need, State
from tests.shared.domain.given import (
    before_set_up,
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

KEY = "0123456789abcdef"
ASKED = {"by": "kiosk:K1", "service": "id-card", "language": "zh", "key": KEY}


def taken(number: str, **more: object) -> e.TicketIssued:
    """As told while no window is open, where nothing else is said."""
    return issued(number, **({"key": KEY, "windows": (1, 2, 4), "wait_minutes": None} | more))


def test_the_first_number_of_a_queue() -> None:
    given().when(c.TakeTicket, **ASKED).then(taken("A001"))


def test_each_queue_counts_for_itself() -> None:
    scene = given(issued("A001"), issued("A002"))
    scene.when(c.TakeTicket, **ASKED | {"service": "invoice"})
    scene.then(taken("B001", service="invoice", windows=(2, 3, 4)))


def test_services_of_one_queue_share_its_numbers() -> None:
    scene = given(issued("A001")).when(c.TakeTicket, **ASKED | {"service": "passport"})
    assert scene.events is not None
    assert scene.events[0].number == "A002"  # type: ignore[attr-defined]


def test_numbers_are_not_given_again_once_served_or_missed() -> None:
    scene = given(
        opened(), issued("A001"), called("A001"), missed("A001"),
        issued("A002"), called("A002"), started("A002"), finished("A002"),
    )  # fmt: skip
    scene.when(c.TakeTicket, **ASKED)
    assert scene.events is not None
    assert scene.events[0].number == "A003"  # type: ignore[attr-defined]


def test_a_day_that_runs_past_999() -> None:
    given(issued("A999", key="the-key-of-a-very-late-one")).when(c.TakeTicket, **ASKED)
    scene = given(issued("A999", key="the-key-of-a-very-late-one"))
    scene.when(c.TakeTicket, **ASKED).then(taken("A1000", ahead=1))


def test_only_open_windows_are_named_once_one_is_open() -> None:
    given(opened(2)).when(c.TakeTicket, **ASKED).then(taken("A001", windows=(2,), wait_minutes=0))


def test_those_who_wait_are_counted() -> None:
    scene = given(opened(1), issued("A001"), issued("A002"), called("A001"))
    scene.when(c.TakeTicket, **ASKED)
    scene.then(taken("A003", ahead=1, wait_minutes=8, windows=(1,)))


def test_green_goes_before_those_who_wait_less_than_twenty_minutes() -> None:
    scene = given(issued("A001"), minutes(15), issued("A002"), minutes(10))
    scene.when(c.TakeTicket, **ASKED | {"class_": Class.green, "need": Need.pregnant})
    scene.then(taken("A003", class_=Class.green, need=Need.pregnant, ahead=1))


def test_staff_who_may_give_numbers_stand_at_no_kiosk() -> None:
    for actor in ("staff:gu", "staff:sun", "staff:admin"):
        given().when(c.TakeTicket, **ASKED | {"by": actor}).then(taken("A001", kiosk=""))


def test_the_kiosk_is_that_of_the_device() -> None:
    given().when(c.TakeTicket, **ASKED | {"by": "kiosk:K2"}).then(taken("A001", kiosk="K2"))


def test_a_taken_ticket_waits() -> None:
    scene = given().when(c.TakeTicket, **ASKED).then(taken("A001"))
    ticket = scene.hall.tickets[id_of("A001")]
    assert ticket.state is State.waiting
    assert ticket.issued_at == ticket.since == scene.now
    assert ticket.seq == scene.hall.seq
    assert scene.hall.waiting("A") == 1
    assert scene.hall.keys == {KEY: ticket.id}


@pytest.mark.parametrize("service", ["", "no-such", "ID-CARD", "A", "id-card "])
def test_an_unknown_service(service: str) -> None:
    given().when(c.TakeTicket, **ASKED | {"service": service}).refused(
        Unknown, "There is no such service here."
    )


@pytest.mark.parametrize("language", ["", "fr", "ZH", "zh-CN"])
def test_an_unknown_language(language: str) -> None:
    given().when(c.TakeTicket, **ASKED | {"language": language}).refused(
        Unknown, "There is no such language here."
    )


@pytest.mark.parametrize(
    ("class_", "need"), [(Class.green, Need.none), (Class.ordinary, Need.urgent)]
)
def test_a_green_number_has_a_reason_and_no_other_has(class_: Class, need: Need) -> None:
    given().when(c.TakeTicket, **ASKED | {"class_": class_, "need": need}).refused(
        Malformed, "A green channel number needs its reason, and only it."
    )


@pytest.mark.parametrize("key", ["", "short", "0123456789abcde"])
def test_a_key_that_could_be_guessed(key: str) -> None:
    given().when(c.TakeTicket, **ASKED | {"key": key}).refused(
        Malformed, "The number's key is too short or was given before."
    )


def test_a_key_is_given_once() -> None:
    scene = given().when(c.TakeTicket, **ASKED).then(taken("A001"))
    scene.when(c.TakeTicket, **ASKED).refused(
        Malformed, "The number's key is too short or was given before."
    )


def test_lunch() -> None:
    scene = given().at(datetime(2026, 11, 23, 4, 0, tzinfo=UTC))
    scene.when(c.TakeTicket, **ASKED).refused(
        HallClosed, "The hall is closed now. It opens again on 2026-11-23 at 13:00."
    )


def test_friday_evening() -> None:
    scene = given().at(datetime(2026, 11, 27, 10, 0, tzinfo=UTC))
    scene.when(c.TakeTicket, **ASKED).refused(
        HallClosed, "The hall is closed now. It opens again on 2026-11-30 at 09:00."
    )


def test_a_hall_without_hours_says_only_that_it_is_closed() -> None:
    from msgspec.structs import replace

    from tests.small_hall import CATALOGUE

    scene = given(e.HallImported(replace(CATALOGUE, hours=())))
    scene.when(c.TakeTicket, **ASKED).refused(HallClosed, "The hall is closed now.")


def test_a_special_opening_gives_numbers_at_night() -> None:
    scene = given(e.HallOpenedSpecially("flood")).at(datetime(2026, 11, 23, 15, tzinfo=UTC))
    scene.when(c.TakeTicket, **ASKED).then(taken("A001"))


def test_a_hall_not_set_up_has_no_language() -> None:
    from shared.domain.people import Role, Staff

    scene = before_set_up().given(e.StaffAdded(Staff("gu", "gu", Role.steward)))
    scene.when(c.TakeTicket, **ASKED | {"by": "staff:gu"}).refused(
        Unknown, "There is no such language here."
    )
