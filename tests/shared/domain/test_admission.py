"""Who gets a number: hours, quotas, the work that waits, and what one person may take."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import (
    Catalogue,
    DayKind,
    Holidays,
    Service,
    ServiceHours,
    SpecialDay,
)
from shared.domain.giving import Cause
from shared.domain.refusals import (
    EnoughToday,
    HallClosed,
    NoTimeLeft,
    NotOffered,
    OneTicketEach,
    QuotaFull,
)
from shared.domain.rules.admission import REFUSALS
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need
from tests.shared.domain.given import (
    DEVICES,
    PEOPLE,
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
from tests.small_hall import CATALOGUE

KEY = "0123456789abcdef"
ASKED = {"by": "kiosk:K1", "service": "id-card", "language": "zh", "key": KEY}
SATURDAY = date(2026, 11, 28)
WANG, LI = "a" * 64, "b" * 64


def at(hour: int, minute: int = 0, day: date = date(2026, 11, 23)) -> datetime:
    """By the hall's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def hall(**changes: object) -> Scene:
    """The small hall with another catalogue."""
    return given(e.HallImported(replace(CATALOGUE, **changes)))


def booked(scene: Scene) -> dict[str, object]:
    """The words of somebody whose appointment is now, checked in by a steward."""
    return {"by": "staff:gu", "class_": Class.appointment, "booked_for": scene.now}


def with_quota(morning: int | None, afternoon: int | None) -> Catalogue:
    def each(service: Service) -> Service:
        if service.code != "id-card":
            return service
        return replace(service, quota_morning=morning, quota_afternoon=afternoon)

    return replace(CATALOGUE, services=tuple(map(each, CATALOGUE.services)))


def quota(morning: int | None, afternoon: int | None = None) -> Scene:
    return given(e.HallImported(with_quota(morning, afternoon)))


def asks(scene: Scene, **words: object) -> Scene:
    return scene.when(c.TakeTicket, **ASKED | words)


def gets(scene: Scene, number: str = "A001", **words: object) -> Scene:
    """The number is given, and it happens."""
    asks(scene, **words)
    if scene.refusal is not None:
        pytest.fail(f"refused: {scene.refusal}")
    assert scene.events is not None
    assert scene.events[0].number == number  # type: ignore[attr-defined]
    return scene.given(*scene.events)


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


# Quotas


def test_the_last_of_a_quota_and_the_first_after_it() -> None:
    scene = gets(quota(2, 5).given(issued("A001")), "A002")
    asks(scene, key="another-key-of-mine").refused(
        QuotaFull,
        "All numbers for this service have been given. There are new ones on 2026-11-23 at 13:00."
        " Please come then, or ask the information desk.",
    )


def test_a_quota_is_that_of_one_service() -> None:
    scene = quota(1, 1).given(issued("A001", "passport"))
    gets(scene, "A002")
    gets(scene, "A003", service="passport", key="another-key-of-mine")


def test_the_afternoon_has_a_quota_of_its_own_from_noon_on() -> None:
    hours = tuple(replace(span, opens=time(9), closes=time(17)) for span in CATALOGUE.hours[::2])
    scene = given(e.HallImported(replace(with_quota(1, 1), hours=hours)))
    scene.at(at(11, 59)).given(issued("A001"))
    asks(scene).refused(
        QuotaFull,
        "All numbers for this service have been given. There are new ones on 2026-11-23 at 12:00."
        " Please come then, or ask the information desk.",
    )
    gets(scene.at(at(12)), "A002")
    asks(scene.at(at(12, 1)), key="another-key-of-mine").refused(
        QuotaFull,
        "All numbers for this service have been given. There are new ones on 2026-11-24 at 09:00."
        " Please come then, or ask the information desk.",
    )


def test_no_quota_in_the_afternoon() -> None:
    scene = quota(1).at(at(14)).given(*(issued(f"A{n:03}") for n in range(1, 40)))
    gets(scene, "A040")


def test_a_service_that_is_given_in_the_afternoon_only() -> None:
    asks(quota(0, 3)).refused(
        QuotaFull,
        "All numbers for this service have been given. There are new ones on 2026-11-23 at 13:00."
        " Please come then, or ask the information desk.",
    )


def test_a_quota_that_is_never_more_than_nothing() -> None:
    asks(quota(0, 0)).refused(
        QuotaFull, "All numbers for this service have been given. Please ask the information desk."
    )


def test_missed_and_served_numbers_count() -> None:
    scene = quota(2).given(
        opened(), issued("A001"), called("A001"), missed("A001"),
        issued("A002"), called("A002"), started("A002"), finished("A002"),
    )  # fmt: skip
    assert asks(scene).refusal is not None


def test_an_appointment_has_its_place_whatever_was_given() -> None:
    scene = quota(1).given(issued("A001"))
    gets(scene, "A002", **booked(scene))


def test_numbers_start_again_at_midnight() -> None:
    scene = quota(1).given(issued("A001", person=WANG))
    scene.given(e.DayOpened("20261124", 1, PEOPLE, DEVICES, (id_of("A001"),), ()))
    assert (scene.hall.given, scene.hall.people) == ({}, {})
    gets(scene.at(at(9, day=date(2026, 11, 24))), "A001", person=WANG)


def test_quotas_go_by_the_clock_of_the_hall() -> None:
    """17:00 in Shanghai is 10:00 in Berlin."""
    catalogue = replace(with_quota(1, 1), time_zone="Europe/Berlin")
    scene = given(e.HallImported(catalogue)).at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    gets(scene)
    assert scene.hall.given == {("id-card", "morning"): 1}


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


# One person


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
