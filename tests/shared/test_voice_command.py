"""`hall voice`, and what the doctor says of the voices."""

import json
import wave
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared import doctor
from shared.__main__ import main
from shared.config import Settings
from shared.devices.listening import Heard, decibels
from shared.domain import commands as c
from shared.domain.settings import HallSettings
from shared.hub.run import open_bus
from shared.words.spoken import LANGUAGES, words_of_calls
from tests.shared.devices.recorded import make_pack, tone


@pytest.fixture
def hall(tmp_path):
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--var", str(tmp_path), "voice", *arguments])

    return run


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_is_what_a_pack_needs(hall, tmp_path, language):
    folder = tmp_path / "voices" / "ours"
    answer = hall("script", "--language", language, "--into", str(folder))
    assert answer.exit_code == 0
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["words"].keys() == words_of_calls(language).keys()
    assert 40 <= len(manifest["words"]) < 60
    for name in manifest["words"].values():
        assert name in answer.output
        tone(folder / name)
    (folder / "manifest.json").write_text(
        json.dumps(manifest | {"licence": "x", "attribution": "y"})
    )
    checked = hall("check")
    assert checked.output.splitlines()[1:] == ["  says every call"]
    assert checked.exit_code == 0
    again = hall("script", "--language", language, "--into", str(folder))
    assert again.exit_code == 1


def test_korean_letters_are_written_as_they_are_read(hall):
    assert "letter-w.wav     더블유" in hall("script", "--language", "ko").output


def test_what_is_wrong_with_a_pack_is_told(hall, tmp_path):
    folder = make_pack(tmp_path / "voices" / "ours", attribution="")
    (folder / "3.wav").unlink()
    tone(folder / "number.wav", loudness=0.004)
    for answer in (hall("check"), hall("check", str(folder))):
        assert answer.exit_code == 1
        assert answer.output.splitlines() == [
            "ours: zh, 43 words",
            "  lacks  三  (3.wav)",
            "  3.wav: not there",
            "  number.wav: too quiet (-52 dB)",
            "  the manifest does not say whose voice it is and who may use it",
        ]


def test_no_pack_and_a_broken_one(hall, tmp_path):
    assert "There is no pack" in hall("check").output
    folder = tmp_path / "voices" / "broken"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{")
    answer = hall("check")
    assert answer.exit_code == 1
    assert "manifest.json" in answer.output
    assert "left out:" in hall("list").output


def test_packs_are_listed_with_their_licences(hall, tmp_path):
    make_pack(tmp_path / "voices" / "ours", licence="for this hall")
    answer = hall("list")
    assert answer.exit_code == 0
    assert answer.output.startswith("zh: ours\nen: synthesis\nko: synthesis\n")
    assert "for this hall: Wang Li" in answer.output


def test_a_call_is_written_to_listen_to(hall, tmp_path):
    make_pack(tmp_path / "voices" / "ours")
    file = tmp_path / "call.wav"
    answer = hall("say", "--into", str(file))
    assert answer.exit_code == 0
    assert "请A012号到3号窗口 (pack ours, " in answer.output
    with wave.open(str(file)) as sound:
        assert sound.getnframes() > 2 * sound.getframerate()


def test_free_text_is_said_by_synthesis_where_the_pack_lacks_words(hall, tmp_path):
    make_pack(tmp_path / "voices" / "ours")
    answer = hall("say", "本厅即将关门", "--into", str(tmp_path / "text.wav"))
    assert answer.exit_code == 0
    assert "(synthesis, " in answer.output
    assert "not by the pack: the pack ours lacks a word" in answer.output
    nothing = hall("say", "\U0001f600", "--into", str(tmp_path / "text.wav"))
    assert nothing.exit_code == 1
    assert "No sound: the sound is empty." in nothing.output


def test_the_doctor_hears_a_call_in_every_language(tmp_path):
    make_pack(tmp_path / "voices" / "ours")
    found = list(doctor._voice(Settings(var=tmp_path)))
    assert [(each.mark, each.what) for each in found] == [
        ("ok", f"voice {language}") for language in LANGUAGES
    ]
    assert found[0].sentence.startswith("pack ours, ")
    assert found[1].sentence.startswith("synthesis, ")
    assert all(each.sentence.endswith(" dB") for each in found)
    assert not (tmp_path / "voice").exists()


def test_the_doctor_reads_the_halls_setting(tmp_path):
    make_pack(tmp_path / "voices" / "ours")
    settings = Settings(var=tmp_path)
    bus = open_bus(settings)
    bus.execute(
        c.ChangeSettings(
            id="1",
            by="system:terminal",
            settings=HallSettings(voices={"zh": "synthesis", "en": "x"}),
        )
    )
    said = [each.sentence for each in doctor._voice(settings)]
    assert said[0].startswith("synthesis, ")
    assert said[2] == "synthesis speaks: there is no pack x"


def test_the_doctor_tells_of_silence(tmp_path, monkeypatch):
    def hears(chosen, packs, synthesis):
        yield "zh", Heard("synthesis", None, "", "no speech engine")

    monkeypatch.setattr(doctor, "hear_calls", hears)
    (found,) = doctor._voice(Settings(var=tmp_path))
    assert found.mark == "note"
    assert found.sentence == "synthesis: no speech engine; the chime still sounds"
    assert decibels(0) == "silent"
    assert decibels(0.1) == "-20 dB"
    assert not Path(tmp_path / "voice").exists()
