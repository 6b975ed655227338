"""Packs of recordings: what is joined, what is refused, what Debian's packages say."""

import logging
import time
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from shared.devices import debian_packs
from shared.devices.joining import BadRecording, even, joined, measure, read, trimmed, word
from shared.devices.listening import check_recordings
from shared.devices.pack_voice import AFTER, BEFORE, BETWEEN_WORDS, PAUSES, PackVoice
from shared.devices.packs import BadPack, own_pack, read_manifest
from shared.devices.sounds import NoSound
from shared.words.spoken import LANGUAGES, REST, STOP, Phrase, call_phrases, words_of_calls
from tests.shared.devices.recorded import make_pack, tone, write_manifest

CHINESE = call_phrases("zh", number="A012", window=3)[0]
gcin = pytest.mark.skipif(
    not debian_packs.GCIN.is_dir(),
    reason="needs Debian's package gcin-voice: tests/system-packages",
)
asterisk = pytest.mark.skipif(
    not debian_packs.ASTERISK.is_dir(),
    reason="needs Debian's package asterisk-core-sounds-en-wav: tests/system-packages",
)


def samples_of(path: Path) -> "array[int]":
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        return array("h", sound.readframes(sound.getnframes()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_calls_are_joined_from_the_words_that_are_recorded(language):
    said = set()
    for window in range(1, 1000):
        for recall in (False, True):
            number = f"{chr(65 + window % 26)}{window:03}"
            both = call_phrases(language, number=number, window=window, recall=recall)
            (phrase,) = (each for each in both if each.language == language)
            said.update(phrase.words)
    assert said - {REST, STOP} == words_of_calls(language).keys()
    names = list(words_of_calls(language).values())
    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)


def test_a_call_word_by_word():
    chinese, english = call_phrases("zh", number="A012", window=13, recall=True)
    assert "".join(chinese.words) == "再次呼叫.请A零一二号,到十三号窗口"
    assert len(chinese.words) == 13
    assert english.words[:5] == ("calling again", STOP, "ticket", "A", "zero")
    assert english.words[-2:] == ("please go to window", "thirteen")


def test_a_joined_call_is_even_and_clicks_nowhere(tmp_path):
    voice = PackVoice(own_pack(make_pack(tmp_path / "ours"), {}))
    path = tmp_path / "call.wav"
    voice.render(CHINESE, path)
    samples = samples_of(path)
    words = [each for each in CHINESE.words if each != REST]
    kept = 0.3 + 0.06  # the tone, and the breath around it
    gaps = (len(words) - 2) * BETWEEN_WORDS + PAUSES[REST]
    assert measure(samples).seconds == pytest.approx(
        len(words) * kept + gaps + BEFORE + AFTER, abs=0.25
    )
    assert samples[0] == samples[-1] == 0
    assert max(abs(a - b) for a, b in pairwise(samples)) < 6000
    loud = [measure(word(tmp_path / "ours" / f"{n}.wav")).loudness for n in range(10)]
    assert max(loud) < 1.1 * min(loud)


def test_once_read_a_pack_joins_in_an_instant(tmp_path):
    voice = PackVoice(own_pack(make_pack(tmp_path / "ours"), {}))
    voice.render(CHINESE, tmp_path / "first.wav")
    began = time.perf_counter()
    for _ in range(10):
        voice.render(CHINESE, tmp_path / "again.wav")
    assert (time.perf_counter() - began) / 10 < 0.1
    assert (tmp_path / "again.wav").read_bytes() == (tmp_path / "first.wav").read_bytes()


def test_silence_goes_and_soft_beginnings_stay(tmp_path):
    tone(tmp_path / "a.wav", seconds=0.4, loudness=0.2)
    samples, rate = read(tmp_path / "a.wav")
    assert measure(samples, rate).seconds == pytest.approx(1.4, abs=0.01)
    assert measure(trimmed(samples)).seconds == pytest.approx(0.46, abs=0.03)
    assert len(even(array("h"))) == 0
    assert joined([0.5, array("h", [1, 2])]).tolist()[-3:] == [0, 1, 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "cannot be read", id="empty"),
        pytest.param(b"OggS" + bytes(4000), "cannot be read", id="no sound"),
        pytest.param(b"RIFF\xff\xff\xff\x7fWAVEfmt ", "cannot be read", id="cut off"),
    ],
)
def test_bad_files_are_told(tmp_path, content, reason):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(BadRecording, match=reason):
        read(tmp_path / "a.wav")


def test_a_missing_word_or_a_bad_file_makes_no_sound(tmp_path):
    folder = make_pack(tmp_path / "ours")
    (folder / "3.wav").unlink()
    (folder / "4.wav").write_bytes(b"RIFF")
    voice = PackVoice(own_pack(folder, {}))
    with pytest.raises(NoSound, match="lacks 三"):
        voice.render(CHINESE, tmp_path / "x.wav")
    with pytest.raises(NoSound, match=r"lacks a word$"):
        voice.render(Phrase("zh", "", "王小明"), tmp_path / "x.wav")
    with pytest.raises(NoSound, match=r"4\.wav: cannot be read"):
        voice.render(call_phrases("zh", number="A012", window=4)[0], tmp_path / "x.wav")
    with pytest.raises(NoSound, match="nothing to say"):
        voice.render(Phrase("zh", "。", "。"), tmp_path / "x.wav")
    with pytest.raises(NoSound, match="too long"):
        voice.render(Phrase("zh", "", "请" * 400), tmp_path / "x.wav")


def test_free_text_is_said_where_every_word_is_there(tmp_path):
    pack = own_pack(make_pack(tmp_path / "ours", "en"), {})
    assert pack.split("Ticket A, please go to window Two!") == (
        *("ticket", "A", REST, "please go to window", "two", STOP),
    )
    assert None in pack.find(pack.split("ticket to ride"))
    assert None in pack.find(pack.split("tickets"))


@pytest.mark.parametrize(
    "manifest",
    [
        {"words": {"请": "../../../etc/passwd"}},
        {"words": {"请": "sub/a.wav"}},
        {"words": {"请": "a.mp3"}},
        {"words": ["请"]},
        {"language": "fr"},
        {"colour": "red"},
        {"licence": 3},
    ],
)
def test_a_manifest_that_is_wrong_is_refused(tmp_path, manifest):
    write_manifest(tmp_path, **manifest)
    with pytest.raises(BadPack):
        read_manifest(tmp_path)


def test_what_is_no_manifest_is_refused(tmp_path):
    with pytest.raises(BadPack, match="there is no"):
        read_manifest(tmp_path)
    for content in (b"", b"\xff\xfe", b"{" * 300_000):
        (tmp_path / "manifest.json").write_bytes(content)
        with pytest.raises(BadPack):
            read_manifest(tmp_path)


def test_recordings_are_checked(tmp_path):
    tone(tmp_path / "good.wav")
    tone(tmp_path / "quiet.wav", loudness=0.005)
    tone(tmp_path / "clipped.wav", loudness=1.7)
    tone(tmp_path / "long.wav", seconds=3.5)
    tone(tmp_path / "endless.wav", seconds=9)
    (tmp_path / "broken.ogg").write_bytes(b"OggS")
    tone(tmp_path / "silent.wav", loudness=0.0)
    names = ["good.wav", "quiet.wav", "clipped.wav", "long.wav", "endless.wav", "broken.ogg"]
    names += ["silent.wav", "gone.wav"]
    write_manifest(tmp_path, words={str(at): name for at, name in enumerate(names)})
    wrong = dict(check_recordings(tmp_path, read_manifest(tmp_path)))
    assert "good.wav" not in wrong
    assert wrong["quiet.wav"].startswith("too quiet")
    assert wrong["clipped.wav"].startswith("clipped")
    assert wrong["long.wav"].startswith("too long")
    assert wrong["endless.wav"] == "longer than 8 seconds"
    assert wrong["broken.ogg"] == "cannot be read"
    assert wrong["silent.wav"] == "silent"
    assert wrong["gone.wav"] == "not there"


def test_a_pack_may_lean_on_another(tmp_path, caplog):
    whole = own_pack(make_pack(tmp_path / "whole", "en"), {})
    own = tmp_path / "own"
    own.mkdir()
    tone(own / "t.wav")
    write_manifest(own, language="en", words={"ticket": "t.wav"}, also=["whole", "nobody"])
    with caplog.at_level(logging.WARNING):
        pack = own_pack(own, {"whole": whole})
    assert "nobody" in caplog.text
    assert not pack.lacks()
    assert pack.find(("ticket", "A")) == [
        (own / "t.wav",),
        (tmp_path / "whole" / "letter-a.wav",),
    ]


def test_a_pack_without_some_letters_still_calls(tmp_path):
    folder = make_pack(tmp_path / "ours")
    for letter in "fghijklmnopqrstuvwxyz":
        (folder / f"letter-{letter}.wav").unlink()
    pack = own_pack(folder, {})
    assert pack.calls()
    assert pack.lacks() == list("FGHIJKLMNOPQRSTUVWXYZ")
    (folder / "7.wav").unlink()
    assert not own_pack(folder, {}).calls()


def test_a_fingerprint_follows_the_recordings(tmp_path):
    folder = make_pack(tmp_path / "ours")
    first = own_pack(folder, {}).fingerprint
    assert own_pack(folder, {}).fingerprint == first
    tone(folder / "7.wav", seconds=0.5)
    assert own_pack(folder, {}).fingerprint != first


@gcin
@asterisk
@pytest.mark.parametrize(("number", "window"), [("A012", 3), ("Z999", 104), ("QB407", 210)])
def test_chinese_calls_by_the_recordings_of_debian(tmp_path, number, window):
    """Lengths, loudness, pauses and ends; whether it sounds like Chinese only people hear."""
    pack = debian_packs.debian_packs()["gcin"]
    phrase = call_phrases("zh", number=number, window=window, recall=True)[0]
    assert all(
        file.name == "5.ogg" or file.is_relative_to(debian_packs.ASTERISK / "letters")
        for files in pack.find(tuple(each for each in phrase.words if each not in PAUSES))
        for file in files or ()
    )
    path = tmp_path / "call.wav"
    PackVoice(pack).render(phrase, path)
    samples = samples_of(path)
    whole = measure(samples)
    assert 4 < whole.seconds < 9
    assert 0.06 < whole.loudness < 0.2
    assert not whole.clipped
    assert samples[0] == samples[-1] == 0


@gcin
@asterisk
def test_words_of_debian_are_of_one_loudness():
    pack = debian_packs.debian_packs()["gcin"]
    assert pack.calls()
    assert pack.lacks() == []
    found = pack.find(tuple(words_of_calls("zh")))
    each = [measure(word(path)) for files in found for path in files or ()]
    assert all(0.08 < one.loudness < 0.13 for one in each)
    assert all(0.1 < one.seconds < 0.9 for one in each)


@gcin
def test_syllables_take_their_tones_from_their_words():
    pack = debian_packs.debian_packs()["gcin"]
    hundred = pack.find(("一", "百", "一", "十", "号窗口"))
    folders = [[path.parent.name for path in files or ()] for files in hundred]
    assert folders == [["ㄧ4"], ["ㄅㄞ3"], ["ㄧ"], ["ㄕ2"], ["ㄏㄠ4", "ㄔㄨㄤ", "ㄎㄡ3"]]
    assert debian_packs.place("ㄉㄜ˙") == "ㄉㄜ1"


@gcin
def test_chinese_free_text_is_said_by_syllables_and_others_are_not():
    pack = debian_packs.debian_packs()["gcin"]
    words = pack.split("15分钟后关门。")
    assert words == ("十", "五", "分", "钟", "后", "关", "门", STOP)
    assert None not in pack.find(words[:-1])
    assert None in pack.find(pack.split("请连接WiFi"))
    assert None in pack.find(pack.split("电话123456"))
    assert None in pack.find(("\U0001f600",))


@asterisk
def test_english_of_debian_cannot_say_a_call():
    """Were it ever to have the words, the README should say so."""
    pack = debian_packs.debian_packs()["asterisk"]
    assert pack.lacks() == ["ticket", "please go to window", "calling again"]
    assert not pack.calls()
