"""Recordings of words made even and joined to one sentence: numbers in, numbers out.

Each recording is decoded to RATE, freed of the silence around it, brought to one loudness, and
begins and ends at zero so that nothing clicks. Nothing here knows languages or packs.
"""

import math
import wave
from array import array
from collections.abc import Iterable, Sequence
from operator import mul
from pathlib import Path

import miniaudio
from msgspec import Struct

RATE = 22050
FULL = 32767
LOUDNESS = 0.12 * FULL  # root mean square of a word: loud, with room for its peaks
PEAK = 0.95 * FULL
LONGEST_SECONDS = 8.0  # a recording of one word
QUIET = 0.01  # of the loudest block: silence, 40 dB under the voice; "f" and "s" are at 34
BREATH = 2  # hundredths of a second kept before a word, for soft consonants, and twice after
FADE_IN, FADE_OUT = RATE // 200, RATE // 40
SILENT = 0.001 * FULL  # a recording with no block louder says nothing


class BadRecording(Exception):
    """Its text is a short reason, for whoever made the recording."""


class Measured(Struct, frozen=True):
    """`loudness` (root mean square) and `peak` are shares of the loudest possible; `clipped` counts
    samples that were cut off there."""

    seconds: float
    loudness: float
    peak: float
    clipped: int


def read(path: Path, *, as_recorded: bool = False) -> "tuple[array[int], int]":
    """One channel at RATE, or at its own rate, and the rate. Raises BadRecording."""
    try:
        about = miniaudio.get_file_info(str(path))
        if about.duration > LONGEST_SECONDS:
            raise BadRecording(f"longer than {LONGEST_SECONDS:.0f} seconds")
        rate = about.sample_rate if as_recorded else RATE
        decoded = miniaudio.decode_file(
            str(path),
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=rate,
        )
    except (miniaudio.MiniaudioError, OSError, ValueError):
        raise BadRecording("cannot be read") from None
    return decoded.samples, rate


def measure(samples: Sequence[int], rate: int = RATE) -> Measured:
    loudest = max(map(abs, samples), default=0)
    return Measured(
        seconds=len(samples) / rate,
        loudness=_loudness(samples) / FULL,
        peak=loudest / FULL,
        clipped=sum(1 for sample in samples if abs(sample) >= FULL) if loudest >= FULL else 0,
    )


def word(path: Path) -> "array[int]":
    """A recording as it is joined. Raises BadRecording."""
    return even(trimmed(*read(path)))


def trimmed(samples: "array[int]", rate: int = RATE) -> "array[int]":
    """Without the silence before and after. Raises BadRecording where it is nothing but silence.

    Silence is looked for in hundredths of a second. What counts as such follows the recording: a
    little over its noise, well under its voice."""
    block = max(1, rate // 100)
    blocks = [_loudness(samples[at : at + block]) for at in range(0, len(samples), block)]
    loudest = max(blocks, default=0.0)
    if loudest < SILENT:
        raise BadRecording("silent")
    noise = sorted(blocks)[len(blocks) // 10]
    threshold = max(loudest * QUIET, min(noise * 2, loudest / 8))
    heard = [at for at, each in enumerate(blocks) if each >= threshold]
    begin = max(0, heard[0] - BREATH) * block
    return samples[begin : (heard[-1] + 1 + 2 * BREATH) * block]


def even(samples: "array[int]") -> "array[int]":
    """At LOUDNESS, or as near to it as PEAK allows, beginning and ending at zero."""
    loudness, peak = _loudness(samples), max(map(abs, samples), default=0)
    gain = min(LOUDNESS / loudness, PEAK / peak) if loudness else 0.0
    made = array("h", (int(sample * gain) for sample in samples))
    for at in range(min(FADE_IN, len(made))):
        made[at] = made[at] * at // FADE_IN
    for at in range(min(FADE_OUT, len(made))):
        made[-1 - at] = made[-1 - at] * at // FADE_OUT
    return made


def joined(parts: Iterable["array[int] | float"]) -> "array[int]":
    """Words one after the other; a number is so many seconds of silence."""
    whole = array("h")
    for part in parts:
        whole.extend(array("h", bytes(2 * int(part * RATE))) if isinstance(part, float) else part)
    return whole


def write(path: Path, samples: "array[int]") -> None:
    """A WAV file of one channel."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())


def _loudness(samples: Sequence[int]) -> float:
    return math.sqrt(sum(map(mul, samples, samples)) / len(samples)) if samples else 0.0
