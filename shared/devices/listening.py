"""Sounds looked at by a machine: whether a call can be heard, and what is wrong with recordings.

For `hall doctor` and `hall voice`. It measures; how a voice sounds only people can tell.
"""

import math
import tempfile
import wave
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from shared.devices.joining import BadRecording, Measured, measure, read, trimmed
from shared.devices.pack_voice import PackVoice
from shared.devices.packs import Manifest, Pack
from shared.devices.sounds import NoSound
from shared.devices.speaking import SYNTHESIS, pack_for
from shared.devices.voice import VOICES, Voice
from shared.words.spoken import FIRST, LANGUAGES, Phrase, call_phrases

CALL = ("A012", 3)
SHORTEST, LONGEST = 1.5, 15.0  # seconds of a call
FAINT = 0.01  # of the loudest possible: root mean square
LONGEST_WORD = 2.5  # seconds, without the silence around it
CLIPPED = 3  # samples; one may be as loud as can be by chance


class Heard(Struct, frozen=True):
    """A phrase by the voice in use. `instead` says why synthesis spoke and not the pack; `wrong` is
    empty where the sound is as it should be."""

    voice: str
    measured: Measured | None
    instead: str
    wrong: str

    def __str__(self) -> str:
        if self.measured is None:
            return f"{self.voice}: {self.wrong}"
        told = f"{self.voice}, {self.measured.seconds:.1f} s, {decibels(self.measured.loudness)}"
        return f"{told}: {self.wrong}" if self.wrong else told


def decibels(share: float) -> str:
    return f"{20 * math.log10(share):.0f} dB" if share else "silent"


def sample_call(language: str) -> Phrase:
    phrases = call_phrases(language, number=CALL[0], window=CALL[1])
    return phrases[0] if language == FIRST else phrases[1]


def hear_calls(
    chosen: Mapping[str, str], packs: Mapping[str, Pack], synthesis: Voice
) -> Iterator[tuple[str, Heard]]:
    """A call in each language, rendered and measured."""
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "call.wav"
            pack = pack_for(language, chosen, packs)
            yield language, hear(sample_call(language), pack, synthesis, path)


def hear(phrase: Phrase, pack: Pack | None, synthesis: Voice, path: Path) -> Heard:
    """Render a phrase into `path`, as a station would, and measure it."""
    instead = ""
    if pack is not None:
        try:
            PackVoice(pack).render(phrase, path)
        except NoSound as fault:
            instead = str(fault)
        else:
            return _measured(f"pack {pack.name}", path, phrase, "")
    try:
        synthesis.render(phrase, path)
    except NoSound as fault:
        return Heard(SYNTHESIS, None, instead, str(fault))
    return _measured(SYNTHESIS, path, phrase, instead)


def _measured(voice: str, path: Path, phrase: Phrase, instead: str) -> Heard:
    with wave.open(str(path), "rb") as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        rate = sound.getframerate()
    measured = measure(samples, rate)
    return Heard(voice, measured, instead, _wrong(measured, call=bool(phrase.words)))


def _wrong(measured: Measured, *, call: bool) -> str:
    if measured.loudness < FAINT:
        return "too quiet"
    if measured.clipped > CLIPPED:
        return "clipped"
    if call and not SHORTEST <= measured.seconds <= LONGEST:
        return "not as long as a call"
    return ""


def check_recordings(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The files of a pack that are not as they should be, and what is wrong."""
    for name in sorted(set(manifest.words.values())):
        wrong = _wrong_recording(folder / name)
        if wrong:
            yield name, wrong


def _wrong_recording(path: Path) -> str:
    if not path.is_file():
        return "not there"
    try:
        samples, rate = read(path, as_recorded=True)
        said = trimmed(samples, rate)
    except BadRecording as fault:
        return str(fault)
    measured = measure(said, rate)
    if measured.loudness < FAINT:
        return f"too quiet ({decibels(measured.loudness)})"
    if measured.clipped > CLIPPED:
        return f"clipped ({measured.clipped} samples): record it farther from the microphone"
    if measured.seconds > LONGEST_WORD:
        return f"too long ({measured.seconds:.1f} s): a word, without pauses"
    return ""


def spoken_by(chosen: Mapping[str, str], packs: Mapping[str, Pack]) -> dict[str, str]:
    """The voice of each language: a pack's name, or synthesis."""
    of = {language: pack_for(language, chosen, packs) for language in VOICES}
    return {language: pack.name if pack else SYNTHESIS for language, pack in of.items()}
