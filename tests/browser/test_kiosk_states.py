"""What the kiosk shows on a bad day: paper that is out, notices, a hall that is full or closed, a
hub that is away, somebody who walked off, the page behind the PIN. As sound as every other screen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from shared.bus import Bus
from shared.config import Settings
from shared.demo.own_hall import OwnHall
from shared.domain import commands as c
from shared.domain.catalogue import Catalogue, DayKind, SpecialDay
from shared.hub.run import TERMINAL, open_bus
from tests.booking_hall import BOOKABLE, noon_hall
from tests.browser.conftest import PORTRAIT, Open, Person, picture
from tests.browser.glass import cut_off, faults, with_modes

SERVICE = BOOKABLE[0]
LOOKS = [("zh", ""), ("en", ""), ("ko", ""), ("zh", "large.contrast.low")]
PIN = "428157"
WRONG = "428158"
SEVERAL = pytest.mark.parametrize(
    ("language", "modes"), LOOKS, ids=["zh", "en", "ko", "every-mode"]
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, server_mode: str) -> Iterator[OwnHall]:
    """Nothing is printed here: a test says what became of a receipt."""
    with noon_hall(tmp_path_factory.mktemp("noon"), server_mode, stations=False) as started:
        yield started


@pytest.fixture(scope="module")
def bus(hall: OwnHall) -> Iterator[Bus]:
    """The same hall's journal; the hub reads what is written there."""
    opened = open_bus(Settings(var=hall.var))
    yield opened
    opened.store.close()


def new_id() -> str:
    return str(uuid4())


@contextmanager
def changed(bus: Bus, change: Callable[[Catalogue], Catalogue]) -> Iterator[None]:
    """The hall with other files, and then with its own again."""
    with bus.looking() as hall:
        own = hall.catalogue
    assert own is not None
    bus.execute(c.ImportHall(id=new_id(), by=TERMINAL, catalogue=change(own)))
    try:
        yield
    finally:
        bus.execute(c.ImportHall(id=new_id(), by=TERMINAL, catalogue=own))


def full(own: Catalogue) -> Catalogue:
    none = {"quota_morning": 0, "quota_afternoon": 0}
    return replace(own, services=tuple(replace(each, **none) for each in own.services))


def closed(own: Catalogue) -> Catalogue:
    """For a holiday; three days, so that the hall's own day is one of them in any time zone."""
    note = {"zh": "元旦", "en": "New Year's Day", "ko": "양력설"}
    today = datetime.now(UTC).date()
    dates = [today + timedelta(days) for days in (-1, 0, 1)]
    return replace(own, days=tuple(SpecialDay(date, DayKind.closed, note=note) for date in dates))


def wrong_with(page: Page, *addresses: str) -> list[str]:
    """What is wrong with the page as it is, or with each of these addresses."""
    found = []
    for address in addresses or ("",):
        if address:
            page.goto(address)
        found += [f"{address or page.url}: {fault}" for fault in faults(page)]
    return found


def report(bus: Bus, key: str, outcome: str) -> None:
    with bus.looking() as hall:
        ticket = hall.keys[key]
    wish: Any = c.ReportJob(id=new_id(), by=TERMINAL, job=f"receipt-{ticket}", outcome=outcome)
    bus.execute(wish)


@SEVERAL
def test_paper_is_out(look: Open, bus: Bus, language: str, modes: str) -> None:
    page = look(f"/kiosk/{language}/service/{SERVICE}", PORTRAIT)
    with_modes(page, modes)
    page.locator("button.button-take").click()
    page.wait_for_url("**/ticket/**")
    ticket = page.url
    found = wrong_with(page)
    report(bus, ticket.rpartition("/")[2], "expired")
    expect(page.locator("[data-when='failed expired']")).to_be_visible()
    found += wrong_with(page)
    found += wrong_with(page, ticket, f"/kiosk/{language}/service/{SERVICE}", f"/kiosk/{language}")
    expect(page.locator(".told .notice-care").first).to_be_visible()
    assert found == []


@SEVERAL
def test_the_hall_is_full_and_has_notices(
    look: Open, bus: Bus, person: Callable[[str], Person], language: str, modes: str
) -> None:
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    text = {"zh": "二楼电梯检修", "en": "The lift is being repaired", "ko": "승강기 수리 중"}
    supervisor = person("supervisor")
    posted = [
        supervisor.post("/notices", kind="note", text=text, until=until),
        supervisor.post("/notices", kind="closing-early", at="15:30", until=until),
    ]
    start = f"/kiosk/{language}"
    try:
        with changed(bus, full):
            page = look(start, PORTRAIT)
            with_modes(page, modes)
            found = wrong_with(
                page, f"{start}/department/police", f"{start}/service/{SERVICE}", start
            )
            expect(page.locator(".told")).to_contain_text(text[language])
            expect(page.locator(".told .notice-care").first).to_be_visible()
            picture(page, f"kiosk-full-{language}{modes}")
            if not modes:
                found += [f"cut off at {height}" for height in cut_off(page)]
    finally:
        for each in posted:
            supervisor.post(f"/notices/{each['id']}/withdraw")
    assert found == []


@SEVERAL
def test_the_hall_is_closed(look: Open, bus: Bus, language: str, modes: str) -> None:
    start = f"/kiosk/{language}"
    with changed(bus, closed):
        page = look(start, PORTRAIT)
        with_modes(page, modes)
        found = wrong_with(
            page,
            f"{start}/department/police",
            f"{start}/service/{SERVICE}",
            f"{start}/search?q=bdc",
            f"{start}/guidance",
            start,
        )
        expect(page.locator(".told-closed")).to_be_visible()
        picture(page, f"kiosk-closed-{language}{modes}")
        if not modes:
            found += [f"cut off at {height}" for height in cut_off(page)]
    assert found == []


@SEVERAL
def test_questions_and_the_hub_away(look: Open, language: str, modes: str) -> None:
    """The question whether somebody is still there, and the message while there is no hub."""
    page = look(f"/kiosk/{language}", PORTRAIT)
    with_modes(page, modes)
    page.clock.install()
    page.reload()
    page.clock.run_for(41_000)
    expect(page.locator("#idle")).to_be_visible()
    found = wrong_with(page)
    page.locator("#idle button").click()
    page.route("**/health", lambda route: route.abort())
    page.locator("a.tile-service").first.click()
    expect(page.locator("#unreachable")).to_be_visible()
    found += wrong_with(page)
    if not modes:
        found += [f"cut off at {height}" for height in cut_off(page)]
    assert found == []


@SEVERAL
def test_behind_the_pin(
    look: Open, person: Callable[[str], Person], language: str, modes: str
) -> None:
    person("admin").post("/hall/kiosk-pin", pin=PIN)
    page = look(f"/kiosk/{language}/leave", PORTRAIT)
    with_modes(page, modes)
    found = wrong_with(page, f"/kiosk/{language}/leave")
    for typed, then in ((WRONG, "[role=alert]"), (PIN, ".facts-outside")):
        for digit in typed:
            page.locator(f'.key[value="{digit}"]').click()
        page.locator("#pin button[type=submit]").click()
        page.locator(then).wait_for()
        found += wrong_with(page)
    found += [] if modes else [f"cut off at {height}" for height in cut_off(page)]
    assert found == []
