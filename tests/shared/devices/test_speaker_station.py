"""`hall station --speaker` as a process, against a real hub that is killed."""

import re
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import socketio

from shared.demo.own_hall import OwnHall
from shared.devices.speaker_sound import announcement, as_wav, decoded
from tests.browser.conftest import Person
from tests.example_hall import ExampleHalls

PATIENCE_SECONDS = 40.0


class Station:
    """The process, and what it said; it plays into a folder."""

    def __init__(self, hall: OwnHall, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        command = [sys.executable, "-m", "shared", "--var", str(folder), "station"]
        self._process = subprocess.Popen(
            [*command, "--speaker", "F1A", "--hub", hall.url, "--sound", f"file {folder}/heard"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._ears = threading.Thread(target=self._listen)
        self._ears.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            self.said.extend(output)

    def stop(self) -> int:
        self._process.terminate()
        self._ears.join()
        return self._process.wait()

    def codes(self) -> list[str]:
        return [code.replace(" ", "") for code in re.findall(r"Code (\d{3} \d{3})", self.words)]

    @property
    def words(self) -> str:
        return "".join(self.said)

    def heard(self) -> list[int]:
        """The ids of what was played, in order."""
        files = sorted((self.folder / "heard").glob("*.wav"), key=lambda each: each.stat().st_mtime)
        return [int(id_) for file in files for id_ in file.stem.split("-")[1:]]


def until(happened: Callable[[], object], what: Callable[[], object] = str) -> None:
    for _ in range(int(PATIENCE_SECONDS / 0.1)):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError(f"it did not happen: {what()}")


@pytest.fixture
def hall(tmp_path: Path, server_mode: str, example_halls: ExampleHalls) -> Iterator[OwnHall]:
    started = example_halls.begin(tmp_path / "hub", server_mode)
    yield started
    started.stop()


def known(admin: Person, hall: OwnHall) -> list[dict[str, Any]]:
    """The screens and stations, as the staff see them."""
    client = socketio.Client(http_session=admin.session)
    client.connect(hall.url, transports=["websocket"])
    try:
        return list(client.call("watch", {"room": "screens"}, timeout=10)["board"]["screens"])
    finally:
        client.disconnect()


def test_a_station_from_its_code_to_a_hub_that_is_killed(hall: OwnHall, tmp_path: Path) -> None:
    admin = Person(hall, "admin")
    station = Station(hall, tmp_path / "station")
    try:
        until(station.codes, lambda: station.words)
        device = admin.post("/pairing/accept", code=station.codes()[-1])["device"]
        until(lambda: "Speaking at F1A" in station.words, lambda: station.words)
        token = station.folder / "speaker" / "token.json"
        assert stat.S_IMODE(token.stat().st_mode) == 0o600

        for words in ("请安静", "十五分钟后关闭", "请到问讯处"):
            announce(admin, words)
        until(lambda: len(station.heard()) == 2, station.heard)
        (told,) = (each for each in known(admin, hall) if each["device"] == device)
        assert (told["sound"], told["state"], told["speaker"]) == ("on", "ok", "F1A")
        hall.kill()
        until(lambda: "No line to" in station.words, lambda: station.words)
        hall.start()
        until(lambda: len(station.heard()) == 3, lambda: (station.heard(), station.words))
        announce(admin, "谢谢")
        until(lambda: len(station.heard()) >= 4, station.heard)
        assert station.heard() == announced(hall)
        as_the_recordings_say(station)

        admin.post(f"/devices/{device}/revoke")
        until(lambda: len(station.codes()) == 2, lambda: station.words)
        assert "does not know this station any more" in station.words
        admin.post("/pairing/accept", code=station.codes()[-1], place="voice/hall")
        until(lambda: "Speaking at hall" in station.words, lambda: station.words)
    finally:
        ended = station.stop()
        admin.session.close()
    assert ended == 0
    assert "Traceback" not in station.words


def announce(admin: Person, words: str) -> None:
    admin.post("/announcements", text={"zh": words}, zone="F1A")


def announced(hall: OwnHall) -> list[int]:
    """The ids of what was announced, in order."""
    file = f"{(hall.var / 'hall.db').resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as db:
        return [id_ for (id_,) in db.execute("SELECT id FROM announcement ORDER BY id")]


def as_the_recordings_say(station: Station) -> None:
    """Each file is the chime and one of the recordings that were downloaded, or the chime alone
    where none was made in time."""
    recordings = sorted((station.folder / "speaker" / "recordings").glob("*.wav"))
    assert recordings
    possible = [as_wav(announcement([decoded(each.read_bytes())], 1.0)) for each in recordings]
    possible.append(as_wav(announcement([], 1.0)))
    for file in (station.folder / "heard").glob("*.wav"):
        assert file.read_bytes() in possible
