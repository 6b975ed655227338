"""What a machine for everybody must hold: who takes a number, readers, help, the way out."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from kiosk.scanning import Kind, meaning
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.help_calls import HelpState
from shared.domain.identity import check_digit
from shared.domain.refusals import Malformed
from shared.domain.settings import IdentityAsked
from shared.domain.tickets import State, Ticket
from shared.hub.api_commands import KIOSK_PIN
from shared.hub.app import Hub
from shared.hub.passwords import hash_password
from tests.small_hall import SYSTEM, WANG, Clock, new_id, take

Form = Callable[..., dict[str, str]]
CARD = "11010519491231002" + check_digit("11010519491231002")
WHO = "/kiosk/en/service/id-card/who"


def ask(bus: Bus, identity: IdentityAsked) -> None:
    with bus.looking() as hall:
        settings = replace(hall.settings, identity_at_kiosk=identity)
    bus.execute(c.ChangeSettings(id=new_id(), by="staff:sun", settings=settings))


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def tickets(bus: Bus) -> list[Ticket]:
    with bus.looking() as hall:
        return list(hall.tickets.values())


class TestWhoTakesIt:
    def test_typed_key_by_key_and_in_no_address(self, kiosk: FlaskClient, bus: Bus) -> None:
        fields = hidden(kiosk.get(WHO).text)
        for key in CARD:
            answer = kiosk.post(WHO, data=fields | {"field": "identity", "key": key})
            fields = hidden(answer.text)
        assert fields["identity"] == CARD
        answer = kiosk.post("/kiosk/en/take", data=fields)
        assert answer.status_code == 303
        assert CARD not in answer.location
        assert tickets(bus)[0].person
        again = kiosk.post("/kiosk/en/take", data=fields | {"command_id": new_id()})
        assert again.status_code == 409
        assert "You already have A001" in again.text

    def test_a_slip_is_said_above_the_keys(self, kiosk: FlaskClient, bus: Bus) -> None:
        fields = hidden(kiosk.get(WHO).text) | {"identity": CARD[:-1] + "0"}
        answer = kiosk.post("/kiosk/en/take", data=fields)
        assert answer.status_code == 422
        assert "typing mistake" in answer.text
        assert hidden(answer.text)["identity"] == CARD[:-1] + "0"
        assert not tickets(bus)

    def test_needed(self, kiosk: FlaskClient, bus: Bus, form: Form) -> None:
        fields = form()
        ask(bus, IdentityAsked.needed)
        assert 'action="/kiosk/en/take"' not in kiosk.get("/kiosk/en/service/id-card").text
        assert WHO in kiosk.get("/kiosk/en/service/id-card").text
        assert kiosk.post("/kiosk/en/take", data=fields).status_code == 422
        page = kiosk.get("/kiosk/en/service/id-card/green").text
        need = kiosk.post(WHO, data=hidden(page) | {"need": "elderly"})
        assert hidden(need.text)["need"] == "elderly"
        kiosk.post("/kiosk/en/take", data=hidden(need.text) | {"identity": CARD})
        assert tickets(bus)[0].need == "elderly"

    def test_not_asked_is_not_kept(self, kiosk: FlaskClient, bus: Bus, form: Form) -> None:
        ask(bus, IdentityAsked.no)
        assert kiosk.get(WHO).status_code == 422
        kiosk.post("/kiosk/en/take", data=form() | {"identity": CARD})
        assert tickets(bus)[0].person == ""

    def test_no_phone_without_a_way_to_send(
        self, kiosk: FlaskClient, bus: Bus, form: Form, hub: Hub
    ) -> None:
        assert 'value="phone"' not in kiosk.get(WHO).text
        kiosk.post("/kiosk/en/take", data=form() | {"phone": "13912345678"})
        assert hub.personal.of(tickets(bus)[0].key) is None


class TestReader:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (f"http://hall.example/t/{'ab' * 16}", Kind.ticket),
            (f"https://hall.example:8443/t/{'ab' * 16}/guide", Kind.ticket),
            (f"http://hall.example/b/{'ab' * 16}", Kind.booking),
            ("12345678", Kind.booking),
            (CARD, Kind.identity),
            ("E12345678", Kind.identity),
        ],
    )
    def test_meanings(self, text: str, kind: Kind) -> None:
        assert meaning(text).kind is kind

    @pytest.mark.parametrize(
        "text", ["", "x", "http://evil.example/", "a/b/c", CARD[:-1] + "0", "字" * 9]
    )
    def test_nothing_else(self, text: str) -> None:
        with pytest.raises(Malformed):
            meaning(text)

    @pytest.mark.parametrize(
        "text",
        ["http://[::1", "http://[::1]:x/t/", "//", "/t/" + "ab" * 5000, "x" * 10_240, "1" * 10_240,
         "字" * 3500, "\x00\x01\x1b[2J", "12345678\x00",
         "\u202e12345678", "%00", "😀" * 9, "/t/" + "ab" * 16 + "\x00",
         "/b/../t/" + "ab" * 16, "javascript:alert(1)//t/x"],
        ids=lambda text: ascii(text[:12]) + str(len(text)),
    )  # fmt: skip
    def test_odd_text_is_answered_with_a_sentence(self, kiosk: FlaskClient, text: str) -> None:
        """And leads nowhere. What was read is not said again."""
        said = self.read(kiosk, text)
        assert said.keys() == {"sentence"}
        assert text[:40] not in str(said["sentence"])

    def read(self, kiosk: FlaskClient, text: str) -> dict[str, object]:
        token = hidden(kiosk.get("/kiosk/en/help").text)["_csrf"]
        fields = {"_csrf": token, "command_id": new_id(), "text": text}
        answer = kiosk.post("/kiosk/en/scanned", data=fields)
        assert answer.status_code == 200
        assert isinstance(answer.json, dict)
        return answer.json

    def test_a_missed_number_comes_back_by_its_paper(self, kiosk: FlaskClient, bus: Bus) -> None:
        bus.execute(take(id="read-number"))
        for move in (c.OpenWindow, c.CallNext, c.MissTicket):
            bus.execute(move(id=new_id(), by=WANG, window=1))
        with bus.looking() as hall:
            old = next(iter(hall.tickets.values()))
        key = "0123456789abcdef" * 2
        with bus.looking() as hall:
            hall.keys[key] = old.id
        said = self.read(kiosk, f"http://hall.example/t/{key}")
        assert said["go"] == f"/kiosk/en/ticket/{key}"
        assert tickets(bus)[0].state is State.waiting

    def test_identities_are_not_said_again(self, kiosk: FlaskClient) -> None:
        assert self.read(kiosk, CARD) == {"identity": True}

    def test_what_is_nothing_here_is_said(self, kiosk: FlaskClient) -> None:
        assert self.read(kiosk, "?") == {"sentence": "This code cannot be used here."}
        assert self.read(kiosk, "87654321") == {"sentence": "There is no such appointment."}


def test_an_unknown_address_is_refused_with_a_way_back(kiosk: FlaskClient) -> None:
    answer = kiosk.get("/kiosk/en/nowhere/at-all")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert 'href="/kiosk/en"' in answer.text


class TestHelp:
    def call(self, kiosk: FlaskClient, reason: str = "glasses") -> object:
        page = kiosk.get("/kiosk/en/help").text
        return kiosk.post("/kiosk/en/help", data=hidden(page) | {"reason": reason})

    def test_called_taken_and_withdrawn(self, kiosk: FlaskClient, bus: Bus) -> None:
        self.call(kiosk)
        assert "A steward has been called." in kiosk.get("/kiosk/en/help").text
        assert "A steward is coming to this kiosk." in kiosk.get("/kiosk/en").text
        with bus.looking() as hall:
            (help_,) = hall.help
        bus.execute(c.TakeHelp(id=new_id(), by="staff:gu", help=help_))
        page = kiosk.get("/kiosk/en/help").text
        assert "Somebody is on the way to you." in page
        assert "gu" not in re.sub(r"<[^>]+>", "", page).split()
        kiosk.post("/kiosk/en/help/withdraw", data=hidden(page))
        with bus.looking() as hall:
            assert hall.help[help_].state is HelpState.withdrawn
        assert "What do you need a steward for?" in kiosk.get("/kiosk/en/help").text

    def test_twice_for_one_reason_is_once(self, kiosk: FlaskClient, bus: Bus) -> None:
        fields = hidden(kiosk.get("/kiosk/en/help").text)
        for _ in range(2):
            more = fields | {"reason": "glasses", "command_id": new_id()}
            assert kiosk.post("/kiosk/en/help", data=more).status_code == 303
        with bus.looking() as hall:
            assert len(hall.help) == 1

    def test_the_next_person_calls_too(self, kiosk: FlaskClient, bus: Bus) -> None:
        self.call(kiosk)
        page = kiosk.get("/kiosk/en/help").text
        assert 'value="first-aid"' in page
        assert "more=1" in page
        reasons = kiosk.get("/kiosk/en/help?more=1").text
        assert 'value="child"' in reasons
        assert 'value="glasses"' not in reasons
        self.call(kiosk, "first-aid")
        page = kiosk.get("/kiosk/en/help").text
        assert 'value="first-aid"' not in page
        with bus.looking() as hall:
            first, second = hall.help
        form = hidden(page) | {"help": str(second)}
        answer = kiosk.post("/kiosk/en/help/withdraw", data=form)
        assert answer.location == "/kiosk/en/help"
        with bus.looking() as hall:
            assert hall.help[second].state is HelpState.withdrawn
            assert hall.help[first].state is HelpState.asked

    def test_whoever_comes_next_sees_no_reason_and_ends_nothing(
        self, kiosk: FlaskClient, bus: Bus
    ) -> None:
        self.call(kiosk)
        page = kiosk.get("/kiosk/en/help").text
        assert page.count("A steward has been called.") == 1
        form = hidden(page)
        kiosk.get("/kiosk")
        page = kiosk.get("/kiosk/en/help").text
        assert "A steward is coming to this kiosk." in page
        assert "A steward has been called." not in page
        assert "withdraw" not in page
        assert 'value="glasses"' in page, "nothing tells what the last person called for"
        assert kiosk.post("/kiosk/en/help/withdraw", data=form).status_code == 303
        with bus.looking() as hall:
            (called,) = hall.help.values()
        assert called.state is HelpState.asked

    def test_no_reason(self, kiosk: FlaskClient) -> None:
        fields = hidden(kiosk.get("/kiosk/en/help").text)
        assert kiosk.post("/kiosk/en/help", data=fields | {"reason": "tea"}).status_code == 422


class TestWayOut:
    PIN = "20261123"

    def seal(self, bus: Bus) -> None:
        bus.execute(c.SetKioskPin(id=new_id(), by=SYSTEM), {KIOSK_PIN: hash_password(self.PIN)})

    def leave(self, kiosk: FlaskClient, **fields: str) -> object:
        page = kiosk.get("/kiosk/en/leave").text
        return kiosk.post("/kiosk/en/leave", data=hidden(page) | fields)

    def test_without_a_pin_there_is_none(self, kiosk: FlaskClient) -> None:
        page = kiosk.get("/kiosk/en/leave").text
        assert "The staff must set a PIN" in page
        assert "hall kiosk-pin" not in page
        assert "<form" not in page
        token = hidden(kiosk.get("/kiosk/en/help").text)["_csrf"]
        answer = kiosk.post("/kiosk/en/leave", data={"_csrf": token, "pin": ""})
        assert answer.status_code == 401

    def test_typed_without_a_script(self, kiosk: FlaskClient, bus: Bus) -> None:
        self.seal(bus)
        fields = hidden(kiosk.get("/kiosk/en/leave").text)
        for key in self.PIN:
            answer = kiosk.post("/kiosk/en/leave", data=fields | {"key": key})
            fields = hidden(answer.text)
        answer = kiosk.post("/kiosk/en/leave", data=fields)
        assert answer.status_code == 200
        assert "This browser is no kiosk any more" in answer.text
        assert self.PIN not in answer.text

    def test_wrong_pins_are_slowed_down(self, kiosk: FlaskClient, bus: Bus) -> None:
        self.seal(bus)
        answers = [self.leave(kiosk, pin="00000000").status_code for _ in range(7)]  # type: ignore[attr-defined]
        assert answers[0] == 401
        assert answers[-1] == 429
        assert self.leave(kiosk, pin=self.PIN).status_code == 429  # type: ignore[attr-defined]

    def test_unpaired_only_with_a_proof(self, kiosk: FlaskClient, bus: Bus) -> None:
        self.seal(bus)
        token = hidden(kiosk.get("/kiosk/en/help").text)["_csrf"]
        assert kiosk.post("/kiosk/en/unpair", data={"_csrf": token}).status_code == 403
        page = self.leave(kiosk, pin=self.PIN).text  # type: ignore[attr-defined]
        answer = kiosk.post("/kiosk/en/unpair", data=hidden(page))
        assert (answer.status_code, answer.location) == (303, "/")
        assert kiosk.get("/kiosk").status_code == 403


def test_scripts_are_told_where_a_form_leads(kiosk: FlaskClient, form: Form) -> None:
    answer = kiosk.post("/kiosk/zh/take", data=form(), headers={"X-Going": "1"})
    assert answer.status_code == 200
    assert answer.headers["X-Go-To"].startswith("/kiosk/zh/ticket/")
    assert "Location" not in answer.headers


def test_the_code_for_a_phone(
    kiosk: FlaskClient, stranger: FlaskClient, form: Form, clock: Clock
) -> None:
    key = kiosk.post("/kiosk/zh/take", data=form()).location.rpartition("/")[2]
    answer = kiosk.get(f"/kiosk/qr/{key}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert f"/kiosk/qr/{key}.svg" in kiosk.get(f"/kiosk/zh/ticket/{key}").text
    assert kiosk.get("/kiosk/qr/nothing.svg").status_code == 404
    assert stranger.get(f"/kiosk/qr/{key}.svg").status_code == 403


class TestLocked:
    """Pages of a glass that is no kiosk, or where something went wrong: nothing leads outside."""

    @staticmethod
    def ways(text: str) -> list[str]:
        found = re.findall(r'(?:href|action)="([^"]*)"', text.partition("<body")[2])
        return [each for each in found if each]

    @pytest.mark.parametrize("path", ["/kiosk", "/kiosk/en", "/kiosk/en/service/id-card"])
    def test_a_browser_that_is_no_kiosk(self, stranger: FlaskClient, path: str) -> None:
        answer = stranger.get(path, headers={"Accept-Language": "en"})
        assert answer.status_code == 403
        assert "This kiosk must be paired by the staff" in answer.text
        assert self.ways(answer.text) == []
        assert "/kiosk/static/locked.js" in answer.text

    def test_a_form_of_a_kiosk_that_was_revoked(
        self, kiosk: FlaskClient, form: Form, bus: Bus
    ) -> None:
        fields = form()
        bus.execute(c.RevokeDevice(id=new_id(), by=SYSTEM, device="K1"))
        answer = kiosk.post("/kiosk/en/take", data=fields)
        assert answer.status_code == 403
        assert self.ways(answer.text) == []

    def test_what_goes_wrong_leads_to_the_first_page_only(
        self, kiosk: FlaskClient, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wrong_way = kiosk.put("/kiosk/en/take", headers={"Accept-Language": "en"})
        monkeypatch.setattr(hub, "finder", None)
        fault = kiosk.get("/kiosk/en/search?q=card")
        for answer, status in ((wrong_way, 403), (fault, 500)):
            assert answer.status_code == status
            assert self.ways(answer.text) == ["/kiosk"]
            assert "/kiosk/static/locked.js" in answer.text

    def test_other_pages_keep_their_way(self, stranger: FlaskClient) -> None:
        assert "/" in self.ways(stranger.get("/kiosks").text)
