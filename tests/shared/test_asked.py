"""Which services are asked for most at this hour."""

import pytest
from msgspec.structs import replace

from shared import queries
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.people import Role
from shared.queries.asked import KEPT, Asked
from tests.small_hall import CATALOGUE, SYSTEM, Clock, new_id, take

KIOSK_2 = "kiosk:K2"


@pytest.fixture(autouse=True)
def second_kiosk(bus: Bus) -> None:
    bus.execute(c.PairDevice(id=new_id(), by=SYSTEM, device="K2", kind=Role.kiosk, place="K2"))


def asked(bus: Bus, kiosk: str = "K1", count: int = 3) -> tuple[str, ...]:
    with bus.looking() as hall:
        return queries.most_asked(bus.store, hall, kiosk, bus.now(), count)


def take_many(bus: Bus, service: str, many: int, by: str = "kiosk:K1") -> None:
    for _ in range(many):
        bus.execute(take(service, by=by))


def test_at_this_kiosk_then_in_the_hall_then_in_a_year(bus: Bus, clock: Clock) -> None:
    usual = replace(CATALOGUE.services[3], cases_a_year=5000)
    bus.execute(
        c.ImportHall(
            id=new_id(),
            by=SYSTEM,
            catalogue=replace(CATALOGUE, services=(*CATALOGUE.services[:3], usual)),
        )
    )
    assert asked(bus) == ("estate", "id-card", "invoice")
    take_many(bus, "passport", 3)
    take_many(bus, "invoice", 5, KIOSK_2)
    clock.move(days=7)
    assert asked(bus) == ("passport", "invoice", "estate")
    assert asked(bus, "K2", 4) == ("invoice", "passport", "estate", "id-card")
    assert asked(bus, "K9") == ("invoice", "passport", "estate")
    assert asked(bus, count=0) == asked(bus, count=-1) == ()


def test_one_or_two_numbers_at_a_kiosk_are_chance(bus: Bus) -> None:
    take_many(bus, "passport", 2)
    take_many(bus, "invoice", 3, KIOSK_2)
    assert asked(bus, count=2) == ("invoice", "passport")


def test_only_this_hour_of_the_day_and_four_weeks(bus: Bus, clock: Clock) -> None:
    take_many(bus, "passport", 3)
    usual = asked(bus)
    assert usual[0] == "passport"
    clock.move(minutes=60)
    assert asked(bus)[0] == "estate"
    clock.move(days=27)
    assert asked(bus)[0] == "estate"
    clock.move(minutes=-60)
    assert asked(bus) == usual
    clock.move(days=1)
    assert asked(bus)[0] == "estate"


def test_what_the_hall_no_longer_has_and_guidance_are_left_out(bus: Bus, clock: Clock) -> None:
    take_many(bus, "estate", 3)
    take_many(bus, "passport", 4)
    take_many(bus, "id-card", 5)
    other = replace(CATALOGUE.services[3], code="house")
    fewer = replace(CATALOGUE, services=(*CATALOGUE.services[:3], other), guidance="id-card")
    clock.move(days=1)
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=fewer))
    assert asked(bus, count=9) == ("passport", "house", "invoice")


def test_it_is_read_once_in_a_while(bus: Bus, clock: Clock) -> None:
    own = Asked(bus.store)

    def first(kiosk: str = "K1") -> str:
        with bus.looking() as hall:
            return own.most_asked(hall, kiosk, bus.now(), 1)[0]

    assert first() == "estate"
    take_many(bus, "passport", 3)
    assert first() == first("K2") == "estate"
    clock.move(seconds=KEPT.total_seconds())
    assert first() == first("K2") == "passport"
    clock.move(minutes=53)
    assert first() == "passport"
    clock.move(minutes=2)
    assert first() == "estate"  # another hour


def test_a_list_begins_with_what_is_asked_for_here(bus: Bus) -> None:
    take_many(bus, "passport", 3)
    take_many(bus, "invoice", 5, KIOSK_2)
    with bus.looking() as hall:
        first = Asked(bus.store).first(
            hall, "K1", bus.now(), ("id-card", "estate", "invoice", "passport")
        )
    assert first == ("passport", "invoice", "id-card", "estate")
