"""A new screen is let in by its code, set up, shut out, and finds a hub that has moved."""

import socket
from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import expect

from shared.demo.own_hall import OwnHall
from tests.browser.conftest import DESK, WALL, Open, Person, picture, violations
from tests.browser.test_accessible import LOCALES, other_language

ROOM = "/counter/screens"
SUPERVISOR = "监督员"


@pytest.fixture(scope="module")
def elsewhere() -> int:
    """A port that nobody has yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def hall(tmp_path_factory, server_mode, elsewhere, example_halls) -> Iterator[OwnHall]:
    """A hall whose screens are paired, each of them."""
    started = example_halls.begin(
        tmp_path_factory.mktemp("var"),
        server_mode,
        stations=False,
        settings={"HALL_ALSO_AT": f"http://localhost:{elsewhere}"},
    )
    yield started
    started.stop()


def code_on(screen) -> str:
    screen.locator("#code:not(:has-text('·'))").wait_for()
    return "".join(filter(str.isdigit, screen.locator("#code").inner_text()))


@pytest.fixture
def let_in(person) -> Iterator[Callable[..., str]]:
    """``let_in(screen, name="Door")`` gives the device's name; it is shut out after the test."""
    devices: list[str] = []

    def accepted(screen, **shows: object) -> str:
        wish = {"code": code_on(screen), "screen": {"languages": ["zh"], **shows}}
        devices.append(person("admin").post("/pairing/accept", **wish)["device"])
        screen.locator("body.wall").wait_for()
        return devices[-1]

    yield accepted
    for device in devices:
        shut_out(person("admin"), device)


def shut_out(admin: Person, device: str) -> None:
    """Unless it is already."""
    admin.session.post(
        f"{admin._address}/devices/{device}/revoke",
        json={"command_id": f"out-{device}"},
        timeout=10,
    )


@pytest.mark.parametrize("language", LOCALES)
def test_a_screen_that_is_new(look: Open, language: str) -> None:
    screen = look(f"/display?language={language}", WALL)
    assert len(code_on(screen)) == 6
    picture(screen, f"new-screen-{language}")
    assert violations(screen) == []
    assert set(other_language(screen)) <= {"counter", "screens"}
    height = screen.locator("#code").evaluate("(at) => parseFloat(getComputedStyle(at).fontSize)")
    assert height > 250, "it is read from the other end of a room"


def test_let_in_at_the_counter_changed_and_shut_out(look: Open, clerk) -> None:
    screen = look("/display", WALL)
    admin = clerk(ROOM, account="admin", size=DESK)
    admin.locator(".room-head .button-main").click()
    admin.locator("#code").fill(code_on(screen))
    expect(admin.locator("#asked")).to_contain_text("127.0.0.1")
    admin.locator("#name").fill("南门")
    admin.locator("#inches").fill("55")
    expect(admin.locator("#height")).to_contain_text("61")
    admin.locator("input[name=shows][value=panel]").check()
    admin.locator("#window").select_option("3")
    admin.locator("#save").click()
    expect(screen.locator("body.panel")).to_be_visible(timeout=2_000)

    row = admin.locator("#screens tr", has_text="南门")
    expect(row.locator("[data-slot=state]")).to_have_text("正常")
    row.locator("[data-slot=open]").click()
    admin.locator("input[name=shows][value=board]").check()
    admin.locator("input[name=zones][value=F1A]").check()
    admin.locator("#save").click()
    expect(screen.locator("#window, .panel")).to_have_count(0)
    expect(screen.locator("body.wall")).to_be_visible()

    admin.locator(".screen-foot a").click()
    row.locator("[data-slot=revoke]").click()
    admin.locator("#shut [value=yes]").click()
    code_on(screen)
    expect(row).to_have_count(0)


@pytest.mark.parametrize("language", LOCALES)
def test_the_pages_of_the_screens(look: Open, clerk, let_in, language: str) -> None:
    screen = look("/display", WALL)
    device = let_in(screen, name="12", windows=[1, 2], queues=["A"])
    page = clerk(ROOM, account="supervisor", size=DESK, language=LOCALES[language])
    row = page.locator(f'#screens tr[data-device="{device}"]')
    expect(row).to_have_attribute("data-state", "ok")
    expect(page.locator("#red")).to_be_empty()
    screen.close()
    expect(row).to_have_attribute("data-state", "away")
    expect(page.locator("#red")).to_contain_text("▲")
    picture(page, f"screens-{language}")
    assert violations(page) == []
    assert set(other_language(page)) <= {"display", SUPERVISOR}, "an address, a name"
    row.locator("[data-slot=open]").click()
    expect(page.locator("#name")).to_be_disabled()
    expect(page.locator("#save")).to_have_count(0)
    assert violations(page) == []
    assert set(other_language(page)) <= {SUPERVISOR}


def test_a_supervisor_sees_a_red_one_on_any_page(look: Open, clerk, person, let_in) -> None:
    screen = look("/display", WALL)
    device = let_in(screen)
    page = clerk("/counter/supervisor/today", account="supervisor", size=DESK)
    start = clerk("/", account="supervisor", size=DESK)
    page.wait_for_timeout(500)
    screen.close()
    expect(page.locator("#red")).to_contain_text("1")
    expect(start.locator("[data-red-line]")).to_be_visible()
    shut_out(person("admin"), device)
    expect(page.locator("#red")).to_be_empty()
    expect(start.locator("[data-red-line]")).to_be_hidden()


def test_the_hub_moves_and_its_screen_follows(look: Open, person, hall, elsewhere, let_in) -> None:
    screen = look("/display", WALL)
    screen.clock.install()
    screen.reload()
    device = let_in(screen, name="北门")
    for _ in range(50):
        if screen.evaluate("localStorage.getItem('hall-passport')"):
            break
        screen.wait_for_timeout(100)
    hall.stop()
    hall.port = elsewhere
    hall.start()
    screen.clock.fast_forward(8_000)
    expect(screen.locator("#down")).to_be_visible()
    screen.clock.fast_forward(21_000)
    screen.wait_for_url(f"http://localhost:{elsewhere}/display")
    expect(screen.locator("body.wall")).to_be_visible()
    admin = person("admin")
    boards = admin.get("/boards/main")
    assert boards["seq"] > 0
    assert admin.session.post(
        f"{hall.url}/api/v1/devices/{device}/screen",
        json={"command_id": "set-up-once-more", "screen": {"name": "北门"}},
        timeout=10,
    ).status_code in (200, 409), "it is the same device"


def test_a_speaker_station_is_let_in_for_its_zone(clerk, hall) -> None:
    with requests.Session() as program:
        asked = program.post(f"{hall.url}/api/v1/pairing", json={"kind": "station"}, timeout=10)
        given = asked.json()
        admin = clerk(f"{ROOM}/new", account="admin", size=DESK)
        admin.locator("#code").fill(f"{given['code'][:3]} {given['code'][3:]}")
        expect(admin.locator("#asked")).to_contain_text("播音站")
        expect(admin.locator("#screen-part")).to_be_hidden()
        admin.locator("#voice").select_option("voice/F1A")
        admin.locator("#save").click()
        row = admin.locator(f'#screens tr[data-device="{given["device"]}"]')
        expect(row).to_contain_text("一楼A区")
        expect(row).to_contain_text("尚未出现")
        program.headers["Authorization"] = f"Bearer {given['token']}"
        standing = program.get(f"{hall.url}/api/v1/pairing", timeout=10).json()
        assert (standing["state"], standing["place"]) == ("paired", "voice/F1A")
