"""How recordings are named, and the file in which the station tells the hub whose voice speaks.

A recording's name follows from the voice, the language and what is said, so that the hub can name
it before it exists. Which voice that is only the station decides (it knows the packs and the
engine); it writes it into ``voices.json`` beside the recordings and the hub reads it there. For a
while after a change the station makes what it makes under the old name too, so that whatever the
hub named meanwhile is found. Nothing here plays or renders.
"""

import hashlib
import json
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from shared.words.spoken import Phrase

LONGEST = 500  # characters of one sentence
IN_USE = "voices.json"
LEAST = 300  # of 32767, at the loudest moment


class NoSound(Exception):
    """A phrase was not made into sound. Its text is a short reason."""


class Engine(Protocol):
    """What makes sound of phrases."""

    def identity(self, language: str) -> str:
        """Changes whenever the same phrase would sound different."""
        ...

    def render(self, phrase: Phrase, path: Path) -> None:
        """Write a WAV file. Raises NoSound; a file may then be there, of any content."""
        ...


def sound_name(identity: str, language: str, spoken: str) -> str:
    """The file name, ``<hash>.wav``, of a text that this voice says in a language."""
    said = [identity, language, clean(spoken)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32] + ".wav"


def clean(text: str) -> str:
    """One line without control characters, cut where nobody would listen any longer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def seconds_of(path: Path) -> float:
    """How long a WAV file sounds; 0 where it is missing or is none."""
    try:
        with wave.open(str(path), "rb") as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (OSError, EOFError, wave.Error):
        return 0.0


def silent(path: Path) -> bool:
    """Whether a WAV file is missing, or nothing is heard in it."""
    try:
        with wave.open(str(path), "rb") as sound:
            samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    except (OSError, EOFError, ValueError, TypeError, wave.Error):
        return True
    return max(samples, default=0) < LEAST


class Names:
    """The hub's side: names of sounds by the voices in use. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / IN_USE
        self._seen: tuple[int, int, int] | None = None
        self._identities: Mapping[str, str] | None = None

    def name(self, language: str, spoken: str) -> str:
        """Empty where no voice speaks the language."""
        identities = self._in_use()
        if identities is None:  # no station has been here yet; it will make these names too
            return sound_name("", language, spoken)
        identity = identities.get(language)
        return sound_name(identity, language, spoken) if identity else ""

    def _in_use(self) -> Mapping[str, str] | None:
        try:
            found = self._path.stat()
        except OSError:
            return self._identities
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            self._identities = read_in_use(self._path)
            self._seen = seen
        return self._identities


def read_in_use(path: Path) -> dict[str, str] | None:
    """The identity of each language's voice; None where nothing, or nonsense, is written there."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write_in_use(path: Path, identities: Mapping[str, str]) -> None:
    """Whoever reads meanwhile reads the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(dict(identities))))
    part.replace(path)
