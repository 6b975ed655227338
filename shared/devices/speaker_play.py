"""How a speaker station reaches its loudspeaker. A driver is named by its first word:

miniaudio              the sound card, by the system's own choice
miniaudio USB Audio    the card whose name has these words in it
command aplay -q -     a program that takes WAV on its standard input and plays it
file /tmp/heard        a folder of WAV files: what would be heard, for tests and for trying out
"""

import shlex
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol

import miniaudio
from msgspec import Struct

from shared.devices.speaker_sound import RATE, Samples, as_wav, seconds

BUFFER_SECONDS = 0.2
STANDS_STILL_SECONDS = 2.0  # a card that asks for no samples for so long plays none
LATE_SECONDS = 3.0
PROOF = array("h", bytes(2 * RATE // 10))  # a tenth of a second of silence
# Without these, which play to nobody.
CARDS = [each for each in miniaudio.Backend if each.name not in ("NULL", "CUSTOM")]


class SoundFault(Exception):
    """It was not heard, or not to its end: `begun` says which. Its text is a short reason."""

    def __init__(self, reason: str, *, begun: bool = False) -> None:
        super().__init__(reason)
        self.begun = begun


class Sound(Struct, frozen=True):
    """`name` is the time and the ids of what is said."""

    name: str
    samples: Samples


class Plays(Protocol):
    """Used by one thread."""

    def play(self, sound: Sound, /) -> None:
        """Returns when it was heard to its end. Raises SoundFault."""
        ...

    def check(self) -> None:
        """Raises SoundFault where nothing would be heard now; tries to mend that first."""
        ...

    def close(self) -> None: ...


class Card:
    """Kept open and fed silence between announcements: a loudspeaker that has gone to sleep
    swallows the first word. A card that is gone is opened anew by the next `check`."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._device: Any = None
        self._lock = threading.Lock()
        self._left = memoryview(b"")
        self._over = threading.Event()
        self._begun = False
        self._asked_at = 0.0

    def play(self, sound: Sound) -> None:
        self.check()
        self._over.clear()
        self._begun = False
        with self._lock:
            self._left = memoryview(sound.samples.tobytes())
        if not self._over.wait(seconds(sound.samples) + LATE_SECONDS):
            begun = self._begun
            self.close()
            raise SoundFault("the sound card stopped", begun=begun)
        time.sleep(2 * BUFFER_SECONDS)  # what was handed over is still being heard

    def check(self) -> None:
        if self._device is None:
            self._open()
        elif time.monotonic() - self._asked_at > STANDS_STILL_SECONDS:
            self.close()
            raise SoundFault("the sound card stands still")

    def close(self) -> None:
        device, self._device = self._device, None
        with self._lock:
            self._left = memoryview(b"")
        if device is not None:
            device.close()

    def _open(self) -> None:
        try:
            self._device = miniaudio.PlaybackDevice(
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=round(BUFFER_SECONDS * 1000),
                device_id=self._id() if self._name else None,
                backends=CARDS,
                app_name="hall",
            )
            samples = self._feed()
            next(samples)
            self._asked_at = time.monotonic()
            self._device.start(samples)
        except miniaudio.MiniaudioError as fault:
            self.close()
            raise SoundFault(f"no sound card can be opened ({fault.args[0]})") from fault

    def _id(self) -> Any:
        cards = miniaudio.Devices(CARDS).get_playbacks()
        found = [card for card in cards if self._name.lower() in card["name"].lower()]
        if not found:
            names = ", ".join(card["name"] for card in cards)
            raise SoundFault(f"there is no sound card {self._name!r} among: {names}")
        return found[0]["id"]

    def _feed(self) -> Generator[bytes, int, None]:
        """The card's own thread asks for so many samples each time."""
        count = yield b""
        while True:
            self._asked_at = time.monotonic()
            with self._lock:
                part, self._left = self._left[: 2 * count], self._left[2 * count :]
                if part:
                    self._begun = True
                    if not self._left:
                        self._over.set()
            count = yield bytes(part).ljust(2 * count, b"\0")


class Command:
    """It is taken to work once it has played a moment of silence, and until it fails."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)
        self._proven = False
        if not self._command:
            raise ValueError("which command? command aplay -q -")

    def play(self, sound: Sound) -> None:
        self._proven = False
        if shutil.which(self._command[0]) is None:
            raise SoundFault(f"there is no program {self._command[0]}")
        try:
            subprocess.run(  # noqa: S603  (whoever starts the station names it)
                self._command,
                input=as_wav(sound.samples),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=seconds(sound.samples) + LATE_SECONDS,
                check=True,
            )
        except subprocess.CalledProcessError as fault:
            said = fault.stderr.decode(errors="replace").strip().splitlines()
            raise SoundFault(said[-1][:200] if said else "the program failed") from fault
        except subprocess.TimeoutExpired as fault:
            raise SoundFault("the program does not end", begun=True) from fault
        except OSError as fault:
            raise SoundFault(str(fault)) from fault
        self._proven = True

    def check(self) -> None:
        if not self._proven:
            self.play(Sound("proof", PROOF))

    def close(self) -> None:
        """Nothing is kept open."""


class Folder:
    """One file an announcement, named as the sound; a player could not cut it either."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        if not folder:
            raise ValueError("which folder? file /tmp/heard")

    def play(self, sound: Sound) -> None:
        self.check()
        part = self._folder / f".{sound.name}.part"
        try:
            part.write_bytes(as_wav(sound.samples))
            part.replace(self._folder / f"{sound.name}.wav")
        except OSError as fault:
            raise SoundFault(str(fault)) from fault

    def check(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise SoundFault(str(fault)) from fault

    def close(self) -> None:
        """Nothing is kept open."""


DRIVERS: dict[str, Callable[[str], Plays]] = {
    "miniaudio": Card,
    "command": Command,
    "file": Folder,
}


def player(named: str) -> Plays:
    """Raises ValueError with a sentence."""
    kind, _, rest = named.strip().partition(" ")
    if kind not in DRIVERS:
        known = ", ".join(DRIVERS)
        raise ValueError(f"There is no way {kind!r} to play sound; there are: {known}.")
    return DRIVERS[kind](rest.strip())
