"""What pages ask about appointments, notices and help."""

from datetime import timedelta

import pytest

from shared import queries
from shared.domain import events as e
from shared.domain.bookings import BookingState
from shared.domain.help_calls import HelpReason, HelpState
from shared.domain.people import Role, Staff
from shared.domain.refusals import Unknown
from shared.domain.seats import belongs_at, could_take_over, works_at_windows
from shared.queries.bookings import booking_by_code, bookings_by_keys
from tests.shared.domain.given import (
    asked_help,
    asked_home_visit,
    booked,
    clock,
    given,
    id_of,
    issued,
    lent,
    minutes,
    opened,
)  # fmt: skip

TOMORROW = clock(11) + timedelta(days=1)


def test_an_appointment_by_its_code() -> None:
    hall = given(booked(code="20261123"), booked("b901", code="11112222", person="2")).hall
    assert booking_by_code(hall, "20261123").id == "b900"
    for code in ("", "2026112", "99999999", "b900"):
        with pytest.raises(Unknown, match="There is no such appointment"):
            booking_by_code(hall, code)


def test_those_of_some_keys() -> None:
    """Today's that nobody has used."""
    scene = given(
        booked("b900"), booked("b901", clock(13), person="2"),
        booked("b902", TOMORROW, person="3"), booked("b903", person="4"),
        e.AppointmentCancelled("b903"), booked("b904", clock(14), person="5"),
    )  # fmt: skip
    scene.given(issued("A001", "passport", booking="b904"))

    def found(*keys: str) -> list[str]:
        return [booking.id for booking in bookings_by_keys(scene.hall, keys, scene.now)]

    assert found(*scene.hall.booking_keys) == ["b900", "b901"]
    assert found("a-long-enough-key-of-b901", "nobody's") == ["b901"]
    assert found("a-long-enough-key-of-b902") == found("nobody's") == found("") == found() == []


def test_the_appointments_of_a_day() -> None:
    scene = given(
        booked("b901", clock(13), person="1"), booked("b900", person="2"),
        booked("b902", TOMORROW, person="3"), e.AppointmentCancelled("b901"),
        issued("A001", "passport", booking="b900"),
    )  # fmt: skip
    today = queries.appointments(scene.hall, "20261123")
    assert [(a.id, a.state, a.number) for a in today] == [
        ("b900", BookingState.arrived, "A001"), ("b901", BookingState.cancelled, ""),
    ]  # fmt: skip
    assert [a.id for a in queries.appointments(scene.hall, "20261124")] == ["b902"]
    assert not {"key", "person", "identity"} & {*today[0].__struct_fields__}


def test_what_can_be_booked_has_something_free() -> None:
    scene = given(*(booked(f"b90{n}", person=f"{n}") for n in (1, 2)))
    first, *_ = queries.appointment_days(scene.hall, "passport", scene.now)
    times = [f"{slot.starts_at.astimezone(scene.hall.zone):%H:%M}" for slot in first.slots]
    assert times == ["13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]
    assert queries.appointment_days(scene.hall, "id-card", scene.now) == ()
    with pytest.raises(Unknown):
        queries.appointment_days(scene.hall, "nothing", scene.now)


def test_the_stewards_board() -> None:
    scene = given(
        booked(), booked("b901", TOMORROW, person="2"), lent(903, tag="7"), lent(904),
        e.ItemReturned(904),
        asked_home_visit(), asked_home_visit("v906", "2"), e.HomeVisitCancelled("v906"),
        issued("A001"), asked_help(910), minutes(1), asked_help(911, ticket=id_of("A001")),
        asked_help(912, window=3), asked_help(913, kiosk="K2"), e.HelpClosed(913),
        e.HelpTaken(911, "gu"),
    )  # fmt: skip
    board = queries.steward(scene.hall, scene.now)
    assert (board.appointments, board.home_visits) == (1, 1)
    assert [(loan.tag, loan.item["en"]) for loan in board.loans] == [("7", "Wheelchair")]
    assert [(h.kiosk, h.number, h.window, h.state) for h in board.help] == [
        ("K1", "", None, HelpState.asked), ("", "A001", None, HelpState.taken),
        ("", "", 3, HelpState.asked),
    ]  # fmt: skip
    assert {h.zone["en"] for h in board.help} == {"East zone"}
    assert {h.reason for h in board.help} == {HelpReason.question}
    assert queries.overview(scene.hall, scene.now).help == 2


def test_appointments_of_today_by_the_halls_midnight() -> None:
    scene = given(booked("b900", clock(24) - minutes(1)), booked("b901", clock(24), person="2"))
    assert queries.steward(scene.hall, scene.now).appointments == 1


def test_where_stewards_sit() -> None:
    steward = Staff("gu", "gu", Role.steward)
    of_police = Staff("x", "x", Role.steward, "police")
    assert works_at_windows(steward)
    for each in (steward, of_police):
        assert belongs_at(each, "")
        assert not belongs_at(each, "police")
    hall = given(opened(4)).hall
    assert "gu" in {staff.account for staff in could_take_over(hall, 4)}
    assert "gu" not in {staff.account for staff in could_take_over(hall, 1)}
