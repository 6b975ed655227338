"""How much anybody may send from one address, also where a proxy stands before the hub."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from kiosk.limits import HOUR_SECONDS, Limit
from shared.hub.allowance import network
from shared.hub.app import Hub

FORM = "/home-visit/id-card"
TYPED = {"name": "王小明", "place": "青年北大街 8 号"}
WRONG, RIGHT = "110", "13912345678"
CITIZEN, OTHER, PROXY = "203.0.113.9", "198.51.100.7", "10.0.0.2"
ENOUGH, NOT_ENOUGH = 429, 422

Send = Callable[..., int]


@pytest.fixture
def send(stranger: FlaskClient) -> Send:
    """Send the form from an address, with what is said of it; gives the answer's status."""

    def sent(address: str, said: str = "", phone: str = WRONG) -> int:
        where = {"REMOTE_ADDR": address}
        page = stranger.get(FORM, environ_overrides=where).text.split("<main")[1]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        headers = {"X-Forwarded-For": said} if said else {}
        data = hidden | TYPED | {"phone": phone}
        return stranger.post(FORM, data=data, headers=headers, environ_overrides=where).status_code

    return sent


def use_up(hub: Hub, address: str, limit: Limit = Limit.posts) -> None:
    for _ in range(limit.value):
        hub.allowance(limit.name, limit.value, HOUR_SECONDS).count(network(address))


def behind(hub: Hub, proxies: int) -> None:
    hub.settings = replace(hub.settings, proxies=proxies)


def test_each_address_has_its_own(hub: Hub, send: Send) -> None:
    use_up(hub, CITIZEN)
    assert send(CITIZEN) == ENOUGH
    assert send(OTHER) == NOT_ENOUGH


def test_a_household_has_one_in_ipv6(hub: Hub, send: Send) -> None:
    use_up(hub, "2001:db8:1:2::1")
    assert send("2001:db8:1:2:aaaa::9") == ENOUGH
    assert send("2001:db8:1:3::1") == NOT_ENOUGH


def test_records_are_counted_where_they_were_made(hub: Hub, send: Send) -> None:
    use_up(hub, CITIZEN, Limit.records)
    assert send(CITIZEN, phone=RIGHT) == ENOUGH
    assert send(OTHER, phone=RIGHT) == 303
    assert hub.allowance(Limit.records.name, 60, HOUR_SECONDS)._times.keys() == {CITIZEN, OTHER}


def test_without_a_proxy_nobody_is_believed(hub: Hub, send: Send) -> None:
    """Whoever has used up their own cannot name another address for each form."""
    use_up(hub, CITIZEN)
    assert send(CITIZEN, said=OTHER) == ENOUGH
    use_up(hub, "192.0.2.1")
    assert send(OTHER, said="192.0.2.1") == NOT_ENOUGH, "nor shut out somebody else"


def test_behind_a_proxy_what_it_has_written_counts(hub: Hub, send: Send) -> None:
    behind(hub, 1)
    use_up(hub, CITIZEN)
    assert send(PROXY, said=CITIZEN) == ENOUGH
    assert send(PROXY, said=OTHER) == NOT_ENOUGH


def test_behind_a_proxy_what_was_forged_before_it_does_not(hub: Hub, send: Send) -> None:
    """A proxy adds the true address after whatever the request said of itself."""
    behind(hub, 1)
    use_up(hub, CITIZEN)
    for forged in (OTHER, "192.0.2.1, 192.0.2.2", "no address", ",,,"):
        assert send(PROXY, said=f"{forged}, {CITIZEN}") == ENOUGH
    assert send(PROXY, said=f"{CITIZEN}, {OTHER}") == NOT_ENOUGH


def test_behind_two_proxies(hub: Hub, send: Send) -> None:
    behind(hub, 2)
    use_up(hub, CITIZEN)
    assert send(PROXY, said=f"{OTHER}, {CITIZEN}, 10.0.0.1") == ENOUGH
    assert send(PROXY, said=f"{CITIZEN}, {OTHER}, 10.0.0.1") == NOT_ENOUGH
