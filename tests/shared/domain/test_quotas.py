"""How many numbers of a service are given in half a day."""

from datetime import UTC, date, datetime, time

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.refusals import QuotaFull
from tests.shared.domain.asking import WANG, asks, at, booked, gets, quota, with_quota
from tests.shared.domain.given import (
    DEVICES,
    PEOPLE,
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
