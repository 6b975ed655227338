"""What the tests of the counter share: the small hall with appointments and things to lend."""

from datetime import time

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain.catalogue import LoanItem, Slots
from tests.small_hall import CATALOGUE, SYSTEM, new_id

EVERY_DAY = range(1, 8)


@pytest.fixture
def generous(bus):
    """The bus of a hall that books passports (one each half-hour, from 10:30 today) and lends."""
    slots = tuple(
        Slots("passport", day, opens, closes, 30, 1)
        for day in EVERY_DAY
        for opens, closes in ((time(9), time(11, 30)), (time(13), time(16, 30)))
    )
    items = (
        LoanItem("wheelchair", {"zh": "轮椅", "en": "Wheelchair"}, 1),
        LoanItem("umbrella", {"zh": "雨伞", "en": "Umbrella"}, 20),
    )
    catalogue = replace(CATALOGUE, slots=slots, loan_items=items)
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=catalogue))
    return bus
