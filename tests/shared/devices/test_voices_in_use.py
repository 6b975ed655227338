"""Which voice speaks, and that hub and station always mean the same recording."""

import threading
from pathlib import Path

import pytest

from shared.devices import speaking
from shared.devices.ahead import Ahead
from shared.devices.packs import own_pack
from shared.devices.sounds import IN_USE, Names, NoSound
from shared.devices.speaking import SOUNDS_KEPT, Voices, pack_for, packs_in
from shared.devices.voice import VOICES
from shared.words.spoken import Phrase, call_phrases
from tests.shared.devices.recorded import make_pack, tone

CHINESE, ENGLISH = call_phrases("zh", number="A012", window=3)


class Synthesis:
    """Writes who spoke instead of a sound."""

    def __init__(self, reason: str | None = None) -> None:
        self.reason = reason
        self.said: list[str] = []
        self.asked: list[str] = []

    def identity(self, language: str) -> str:
        return f"synthesis {language}" if language in VOICES else ""

    def render(self, phrase: Phrase, path: Path) -> None:
        if self.reason:
            raise NoSound(self.reason)
        self.said.append(phrase.spoken)
        path.write_bytes(b"synthesis")

    def available(self, languages: tuple[str, ...]) -> str | None:
        self.asked = list(languages)
        return self.reason

    def close(self) -> None:
        self.reason = "closed"


class House:
    """A station's voices and the hub's names of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.synthesis = Synthesis()
        self.names = Names(folder / "voice")
        self.voices = self.station()

    def station(self) -> Voices:
        return Voices(self.folder / "voice", self.packs, self.synthesis)

    def packs(self) -> dict:
        folders = self.folder.glob("voices/*/")
        return {folder.name: own_pack(folder, {}) for folder in folders}

    def named(self, phrase: Phrase) -> Path | None:
        name = self.names.name(phrase.language, phrase.spoken)
        return self.folder / "voice" / name if name else None


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def by_synthesis(path: Path) -> bool:
    return path.read_bytes() == b"synthesis"


def test_what_the_hub_names_the_station_makes(house):
    before_any_station = house.named(CHINESE)
    house.voices.choose({})
    path = house.voices.sound(CHINESE)
    assert path == house.named(CHINESE)
    assert before_any_station.exists()


def test_a_pack_that_is_put_in_speaks_from_then_on(house):
    house.voices.choose({})
    named = house.named(CHINESE)
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({})
    path = house.voices.sound(CHINESE)
    assert path == house.named(CHINESE) != named
    assert not by_synthesis(path)
    assert by_synthesis(named)  # what the hub may have asked for a moment ago is there as well
    assert house.voices.sound(ENGLISH) == house.named(ENGLISH)
    assert house.synthesis.said == [CHINESE.spoken, ENGLISH.spoken]


def test_a_call_that_waits_while_the_voice_changes_is_heard_all_the_same(house):
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({"zh": "synthesis"})
    house.voices.sound(CHINESE)
    house.voices.choose({})
    assert house.named(CHINESE).exists()
    assert not by_synthesis(house.named(CHINESE))


def test_old_names_are_served_for_a_while_only(house, monkeypatch):
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({"zh": "synthesis"})
    named = house.named(CHINESE)
    house.voices.choose({})
    monkeypatch.setattr(house.voices, "_before_until", 0.0)
    house.voices.sound(CHINESE)
    assert not named.exists()


def test_a_recording_made_anew_is_another_voice(house):
    folder = make_pack(house.folder / "voices" / "ours")
    house.voices.choose({})
    first = house.voices.sound(CHINESE)
    tone(folder / "3.wav", seconds=0.9)
    house.voices.choose({})
    second = house.voices.sound(CHINESE)
    assert second == house.named(CHINESE) != first
    assert second.stat().st_size > first.stat().st_size


def test_the_setting_decides(house, caplog):
    make_pack(house.folder / "voices" / "ours")
    make_pack(house.folder / "voices" / "theirs")
    for chosen, voice in (("ours", "ours"), ("theirs", "theirs")):
        house.voices.choose({"zh": chosen})
        assert house.voices.identities()["zh"].startswith(f"pack {voice} ")
    house.voices.choose({"zh": "synthesis"})
    assert house.voices.identities()["zh"] == "synthesis zh"
    assert not caplog.messages
    house.voices.choose({"zh": "ours"})
    house.voices.choose({"zh": "gone", "en": "ours"})
    assert house.voices.identities()["zh"] == "synthesis zh"
    assert house.voices.identities()["en"] == "synthesis en"
    assert caplog.messages == [
        "voice gone for zh is not there: synthesis speaks",
        "voice ours for en is not there: synthesis speaks",
    ]


def test_a_station_that_starts_again_makes_what_the_last_one_promised(house):
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({})
    named = house.named(CHINESE)
    again = house.station()
    again.choose({"zh": "synthesis"})
    now = again.sound(CHINESE)
    assert now == house.named(CHINESE) != named
    assert named.exists()


def test_a_word_that_is_lacking_lets_synthesis_say_all_of_it(house, caplog):
    folder = make_pack(house.folder / "voices" / "ours")
    (folder / "letter-a.wav").unlink()
    house.voices.choose({})
    for _ in range(3):
        path = house.voices.sound(CHINESE)
        assert path == house.named(CHINESE)
        assert by_synthesis(path)
        path.unlink()
    assert caplog.messages == ["synthesis speaks instead: zh: the pack ours lacks A"]


def test_what_cannot_be_spoken_is_told_once_and_names_nobody(house, caplog):
    house.voices.choose({})
    house.synthesis.reason = "the sound is empty"
    for _ in range(3):
        assert house.voices.sound(Phrase("zh", "王小明", "王小明")) is None
        assert house.voices.sound(Phrase("fr", "Jeanne", "Jeanne")) is None
        assert house.voices.sound(Phrase("en", " ", " \u200b ")) is None
    assert caplog.messages == [
        "no sound: zh: the sound is empty",
        "no sound: fr: no voice",
        "no sound: en: nothing to say",
    ]
    assert house.names.name("fr", "Jeanne") == ""
    assert not house.voices.speaks("fr")


def test_only_what_synthesis_speaks_is_asked_of_it(house):
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({})
    assert house.voices.available() is None
    assert house.synthesis.asked == ["en", "ko"]
    house.voices.close()
    assert house.voices.available() == "closed"


def test_a_full_disk_is_no_sound(house, monkeypatch, caplog):
    house.voices.choose({})

    def full(phrase, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(house.synthesis, "render", full)
    assert house.voices.sound(CHINESE) is None
    assert caplog.messages == ["no sound: zh: No space left on device"]
    assert not list((house.folder / "voice").glob(".*"))


def test_as_long_as_the_hub_cannot_be_told_the_last_voice_speaks(house, monkeypatch, caplog):
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({"zh": "synthesis"})

    def full(path, identities):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(speaking, "write_in_use", full)
        for _ in range(3):
            house.voices.choose({})
        assert house.voices.sound(CHINESE) == house.named(CHINESE)
        assert by_synthesis(house.named(CHINESE))
        assert len(caplog.messages) == 1
    house.voices.choose({})
    assert house.voices.sound(CHINESE) == house.named(CHINESE)
    assert not by_synthesis(house.named(CHINESE))


def test_sounds_used_last_are_kept(house, monkeypatch):
    monkeypatch.setattr(speaking, "SOUNDS_KEPT", 3)
    house.voices.choose({})
    monkeypatch.setattr(house.voices, "_before_until", 0.0)
    first = house.voices.sound(CHINESE)
    for number in ("B001", "B002", "B003", "B004"):
        house.voices.sound(call_phrases("zh", number=number, window=1)[0])
        assert house.voices.sound(CHINESE) == first
    assert len(list((house.folder / "voice").glob("*.wav"))) == 3
    assert SOUNDS_KEPT > 100


def test_hub_and_station_agree_while_the_setting_changes(house):
    """Whatever name the hub gives at any moment, a job that is done within the time makes it."""
    make_pack(house.folder / "voices" / "ours")
    house.voices.choose({})
    stop = threading.Event()
    named: list[Path] = []

    def hub() -> None:
        names = Names(house.folder / "voice")
        while not stop.is_set():
            named.append(house.folder / "voice" / names.name("zh", CHINESE.spoken))

    thread = threading.Thread(target=hub)
    thread.start()
    for turn in range(20):
        house.voices.choose({} if turn % 2 else {"zh": "synthesis"})
        house.voices.sound(CHINESE)
    stop.set()
    thread.join()
    assert named
    assert all(path.exists() for path in set(named))


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"zh": 1}', b"\xff"])
def test_nonsense_in_the_file_is_as_none(tmp_path, content):
    (tmp_path / IN_USE).write_bytes(content)
    assert Names(tmp_path).name("zh", "请") == Names(tmp_path / "none").name("zh", "请")


def test_folders_that_are_wrong_are_left_out(tmp_path):
    make_pack(tmp_path / "ours")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    assert "ours" in packs_in(tmp_path)
    assert "broken" not in packs_in(tmp_path)


def test_a_halls_own_pack_comes_before_others(tmp_path):
    debian = own_pack(make_pack(tmp_path / "debian"), {})
    ours = own_pack(make_pack(tmp_path / "ours"), {})
    packs = {"debian": debian, "ours": ours}
    assert pack_for("zh", {}, packs) is ours
    assert pack_for("en", {}, packs) is None
    assert pack_for("zh", {"zh": "debian"}, packs) is debian


def test_likely_calls_are_made_while_nothing_else_is_to_do(house):
    house.voices.choose({})
    quiet, idle = Synthesis(), [True]
    ahead = Ahead(house.voices, quiet, lambda: idle[0])
    assert not ahead.step()
    ahead.want([CHINESE, ENGLISH])
    assert ahead.step()
    idle[0] = False
    assert not ahead.step()
    idle[0] = True
    assert ahead.step()
    assert not ahead.step()
    assert quiet.said == [CHINESE.spoken, ENGLISH.spoken]
    assert house.synthesis.said == []
    assert house.voices.sound(CHINESE) == house.named(CHINESE)
    assert house.synthesis.said == []


def test_a_likely_call_that_fails_is_not_tried_on_and_on(house):
    house.voices.choose({})
    ahead = Ahead(house.voices, Synthesis("no speech engine"), lambda: True)
    ahead.want([CHINESE])
    assert ahead.step()
    assert not ahead.step()
    stop = threading.Event()
    thread = threading.Thread(target=ahead.run, args=(stop,))
    thread.start()
    stop.set()
    thread.join(2)
    assert not thread.is_alive()
