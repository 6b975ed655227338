"""Voice packs for tests: a tone for each word, with silence around it, each of another loudness."""

import json
import math
import wave
from array import array
from pathlib import Path

from shared.words.spoken import words_of_calls

RATE = 16000


def tone(path: Path, *, seconds: float = 0.3, loudness: float = 0.3, pitch: float = 440.0) -> None:
    """Half a second of almost nothing, the tone, and the same again."""
    hiss = array("h", [(at * 7919) % 13 - 6 for at in range(RATE // 2)])
    said = array(
        "h",
        (
            int(max(-32768, min(32767, 32767 * loudness * math.sin(at * pitch * math.tau / RATE))))
            for at in range(int(seconds * RATE))
        ),
    )
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes((hiss + said + hiss).tobytes())


def make_pack(folder: Path, language: str = "zh", **manifest: object) -> Path:
    """A pack that says every call."""
    folder.mkdir(parents=True)
    words = {word: f"{name}.wav" for word, name in words_of_calls(language).items()}
    for at, name in enumerate(words.values()):
        tone(folder / name, loudness=0.05 + 0.6 * (at % 7) / 7, pitch=300 + 10 * at)
    write_manifest(folder, language=language, words=words, **manifest)
    return folder


def write_manifest(folder: Path, **manifest: object) -> None:
    usual = {"name": "Ours", "licence": "ours", "attribution": "Wang Li", "words": {}}
    text = json.dumps({"language": "zh", **usual, **manifest}, ensure_ascii=False)
    (folder / "manifest.json").write_text(text)
