"""Checking in for an appointment, and when whoever has one is called."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import BookingState
from shared.domain.refusals import (
    EnoughToday,
    HallClosed,
    Malformed,
    NotAllowed,
    OneTicketEach,
    WrongState,
)
from shared.domain.settings import Preset
from shared.domain.tickets import Class, State
from tests.shared.domain.booking import ELEVEN, KEY, checks_in
from tests.shared.domain.given import (
    booked,
    called,
    clock,
    given,
    id_of,
    issued,
    minutes,
    missed,
    next_at,
    opened,
    requeued,
    settings,
)  # fmt: skip
from tests.small_hall import CATALOGUE

GIVEN_AWAY = "All appointments of this time have been given. Please choose another one."
NO_TIME = "This time cannot be booked. Please choose another one."


class TestCheckingIn:
    def test_in_time_it_is_a_ticket_of_the_appointment(self) -> None:
        scene = given(booked(language="en"), opened())
        (event,) = checks_in(scene).done()
        assert isinstance(event, e.TicketIssued)
        assert (event.booking, event.service, event.language) == ("b900", "passport", "en")
        assert (event.class_, event.booked_for, event.kiosk) == (Class.appointment, ELEVEN, "K1")
        assert event.person == "one"
        ticket = scene.ticket("A001")
        assert (ticket.since, ticket.booking) == (ELEVEN, "b900")
        booking = scene.hall.bookings["b900"]
        assert (booking.state, booking.ticket) == (BookingState.arrived, ticket.id)

    def test_whose_it_is_tells_the_identity_where_there_is_one(self) -> None:
        (event,) = checks_in(given(booked(identity="my card"), opened())).done()
        assert event.person == "my card"  # type: ignore[attr-defined]

    def test_twice(self) -> None:
        scene = given(booked())
        checks_in(scene).done()
        said = "This appointment has been checked in already."
        checks_in(scene, key=f"{KEY}-2").refused(WrongState, said)
        for kind, words in (
            (c.CancelAppointment, {}),
            (c.MoveAppointment, {"starts_at": clock(13)}),
        ):
            scene.when(kind, by="citizen:b900", booking="b900", **words).refused(WrongState, said)

    def test_too_early(self) -> None:
        scene = given(booked(starts_at=clock(13)))
        checks_in(scene).refused(
            WrongState, "This appointment is at 13:00. Please check in from 12:00 on."
        )
        scene.given(settings(check_in_minutes=180))
        checks_in(scene).done()

    def test_to_the_minute(self) -> None:
        scene = given(booked(starts_at=clock(11, 1)))
        checks_in(scene).refused(
            WrongState, "This appointment is at 11:01. Please check in from 10:01 on."
        )
        checks_in(scene.at(clock(10, 1))).done()

    def test_on_another_day(self) -> None:
        tomorrow = ELEVEN + timedelta(days=1)
        checks_in(given(booked(starts_at=tomorrow))).refused(
            WrongState, "This appointment is on 2026-11-24 at 11:00."
        )

    @pytest.mark.parametrize(("late", "class_"), [(10, Class.appointment), (10.1, Class.ordinary)])
    def test_late(self, late: float, class_: Class) -> None:
        """After the grace they wait as everybody, from now."""
        scene = given(booked()).at(ELEVEN + minutes(late))
        (event,) = checks_in(scene).done()
        assert event.class_ is class_  # type: ignore[attr-defined]
        assert scene.ticket("A001").since == (ELEVEN if class_ is Class.appointment else scene.now)
        assert scene.hall.bookings["b900"].state is BookingState.arrived

    def test_late_where_all_numbers_have_been_given(self) -> None:
        """Their place was counted when they booked."""
        services = tuple(replace(s, quota_morning=0) for s in CATALOGUE.services)
        scene = given(e.HallImported(replace(CATALOGUE, services=services)), booked())
        checks_in(scene.at(ELEVEN + minutes(20))).done()

    def test_while_the_hall_is_closed(self) -> None:
        scene = given(booked()).at(clock(12))
        checks_in(scene)
        assert isinstance(scene.refusal, HallClosed)

    def test_a_phone_only_where_phones_take_numbers(self) -> None:
        scene = given(booked())
        checks_in(scene, "visitor:a-phone").refused(NotAllowed, "Please check in at a kiosk.")
        scene.given(settings(phone_numbers=True))
        checks_in(scene, "visitor:a-phone").done()

    @pytest.mark.parametrize("by", ["citizen:b900", "public:web", "staff:wang", "display:D1"])
    def test_nobody_from_home(self, by: str) -> None:
        checks_in(given(booked()), by).refused(NotAllowed, "You may not do this.")

    def test_a_key_that_was_given_before(self) -> None:
        checks_in(given(booked(), issued("A001")), key="a-long-enough-key-of-A001").refused(
            Malformed, "The number's key is too short or was given before."
        )

    def test_whoever_waits_in_that_queue_already(self) -> None:
        scene = given(booked(), issued("A001", person="one"))
        checks_in(scene).refused(
            OneTicketEach,
            "You already have A001 for these windows. Please wait for it to be called.",
        )

    def test_the_numbers_of_a_day_count(self) -> None:
        scene = given(booked(), settings(tickets_a_day=1), issued("B001", "invoice", person="one"))
        checks_in(scene)
        assert isinstance(scene.refusal, EnoughToday)

    def test_the_service_has_another_queue_since(self) -> None:
        moved = tuple(
            replace(s, queue="C") if s.code == "passport" else s for s in CATALOGUE.services
        )
        scene = given(booked(), e.HallImported(replace(CATALOGUE, services=moved)))
        (event,) = checks_in(scene).done()
        assert event.number == "C001"  # type: ignore[attr-defined]


class TestInTheQueue:
    def test_before_its_time_others_go_first_and_then_it(self) -> None:
        scene = given(booked(), opened())
        checks_in(scene).done()
        scene.given(issued("A002"), issued("A003"))
        assert next_at(scene) == "A002"
        scene.at(ELEVEN + minutes(0.1)).given(called("A002"), missed("A002"))
        assert next_at(scene) == "A003"  # it came at ten, and waits since ten
        scene.given(settings(preset=Preset.class_))
        assert next_at(scene) == "A001"

    def test_missed_and_back(self) -> None:
        scene = given(booked(), opened())
        checks_in(scene).done()
        scene.at(ELEVEN + minutes(1)).given(called("A001"), missed("A001"), requeued("A001", 0))
        assert next_at(scene) == "A001"
        assert scene.ticket("A001").class_ is Class.appointment

    def test_cancelled_after_it_came_it_is_used_up(self) -> None:
        scene = given(booked())
        checks_in(scene).done()
        scene.when(c.CancelTicket, by="citizen:20261123-A001", ticket=id_of("A001")).done()
        assert scene.ticket("A001").state is State.cancelled
        checks_in(scene, key=f"{KEY}-2").refused(
            WrongState, "This appointment has been checked in already."
        )
