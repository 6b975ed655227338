"""Which phones get the address of their number's page as a text message."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.jobs import JobKind
from shared.domain.settings import HallSettings, PhonesTexted
from shared.hub.app import Hub
from tests.small_hall import new_id

MOBILE, ABROAD, LANDLINE = "13812345678", "+82 10-1234-5678", "0436-332 1234"
HERE_FROM_ABROAD = "+86 436 332 1234"
WHO = "/kiosk/en/service/id-card/who"


@pytest.fixture
def texting(hub: Hub) -> Hub:
    """A hub that has a gateway."""
    hub.texts = True
    return hub


@pytest.fixture
def set_to(bus: Bus) -> Callable[[PhonesTexted], None]:
    def change(texted: PhonesTexted) -> None:
        if texted is not HallSettings().phones_texted:
            settings = HallSettings(phones_texted=texted)
            bus.execute(c.ChangeSettings(id=new_id(), by="staff:sun", settings=settings))

    return change


def texts(bus: Bus) -> int:
    return len([j for j in bus.store.spool.claim("S1", bus.now(), 9) if j.kind is JobKind.text])


@pytest.mark.usefixtures("texting")
@pytest.mark.parametrize(
    ("texted", "phone", "sent"),
    [
        (PhonesTexted.mobile, MOBILE, 1),
        (PhonesTexted.mobile, "+86 138 1234 5678", 1),
        (PhonesTexted.mobile, ABROAD, 0),
        (PhonesTexted.mobile, LANDLINE, 0),
        (PhonesTexted.mobile, HERE_FROM_ABROAD, 0),
        (PhonesTexted.abroad, MOBILE, 1),
        (PhonesTexted.abroad, ABROAD, 1),
        (PhonesTexted.abroad, LANDLINE, 0),
        (PhonesTexted.abroad, HERE_FROM_ABROAD, 0),
        (PhonesTexted.none, MOBILE, 0),
        (PhonesTexted.none, ABROAD, 0),
    ],
)
def test_who_gets_no_text_gets_a_number_all_the_same(
    kiosk: FlaskClient,
    form: Callable[..., dict[str, str]],
    hub: Hub,
    bus: Bus,
    set_to: Callable[[PhonesTexted], None],
    texted: PhonesTexted,
    phone: str,
    sent: int,
) -> None:
    set_to(texted)
    answer = kiosk.post("/kiosk/zh/take", data=form() | {"phone": phone, "typed": "1"})
    assert answer.status_code == 303
    key = answer.location.rpartition("/")[2]
    assert texts(bus) == sent
    assert (hub.personal.of(key) is not None) == bool(sent), "a phone without use is not kept"


@pytest.mark.usefixtures("texting")
def test_the_page_says_which(kiosk: FlaskClient, set_to: Callable[[PhonesTexted], None]) -> None:
    assert "Chinese mobile numbers only." in kiosk.get(WHO).text
    set_to(PhonesTexted.abroad)
    assert "Chinese mobile numbers only." not in kiosk.get(WHO).text
    assert "Only to send you the address" in kiosk.get(WHO).text
    set_to(PhonesTexted.none)
    assert "Only to send you the address" not in kiosk.get(WHO).text


@pytest.mark.usefixtures("texting")
def test_appointments_are_made_with_any_phone(stranger: FlaskClient, bus: Bus) -> None:
    page = "/book/passport/20261125/1000"
    text = stranger.get(page).text
    fields = {
        name: text.split("<main")[1].split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("_csrf", "command_id")
    }
    answer = stranger.post(page, data=fields | {"phone": LANDLINE, "name": "", "identity": ""})
    assert answer.status_code == 303
    assert texts(bus) == 0
