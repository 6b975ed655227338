"""How often somebody may do what anybody may do, and from where a request comes."""

from contextlib import ExitStack

import pytest
from msgspec.structs import replace

from shared.hub import context
from shared.hub.allowance import MOST_KEPT, Allowance, AtOnce, network
from shared.hub.app import Hub


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_so_often_within_so_long() -> None:
    clock = Clock()
    allowance = Allowance(2, 60, clock)
    for at in (0.0, 30.0):
        clock.at = at
        assert not allowance.wait("one")
        allowance.count("one")
    assert allowance.wait("one") == 30
    assert not allowance.wait("another")
    clock.at = 60.0
    assert not allowance.wait("one")
    allowance.count("one")
    assert allowance.wait("one") == 30


def test_it_does_not_grow_without_end() -> None:
    allowance = Allowance(1, 60, Clock())
    allowance.count("first")
    for number in range(MOST_KEPT):
        allowance.count(str(number))
    assert not allowance.wait("first")
    assert allowance.wait(str(MOST_KEPT - 1))
    assert len(allowance._times) == MOST_KEPT


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("not an address", ""),
    ],
)
def test_a_household_is_one(address: str, name: str) -> None:
    assert network(address) == name


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (0, "", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_the_halls_own_proxies_are_believed(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, proxies: int, said: str, address: str
) -> None:
    monkeypatch.setattr(hub, "settings", replace(hub.settings, proxies=proxies))
    environment = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": said}
    with hub.flask.test_request_context(environ_base=environment):
        assert context.address() == address


class TestAtOnce:
    def test_so_many_at_once_from_each_network(self) -> None:
        at_once = AtOnce(2)
        with ExitStack() as stack:
            addresses = ["192.0.2.1"] * 3 + ["192.0.2.2"]
            said = [stack.enter_context(at_once.one(each)) for each in addresses]
        assert said == [True, True, False, True]
        with at_once.one("192.0.2.1") as again:
            assert again
        assert not at_once._open

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    def test_this_machine_has_no_limit(self, address: str) -> None:
        at_once = AtOnce(0)
        with at_once.one(address) as may:
            assert may

    def test_one_household_is_one(self) -> None:
        at_once = AtOnce(1)
        with at_once.one("2001:db8::1"), at_once.one("2001:db8::2") as second:
            assert not second
