"""What a speaker station plays, as samples: the chime, recordings, their loudness. Pure but for the
decoder."""

import io
import math
import wave
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import miniaudio

RATE = 48_000
LONGEST_SECONDS = 120.0  # of a recording
LOUDEST = 32_767  # samples are of 16 bits, one channel, RATE a second
CHIME_SECONDS = 1.5  # then the voice begins; the chime still rings a little
CHIME = ((659.3, 0.0, 0.9), (523.3, 0.45, 1.3))  # hertz, from when, how long: as display/sound.js
PARTIALS = ((1, 0.32), (2, 0.09), (3, 0.03))
SWELL_SECONDS = 0.008
FADED = 0.0001

if TYPE_CHECKING:
    Samples: TypeAlias = array[int]
else:  # Python 3.11 knows no array[int]
    Samples = array


class BadRecording(Exception):
    """It cannot be decoded."""


def decoded(recording: bytes) -> Samples:
    """A WAV file's samples, whatever its rate and channels. Raises BadRecording."""
    try:
        if miniaudio.wav_get_info(recording).duration > LONGEST_SECONDS:
            raise BadRecording("it is too long")
        found = miniaudio.decode(recording, nchannels=1, sample_rate=RATE)
    except miniaudio.MiniaudioError as fault:
        raise BadRecording(str(fault)) from fault
    samples: Samples = found.samples
    return samples


def announcement(recordings: Iterable[Samples], volume: float) -> Samples:
    """The chime, then the recordings one after the other; `volume` is from 0 to 1."""
    said = array("h")
    for recording in recordings:
        said.extend(recording)
    begins = int(CHIME_SECONDS * RATE)
    whole = array("h", bytes(2 * max(len(chime()), begins + len(said))))
    whole[begins : begins + len(said)] = said
    for index, sample in enumerate(chime()):
        whole[index] = max(-LOUDEST, min(LOUDEST, whole[index] + sample))
    loud = max(0.0, min(1.0, volume))
    return whole if loud == 1.0 else array("h", [round(loud * sample) for sample in whole])


@lru_cache(maxsize=1)
def chime() -> Samples:
    seconds = max(begins + lasts for _, begins, lasts in CHIME)
    sum_ = [0.0] * int(seconds * RATE)
    for hertz, begins, lasts in CHIME:
        for times, loud in PARTIALS:
            _strike(sum_, hertz * times, loud, begins, lasts / times)
    return array("h", [round(LOUDEST * each) for each in sum_])


def _strike(sum_: list[float], hertz: float, loud: float, begins: float, lasts: float) -> None:
    """Swells for a moment and then fades."""
    first = int(begins * RATE)
    turn = 2 * math.pi * hertz / RATE
    fade = math.log(FADED / loud) / ((lasts - SWELL_SECONDS) * RATE)
    swell = int(SWELL_SECONDS * RATE)
    for index in range(int(lasts * RATE)):
        level = loud * (index / swell if index < swell else math.exp(fade * (index - swell)))
        sum_[first + index] += level * math.sin(turn * index)


def seconds(samples: Samples) -> float:
    return len(samples) / RATE


def as_wav(samples: Samples) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return file.getvalue()
