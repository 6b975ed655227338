"""The hub's own pages, and what holds for every route of every face."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.hub import headers
from shared.hub.app import Hub
from shared.words import say
from tests.portrait import image
from tests.shared.hub.conftest import PASSWORD, TICKET, Browser, token
from tests.small_hall import WANG, book, key_for, new_id, take


def csrf_of(page: str) -> str:
    return page.split('name="csrf" content="')[1].split('"')[0]


def sign_in_on_page(browser: Browser, **form: str) -> Any:
    page = browser.get("/sign-in").text
    fields = {"_csrf": csrf_of(page), "account": "wang", "password": PASSWORD} | form
    return browser.client.post("/sign-in", data=fields)


def test_signing_in_and_out(nobody: Browser) -> None:
    answer = sign_in_on_page(nobody, next="/counter")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/counter")
    assert nobody.get("/api/v1/session").json["account"] == "wang"
    page = nobody.get("/").text
    answer = nobody.client.post("/sign-out", data={"_csrf": csrf_of(page)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert nobody.get("/api/v1/session").status_code == 401


def test_a_wrong_password_on_the_page(nobody: Browser) -> None:
    answer = sign_in_on_page(nobody, password="wrong-password")
    assert answer.status_code == 401
    assert say("zh", "The account or the password is wrong.") in answer.text
    assert 'value="wang"' in answer.text
    assert "wrong-password" not in answer.text


@pytest.mark.parametrize(
    "account",
    ["", "x" * 500, '"><script>alert(1)</script>', "\u202e", "\x00", "\N{FIRE}"],
    ids=ascii,
)
def test_odd_accounts_on_the_page(nobody: Browser, account: str) -> None:
    answer = sign_in_on_page(nobody, account=account)
    assert answer.status_code == 401
    assert "<script>alert" not in answer.text


def test_a_page_of_staff_leads_to_the_sign_in_and_back(nobody: Browser) -> None:
    answer = nobody.get("/counter?window=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/counter%3Fwindow%3D1"
    assert 'value="/counter?window=1"' in nobody.get(answer.headers["Location"]).text


ELSEWHERE = [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "javascript:alert(1)", "/\t/evil.example", "/\t\\evil.example",
    "\t//evil.example", " //evil.example", "/\n/evil.example", "///evil.example", "//[",
    "http://[", "evil.example", "", "/\r\nSet-Cookie: a=b",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=ascii)
def test_no_way_to_another_site(nobody: Browser, wang: Browser, wanted: str) -> None:
    """Judged as a browser does, which takes tabs and line ends out and \\ for /."""
    from urllib.parse import unquote

    def stays_here(location: str) -> bool:
        read = location.translate({9: None, 10: None, 13: None}).strip().replace("\\", "/")
        return read.startswith("/") and not read.startswith("//") and "\n" not in unquote(location)

    for answer in (
        sign_in_on_page(nobody, next=wanted),
        wang.client.get("/sign-in", query_string={"next": wanted}),
        wang.client.post(
            "/language",
            data={"next": wanted, "language": "en", "_csrf": wang.headers["X-CSRF-Token"]},
        ),
    ):
        assert answer.status_code == 303
        assert stays_here(answer.headers["Location"]), answer.headers["Location"]
        assert "a=b" not in answer.headers.get("Set-Cookie", "")


def test_the_language_is_kept(nobody: Browser) -> None:
    token = csrf_of(nobody.get("/").text)
    assert '<html lang="zh"' in nobody.get("/").text
    answer = nobody.client.post(
        "/language", data={"language": "en", "next": "/sign-in", "_csrf": token}
    )
    assert answer.headers["Location"] == "/sign-in"
    page = nobody.get("/").text
    assert '<html lang="en"' in page
    assert say("en", "Main board") in page
    nobody.client.post("/language", data={"language": "xx", "_csrf": token})
    assert '<html lang="en"' in nobody.get("/").text


def test_the_start_page_tells_the_public_nothing_of_the_hall(
    nobody: Browser, wang: Browser, bus: Bus
) -> None:
    bus.execute(take())
    assert "overview" not in nobody.get("/").text
    assert wang.get("/").status_code == 200


def test_a_page_that_is_not_there(nobody: Browser) -> None:
    answer = nobody.get("/nothing", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    answer = nobody.get("/nothing", headers={"Accept-Language": "zh"})
    assert say("zh", "There is no such page.") in answer.text
    assert "There is no such page." not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "[", "127.0.0.1:x", "a b", ""])
def test_odd_hosts(nobody: Browser, host: str) -> None:
    for path in ("/", "/kiosk", "/sign-in?next=/x", "/counter"):
        assert nobody.client.get(path, headers={"Host": host}).status_code < 500
    answer = nobody.client.post(
        "/api/v1/session",
        json={"account": "wang", "password": PASSWORD},
        headers={"Host": host, "Origin": "http://["},
    )
    assert answer.status_code < 500


SAMPLES = {
    "lang": "zh",
    "key": key_for("command-of-somebody"),
    "number": "1",
    "window": "1",
    "ticket": "20261123-A001",
    "name": "none",
    "room": "main",
    "day": "20261123",
    "time": "1100",
    "service": "id-card",
    "filename": "tokens.css",
    "letter": "A",
    "language": "zh",
    "notice": "1",
    "unknown": "zh/nowhere",
    "device": "D1",
}


def every_get(hub: Hub) -> list[str]:
    """An address for each rule that answers a GET, as good as can be told from its names."""
    addresses = []
    adapter = hub.flask.url_map.bind("localhost")
    for rule in hub.flask.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        values = {
            name: _code(rule.rule) if name == "code" else SAMPLES[name] for name in rule.arguments
        }
        addresses.append(adapter.build(rule.endpoint, values))
    return sorted(set(addresses))


def asked_home_visit() -> c.AskHomeVisit:
    return c.AskHomeVisit(id=new_id(), by="public:web", service="id-card", person="one")


def _code(rule: str) -> str:
    if "department" in rule:
        return "police"
    return "passport" if "book" in rule else "id-card"


def everybody(hub: Hub, bus: Bus) -> dict[str, Browser]:
    """Nobody, a browser that is everything at once, and one of each kind."""
    found = {"nobody": Browser(hub), "all": Browser(hub)}
    for account in ("wang", "admin"):
        found[account] = Browser(hub)
        found[account].sign_in(account)
    found["all"].sign_in("admin")
    for kind, device in (("kiosk", "K1"), ("display", "D1")):
        found[kind] = Browser(hub)
        for name in (kind, "all"):
            found[name].client.set_cookie(f"hall_{kind}", token(device))
    return found


def test_a_get_changes_nothing(hub: Hub, bus: Bus) -> None:
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(take(id="command-of-somebody"))
    for record in (book(), asked_home_visit()):
        bus.execute(replace(record, key=SAMPLES["key"]))
    browsers = everybody(hub, bus)
    before, picture = bus.store.journal_end(), image(bus)
    statuses: dict[str, set[int]] = {}
    for address in every_get(hub):
        for method in ("get", "head"):
            for browser in browsers.values():
                answer = getattr(browser.client, method)(address)
                assert answer.status_code < 500, address
                statuses.setdefault(address, set()).add(answer.status_code)
                answer.close()
        assert bus.store.journal_end() == before, address
    assert image(bus) == picture
    unseen = [address for address, seen in statuses.items() if not seen & {200, 303}]
    # There is no recording, no printed picture, no announcement and no picture of one, no code for
    # phones, no guidance and no occasion in life, each face has its files, and an unknown address
    # is none.
    expected = (
        "/voice/",
        "/receipt/",
        "/static/",
        "/code.svg",
        "/guidance",
        "/life/",
        "/nowhere",
        "/pairing/",
        "/type.css",
        "/notices/",
        "/pictures/",
    )
    assert [a for a in unseen if not any(part in a for part in expected)] == []


def test_every_answer_has_its_headers(hub: Hub, bus: Bus) -> None:
    for browser in everybody(hub, bus).values():
        for address in [*every_get(hub), "/nothing", "/api/v1/nothing"]:
            answer = browser.client.get(address)
            for name, value in headers.HEADERS.items():
                assert answer.headers[name] == value, (address, name)
            assert "Cache-Control" in answer.headers, address
            if answer.mimetype == "text/html":
                assert "no-store" in answer.headers["Cache-Control"], address
            answer.close()


def test_refusals_have_their_headers_too(kiosk: Browser, nobody: Browser) -> None:
    for answer in (
        kiosk.send("/tickets", b"{"),
        kiosk.send("/tickets", b"x" * 100_000),
        nobody.post("/tickets", **TICKET),
        kiosk.client.put("/api/v1/tickets"),
        nobody.client.post("/sign-in"),
    ):
        assert answer.status_code >= 400
        for name, value in headers.HEADERS.items():
            assert answer.headers[name] == value


def test_the_policy_lets_no_script_in() -> None:
    assert "unsafe" not in headers.POLICY
    assert "default-src 'self'" in headers.POLICY
    assert "frame-ancestors 'none'" in headers.POLICY


def test_pages_hold_no_scripts_or_styles_of_their_own(hub: Hub, bus: Bus) -> None:
    """The policy would not let them run: this finds them before a browser does."""
    import re

    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", re.I
    )
    for browser in everybody(hub, bus).values():
        for address in every_get(hub):
            answer = browser.client.get(address)
            if answer.mimetype == "text/html":
                assert not inline.search(answer.text), address
            answer.close()


class TestSecrets:
    """The key of a ticket's page is its holder's alone."""

    @pytest.fixture
    def keys(self, hub: Hub, kiosk: Browser, wang: Browser, bus: Bus) -> list[str]:
        for _ in range(4):
            kiosk.post("/tickets", **TICKET)
        for move in ("open", "next", "start", "finish", "next"):
            wang.post(f"/windows/1/{move}")
        with bus.looking() as hall:
            return list(hall.keys)

    def test_no_board_and_no_list_holds_one(
        self, keys: list[str], admin: Browser, nobody: Browser
    ) -> None:
        rooms = ["main", "overview", "queue/A", "window/1", "console/1", "console/2"]
        texts = [admin.get(f"/api/v1/boards/{room}").text for room in rooms]
        texts += [
            admin.get("/api/v1/tickets").text,
            admin.get("/api/v1/days/20261123/report").text,
            admin.get("/api/v1/catalogue").text,
            admin.get("/").text,
            nobody.get("/").text,
            admin.get("/api/v1/verify").text,
        ]
        assert len(keys) == 4
        for text in texts:
            assert "A00" in text or "{" in text or "<" in text
            assert not any(key in text for key in keys)

    def test_no_board_holds_an_account_for_the_public(self, keys: list[str], hub: Hub) -> None:
        screen = Browser(hub, token("D1"))
        for room in ("main", "queue/A", "window/1"):
            text = screen.get(f"/api/v1/boards/{room}").text
            assert "wang" not in text
            assert "need" not in text

    def test_keys_cannot_be_guessed_from_each_other(self, keys: list[str]) -> None:
        assert all(len(key) == 32 for key in keys)
        assert len({key[:6] for key in keys}) == 4

    def test_another_hubs_keys_are_others(self, hub: Hub) -> None:
        from shared.hub.passwords import ticket_key

        one = ticket_key(hub.secret, "kiosk:K1", "command-1")
        assert ticket_key(b"x" * 32, "kiosk:K1", "command-1") != one
        assert ticket_key(hub.secret, "kiosk:K2", "command-1") != one
        assert ticket_key(hub.secret, "kiosk:K1", "command-1") == one


class TestThisMachine:
    """Tokens handed out to browsers on this machine, and to nobody else."""

    @pytest.fixture
    def local(self, hub: Hub) -> Browser:
        from shared.domain.people import Role
        from shared.hub.pairing import pair_local

        hub.local_tokens = {
            "kiosk": pair_local(hub, Role.kiosk, "K1"),
            "display": pair_local(hub, Role.display, ""),
        }
        return Browser(hub)

    def test_a_browser_here(self, local: Browser) -> None:
        answer = local.client.get("/display")
        assert answer.status_code == 200
        (cookie,) = [h for h in answer.headers.getlist("Set-Cookie") if "hall_display" in h]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Set-Cookie" not in str(local.client.get("/display").headers) or True
        assert local.client.get("/kiosk").status_code == 200

    @pytest.mark.parametrize(
        ("address", "more"),
        [
            ("10.0.0.5", {}),
            ("127.0.0.1", {"Host": "evil.example"}),
            ("127.0.0.1", {"X-Forwarded-For": "10.0.0.5"}),
            ("127.0.0.1", {"Forwarded": "for=10.0.0.5"}),
            ("127.0.0.1", {"Via": "1.1 proxy"}),
        ],
    )
    def test_anybody_else(self, local: Browser, address: str, more: dict[str, str]) -> None:
        for path in ("/display", "/kiosk"):
            answer = local.client.get(path, headers=more, environ_base={"REMOTE_ADDR": address})
            assert answer.status_code == 403
            assert "Set-Cookie" not in answer.headers or "hall_display" not in str(answer.headers)

    def test_a_hall_that_hands_out_nothing(self, nobody: Browser) -> None:
        assert nobody.client.get("/display").status_code == 403


def test_the_wrong_screens_cookie(hub: Hub) -> None:
    browser = Browser(hub)
    browser.client.set_cookie("hall_kiosk", token("D1"))
    assert browser.get("/kiosk").status_code == 403


def test_signed_in_staff_may_look_at_a_display(
    signed_in: Callable[[str], Browser], nobody: Browser
) -> None:
    assert signed_in("wang").get("/display").status_code == 200
    assert nobody.get("/display").status_code == 403


def test_an_administrator_makes_a_browser_a_kiosk(signed_in: Any) -> None:
    admin, clerk = signed_in("admin"), signed_in("wang")
    answer = admin.client.post("/pair", data={"as": "kiosk K1"}, headers=admin.headers)
    assert (answer.status_code, answer.location) == (303, "/kiosk")
    assert admin.client.get("/kiosk").status_code == 200
    refused = clerk.client.post("/pair", data={"as": "display"}, headers=clerk.headers)
    assert refused.status_code == 403
    assert clerk.client.get("/kiosk").status_code == 403
