"""Signing in, sessions and passwords; guessing them is slowed down."""

from collections.abc import Callable

import pytest

from shared.bus import Bus
from shared.hub import passwords
from shared.hub.app import Hub
from shared.hub.passwords import Throttle, check_password, new_password, new_token
from tests.shared.hub.conftest import CHEAP, PASSWORD, Browser


class TestSessions:
    def test_a_wrong_password(self, nobody: Browser) -> None:
        for account, password in (
            ("wang", "wrong-password"), ("nobody", PASSWORD), ("wang", PASSWORD + " "),
            ("Wang", PASSWORD), (" wang", PASSWORD), ("admin", "correct-horse"),
        ):  # fmt: skip
            answer = nobody.sign_in(account, password)
            assert (answer.status_code, answer.json["error"]["code"]) == (401, "wrong-password")
        assert nobody.get("/api/v1/session").status_code == 401

    @pytest.mark.parametrize(
        "body",
        ["", "{}", "[]", '{"account": "wang"}', '{"account": 1, "password": "x"}', "{",
         '{"account": "", "password": ""}', '{"account": "wang", "password": "x", "role": "x"}',
         '{"account": "%s", "password": "x"}' % ("x" * 33), b"\xff"],
    )  # fmt: skip
    def test_bad_credentials(self, nobody: Browser, body: str | bytes) -> None:
        assert nobody.send("/session", body).status_code in (400, 422)

    def test_the_session_is_a_new_one(self, nobody: Browser) -> None:
        nobody.get("/sign-in")
        before = nobody.client.get_cookie("hall_session")
        page = nobody.get("/sign-in").text
        old = page.split('name="csrf" content="')[1].split('"')[0]
        nobody.sign_in("wang")
        after = nobody.client.get_cookie("hall_session")
        assert before is not None
        assert after is not None
        assert before.value != after.value
        assert nobody.headers["X-CSRF-Token"] != old
        assert nobody.post("/windows/1/open", headers={"X-CSRF-Token": old}).status_code == 403

    def test_the_cookie(self, hub: Hub) -> None:
        answer = Browser(hub).sign_in("wang")
        (cookie,) = [h for h in answer.headers.getlist("Set-Cookie") if "hall_session" in h]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/" in cookie
        assert PASSWORD not in cookie

    def test_signing_out(self, wang: Browser) -> None:
        answer = wang.client.delete("/api/v1/session", headers=wang.headers)
        assert answer.json == {"done": True}
        assert wang.get("/api/v1/session").status_code == 401
        assert wang.post("/windows/1/open").status_code in (401, 403)

    def test_a_cookie_that_was_tampered_with(self, wang: Browser) -> None:
        cookie = wang.client.get_cookie("hall_session")
        assert cookie is not None
        head, _, tail = cookie.value.partition(".")
        wang.client.set_cookie("hall_session", f"{head[:-2]}xx.{tail}")
        assert wang.get("/api/v1/session").status_code == 401

    def test_a_changed_password_ends_every_session(
        self, hub: Hub, signed_in: Callable[[str], Browser], admin: Browser
    ) -> None:
        first, second = signed_in("wang"), signed_in("wang")
        admin.post("/staff/wang/password", password="another-password")
        assert first.get("/api/v1/session").status_code == 401
        assert second.post("/windows/1/open").status_code == 401
        assert Browser(hub).sign_in("wang").status_code == 401
        assert Browser(hub).sign_in("wang", "another-password").status_code == 200
        assert admin.get("/api/v1/session").status_code == 200

    def test_signing_in_twice_in_one_browser(self, hub: Hub) -> None:
        browser = Browser(hub)
        browser.sign_in("wang")
        browser.sign_in("li")
        assert browser.get("/api/v1/session").json["account"] == "li"


class TestThrottle:
    def test_too_many_tries(self, nobody: Browser) -> None:
        for _ in range(passwords.FREE_TRIES):
            assert nobody.sign_in("wang", "wrong-password").status_code == 401
        answer = nobody.sign_in("wang", "wrong-password")
        assert (answer.status_code, answer.json["error"]["code"]) == (429, "too-many-tries")
        assert int(answer.headers["Retry-After"]) >= 1
        assert nobody.sign_in("wang").status_code == 429  # the right one waits too
        assert nobody.sign_in("li").status_code == 200  # a colleague does not

    def test_an_account_that_does_not_exist_waits_as_well(self, nobody: Browser) -> None:
        statuses = [nobody.sign_in("ghost", "wrong-password").status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]

    def test_the_wait_grows_and_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(passwords.time, "monotonic", lambda: now)
        throttle = Throttle()
        waits = []
        for _ in range(14):
            throttle.trying("wang", "1.2.3.4")
            waits.append(throttle.wait_seconds("wang", "1.2.3.4"))
        assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
        assert throttle.wait_seconds("wang", "5.6.7.8") == 0
        assert throttle.wait_seconds("li", "1.2.3.4") == 0
        now += 60
        assert throttle.wait_seconds("wang", "1.2.3.4") == 0
        throttle.succeeded("wang", "1.2.3.4")
        throttle.trying("wang", "1.2.3.4")
        assert throttle.wait_seconds("wang", "1.2.3.4") == 0

    def test_very_many_tries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A patient program may try for weeks; nobody is locked out by arithmetic."""
        monkeypatch.setattr(passwords.time, "monotonic", lambda: 1000.0)
        throttle = Throttle()
        for _ in range(3000):
            throttle.trying("wang", "1.2.3.4")
        assert throttle.wait_seconds("wang", "1.2.3.4") == passwords.LONGEST_WAIT_SECONDS

    def test_many_addresses_do_not_help(self) -> None:
        throttle = Throttle()
        for count in range(passwords.FREE_TRIES_EVERYWHERE):
            throttle.trying("wang", f"1.2.3.{count}")
        assert throttle.wait_seconds("wang", "9.9.9.9") > 0

    def test_slips_of_weeks_do_not_add_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A clerk who mistypes once a day and then signs in is not slowed down in the end."""
        now = 1000.0
        monkeypatch.setattr(passwords.time, "monotonic", lambda: now)
        throttle = Throttle()
        for _ in range(60):
            throttle.trying("wang", "1.2.3.4")
            assert throttle.wait_seconds("wang", "1.2.3.4") == 0
            throttle.succeeded("wang", "1.2.3.4")
            now += 86400

    def test_what_is_kept_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(passwords.time, "monotonic", lambda: now)
        throttle = Throttle()
        for count in range(6000):
            throttle.trying(f"account{count}", "1.2.3.4")
            now += 1
        assert len(throttle._tries) <= 10_001


class TestPasswords:
    def test_new_ones_are_long_and_different(self) -> None:
        made = {new_password() for _ in range(200)}
        assert len(made) == 200
        assert all(len(password) >= 16 for password in made)
        assert len({new_token("K1") for _ in range(200)}) == 200

    def test_hashes_are_salted_and_slow_ones(self) -> None:
        one, other = passwords.hash_password(PASSWORD), passwords.hash_password(PASSWORD)
        assert one != other
        assert one.startswith("$argon2id$")
        assert check_password(one, PASSWORD)
        assert not check_password(one, PASSWORD + "x")

    def test_no_hash_is_no_password(self) -> None:
        assert not check_password(None, PASSWORD)
        assert not check_password("", "")
        assert not check_password("damaged", PASSWORD)
        assert check_password(CHEAP, PASSWORD)

    def test_no_digest_is_in_the_journal_or_an_answer(self, admin: Browser, bus: Bus) -> None:
        answer = admin.post("/staff/wang/password", password="a-very-private-one")
        assert "private" not in answer.text
        with bus.store.reading() as db:
            rows = db.execute("SELECT data, fingerprint FROM journal").fetchall()
            sealed = db.execute("SELECT digest FROM sealed").fetchall()
        assert not any("private" in str(row) or "argon2" in str(row) for row in rows)
        assert not any("private" in digest for (digest,) in sealed)
