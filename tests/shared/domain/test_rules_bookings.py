"""Appointments: booked, moved, cancelled, and which services may be taken away."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import Booking, BookingState
from shared.domain.refusals import (
    EnoughBooked,
    Malformed,
    NotAllowed,
    SlotFull,
    Unknown,
    WrongState,
)
from shared.domain.rules.bookings import ENOUGH_BOOKED
from tests.shared.domain.booking import ELEVEN, KEY, asks, checks_in, free
from tests.shared.domain.given import Scene, booked, clock, given, issued, opened, settings
from tests.small_hall import CATALOGUE

GIVEN_AWAY = "All appointments of this time have been given. Please choose another one."
NO_TIME = "This time cannot be booked. Please choose another one."


class TestBooking:
    def test_it_is_kept_as_it_was_asked_for(self) -> None:
        scene = given()
        (event,) = asks(scene).done()
        assert isinstance(event, e.AppointmentBooked)
        b = event.booking
        assert (b.id, b.code, b.key) == (f"b{scene.hall.seq}", "12345678", KEY)
        assert (b.service, b.starts_at, b.language) == ("passport", ELEVEN, "en")
        assert (b.person, b.identity, b.by) == ("me", "", "public")
        assert (b.booked_at, b.state) == (clock(10), BookingState.booked)
        assert free(scene) == 1

    def test_the_same_time_written_in_another_zone(self) -> None:
        local = ELEVEN.astimezone(given().hall.zone)
        (event,) = asks(given(), starts_at=local).done()
        assert event.booking.starts_at.tzinfo is UTC  # type: ignore[attr-defined]

    @pytest.mark.parametrize("by", ["kiosk:K1", "visitor:a-phone", "staff:gu", "public:web"])
    def test_by_whom(self, by: str) -> None:
        (event,) = asks(given(), by).done()
        role = {"staff:gu": "steward"}.get(by, by.partition(":")[0])
        assert event.booking.by == role  # type: ignore[attr-defined]

    def test_not_from_home_where_the_hall_does_not_want_it(self) -> None:
        scene = given(settings(book_online=False))
        sentence = "Appointments are made in the hall. Please ask the information desk."
        asks(scene).refused(NotAllowed, sentence)
        asks(scene, "kiosk:K1").done()

    @pytest.mark.parametrize(
        "at",
        [clock(10, 30), clock(11, 5), clock(12), clock(18), ELEVEN - timedelta(days=7),
         ELEVEN + timedelta(days=14), ELEVEN - timedelta(days=2),
         datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)],
        ids=str,
    )  # fmt: skip
    def test_a_time_that_is_none(self, at: datetime) -> None:
        asks(given(), starts_at=at).refused(Unknown, NO_TIME)

    def test_a_time_without_a_zone(self) -> None:
        asks(given(), starts_at=ELEVEN.replace(tzinfo=None)).refused(
            Malformed, "The time of an appointment needs its time zone."
        )

    def test_a_service_without_appointments(self) -> None:
        asks(given(), service="id-card").refused(
            WrongState, "This service has no appointments. Please take a number in the hall."
        )
        asks(given(), service="nothing").refused(Unknown, "There is no such service here.")

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ({"key": "short"}, "The appointment's key is too short or was given before."),
            ({"person": ""}, "An appointment needs a phone number."),
            ({"code": ""}, "An appointment needs a code that no other one has."),
        ],
    )
    def test_what_the_hub_must_give(self, words: dict[str, object], sentence: str) -> None:
        asks(given(), **words).refused(Malformed, sentence)

    def test_a_key_that_was_given_before(self) -> None:
        scene = given(booked(key=KEY))
        asks(scene).refused(Malformed, "The appointment's key is too short or was given before.")

    def test_a_language_that_is_none(self) -> None:
        asks(given(), language="x1").refused(Unknown, "There is no such language here.")


class TestCapacity:
    def test_as_many_as_there_are_and_no_more(self) -> None:
        scene = given(booked("b901", person="1"))
        asks(scene).done()
        asks(scene, person="other", key=f"{KEY}-2").refused(SlotFull, GIVEN_AWAY)
        asks(scene, person="other", key=f"{KEY}-2", starts_at=clock(13)).done()

    def test_cancelling_gives_it_back_once(self) -> None:
        scene = given(booked("b901", person="1"), booked("b902", person="2"))
        assert free(scene) == 0
        scene.when(c.CancelAppointment, by="staff:gu", booking="b901").done()
        assert free(scene) == 1
        scene.when(c.CancelAppointment, by="staff:gu", booking="b901").refused(
            WrongState, "This appointment was cancelled."
        )
        assert free(scene) == 1

    def test_moving_gives_one_back_and_takes_one(self) -> None:
        scene = given(booked())
        scene.when(c.MoveAppointment, by="citizen:b900", booking="b900", starts_at=clock(13)).done()
        assert (free(scene), free(scene, clock(13))) == (2, 1)
        assert scene.hall.bookings["b900"].starts_at == clock(13)

    def test_its_citizen_moves_it_so_often_and_the_staff_at_will(self) -> None:
        scene = given(booked())
        move = {"by": "citizen:b900", "booking": "b900"}
        for count in range(10):
            scene.when(c.MoveAppointment, **move, starts_at=clock(11 if count % 2 else 13)).done()
        scene.when(c.MoveAppointment, **move, starts_at=clock(13)).refused(
            WrongState,
            "This appointment was moved 10 times. To move it again, please ask the information"
            " desk.",
        )
        scene.when(c.MoveAppointment, by="staff:gu", booking="b900", starts_at=clock(13)).done()
        scene.when(c.CancelAppointment, by="citizen:b900", booking="b900").done()

    def test_no_move_into_a_time_that_is_given_away(self) -> None:
        at = clock(13)
        scene = given(booked(), *(booked(f"b91{n}", at, person=f"{n}") for n in (1, 2)))
        scene.when(c.MoveAppointment, by="staff:gu", booking="b900", starts_at=at).refused(
            SlotFull, GIVEN_AWAY
        )
        assert free(scene) == 1

    def test_whoever_came_keeps_it_taken(self) -> None:
        scene = given(booked(), opened())
        checks_in(scene).done()
        assert free(scene) == 1

    def test_no_move_to_where_it_is_or_to_no_time(self) -> None:
        scene = given(booked())
        move = {"by": "citizen:b900", "booking": "b900"}
        scene.when(c.MoveAppointment, **move, starts_at=ELEVEN).refused(
            WrongState, "The appointment is at this time already."
        )
        scene.when(c.MoveAppointment, **move, starts_at=clock(12)).refused(Unknown, NO_TIME)


class TestHowMany:
    def test_one_of_a_service(self) -> None:
        asks(given(booked(person="me", starts_at=clock(13)))).refused(EnoughBooked, ENOUGH_BOOKED)

    def test_so_many_a_person(self) -> None:
        rows = (*CATALOGUE.slots, *(replace(s, service="id-card") for s in CATALOGUE.slots))
        scene = given(e.HallImported(replace(CATALOGUE, slots=rows)), settings(bookings_a_person=1))
        scene.given(booked(person="me", service="id-card"))
        asks(scene).refused(EnoughBooked, ENOUGH_BOOKED)
        asks(scene, person="other").done()
        scene.given(settings(bookings_a_person=2))
        asks(scene, key=f"{KEY}-2").done()

    @pytest.mark.parametrize("booked_with", ["", "my card"])
    def test_another_identity_with_the_same_phone_gets_no_more(self, booked_with: str) -> None:
        scene = given(booked(person="me", identity=booked_with, starts_at=clock(13)))
        sentence = ENOUGH_BOOKED
        asks(scene, identity="an invented card").refused(EnoughBooked, sentence)
        asks(scene).refused(EnoughBooked, sentence)

    def test_nor_does_another_phone_with_the_same_identity(self) -> None:
        scene = given(booked(person="me", identity="my card", starts_at=clock(13)))
        sentence = ENOUGH_BOOKED
        asks(scene, person="my other phone", identity="my card").refused(EnoughBooked, sentence)
        asks(scene, person="my other phone", identity="another card").done()

    def test_those_of_phone_and_identity_are_counted_once_each(self) -> None:
        rows = (*CATALOGUE.slots, *(replace(s, service="id-card") for s in CATALOGUE.slots))
        scene = given(e.HallImported(replace(CATALOGUE, slots=rows)), settings(bookings_a_person=2))
        scene.given(booked(person="me", identity="my card", service="id-card"))
        asks(scene, identity="my card").done()

    def test_one_that_was_cancelled_does_not_count(self) -> None:
        asks(given(booked(person="me"), e.AppointmentCancelled("b900"))).done()


class TestCodes:
    def test_another_ones_code_is_not_given(self) -> None:
        scene = given(booked(code="12345678"), booked("b901", code="23456789", person="2"))
        (event,) = asks(scene, starts_at=clock(13)).done()
        assert event.booking.code == "34567890"  # type: ignore[attr-defined]

    def test_also_not_one_that_was_cancelled_today(self) -> None:
        scene = given(booked(code="12345678"), e.AppointmentCancelled("b900"))
        (event,) = asks(scene).done()
        assert event.booking.code == "23456789"  # type: ignore[attr-defined]

    def test_where_all_are_taken(self) -> None:
        same = "1" * 24
        scene = given(booked(code="1" * 8))
        asks(scene, code=same).refused(
            Malformed, "An appointment needs a code that no other one has."
        )


class TestWhoMayChangeIt:
    OTHERS = ("citizen:b901", "citizen:20261123-A001")

    def scene(self) -> Scene:
        return given(booked(), booked("b901", person="2"), issued("A001"))

    @pytest.mark.parametrize("by", OTHERS)
    def test_nobody_elses(self, by: str) -> None:
        scene = self.scene()
        scene.when(c.CancelAppointment, by=by, booking="b900").refused(
            NotAllowed, "You may not do this."
        )
        scene.when(c.MoveAppointment, by=by, booking="b900", starts_at=clock(13)).refused(
            NotAllowed, "You may not do this."
        )

    def test_their_own_until_its_time(self) -> None:
        own = {"by": "citizen:b900", "booking": "b900"}
        scene = self.scene().at(ELEVEN - timedelta(milliseconds=1))
        scene.when(c.CancelAppointment, **own).then(e.AppointmentCancelled("b900"))
        sentence = (
            "The time of this appointment has come. Please check in, or ask the information desk."
        )
        scene = self.scene().at(ELEVEN)
        scene.when(c.CancelAppointment, **own).refused(WrongState, sentence)
        scene.when(c.MoveAppointment, **own, starts_at=clock(15)).refused(WrongState, sentence)
        scene.when(c.MoveAppointment, by="staff:gu", booking="b900", starts_at=clock(15)).done()
        scene.when(c.CancelAppointment, by="staff:gu", booking="b901").done()

    def test_a_service_that_has_none_any_more(self) -> None:
        scene = self.scene().given(e.HallImported(replace(CATALOGUE, slots=())))
        scene.when(c.MoveAppointment, by="staff:gu", booking="b900", starts_at=clock(13)).refused(
            WrongState, "This service has no appointments. Please take a number in the hall."
        )
        checks_in(scene).done()

    def test_one_that_is_none(self) -> None:
        for kind, words in (
            (c.CancelAppointment, {}), (c.MoveAppointment, {"starts_at": ELEVEN}), (c.CheckIn, {}),
        ):  # fmt: skip
            self.scene().when(kind, by="staff:gu", booking="b777", **words).refused(
                Unknown, "There is no such appointment."
            )


class TestImports:
    WITHOUT = tuple(s for s in CATALOGUE.services if s.code != "passport")

    def test_a_booked_service_is_not_taken_away(self) -> None:
        catalogue = replace(CATALOGUE, services=self.WITHOUT, slots=())
        scene = given(booked())
        scene.when(c.ImportHall, by="system:hall", catalogue=catalogue)
        assert isinstance(scene.refusal, WrongState)
        assert str(scene.refusal).startswith(
            "There are appointments for a service that would be taken away:"
        )
        scene.given(e.AppointmentCancelled("b900"))
        scene.when(c.ImportHall, by="system:hall", catalogue=catalogue).done()

    def test_its_times_may_be(self) -> None:
        scene = given(booked())
        catalogue = replace(CATALOGUE, slots=())
        scene.when(c.ImportHall, by="system:hall", catalogue=catalogue).done()
        assert isinstance(scene.hall.bookings["b900"], Booking)
