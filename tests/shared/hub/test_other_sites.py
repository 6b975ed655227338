"""A page of another site cannot use the session of somebody who is signed in."""

from collections.abc import Callable

import pytest

from shared.bus import Bus
from tests.shared.hub.conftest import PASSWORD, TICKET, Browser


class TestOtherSites:
    """CSRF: what a page of another site could make a signed-in browser send."""

    @pytest.mark.parametrize("sent", [None, "", "wrong", "x" * 5000, "\xff"], ids=ascii)
    def test_the_token(self, wang: Browser, bus: Bus, sent: str | None) -> None:
        del wang.headers["X-CSRF-Token"]
        headers = {} if sent is None else {"X-CSRF-Token": sent}
        before = bus.store.journal_end()
        answer = wang.post("/windows/1/open", headers=headers)
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "not-allowed")
        assert bus.store.journal_end() == before

    def test_another_sessions_token(
        self, wang: Browser, signed_in: Callable[[str], Browser]
    ) -> None:
        other = signed_in("li").headers["X-CSRF-Token"]
        assert wang.post("/windows/1/open", headers={"X-CSRF-Token": other}).status_code == 403

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "http://localhost.evil.example", "null", "http://localhost:9999",
         "", "http://[", "nonsense"],
    )  # fmt: skip
    def test_the_origin(self, wang: Browser, bus: Bus, origin: str) -> None:
        before = bus.store.journal_end()
        answer = wang.post("/windows/1/open", headers={"Origin": origin})
        assert answer.status_code == 403
        assert bus.store.journal_end() == before

    def test_the_own_origin(self, wang: Browser) -> None:
        answer = wang.post("/windows/1/open", headers={"Origin": "http://localhost"})
        assert answer.status_code == 200

    def test_a_foreign_origin_may_not_use_a_token_either(self, kiosk: Browser) -> None:
        answer = kiosk.post("/tickets", headers={"Origin": "https://evil.example"}, **TICKET)
        assert answer.status_code == 403

    def test_a_token_that_is_none_does_not_open_the_door_for_the_cookie(
        self, wang: Browser, bus: Bus
    ) -> None:
        """The header stands in for the CSRF token only where it stands for somebody."""
        del wang.headers["X-CSRF-Token"]
        before = bus.store.journal_end()
        answer = wang.post("/windows/1/open", headers={"Authorization": "Bearer nonsense"})
        assert answer.status_code in (401, 403)
        assert bus.store.journal_end() == before

    def test_a_sign_in_from_another_site(self, nobody: Browser) -> None:
        answer = nobody.client.post(
            "/api/v1/session",
            json={"account": "wang", "password": PASSWORD},
            headers={"Origin": "https://evil.example"},
        )
        assert answer.status_code == 403

    @pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
    def test_the_pages(self, nobody: Browser, path: str) -> None:
        data = {"account": "wang", "password": PASSWORD, "language": "en"}
        assert nobody.client.post(path, data=data).status_code == 403
