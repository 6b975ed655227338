"""What a number's page tells its script, and what its citizen asks for while waiting."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared import queries
from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.notices import NoticeKind
from shared.hub.app import Hub
from tests.kiosk.test_phone_pages import KEY, OTHER, PAGE, actors, does, fields, send, taken, ticket
from tests.small_hall import Clock, new_id

ROOT = Path(__file__).parents[2]


@pytest.fixture
def phone(stranger: FlaskClient) -> FlaskClient:
    return stranger


class TestNow:
    def test_where_it_stands(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus, "another-one-here")
        taken(bus)
        does(bus, c.OpenWindow)
        answer = phone.get(f"{PAGE}/now")
        state = answer.json
        assert (state["state"], state["ahead"], state["room"]) == ("waiting", 1, "queue/A")
        assert state["mark"] == queries.mark(KEY)
        assert "People ahead" in state["now"]
        assert "I need more time" in state["acts"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Day-Ends"] == "2026-11-23T16:00:00+00:00"

    def test_called(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext)
        state = phone.get(f"{PAGE}/now").json
        assert (state["state"], state["window"]) == ("called", 1)
        assert "Please go to window 1 now." in state["now"]

    def test_nothing_to_watch_once_it_has_ended(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        does(bus, c.OpenWindow, c.CallNext, c.StartService, c.FinishService)
        assert phone.get(f"{PAGE}/now").json["room"] == ""

    def test_of_another_day(self, phone: FlaskClient, bus: Bus, clock: Clock) -> None:
        taken(bus)
        clock.move(hours=24)
        bus.begin_day()
        answer = phone.get(f"{PAGE}/now")
        assert (answer.status_code, answer.json) == (404, {"state": "over"})
        page = phone.get(PAGE, headers={"Accept-Language": "en"})
        assert page.status_code == 404
        assert "This number is over" in page.text
        assert "X-Day-Ends" not in page.headers

    def test_notices_of_its_department(self, phone: FlaskClient, bus: Bus, clock: Clock) -> None:
        taken(bus)
        for department in ("police", "tax", ""):
            bus.execute(
                c.PostNotice(
                    id=new_id(),
                    by="staff:sun",
                    kind=NoticeKind.system_down,
                    until=clock.at.replace(hour=8),
                    department=department,
                )
            )
        notices = [notice["en"] for notice in phone.get(f"{PAGE}/now").json["notices"]]
        assert len(notices) == 2
        assert any("Police" in notice for notice in notices)
        assert not any("Tax" in notice for notice in notices)
        with bus.looking() as hall:
            board = queries.board(hall, "queue/A", clock.at)
        assert [notice["en"] for notice in board.notices] == notices
        assert notices[0] in phone.get(PAGE).text


class TestLanguage:
    def test_a_link_changes_the_page_and_nothing_else(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        before = bus.store.journal_end()
        page = phone.get(f"{PAGE}?language=zh")
        assert '<html lang="zh">' in page.text
        assert f"Path={PAGE}" in page.headers["Set-Cookie"]
        assert '<html lang="zh">' in phone.get(f"{PAGE}/cancel").text
        assert phone.get(f"{PAGE}/now").json["now"].count("前面等候")
        taken(bus, "another-one-here")
        assert '<html lang="en">' in phone.get(f"/t/{OTHER}").text
        assert bus.store.journal_end() == before + 1
        assert ticket(bus).language == "en"

    @pytest.mark.parametrize("language", ["xx", "", "../en"])
    def test_none_that_is_not_there(self, phone: FlaskClient, bus: Bus, language: str) -> None:
        taken(bus)
        page = phone.get(PAGE, query_string={"language": language})
        assert '<html lang="en">' in page.text
        assert "Set-Cookie" not in page.headers


class TestMoreTime:
    def test_once_after_a_question(self, phone: FlaskClient, bus: Bus) -> None:
        first = taken(bus)
        for _ in range(5):
            taken(bus, new_id())
        question = phone.get(f"{PAGE}/more-time").text
        assert "Let 3 others go first?" in question
        assert not ticket(bus).deferred
        answer = send(phone, f"{PAGE}/more-time", f"{PAGE}/more-time")
        assert (answer.status_code, answer.location) == (303, PAGE)
        assert actors(bus, "MoreTimeGiven") == [f"citizen:{first.id}"]
        page = phone.get(PAGE).text
        assert "You let some others go first." in page
        assert "I need more time" not in page
        assert phone.get(f"{PAGE}/now").json["ahead"] == 3
        assert phone.get(f"{PAGE}/more-time").location == PAGE

    def test_not_offered_while_its_turn_is_far(self, phone: FlaskClient, bus: Bus) -> None:
        for _ in range(8):
            taken(bus, new_id())
        taken(bus)
        assert "I need more time" not in phone.get(PAGE).text

    def test_pressed_too_late(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        form = fields(phone.get(f"{PAGE}/more-time").text)
        does(bus, c.OpenWindow, c.CallNext)
        answer = phone.post(f"{PAGE}/more-time", data=form)
        assert answer.status_code == 409
        assert "A001" in answer.text


class TestHelp:
    def call(self, phone: FlaskClient, reason: str = "wheelchair"):
        return send(phone, f"{PAGE}/help", f"{PAGE}/help", reason=reason)

    def test_from_the_call_to_the_steward_on_the_way(self, phone: FlaskClient, bus: Bus) -> None:
        first = taken(bus)
        assert self.call(phone).status_code == 303
        assert actors(bus, "HelpAsked") == [f"citizen:{first.id}"]
        assert "A steward has been called. Please stay here: East zone" in phone.get(PAGE).text
        assert phone.get(f"{PAGE}/now").json["help"] == "asked"
        with bus.looking() as hall:
            (call,) = hall.help.values()
        assert (call.reason, call.ticket) == ("wheelchair", first.id)
        bus.execute(c.TakeHelp(id=new_id(), by="staff:gu", help=call.id))
        page = phone.get(PAGE).text
        assert "A steward is on the way to you." in page
        assert "gu" not in re.sub(r"<[^>]*>", "", page).split()

    def test_nobody_is_needed_any_more(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        self.call(phone)
        form = fields(phone.get(PAGE).text)
        for _ in range(2):
            assert phone.post(f"{PAGE}/help/end", data=form).status_code == 303
        assert len(actors(bus, "HelpClosed")) == 1
        assert "Call a steward" in phone.get(PAGE).text

    def test_one_call_at_a_time(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        form = fields(phone.get(f"{PAGE}/help").text)
        self.call(phone)
        answer = phone.post(f"{PAGE}/help", data=form | {"reason": "glasses"})
        assert answer.status_code == 409
        assert "A steward has been called already." in phone.get(f"{PAGE}/help").text

    def test_a_reason_that_is_none(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        assert self.call(phone, "boredom").status_code == 422
        assert not actors(bus, "HelpAsked")

    def test_not_for_a_number_that_has_ended(self, phone: FlaskClient, bus: Bus) -> None:
        taken(bus)
        send(phone, f"{PAGE}/cancel", f"{PAGE}/cancel")
        assert "Call a steward" not in phone.get(PAGE).text
        assert self.call(phone).status_code == 409


@pytest.mark.parametrize("act", ["more-time", "help", "help/end"])
def test_forms_that_no_page_made(phone: FlaskClient, bus: Bus, act: str) -> None:
    taken(bus)
    taken(bus, "another-one-here")
    before = bus.store.journal_end()
    good = fields(phone.get(f"{PAGE}/cancel").text) | {"reason": "form"}
    of_another = fields(phone.get(f"/t/{OTHER}/cancel").text)["_csrf"]
    for csrf in ("", "x", of_another):
        assert phone.post(f"{PAGE}/{act}", data=good | {"_csrf": csrf}).status_code == 403
    assert phone.post(f"{PAGE}/{act}", data=good | {"command_id": "x"}).status_code == 422
    assert bus.store.journal_end() == before


def test_the_guide(phone: FlaskClient, bus: Bus) -> None:
    taken(bus)
    page = phone.get(f"{PAGE}/guide").text
    for said in ("Identity card", "Be served", "Free", "Resident Identity Card Law"):
        assert said in page


def test_the_manifest_is_of_this_number(phone: FlaskClient, bus: Bus) -> None:
    taken(bus)
    answer = phone.get(f"{PAGE}/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = answer.get_json(force=True)
    assert (manifest["start_url"], manifest["scope"]) == (PAGE, PAGE)
    assert manifest["short_name"] == "A001"
    assert phone.get("/t/none/manifest.webmanifest").status_code == 404


def test_what_the_worker_keeps_is_there(phone: FlaskClient) -> None:
    answer = phone.get("/t/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    parts = re.findall(r'^  "(/[^"]+)",$', answer.text, re.M)
    assert len(parts) > 8
    for part in parts:
        with phone.get(part) as found:
            assert found.status_code == 200, part
    assert phone.get("/t/offline").status_code == 200


def test_all_files_of_the_page_are_kept(phone: FlaskClient, bus: Bus) -> None:
    taken(bus)
    worker = phone.get("/t/worker.js").text
    named = set(re.findall(r'(?:src|href)="(/[^"]*?static/[^"?]+)', phone.get(PAGE).text))
    folder = ROOT / "kiosk" / "static"
    for script in named:
        if script.endswith("phone.js"):
            text = (folder / "phone.js").read_text(encoding="utf-8")
            named = named | {
                f"/kiosk/static/{each}" for each in re.findall(r'from "\./(\w+\.js)"', text)
            }
    assert len(named) > 6
    assert [each for each in named if f'"{each}"' not in worker] == []


@pytest.mark.parametrize(
    "file",
    [
        *sorted((ROOT / "kiosk" / "static").glob("phone*.js")),
        ROOT / "shared" / "hub" / "static" / "room.js",
    ],
    ids=lambda file: file.name,
)
def test_phones_of_2020_understand_the_scripts(file: Path) -> None:
    """Private fields, ??= and .at() came later; so did what WeChat's browsers then had not."""
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\?\?=|\.at\(|#\w+\s*[=(;]|static \{|replaceChildren|AbortSignal\.", text)


def test_nothing_of_others_on_any_page(phone: FlaskClient, bus: Bus, hub: Hub) -> None:
    taken(bus)
    other = taken(bus, "another-one-here")
    does(bus, c.OpenWindow, c.CallNext, c.MissTicket, c.CallNext)
    for path in ("", "/now", "/guide", "/help", "/more-time", "/manifest.webmanifest"):
        text = phone.get(f"{PAGE}{path}").text
        assert other.number not in text
        assert OTHER not in text
        assert queries.mark(OTHER) not in text
