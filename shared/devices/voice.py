"""Synthesis: sentences as WAV files, rendered by pyttsx3 in a child process.

The child renders one sentence at a time; one that does not answer in time is killed, and the next
sentence starts another. Nothing is played here: boards play.
"""

import logging
import os
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from shared.devices.child import CHILD, ChildFault, ChildProcess
from shared.devices.sounds import NoSound, clean, silent, sound_name
from shared.words.spoken import Phrase

log = logging.getLogger(__name__)

START_SECONDS = 15.0
RENDER_SECONDS = 5.0
REST_SECONDS = 60.0  # until an engine that did not start is tried again


class VoiceSettings(Struct, frozen=True):
    """A voice of the engine. `rate` is in words a minute, `gap` the pause between words in
    hundredths of a second; `proof` is a text and a sound, in the phonetic alphabet, that the voice
    must make of it."""

    voice: str
    rate: int
    proof: tuple[str, str]
    gap: int = 0


# A hall is loud and echoes: all speak much slower than the engine's 200, and Latin words, which the
# engine runs together, stand apart. The proof for Chinese is there because older engines read every
# character as "Chinese letter", at a healthy length and loudness.
VOICES: dict[str, VoiceSettings] = {
    "zh": VoiceSettings(voice="sit/cmn", rate=125, proof=("请", "tɕ")),
    "en": VoiceSettings(voice="gmw/en", rate=130, proof=("window", "wˈɪn"), gap=5),
    "ko": VoiceSettings(voice="ko", rate=130, proof=("창구", "tʃhˈɐŋqu"), gap=3),
}


class Speaks(Protocol):
    """What a station needs of its voices."""

    def sound(self, phrase: Phrase) -> Path | None: ...

    def speaks(self, language: str) -> bool: ...

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

    def identity(self, language: str) -> str:
        """Of the voice as it is set; empty for a language that it does not speak."""
        voice = self._voices.get(language)
        return f"synthesis {voice.voice} {voice.rate} {voice.gap}" if voice else ""

    def render(self, phrase: Phrase, path: Path) -> None:
        """Write what is spoken as WAV. Raises NoSound."""
        voice = self._voices.get(phrase.language)
        said = clean(phrase.spoken)
        if voice is None or not said:
            raise NoSound("nothing to say" if voice else "no voice for this language")
        with self._lock:
            try:
                self._prove(phrase.language, voice)
                self._render(path, said, voice)
            except ChildFault as fault:
                raise NoSound(str(fault)) from None

    def sound(self, language: str, text: str) -> Path | None:
        """The file of a sentence in the voice's own folder, rendered if it is not there yet; None
        where that fails."""
        path = self._folder / sound_name(self.identity(language), language, text)
        if path.exists():
            return path
        part = path.with_name(f".{path.stem}.{os.getpid()}.part")
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self.render(Phrase(language, text, text), part)
            part.replace(path)
        except NoSound as fault:
            log.warning("no sound: %s", fault)
            return None
        finally:
            part.unlink(missing_ok=True)
        return path

    def available(self, languages: Iterable[str] = ()) -> str | None:
        """None if every language, or each of these, is spoken as it should be, else a short
        reason."""
        with self._lock:
            for language in tuple(languages) or self._voices:
                try:
                    self._prove(language, self._voices[language])
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
        asked = {"path": str(path.absolute()), "text": text, "voice": voice.voice}
        how = {"rate": voice.rate, "gap": voice.gap}
        self._process.ask({**asked, **how}, self._render_seconds)
        if silent(path):
            raise ChildFault("the sound is empty")
