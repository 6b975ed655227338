"""Sentences as sound: WAV files rendered by pyttsx3 in a child process, kept by their content.

A file's name follows from what it says, so that the hub can name a sound before it exists. The
child renders one sentence at a time; one that does not answer in time is killed, and the next
sentence starts another. Nothing is played here: boards play.
"""

import hashlib
import json
import logging
import os
import threading
import time
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from shared.devices.child import CHILD, ChildFault, ChildProcess

log = logging.getLogger(__name__)

SOUNDS_KEPT = 400  # about 90 MB
LONGEST = 500  # characters of one sentence
START_SECONDS = 15.0
RENDER_SECONDS = 5.0
REST_SECONDS = 60.0  # until an engine that did not start is tried again


class VoiceSettings(Struct, frozen=True):
    """A voice of the engine. `rate` is in words a minute; `proof` is a text and a sound, in the
    phonetic alphabet, that the voice must make of it."""

    voice: str
    rate: int
    proof: tuple[str, str]


# A hall is loud: all speak slower than the engine's 200. The proof for Chinese is there because
# older engines read every character as "Chinese letter", at a healthy length and loudness.
VOICES: dict[str, VoiceSettings] = {
    "zh": VoiceSettings(voice="sit/cmn", rate=145, proof=("请", "tɕ")),
    "en": VoiceSettings(voice="gmw/en", rate=145, proof=("window", "wˈɪn")),
    "ko": VoiceSettings(voice="ko", rate=145, proof=("창구", "tʃhˈɐŋqu")),
}


def sound_name(language: str, text: str, voices: Mapping[str, VoiceSettings] = VOICES) -> str:
    """The file name, ``<hash>.wav``, of a text said in a language. Reads nothing."""
    voice = voices.get(language)
    said = [language, _clean(text), voice.voice if voice else "", voice.rate if voice else 0]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32] + ".wav"


class Speaks(Protocol):
    """What a station needs of a voice."""

    def sound(self, language: str, text: str) -> Path | None: ...

    def available(self) -> str | None: ...


class Voice:
    """Sounds in a folder, and the child that makes them. May be shared by threads.

    `child` is the command of the child process. `close` ends it; the next sound starts another.
    """

    def __init__(
        self,
        folder: Path,
        *,
        voices: Mapping[str, VoiceSettings] = VOICES,
        child: Sequence[str] = CHILD,
        start_seconds: float = START_SECONDS,
        render_seconds: float = RENDER_SECONDS,
    ) -> None:
        self._folder = folder
        self._voices = voices
        self._process = ChildProcess(child, start_seconds)
        self._render_seconds = render_seconds
        self._lock = threading.Lock()
        self._proven: set[str] = set()
        self._failed_at: float | None = None
        self._failure = ""

    def sound(self, language: str, text: str) -> Path | None:
        """The file of a sentence, rendered if it is not there yet; None where that fails."""
        name = sound_name(language, text, self._voices)
        path = self._folder / name
        if path.exists():
            return path
        voice = self._voices.get(language)
        said = _clean(text)
        if voice is None or not said:
            return None
        with self._lock:
            try:
                self._prove(language, voice)
                self._render(path, said, voice)
            except ChildFault as fault:
                log.warning("no sound: %s", fault)
                return None
        return path

    def available(self) -> str | None:
        """None if every language is spoken as it should be, else a short reason."""
        with self._lock:
            for language, voice in self._voices.items():
                try:
                    self._prove(language, voice)
                except ChildFault as fault:
                    return f"{language}: {fault}"
        return None

    def phonemes(self, language: str, text: str) -> str:
        """What would be said, in the phonetic alphabet. Raises ChildFault."""
        with self._lock:
            return self._phonemes(text, self._voices[language])

    def close(self) -> None:
        with self._lock:
            self._process.close()

    def _prove(self, language: str, voice: VoiceSettings) -> None:
        """Raise ChildFault unless the engine runs and speaks this language."""
        if language in self._proven:
            return
        if self._failed_at is not None and time.monotonic() < self._failed_at + REST_SECONDS:
            raise ChildFault(self._failure)
        text, sound = voice.proof
        try:
            if sound not in self._phonemes(text, voice):
                raise ChildFault("the engine does not speak this language")
        except ChildFault as fault:
            if not self._proven:
                self._failed_at, self._failure = time.monotonic(), str(fault)
            raise
        self._proven.add(language)

    def _phonemes(self, text: str, voice: VoiceSettings) -> str:
        asked = {"phonemes": text, "voice": voice.voice}
        return str(self._process.ask(asked, self._render_seconds).get("phonemes", ""))

    def _render(self, path: Path, text: str, voice: VoiceSettings) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}.{os.getpid()}.part")
        asked = {"path": str(part.absolute()), "text": text, "voice": voice.voice}
        try:
            self._process.ask({**asked, "rate": voice.rate}, self._render_seconds)
            if not seconds_of(part) > 0:
                raise ChildFault("the sound is empty")
            part.replace(path)
            self._forget_old_sounds()
        finally:
            part.unlink(missing_ok=True)

    def _forget_old_sounds(self) -> None:
        """A sound is asked for within seconds of its call; the newest are kept, in case a number
        is called again."""
        sounds = sorted(self._folder.glob("*.wav"), key=lambda sound: sound.stat().st_mtime)
        for sound in sounds[:-SOUNDS_KEPT]:
            sound.unlink(missing_ok=True)


def seconds_of(path: Path) -> float:
    """How long a WAV file sounds; 0 where it is missing or is none."""
    try:
        with wave.open(str(path), "rb") as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (OSError, EOFError, wave.Error):
        return 0.0


def _clean(text: str) -> str:
    """One line without control characters, cut where nobody would listen any longer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
