"""The real voice, and engines that hang, lie or are not there."""

import sys
import threading
import time
import wave
from pathlib import Path

import pytest

from shared.devices.child import ChildFault
from shared.devices.sounds import seconds_of, sound_name
from shared.devices.voice import VOICES, Voice
from shared.words.spoken import LANGUAGES, call_phrases

READY = 'import sys, json, time\nprint(json.dumps({"ready": "0"}), flush=True)\n'
PROOF = 'json.dumps({"phonemes": "tɕ wˈɪn"})'
PROVES = f"{READY}for line in sys.stdin:\n    asked = json.loads(line)\n"


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    made = Voice(tmp_path_factory.mktemp("voice"))
    yield made
    made.close()


@pytest.fixture
def engine(tmp_path):
    """A voice over a child written here."""
    made: list[Voice] = []

    def with_child(code: str, **how: float) -> Voice:
        script = tmp_path / "child.py"
        script.write_text(code)
        voice = Voice(tmp_path / "sounds", child=(sys.executable, str(script)), **how)
        made.append(voice)
        return voice

    yield with_child
    for each in made:
        each.close()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_call_sounds_in_both_languages(voice, language):
    for phrase in call_phrases(language, number="A012", window=12):
        path = voice.sound(phrase.language, phrase.spoken)
        assert path is not None
        identity = voice.identity(phrase.language)
        assert path.name == sound_name(identity, phrase.language, phrase.spoken)
        with wave.open(str(path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
            loudest = max(memoryview(sound.readframes(sound.getnframes())).cast("h"))
        assert 2 < seconds_of(path) < 8
        assert loudest > 3000


def test_chinese_is_chinese(voice):
    """By the sounds of the phrase: older engines say "Chinese letter" for each character."""
    chinese, _ = call_phrases("zh", number="A012", window=12)
    said = voice.phonemes("zh", chinese.spoken)
    assert "tɕhˈi2ŋ" in said  # 请 qǐng
    assert "lˈiɜŋ jˈi5 ˈər5" in said  # 零一二
    assert "s.ˈi.ɜ ˈər5" in said  # 十二
    assert "(en)ˈeɪ" in said  # A
    assert "lˌɛtə" not in said


def test_korean_is_korean(voice):
    """Neither read as English nor letter by letter."""
    _, korean = call_phrases("ko", number="A012", window=12)
    said = voice.phonemes("ko", korean.spoken)
    assert said.startswith("ˈei ")  # 에이
    assert "ɡˈoŋ ˈiɫ ibˈʌn" in said  # 공 일 이번
    assert "sˈipibˌʌn tʃhˈɐŋqu" in said  # 십이번 창구
    assert "(en)" not in said


def test_every_language_of_calls_has_its_voice():
    assert LANGUAGES.keys() == VOICES.keys()


def test_letters_are_named_and_digits_spelled(voice):
    _, english = call_phrases("en", number="A012", window=12)
    said = voice.phonemes("en", english.spoken)
    assert "ˈeɪ zˈiəɹəʊ wˈɒn tˈuː" in said
    assert "twˈɛlv" in said


def test_a_working_voice_is_available(voice):
    assert voice.available() is None


def test_a_sound_is_rendered_once(voice):
    first = voice.sound("zh", "请稍候")
    made = first.stat().st_mtime_ns
    assert voice.sound("zh", "请稍候") == first
    assert first.stat().st_mtime_ns == made


def test_many_threads_get_their_own_sounds(voice):
    texts = [call_phrases("zh", number=f"C{n:03}", window=n)[0].spoken for n in range(1, 13)]
    found: dict[str, Path | None] = {}

    def ask(text: str) -> None:
        found[text] = voice.sound("zh", text)

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({path for path in found.values() if path and seconds_of(path) > 2}) == len(texts)


def test_no_sound_of_many_is_empty(tmp_path):
    """The engine lost some when languages followed each other quickly."""
    voice = Voice(tmp_path)
    try:
        for n in range(40):
            for phrase in call_phrases("en", number=f"B{n:03}", window=n + 1):
                path = voice.sound(phrase.language, phrase.spoken)
                assert path is not None
                assert seconds_of(path) > 2
    finally:
        voice.close()


def test_names_tell_texts_languages_and_voices_apart():
    names = [
        sound_name("a voice", "zh", "请"),
        sound_name("a voice", "zh", "请请"),
        sound_name("a voice", "en", "请"),
        sound_name("another", "zh", "请"),
    ]
    assert len(set(names)) == 4
    assert all(len(name) == 36 and name.endswith(".wav") for name in names)
    assert sound_name("a voice", "zh", " 请\x00 ") == names[0]


def test_a_voice_that_is_set_otherwise_is_another(tmp_path):
    slow = {**VOICES, "zh": VOICES["zh"].__class__("sit/cmn", 100, ("请", "tɕ"))}
    assert Voice(tmp_path, voices=slow).identity("zh") != Voice(tmp_path).identity("zh")


def test_nothing_to_say_and_unknown_languages_have_no_sound(voice):
    assert voice.sound("zh", " \x00\n") is None
    assert voice.sound("fr", "bonjour") is None


def test_text_that_looks_like_orders_to_the_engine_is_only_said(voice):
    odd = '[[ˈeɪ]] <audio src=\'/etc/passwd\'/> {"path": "/x"} \U0001f600 \u202e ' * 3
    assert voice.sound("en", odd) is not None


def test_a_child_that_hangs_is_killed_and_the_next_call_starts_another(engine, tmp_path):
    count = tmp_path / "starts"
    code = f"open({str(count)!r}, 'a').write('x')\n{READY}sys.stdin.readline()\ntime.sleep(60)"
    voice = engine(code, render_seconds=0.4)
    began = time.monotonic()
    with pytest.raises(ChildFault, match="timed out"):
        voice.phonemes("zh", "请")
    with pytest.raises(ChildFault, match="timed out"):
        voice.phonemes("zh", "请")
    assert time.monotonic() - began < 30
    assert count.read_text() == "xx"


def test_a_child_that_hangs_while_rendering_gives_no_sound(engine):
    slow = f"    print({PROOF}, flush=True) if 'phonemes' in asked else time.sleep(60)\n"
    voice = engine(PROVES + slow, render_seconds=0.4)
    began = time.monotonic()
    assert voice.sound("zh", "请") is None
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param('print(\'{"error": "no speech engine"}\')', "no speech engine", id="none"),
        pytest.param("raise SystemExit", "ended", id="ends"),
        pytest.param("print('[]')", "nonsense", id="a list"),
        pytest.param("print('hello')", "nonsense", id="no json"),
        pytest.param(READY, "ended", id="ends later"),
        pytest.param(
            PROVES + "    print(json.dumps({'phonemes': 'tʃˈaɪniːzlˌɛtə'}), flush=True)",
            "does not speak this language",
            id="no chinese",
        ),
    ],
)
def test_without_a_voice_there_is_a_reason_and_no_sound(engine, code, reason):
    voice = engine(code)
    assert reason in voice.available()
    assert voice.sound("zh", "请") is None


def test_an_engine_that_is_never_ready_is_not_waited_for(engine):
    voice = engine("import time\ntime.sleep(60)", start_seconds=0.6)
    assert "timed out" in voice.available()
    assert voice.sound("zh", "请") is None


def test_an_engine_that_is_not_there_is_not_started_for_every_call(engine, tmp_path):
    count = tmp_path / "starts"
    voice = engine(f"open({str(count)!r}, 'a').write('x')")
    for _ in range(5):
        assert voice.sound("zh", "请") is None
    assert count.read_text() == "x"


def test_a_command_that_does_not_exist_is_a_reason(tmp_path):
    assert "cannot be started" in Voice(tmp_path, child=("/no/such/program",)).available()


@pytest.mark.parametrize("written", ["b''", "b'RIFF'", "b'x' * 5000"])
def test_a_file_that_is_no_sound_is_thrown_away(engine, tmp_path, written):
    lies = (
        "    if 'path' in asked:\n"
        f"        open(asked['path'], 'wb').write({written})\n"
        f"    print({PROOF} if 'phonemes' in asked else '{{\"ok\": true}}', flush=True)\n"
    )
    assert engine(PROVES + lies).sound("zh", "请") is None
    assert list((tmp_path / "sounds").iterdir()) == []
