"""What a speaker station plays: order, age, none twice, devices that fail."""

import io
import stat
import sys
import threading
import wave
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.devices import speaker as speaking
from shared.devices import speaker_play as ways
from shared.devices.speaker import Played, Recordings, Speaker
from shared.devices.speaker_pairing import Hub
from shared.devices.speaker_play import Card, Command, Folder, Sound, SoundFault, player
from shared.devices.speaker_sound import (
    CHIME_SECONDS,
    LOUDEST,
    RATE,
    BadRecording,
    announcement,
    as_wav,
    chime,
    decoded,
    seconds,
)
from shared.domain.boards import Saying, Speech

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
VOICE = array("h", [12_000, -12_000] * (RATE // 8))  # a quarter of a second


def name(number: int) -> str:
    return f"/display/voice/{number:032x}.wav"


def saying(*ids: int, at: float = 0, sounds: tuple[str, ...] = (), volume: float = 1.0) -> Saying:
    made = AT + timedelta(seconds=at)
    speech = tuple(Speech("zh", "", sound) for sound in sounds)
    until = made + timedelta(seconds=20)
    return Saying(ids[0], ids, "voice/hall", made, until, volume, 2.0, speech)


class Heard:
    """A device of the test's own; `faults` are what becomes of the next tries."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []
        self.faults: list[SoundFault | None] = []

    def play(self, sound: Sound) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.heard.append(sound)

    def check(self) -> None:
        if self.faults and self.faults[0] is not None:
            raise self.faults[0]

    def close(self) -> None:
        pass

    @property
    def names(self) -> list[str]:
        return [sound.name.partition("-")[2] for sound in self.heard]


@pytest.fixture
def device() -> Heard:
    return Heard()


class Desk:
    """A speaker that says all it has heard and then stops."""

    def __init__(self, device: Heard, folder: Path) -> None:
        self.now = AT
        self.asked: list[str] = []
        self.there = {name(1): as_wav(VOICE), name(2): b"no sound at all"}
        recordings = Recordings(folder / "recordings", self._get)
        self.speaker = Speaker(device, recordings, Played(folder / "played.json"), lambda: self.now)

    def _get(self, address: str) -> bytes | None:
        self.asked.append(address)
        return self.there.get(address)

    def say(self, *sayings: Saying) -> None:
        for each in sayings:
            self.speaker._say(each, threading.Event())


@pytest.fixture
def desk(device: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(speaking, "AGAIN_SECONDS", 0.01)
    return Desk(device, tmp_path)


class TestWhatIsSaid:
    def test_in_order_and_none_twice(self, desk: Desk, device: Heard) -> None:
        desk.say(saying(1), saying(2, 3), saying(1), saying(3), saying(4))
        assert device.names == ["1", "2-3", "4"]

    def test_nothing_that_is_over(self, desk: Desk, device: Heard) -> None:
        desk.say(saying(1, at=-20), saying(2, at=-19))
        assert device.names == ["2"]

    def test_none_twice_by_a_station_started_anew(
        self, desk: Desk, device: Heard, tmp_path: Path
    ) -> None:
        desk.say(saying(1))
        Desk(device, tmp_path).say(saying(1, at=15), saying(2))
        assert device.names == ["1", "2"]

    def test_the_same_id_of_another_time_is_another(self, desk: Desk, device: Heard) -> None:
        desk.say(saying(1))
        desk.now += timedelta(days=1)
        desk.say(saying(1, at=86_400))
        assert device.names == ["1", "1"]

    def test_chime_then_the_recordings_each_downloaded_once(
        self, desk: Desk, device: Heard
    ) -> None:
        said = (name(1), name(2), name(3), "https://elsewhere.example/x.wav", name(1))
        desk.say(saying(1, sounds=said), saying(2, sounds=(name(1),), volume=0.5))
        assert desk.asked == [name(1), name(2), name(3)]  # broken, missing and foreign: left out
        first, second = (sound.samples for sound in device.heard)
        assert first == announcement([VOICE, VOICE], 1.0)
        assert second == announcement([VOICE], 0.5)

    def test_not_heard_is_tried_again_while_it_is_young(self, desk: Desk, device: Heard) -> None:
        device.faults = [SoundFault("gone"), SoundFault("gone"), None]
        desk.say(saying(1))
        assert device.names == ["1"]
        assert desk.speaker.sound == "on"

    def test_half_heard_is_not_said_again(self, desk: Desk, device: Heard) -> None:
        device.faults = [SoundFault("pulled out", begun=True)]
        desk.say(saying(1), saying(1))
        assert device.names == []
        assert desk.speaker.sound == "failed"

    def test_it_looks_at_the_device_when_nothing_is_said(
        self, desk: Desk, device: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(speaking, "CHECK_SECONDS", 0.01)
        device.faults = [SoundFault("gone")]
        stop = threading.Event()
        playing = threading.Thread(target=desk.speaker.run, args=(stop,))
        playing.start()
        _until(lambda: desk.speaker.sound == "failed")
        device.faults = []
        _until(lambda: desk.speaker.sound == "on")
        stop.set()
        playing.join()


def _until(happened) -> None:  # type: ignore[no-untyped-def]
    pause = threading.Event()
    for _ in range(500):
        if happened():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen")


class TestSamples:
    def test_the_chime_comes_first_and_the_voice_is_not_cut(self) -> None:
        said = announcement([VOICE, VOICE], 1.0)
        assert seconds(said) == pytest.approx(CHIME_SECONDS + 0.5)
        begins = int(CHIME_SECONDS * RATE)
        assert said[:begins] == chime()[:begins]
        assert said[len(chime()) :] == (VOICE + VOICE)[len(chime()) - begins :]
        assert 0.2 * LOUDEST < max(chime()) < 0.5 * LOUDEST

    def test_the_chime_alone(self) -> None:
        assert announcement([], 1.0) == chime()

    @pytest.mark.parametrize(("volume", "loudest"), [(0.25, 3_000), (0.0, 0), (7.0, 12_000)])
    def test_volume(self, volume: float, loudest: int) -> None:
        assert max(announcement([VOICE, VOICE], volume)[len(chime()) :]) == loudest

    def test_other_rates_and_what_is_none(self) -> None:
        assert decoded(as_wav(VOICE)) == VOICE
        with pytest.raises(BadRecording):
            decoded(b"RIFF and nothing more")

    def test_a_small_file_that_lasts_for_hours(self) -> None:
        """One sample a second: as samples of the station's rate it would fill the memory."""
        slow = io.BytesIO()
        with wave.open(slow, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(1)
            file.writeframes(bytes(2 * 4_000))
        with pytest.raises(BadRecording, match="too long"):
            decoded(slow.getvalue())


class TestDrivers:
    SOUND = Sound("20261123T020000-1", VOICE)

    def test_by_name(self) -> None:
        assert isinstance(player("file /tmp/x"), Folder)
        assert isinstance(player("miniaudio USB"), Card)
        for wrong in ("", "gramophone", "command", "file"):
            with pytest.raises(ValueError, match=r"no way|which"):
                player(wrong)

    def test_a_folder(self, tmp_path: Path) -> None:
        player(f"file {tmp_path / 'heard'}").play(self.SOUND)
        (file,) = (tmp_path / "heard").iterdir()
        assert (file.name, file.read_bytes()) == ("20261123T020000-1.wav", as_wav(VOICE))

    def test_a_program(self, tmp_path: Path) -> None:
        heard = tmp_path / "heard.wav"
        write = f"import sys; open('{heard}', 'wb').write(sys.stdin.buffer.read())"
        command = Command(f'{sys.executable} -c "{write}"')
        command.check()
        command.play(self.SOUND)
        assert heard.read_bytes() == as_wav(VOICE)

    @pytest.mark.parametrize(
        ("command", "reason"),
        [
            (f"{sys.executable} -c \"import sys; sys.exit('no card')\"", "no card"),
            ("/nowhere/aplay -", "no program"),
        ],
    )
    def test_a_program_that_fails(self, command: str, reason: str) -> None:
        with pytest.raises(SoundFault, match=reason) as caught:
            Command(command).check()
        assert not caught.value.begun

    def test_a_program_that_does_not_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ways, "LATE_SECONDS", 0.0)
        with pytest.raises(SoundFault, match="does not end") as caught:
            Command("sleep 30").play(self.SOUND)
        assert caught.value.begun

    def test_a_card_that_is_not_there(self) -> None:
        card = Card("a card that nobody has made yet")
        for _ in range(2):
            with pytest.raises(SoundFault, match="no sound card"):
                card.play(self.SOUND)
        card.close()

    def test_a_card_is_fed_and_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ways.miniaudio, "PlaybackDevice", FakeCard)
        card = Card()
        card.play(self.SOUND)
        card.play(self.SOUND)
        (opened,) = FakeCard.opened
        samples = array("h", bytes(opened.heard))
        loud = [sample for sample in samples if sample]
        assert loud == list(VOICE + VOICE)  # silence before, between and after
        opened.stands_still = True
        monkeypatch.setattr(ways, "LATE_SECONDS", 0.0)
        with pytest.raises(SoundFault, match="stopped") as caught:
            card.play(self.SOUND)
        assert not caught.value.begun
        card.play(self.SOUND)  # by the card that is opened anew
        assert len(FakeCard.opened) == 2
        card.close()


class FakeCard:
    """Asks for samples as a card does, from a thread of its own, faster than it would."""

    opened: list["FakeCard"] = []  # noqa: RUF012

    def __init__(self, **_: object) -> None:
        self.heard = bytearray()
        self.stands_still = False
        self._stop = threading.Event()
        self.opened.append(self)

    def start(self, samples) -> None:  # type: ignore[no-untyped-def]
        def ask() -> None:
            while not self._stop.wait(0.001):
                if not self.stands_still:
                    self.heard += samples.send(480)

        self._thread = threading.Thread(target=ask)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


def test_a_token_is_for_this_user_and_this_hub_alone(tmp_path: Path) -> None:
    file = tmp_path / "speaker" / "token.json"
    hub = Hub("https://hall.example/", file)
    hub._keep("speaker-1.secret")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Hub("https://hall.example", file).token == "speaker-1.secret"
    assert Hub("https://elsewhere.example", file).token == ""
    file.write_text("{")
    assert Hub("https://hall.example", file).token == ""
