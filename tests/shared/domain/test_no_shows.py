"""Whoever does not come again and again cannot book for a while; and what a new day carries on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import BookingState, NoShow
from shared.domain.catalogue import DayKind, SpecialDay
from shared.domain.help_calls import HelpState
from shared.domain.no_shows import barred_until
from shared.domain.notices import NoticeKind
from shared.domain.refusals import Barred, Unknown
from tests.shared.domain.given import (
    DEVICES,
    PEOPLE,
    Scene,
    asked_help,
    asked_home_visit,
    booked,
    clock,
    given,
    issued,
    lent,
    posted,
    settings,
)  # fmt: skip
from tests.small_hall import CATALOGUE, MONDAY_MORNING

NEXT_DAY = MONDAY_MORNING + timedelta(days=1)


def new_day(scene: Scene, at: datetime = NEXT_DAY) -> e.DayOpened:
    day = f"{at.astimezone(scene.hall.zone):%Y%m%d}"
    scene.at(at).when(c.OpenDay, by="system:hall", day=day)
    (event,) = scene.done()
    assert isinstance(event, e.DayOpened)
    return event


def missed(*days_ago: float, person: str = "me", identity: str = "") -> e.DayOpened:
    """The day of the scene began with these missed appointments."""
    shows = tuple(
        NoShow(f"b{n}", person, MONDAY_MORNING - timedelta(days=days), identity)
        for n, days in enumerate(days_ago)
    )
    return e.DayOpened("20261123", 1, PEOPLE, DEVICES, (), (), no_shows=shows)


def book(scene: Scene, person: str = "me", identity: str = "") -> Scene:
    at = clock(11) + timedelta(days=(scene.now - MONDAY_MORNING).days)
    return scene.when(
        c.BookAppointment, by="public:web", service="passport", starts_at=at, language="zh",
        key="a-key-that-is-long-enough", code="1" * 24, person=person, identity=identity,
    )  # fmt: skip


class TestBarred:
    def test_after_three(self) -> None:
        book(given(missed(10, 20))).done()
        book(given(missed(10, 20, 30))).refused(
            Barred,
            "You did not come to 3 appointments. You can book again from 2027-01-12 on; until then"
            " please take a number in the hall.",
        )

    def test_only_whoever_missed_them(self) -> None:
        book(given(missed(10, 20, 30, person="other"))).done()
        assert (
            barred_until(given(missed(1, 2, 3, person="")).hall, ("", ""), MONDAY_MORNING) is None
        )

    def test_by_phone_or_identity(self) -> None:
        """Neither an invented identity nor another phone lifts it."""
        scene = given(missed(10, 20, 30, identity="my card"))
        for words in ({"identity": "invented"}, {"person": "other", "identity": "my card"}):
            assert isinstance(book(scene, **words).refusal, Barred)
        book(scene, person="other", identity="invented").done()

    def test_one_missed_counts_once(self) -> None:
        book(given(missed(10, 20, identity="my card")), identity="my card").done()

    @pytest.mark.parametrize(("days", "barred"), [(59, True), (60, False), (61, False)])
    def test_it_ends_so_many_days_after_the_last(self, days: int, barred: bool) -> None:
        scene = given(missed(days, days + 1, days + 2))
        until = barred_until(scene.hall, ("me",), MONDAY_MORNING)
        assert until == (date(2026, 11, 24) if barred else None)

    def test_not_sooner_because_the_first_was_long_ago(self) -> None:
        """What was said when they were barred holds."""
        scene = given(missed(5, 100, 181))
        assert barred_until(scene.hall, ("me",), MONDAY_MORNING) == date(2027, 1, 17)

    def test_three_in_too_long_a_time(self) -> None:
        book(given(missed(5, 100, 186))).done()

    def test_a_fourth_bars_anew(self) -> None:
        scene = given(missed(1, 70, 80, 90))
        assert barred_until(scene.hall, ("me",), MONDAY_MORNING) == date(2027, 1, 21)

    def test_as_the_hall_decides(self) -> None:
        book(given(missed(1, 2, 3, 4), settings(no_shows=0))).done()
        scene = given(missed(10), settings(no_shows=1, barred_days=30, no_shows_within_days=1))
        assert barred_until(scene.hall, ("me",), MONDAY_MORNING) == date(2026, 12, 13)

    def test_an_excuse_lifts_it(self) -> None:
        scene = given(missed(10, 20, 30))
        scene.when(c.ExcuseNoShow, by="staff:sun", booking="b1", reason="snow").done()
        book(scene).done()
        scene.when(c.ExcuseNoShow, by="staff:sun", booking="b1", reason="snow").refused(
            Unknown, "There is no such missed appointment."
        )

    def test_who_is_barred_may_still_come_to_what_they_have(self) -> None:
        scene = given(missed(10, 20, 30), booked(person="me"))
        key = "a-key-that-is-long-enough"
        scene.when(c.CheckIn, by="kiosk:K1", booking="b900", key=key).done()


class TestANewDay:
    def test_what_nobody_came_to(self) -> None:
        scene = given(booked(), booked("b901", NEXT_DAY + timedelta(hours=1), person="two"))
        event = new_day(scene)
        assert event.missed == ("b900",)
        assert event.no_shows == (NoShow("b900", "one", clock(11)),)
        assert [booking.id for booking in event.bookings] == ["b901"]
        assert scene.hall.bookings.keys() == {"b901"}
        assert scene.hall.codes.keys() == {event.bookings[0].code}
        assert scene.hall.booked == {("passport", NEXT_DAY + timedelta(hours=1)): 1}

    def test_who_missed_it_by_both_marks(self) -> None:
        scene = given(booked(identity="my card"))
        show = NoShow("b900", "one", clock(11), "my card")
        assert new_day(scene).no_shows == (show,)
        assert scene.hall.no_shows == {"one": (show,), "my card": (show,)}
        next_day = new_day(scene, NEXT_DAY + timedelta(days=1))
        assert next_day.no_shows == (show,)
        scene.when(c.ExcuseNoShow, by="staff:sun", booking="b900", reason="snow").done()
        assert not any(scene.hall.no_shows.values())

    def test_what_was_used_or_cancelled_is_over(self) -> None:
        scene = given(booked(), booked("b901", person="two"), e.AppointmentCancelled("b901"))
        scene.given(issued("A001", "passport", booking="b900"))
        assert scene.hall.bookings["b900"].state is BookingState.arrived
        event = new_day(scene)
        assert (event.missed, event.no_shows, event.bookings) == ((), (), ())

    def test_a_day_on_which_the_hall_was_closed_counts_against_nobody(self) -> None:
        """Its files were changed after the appointment had been made."""
        closed = replace(CATALOGUE, days=(SpecialDay(date(2026, 11, 23), DayKind.closed),))
        scene = given(booked(), e.HallImported(closed))
        event = new_day(scene)
        assert (event.missed, event.no_shows) == (("b900",), ())

    def test_nor_one_on_which_its_computer_was_off(self) -> None:
        scene = given(booked(starts_at=NEXT_DAY + timedelta(hours=1)))
        event = new_day(scene, MONDAY_MORNING + timedelta(days=3))
        assert (event.missed, event.no_shows) == (("b900",), ())

    def test_missed_ones_are_kept_as_long_as_they_can_bar(self) -> None:
        scene = given(missed(100, 238, 240))
        event = new_day(scene)
        assert [show.booking for show in event.no_shows] == ["b0", "b1"]

    def test_by_the_halls_midnight(self) -> None:
        late = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # half past eleven at night
        early = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
        scene = given(booked(starts_at=late), booked("b901", early, person="two"))
        event = new_day(scene)
        assert (event.missed, [b.id for b in event.bookings]) == (("b900",), ["b901"])

    def test_what_goes_on(self) -> None:
        scene = given(
            posted(910), posted(911, NoticeKind.system_down), lent(903), lent(905, tag="2"),
            e.ItemReturned(903), asked_home_visit("v904", "one"), asked_home_visit("v906", "two"),
            e.HomeVisitCancelled("v906"), asked_help(902), settings(no_shows=5),
        )  # fmt: skip
        tomorrow = replace(scene.hall.notices[911], until=NEXT_DAY + timedelta(hours=1))
        scene.given(e.NoticePosted(tomorrow))
        event = new_day(scene)
        assert [notice.id for notice in event.notices] == [911]
        assert [loan.id for loan in event.loans] == [905]
        assert [visit.id for visit in event.home_visits] == ["v904"]
        assert event.settings.no_shows == 5
        hall = scene.hall
        assert (hall.notices.keys(), hall.loans.keys()) == ({911}, {905})
        assert hall.home_visits.keys() == {"v904"}
        assert hall.help == {}

    def test_the_calls_of_yesterday_are_nobodys(self) -> None:
        scene = given(asked_help(902))
        assert scene.hall.help[902].state is HelpState.asked
        new_day(scene)
        scene.when(c.TakeHelp, by="staff:gu", help=902).refused(
            Unknown, "There is no such call for help today."
        )
        scene.when(c.AskHelp, by="kiosk:K1", reason="question").done()
