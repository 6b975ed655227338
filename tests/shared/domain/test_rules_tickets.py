"""Taking a number."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.places import place
from shared.domain.refusals import HallClosed, Malformed, NotAllowed, Unknown
from shared.domain.tickets import Class, Need, State
from tests.shared.domain.given import (
    before_set_up,
    called,
    clock,
    finished,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    settings,
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


@pytest.mark.parametrize("language", ["", "f1", "ZH", "zh-CN"])
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


BOOKED = {"by": "staff:gu", "class_": Class.appointment}


class TestAppointments:
    def test_waits_from_its_time(self) -> None:
        scene = given(issued("A001"))
        words = ASKED | BOOKED | {"booked_for": clock(10, 30)}
        scene.when(c.TakeTicket, **words).then(
            taken("A002", class_=Class.appointment, kiosk="", ahead=1, booked_for=clock(10, 30))
        )
        ticket = scene.ticket("A002")
        assert (ticket.since, ticket.issued_at) == (clock(10, 30), scene.now)

    @pytest.mark.parametrize("late", [0, 5, 10])
    def test_a_little_late(self, late: int) -> None:
        scene = given().at(clock(10, 30) + minutes(late))
        scene.when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": clock(10, 30)})
        scene.then(taken("A001", class_=Class.appointment, kiosk="", booked_for=clock(10, 30)))
        assert scene.ticket("A001").since == clock(10, 30)

    def test_too_late_waits_as_everybody_from_now(self) -> None:
        scene = given().at(clock(10, 40) + timedelta(milliseconds=1))
        scene.when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": clock(10, 30)})
        scene.then(taken("A001", kiosk=""))
        assert scene.ticket("A001").since == scene.now

    def test_the_hall_says_how_late(self) -> None:
        scene = given(settings(grace_minutes=0)).at(clock(10, 30) + timedelta(milliseconds=1))
        scene.when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": clock(10, 30)})
        scene.then(taken("A001", kiosk=""))

    def test_before_its_time_those_who_wait_and_those_booked_earlier_come_before(self) -> None:
        """The same number that a look a moment later tells."""
        scene = given(issued("A001"))
        for number, hour in (("A002", 11), ("A003", 14)):
            scene.given(issued(number, class_=Class.appointment, booked_for=clock(hour)))
        scene.when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": clock(13)})
        assert scene.events is not None
        assert scene.events[0].ahead == 2  # type: ignore[attr-defined]
        scene.given(*scene.events)
        assert place(scene.hall, scene.ticket("A004"), scene.now) == 2

    def test_kiosks_check_nobody_in(self) -> None:
        words = ASKED | {"class_": Class.appointment, "booked_for": clock(10, 30)}
        given().when(c.TakeTicket, **words).refused(
            NotAllowed, "Appointments are checked in by a steward."
        )

    @pytest.mark.parametrize(
        "words",
        [
            {"class_": Class.appointment},
            {"booked_for": clock(10, 30)},
            {"class_": Class.green, "need": Need.elderly, "booked_for": clock(10, 30)},
        ],
    )
    def test_needs_its_time_and_only_it(self, words: dict[str, object]) -> None:
        given().when(c.TakeTicket, **ASKED | {"by": "staff:gu"} | words).refused(
            Malformed, "An appointment needs its time, and only it."
        )

    def test_of_another_day(self) -> None:
        for day in (22, 24):
            at = datetime(2026, 11, day, 3, tzinfo=UTC)
            given().when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": at}).refused(
                Malformed, "This appointment is not for today."
            )

    def test_without_a_time_zone(self) -> None:
        at = datetime(2026, 11, 23, 11)
        given().when(c.TakeTicket, **ASKED | BOOKED | {"booked_for": at}).refused(
            Malformed, "The time of an appointment needs its time zone."
        )


class TestVisits:
    def test_several_services_in_one_visit(self) -> None:
        scene = given().when(c.TakeTicket, **ASKED | {"then": ("invoice", "estate")})
        scene.then(taken("A001", visit=("id-card", "invoice", "estate")))
        ticket = scene.ticket("A001")
        assert (ticket.visit, ticket.step) == (("id-card", "invoice", "estate"), 0)

    def test_one_service_is_no_visit(self) -> None:
        given().when(c.TakeTicket, **ASKED | {"then": ()}).then(taken("A001"))

    @pytest.mark.parametrize("then", [("id-card",), ("invoice", "invoice")])
    def test_a_service_named_twice(self, then: tuple[str, ...]) -> None:
        given().when(c.TakeTicket, **ASKED | {"then": then}).refused(
            Malformed, "A service is named twice in this visit."
        )

    def test_a_service_that_is_not_there(self) -> None:
        given().when(c.TakeTicket, **ASKED | {"then": ("invoice", "no-such")}).refused(
            Unknown, "There is no such service here."
        )
