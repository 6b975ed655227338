"""Hashing in turns, and failures counted by network: strangers hold up themselves."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from shared.hub import app, passwords
from shared.hub.app import Hub
from shared.hub.passwords import Throttle
from shared.hub.turns import TooBusy, Turns
from tests.shared.hub.conftest import PASSWORD, Browser

STRANGER = "203.0.113.9"


@contextmanager
def all_taken(turns: Turns, most: tuple[int, int]) -> Iterator[None]:
    """As many work and wait as may."""
    with ExitStack() as stack:
        for _ in range(most[0]):
            stack.enter_context(turns.turn())
        waiting = [threading.Thread(target=_wait_in, args=(turns,)) for _ in range(most[1])]
        for each in waiting:
            each.start()
        until = time.monotonic() + 20
        while turns._here < sum(most) and time.monotonic() < until:
            time.sleep(0.01)
        yield
    for each in waiting:
        each.join(20)


def _wait_in(turns: Turns) -> None:
    with turns.turn():
        pass


class TestTurns:
    def test_who_comes_when_too_many_wait_is_told_so_at_once(self) -> None:
        turns = Turns(1, 2)
        with all_taken(turns, (1, 2)), pytest.raises(TooBusy), turns.turn():
            pass
        with turns.turn():
            assert turns._here == 1

    def test_a_failure_gives_its_turn_back(self) -> None:
        turns = Turns(1, 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), turns.turn():
                raise ZeroDivisionError


class TestSigningIn:
    def test_made_up_accounts_hold_up_nobody_who_has_one(self, hub: Hub, nobody: Browser) -> None:
        hub.strangers = Turns(*app.STRANGERS)
        with all_taken(hub.strangers, app.STRANGERS):
            answer = nobody.sign_in("nobody7")
            assert (answer.status_code, answer.json["error"]["code"]) == (503, "too-busy")
            assert answer.headers["Retry-After"] == "5"
            assert nobody.sign_in("wang").status_code == 200

    def test_an_account_that_was_shut_is_as_one_made_up(self, hub: Hub) -> None:
        hub.strangers = Turns(1, 0)
        browser = Browser(hub)
        admin = Browser(hub)
        admin.sign_in("admin")
        assert admin.post("/staff/wang/disable").status_code == 200
        with all_taken(hub.strangers, (1, 0)):
            assert browser.sign_in("wang").status_code == 503

    def test_the_page_says_so_too(self, hub: Hub) -> None:
        hub.passwords, before = Turns(0, 0), hub.passwords
        client = hub.flask.test_client()
        page = client.get("/sign-in?language=en")
        token = page.text.split('name="_csrf" value="')[1].split('"')[0]
        answer = client.post(
            "/sign-in?language=en", data={"_csrf": token, "account": "wang", "password": PASSWORD}
        )
        hub.passwords = before
        assert answer.status_code == 503
        assert "Please try again in a few seconds." in answer.text
        assert answer.headers["Retry-After"] == "5"

    @pytest.mark.usefixtures("unchanged")
    def test_a_busy_try_does_not_count(self, hub: Hub, nobody: Browser) -> None:
        hub.passwords, before = Turns(0, 0), hub.passwords
        for _ in range(10):
            assert nobody.sign_in("wang").status_code == 503
        hub.passwords = before
        assert nobody.sign_in("wang").status_code == 200


class TestFailuresOfANetwork:
    def sign_in(self, hub: Hub, account: str, address: str, password: str = PASSWORD) -> int:
        answer = hub.flask.test_client().post(
            "/api/v1/session",
            json={"account": account, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )
        return answer.status_code

    def test_many_made_up_accounts_are_slowed_down(self, hub: Hub) -> None:
        said = [self.sign_in(hub, f"nobody{count}", STRANGER) for count in range(40)]
        assert said == [401] * passwords.A_NETWORK + [429] * (40 - passwords.A_NETWORK)
        assert self.sign_in(hub, "wang", "198.51.100.7") == 200  # others are not

    def test_a_desk_that_has_signed_in_goes_on(self, hub: Hub) -> None:
        assert self.sign_in(hub, "wang", STRANGER) == 200
        for count in range(passwords.A_NETWORK_OF_OURS):
            assert self.sign_in(hub, f"nobody{count}", STRANGER) == 401
        assert self.sign_in(hub, "li", STRANGER) == 429
        assert self.sign_in(hub, "wang", STRANGER) == 200

    def test_a_hall_behind_one_address_in_the_morning(self) -> None:
        """104 clerks sign in within a minute, each with a slip before it, and more than once."""
        throttle = Throttle()
        for count in range(104):
            account = f"clerk{count}"
            for right in (False, True, True):
                assert throttle.wait_seconds(account, STRANGER) == 0
                throttle.trying(account, STRANGER)
                if right:
                    throttle.succeeded(account, STRANGER)
                else:
                    throttle.failed(STRANGER)

    def test_a_minute_later_it_is_forgiven(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        throttle = Throttle()
        throttle._failures._clock = throttle._failures_of_ours._clock = lambda: now
        for _ in range(passwords.A_NETWORK):
            throttle.failed(STRANGER)
        assert 0 < throttle.wait_seconds("wang", STRANGER) <= passwords.NETWORK_SECONDS
        now += passwords.NETWORK_SECONDS
        assert throttle.wait_seconds("wang", STRANGER) == 0


class TestNamesOfAccounts:
    @pytest.mark.parametrize("name", ["kiosk:pin", "Wang", " wang", "w", "wang\n", "王"])
    def test_names_that_no_account_has_go_no_further(self, hub: Hub, name: str) -> None:
        browser = Browser(hub)
        for _ in range(8):
            answer = browser.sign_in(name)
            assert (answer.status_code, answer.json["error"]["code"]) == (401, "wrong-password")
        assert not hub.throttle._tries

    def test_the_pin_has_a_throttle_of_its_own(self, hub: Hub) -> None:
        for count in range(60):
            hub.throttle.trying("kiosk:pin", f"192.0.2.{count}")
        assert hub.pin_throttle.wait_seconds("kiosk:pin", "K1") == 0
