"""Text messages: both drivers under one contract, the station that uses them, and nothing told of
what they say."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from shared import doctor
from shared.bus import Bus
from shared.config import Settings, SettingsError, read_settings
from shared.devices.place import Fault
from shared.devices.run import message
from shared.devices.station import Station
from shared.devices.texts import FolderTexts, HttpTexts, Message, Phones, Texts, gateway
from shared.domain.jobs import TEXT_EXPIRES
from shared.store.personal import PersonalRecords, particulars
from tests.small_hall import Clock, key_for, open_hall, take

PHONE = "13800138000"
SECRET = b"0123456789abcdef0123456789abcdef"
HELLO = Message(PHONE, "您的号码是 A001")
JOB = "text-20261123-A001"


class Gateway:
    """An HTTP gateway that answers as it is told and keeps what it took."""

    def __init__(self) -> None:
        self.status = 200
        self.taken: list[dict[str, str]] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.taken.append(json.loads(body))
                self.send_response(gateway.status)
                if gateway.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/send?channel=2"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def web() -> Iterator[Gateway]:
    started = Gateway()
    yield started
    started.stop()


Taken = Callable[[], list[dict[str, str]]]


@pytest.fixture(params=["folder", "http"])
def rig(request: pytest.FixtureRequest, tmp_path: Path, web: Gateway) -> tuple[Texts | None, Taken]:
    if request.param == "http":
        return gateway(web.address), lambda: web.taken
    folder = tmp_path / "texts"
    return gateway(str(folder)), lambda: [
        json.loads(file.read_bytes()) for file in sorted(folder.glob("*"))
    ]


def test_a_message_arrives_whole(rig: tuple[Texts, Taken]) -> None:
    driver, taken = rig
    driver.send(JOB, HELLO)
    assert taken() == [{"id": JOB, "to": PHONE, "text": "您的号码是 A001"}]


def test_a_name_that_is_no_jobs(rig: tuple[Texts, Taken]) -> None:
    driver, taken = rig
    with pytest.raises(Exception, match="bad job name"):
        driver.send("../../x", HELLO)
    assert taken() == []


def test_which_driver() -> None:
    assert gateway("") is None
    assert isinstance(gateway("https://sms.example/send"), HttpTexts)
    assert isinstance(gateway("/srv/texts"), FolderTexts)


@pytest.mark.parametrize("address", ["ftp://x", "http://", "file:///etc/passwd"])
def test_settings_that_are_no_gateway(address: str) -> None:
    with pytest.raises(SettingsError):
        read_settings({"HALL_TEXT_GATEWAY": address})


@pytest.mark.parametrize(
    ("status", "rests", "final"),
    [(400, False, True), (302, False, True), (429, True, False), (503, True, False)],
)
def test_what_a_gateway_answers(web: Gateway, status: int, rests: bool, final: bool) -> None:
    web.status = status
    with pytest.raises(Fault) as fault:
        HttpTexts(web.address).send(JOB, HELLO)
    assert (fault.value.rests, fault.value.final) == (rests, final)
    assert len(web.taken) == 1
    assert PHONE not in str(fault.value)


def test_no_gateway_there() -> None:
    with pytest.raises(Fault, match="does not answer") as fault:
        HttpTexts("http://127.0.0.1:1/x").send(JOB, HELLO)
    assert fault.value.rests
    assert fault.value.__cause__ is None


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    FolderTexts(str(tmp_path / "texts")).send(JOB, HELLO)
    (file,) = (tmp_path / "texts").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (f"{JOB}.json", 0o600)


class Desk:
    """A hall with one number whose phone is known, and its station."""

    def __init__(self, folder: Path, driver: Texts | None) -> None:
        self.clock = Clock()
        self.bus: Bus = open_hall(folder, self.clock)
        self.records = PersonalRecords(self.bus.store, SECRET)
        kept = self.records.kept(particulars(phone=PHONE), self.bus.now(), 24)
        self.bus.execute(
            take(by="staff:gu", id="the-first-ticket", texted=True, language="en"),  # type: ignore[arg-type]
            personal={key_for("the-first-ticket"): kept},
        )
        self.reports: list[tuple[str, str, str]] = []
        self.station = Station(
            "S1",
            self.bus.store.spool,
            lambda *report: self.reports.append(report),
            lambda ticket: pytest.fail("no paper here"),
            lambda job: pytest.fail("no voice here"),
            {},
            None,
            self.clock,
            phones=driver and Phones(driver, self.message),
        )

    def message(self, ticket: str) -> Message:
        return message(self.bus, self.records, "https://hall.example", ticket)


def test_from_the_number_to_the_phone(tmp_path: Path, web: Gateway) -> None:
    desk = Desk(tmp_path, HttpTexts(web.address))
    assert desk.station.step() == 1
    key = key_for("the-first-ticket")
    said = "Small hall: your number is A001. Where it stands: https://hall.example/t/" + key
    assert web.taken == [{"id": JOB, "to": PHONE, "text": said}]
    assert desk.reports == [(JOB, "done", "")]


def test_it_is_tried_again_and_expires(
    tmp_path: Path, web: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    web.status = 503
    desk = Desk(tmp_path, HttpTexts(web.address))
    for _ in range(int(TEXT_EXPIRES / timedelta(seconds=10)) + 2):
        desk.station.step()
        desk.clock.move(seconds=10)
    outcomes = [outcome for _, outcome, _ in desk.reports]
    assert set(outcomes[:-1]) == {"failed"}
    assert outcomes[-1] == "expired"
    told = str(desk.reports) + caplog.text + str(desk.bus.store.entries_after(0))
    assert PHONE not in told
    assert PHONE not in repr(HELLO)


def test_without_a_gateway_it_is_told_so_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, None)
    desk.station.step()
    desk.station.step()
    assert desk.reports == [(JOB, "expired", "no text gateway")]


def test_a_phone_that_was_deleted(tmp_path: Path, web: Gateway) -> None:
    desk = Desk(tmp_path, HttpTexts(web.address))
    desk.bus.store.forget_personal(key_for("the-first-ticket"))
    desk.station.step()
    assert desk.reports == [(JOB, "expired", "no phone number")]
    assert web.taken == []


@pytest.mark.parametrize("ticket", ["20261122-A001", "none"])
def test_a_number_that_is_not_of_today(tmp_path: Path, ticket: str) -> None:
    with pytest.raises(Fault, match="no phone number"):
        Desk(tmp_path, None).message(ticket)


def test_what_the_doctor_says(tmp_path: Path, web: Gateway) -> None:
    def said(address: str) -> tuple[str, str]:
        (finding,) = doctor._texts(Settings(text_gateway=address))
        return finding.mark, finding.sentence

    assert said("")[0] == "note"
    assert said(web.address)[0] == "ok"
    assert said("http://127.0.0.1:1/x")[0] == "note"
    assert said(str(tmp_path / "made" / "later"))[0] == "ok"
    file = tmp_path / "file"
    file.write_text("")
    assert said(str(file / "x"))[0] == "missing"
