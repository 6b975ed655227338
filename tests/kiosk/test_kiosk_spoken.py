"""The kiosk's voice: which words become which sound, and who may ask for it."""

import io
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from werkzeug.test import TestResponse

from kiosk.spoken import AT_ONCE, EXTENSION, LONGEST, Speaker
from shared.hub.app import Hub

Ask = Callable[..., TestResponse]


@pytest.fixture
def speaker(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaker]:
    """As if new, as the hub is."""
    made = Speaker(hub.settings.var / "spoken")
    monkeypatch.setitem(hub.flask.extensions, EXTENSION, made)
    yield made
    made.voice.close()


@pytest.fixture
def ask(kiosk: FlaskClient, speaker: Speaker) -> Ask:
    token = kiosk.get("/kiosk/zh/service/id-card").text.split('name="csrf" content="')[1]
    csrf = {"X-CSRF-Token": token.split('"')[0]}

    def asked(
        text: object, lang: str = "zh", headers: dict[str, str] | None = None
    ) -> TestResponse:
        address = f"/kiosk/{lang}/voice"
        return kiosk.post(
            address, json={"text": text}, headers=csrf if headers is None else headers
        )

    return asked


def seconds(answer: TestResponse) -> float:
    with wave.open(io.BytesIO(answer.data)) as sound:
        frames = sound.readframes(sound.getnframes())
        assert any(frames)
        return sound.getnframes() / sound.getframerate()


def test_a_sentence_becomes_sound_of_its_length(ask: Ask) -> None:
    short, long = ask("取号"), ask("请按方向键移动，按回车键选择，按加号调大音量。")
    assert short.mimetype == "audio/wav"
    assert short.headers["Cache-Control"] == "no-store"
    assert 0.3 < seconds(short) < 2
    assert 3 < seconds(long) < 15
    assert 0.3 < seconds(ask("Take a number", "en")) < 3


def test_it_is_the_sound_of_these_words(speaker: Speaker) -> None:
    """By phonemes: a voice that reads each character as *Chinese letter* is healthy in length."""
    assert "χˈɑu" in speaker.voice.phonemes("zh", "取号")
    assert "nˈʌmbə" in speaker.voice.phonemes("en", "Take a number")


def test_nothing_of_it_is_kept(ask: Ask, hub: Hub) -> None:
    folder = hub.settings.var / "spoken"
    assert ask("张三，手机 139 1234 5678").status_code == 200
    assert list(folder.iterdir()) == []


def test_what_a_crash_left_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "left.wav").write_bytes(b"RIFF")
    Speaker(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_a_kiosks_own_page(ask: Ask, stranger: FlaskClient) -> None:
    assert ask("取号", headers={}).status_code == 403
    assert ask("取号", headers={"X-CSRF-Token": "wrong"}).status_code == 403
    assert stranger.post("/kiosk/zh/voice", json={"text": "取号"}).status_code == 403
    assert stranger.get("/kiosk/zh/voice").status_code in (403, 405)


@pytest.mark.parametrize("text", ["", "字" * (LONGEST + 1), 5, None])
def test_too_long_or_no_text(ask: Ask, text: object) -> None:
    assert ask(text).status_code == 422


def test_a_language_without_a_voice_and_text_without_sound(ask: Ask) -> None:
    assert ask("取号", "xx").status_code == 404
    assert ask(" \n ").status_code == 503


def test_a_hall_without_voice(ask: Ask, hub: Hub) -> None:
    hub.settings = replace(hub.settings, voice=False)
    assert ask("取号").status_code == 503


def test_a_kiosk_that_asks_too_often_waits(speaker: Speaker, ask: Ask) -> None:
    assert all(speaker.may_ask("K1") for _ in range(AT_ONCE))
    refused = ask("取号")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert speaker.may_ask("K2")
