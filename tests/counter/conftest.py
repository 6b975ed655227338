"""What the tests of the counter share: the small hall's hub, people signed in to it, and the same
hall with appointments and things to lend."""

from datetime import time

import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain.catalogue import LoanItem, Slots
from tests.shared.hub import conftest as of_the_hub
from tests.shared.hub.conftest import Browser, as_if_new
from tests.small_hall import CATALOGUE, SYSTEM, new_id

EVERY_DAY = range(1, 8)

one_hub = of_the_hub.one_hub


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


@pytest.fixture
def hub(one_hub, bus, tmp_path, monkeypatch):
    return as_if_new(one_hub, bus, tmp_path, monkeypatch)


@pytest.fixture
def browser_of(hub):
    """``browser_of("gu")``: the browser of somebody of the staff who has signed in."""

    def signed_in(account):
        browser = Browser(hub)
        assert browser.sign_in(account).status_code == 200
        return browser

    return signed_in


@pytest.fixture
def gu(browser_of):
    """A steward's."""
    return browser_of("gu")


@pytest.fixture
def sun(browser_of):
    """A supervisor's."""
    return browser_of("sun")
