"""Who gets a number: holidays, hours, and the work that waits."""

from collections.abc import Iterable
from datetime import date, datetime, time

import msgspec
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Catalogue, DayKind, Holidays, ServiceHours, SpecialDay
from shared.domain.giving import Cause
from shared.domain.refusals import HallClosed, NoTimeLeft, NotOffered
from shared.domain.rules.admission import REFUSALS
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need
from tests.shared.domain.asking import SATURDAY, asks, at, booked, gets, hall, with_quota
from tests.shared.domain.given import Scene, given, issued, opened
from tests.small_hall import CATALOGUE

# Holidays, special days


def test_a_holiday_says_its_name_and_the_first_day_after_it() -> None:
    scene = hall(holidays=Holidays.china).at(at(10, day=date(2026, 10, 2)))
    asks(scene).refused(
        HallClosed,
        "The hall is closed for this reason: National Day. It opens again on 2026-10-08 at 09:00.",
    )


def test_a_holiday_is_a_day_like_others_for_a_hall_that_keeps_none() -> None:
    gets(hall().at(at(10, day=date(2026, 10, 2))))


def test_a_working_sunday_gives_numbers() -> None:
    scene = hall(holidays=Holidays.china)
    gets(scene.at(at(10, day=date(2026, 9, 20))))
    asks(scene.at(at(12, day=date(2026, 9, 20))), key="another-key-of-mine").refused(
        HallClosed, "The hall is closed now. It opens again on 2026-09-20 at 13:00."
    )


def test_a_closing_says_its_own_note() -> None:
    closing = SpecialDay(
        date(2026, 11, 23), DayKind.closed, note={"zh": "停电", "en": "No electricity"}
    )
    asks(hall(days=(closing,))).refused(
        HallClosed,
        "The hall is closed for this reason: No electricity."
        " It opens again on 2026-11-24 at 09:00.",
    )


def test_a_closing_without_a_note_and_without_an_end() -> None:
    closing = SpecialDay(date(2026, 11, 23), DayKind.closed, note={"zh": "搬迁", "en": "Removal"})
    scene = hall(days=(closing,), hours=())
    asks(scene).refused(HallClosed, "The hall is closed for this reason: Removal.")
    asks(hall(days=(replace(closing, note={}),), hours=())).refused(
        HallClosed, "The hall is closed now."
    )


BOOKED = SpecialDay(SATURDAY, DayKind.bookings, time(9), time(12))


def test_a_saturday_for_bookings_only() -> None:
    scene = hall(days=(BOOKED,)).at(at(10, day=SATURDAY))
    asks(scene).refused(
        HallClosed,
        "Only those with an appointment get numbers now."
        " Everybody gets them again on 2026-11-30 at 09:00.",
    )
    gets(scene, **booked(scene))


def test_green_is_no_appointment() -> None:
    scene = hall(days=(BOOKED,), hours=()).at(at(10, day=SATURDAY))
    asks(scene, class_=Class.green, need=Need.elderly).refused(
        HallClosed,
        "Only those with an appointment get numbers now. Please make an appointment.",
    )


def test_a_note_of_a_day_for_bookings() -> None:
    noted = replace(BOOKED, note={"zh": "预约专场", "en": "Wedding day"})
    asks(hall(days=(noted,)).at(at(10, day=SATURDAY))).refused(
        HallClosed,
        "Wedding day: only those with an appointment get numbers now."
        " Everybody gets them again on 2026-11-30 at 09:00.",
    )


def test_an_appointment_is_refused_too_while_the_hall_is_closed() -> None:
    """And is told of the Saturday that others are not told of."""
    scene = hall(days=(BOOKED,)).at(at(18, day=date(2026, 11, 27)))
    asks(scene, **booked(scene)).refused(
        HallClosed, "The hall is closed now. It opens again on 2026-11-28 at 09:00."
    )
    asks(scene).refused(
        HallClosed, "The hall is closed now. It opens again on 2026-11-30 at 09:00."
    )


def test_a_special_opening_gives_numbers_whatever_the_day_is() -> None:
    scene = hall(days=(BOOKED,), service_hours=(ServiceHours("id-card", 2, time(9), time(10)),))
    gets(scene.given(e.HallOpenedSpecially("flood")).at(at(10, day=SATURDAY)))


# Hours of a service

MORNINGS = tuple(ServiceHours("id-card", day, time(9), time(10, 30)) for day in (1, 3))


def test_a_service_within_its_hours() -> None:
    gets(hall(service_hours=MORNINGS).at(at(10, 29)))


def test_a_service_after_its_hours_says_when_it_is_offered_again() -> None:
    asks(hall(service_hours=MORNINGS).at(at(10, 30))).refused(
        NotOffered,
        "This service is not offered now. It is offered again on 2026-11-25 at 09:00.",
    )


def test_hours_of_a_service_are_those_of_no_other() -> None:
    scene = hall(service_hours=MORNINGS).at(at(14))
    gets(scene, service="passport")


def test_a_closed_hall_is_the_nearer_reason() -> None:
    asks(hall(service_hours=MORNINGS).at(at(12))).refused(
        HallClosed, "The hall is closed now. It opens again on 2026-11-23 at 13:00."
    )


def test_a_service_that_is_offered_no_more() -> None:
    never = (ServiceHours("id-card", 7, time(9), time(10)),)
    asks(hall(service_hours=never)).refused(
        NotOffered, "This service is not offered now. Please ask the information desk."
    )


def test_an_appointment_keeps_to_the_hours_of_its_service() -> None:
    scene = hall(service_hours=MORNINGS).at(at(14))
    assert asks(scene, **booked(scene)).refusal is not None


# The work that waits


def crowd(count: int) -> Iterable[e.TicketIssued]:
    return (issued(f"A{n:03}") for n in range(1, count + 1))


def busy(count: int, overtime: float = 0, now: datetime = at(15)) -> Scene:
    """One window, eight minutes a citizen, closing at 16:30."""
    scene = given(opened(1), *crowd(count)).at(now)
    scene.hall.settings = HallSettings(overtime_minutes=int(overtime))
    return scene


def test_the_last_one_who_is_done_at_closing_time() -> None:
    """Ten wait 80 minutes, and the service takes 6: 86 of 90 minutes."""
    gets(busy(10), "A011")


def test_the_first_one_who_would_not_be() -> None:
    asks(busy(11)).refused(
        NoTimeLeft,
        "So many wait that you would not be served before closing time."
        " Please come on 2026-11-24 at 09:00, or ask the information desk.",
    )


def test_overtime_lets_more_in() -> None:
    gets(busy(18, overtime=60), "A019")
    assert asks(busy(19, overtime=60)).refusal is not None


def test_at_the_most_numbers_end_at_closing_time_only() -> None:
    gets(busy(300, overtime=1440), "A301")
    assert asks(busy(300, overtime=1440, now=at(16, 30))).refusal is not None


def test_more_windows_do_more() -> None:
    scene = busy(11).given(opened(2, "li"))
    gets(scene, "A012")


def test_where_no_window_is_open_nobody_can_say() -> None:
    scene = given(*crowd(300)).at(at(16, 20))
    scene.hall.settings = HallSettings(overtime_minutes=0)
    gets(scene, "A301")


def test_an_appointment_and_a_special_opening_are_not_held_up() -> None:
    scene = busy(50)
    gets(scene, "A051", **booked(scene))
    gets(busy(50).given(e.HallOpenedSpecially("flood")), "A051")


def test_the_lunch_break_is_no_closing_time() -> None:
    """At 11:20 twenty wait for 160 minutes: they are served in the afternoon."""
    gets(busy(20, now=at(11, 20)), "A021")


def test_who_is_told_to_come_again_is_not_sent_into_a_quota_of_nothing() -> None:
    scene = given(e.HallImported(with_quota(0, 20)), opened(1), *crowd(30)).at(at(15))
    asks(scene)
    assert scene.refusal is not None
    assert "2026-11-24 at 13:00" in str(scene.refusal)


def test_those_who_hold_a_number_are_called_after_closing_time() -> None:
    scene = given(opened(1), issued("A001")).at(at(16, 45))
    scene.when(c.CallNext, window=1)
    assert scene.refusal is None


# Old journals and tables


def test_every_cause_has_its_refusal() -> None:
    assert REFUSALS.keys() == set(Cause)


def test_events_from_before_persons_and_quotas_are_still_read() -> None:
    old = msgspec.to_builtins(issued("A001"))
    assert "person" not in old  # nor is what is empty written now
    assert msgspec.convert(old, e.TicketIssued).person == ""
    catalogue = msgspec.to_builtins(CATALOGUE)
    for name in ("holidays", "days", "service_hours"):
        del catalogue[name]
    for service in catalogue["services"]:
        del service["quota_morning"], service["quota_afternoon"]
    assert msgspec.convert(catalogue, Catalogue) == CATALOGUE
