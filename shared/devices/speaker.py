"""What a speaker station says: what the hub sends, in that order, none twice, none cut.

The hub orders and paces, as for a board's page (display/static/sound.js). One thread plays; `hear`
is called from others. What was begun to be said is kept in a file, so that a station started anew
does not say it again.
"""

import json
import logging
import queue
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from shared.devices.speaker_play import Plays, Sound, SoundFault
from shared.devices.speaker_sound import BadRecording, Samples, announcement, decoded
from shared.domain.boards import Saying

log = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
AGAIN_SECONDS = 1.0  # until what was not heard is tried again, while it is young
KEPT = timedelta(minutes=2)  # a call is said within 30 s of being made, and sent again for 20 s
RECORDINGS_KEPT = 400
RECORDING = re.compile(r"/display/voice/([0-9a-f]{32})\.wav")

Get = Callable[[str], bytes | None]  # a recording by its address at the hub


class Played:
    """The ids of what was begun to be said, with the hub's time in the saying. A hub begun anew
    from an older copy gives the same ids to other things, at another time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._times: dict[int, datetime] = {}
        with suppress(OSError, ValueError, AttributeError):
            kept = json.loads(path.read_text(encoding="utf-8"))
            self._times = {int(id_): datetime.fromisoformat(at) for id_, at in kept.items()}

    def is_new(self, saying: Saying) -> bool:
        """Whether none of it was; from now on all of it was."""
        self._times = {id_: at for id_, at in self._times.items() if abs(saying.at - at) <= KEPT}
        if any(id_ in self._times for id_ in saying.ids):
            return False
        self._times |= dict.fromkeys(saying.ids, saying.at)
        self._keep()
        return True

    def _keep(self) -> None:
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps({id_: at.isoformat() for id_, at in self._times.items()}))
            part.replace(self._path)
        except OSError as fault:
            log.warning("what was said cannot be kept: %s", fault)


class Recordings:
    """In a folder, each downloaded once; the newest are kept."""

    def __init__(self, folder: Path, get: Get) -> None:
        self._folder = folder
        self._get = get

    def samples(self, address: str) -> Samples | None:
        """None where it cannot be had: the chime still calls."""
        match = RECORDING.fullmatch(address)
        if match is None:
            return None
        path = self._folder / f"{match[1]}.wav"
        try:
            if not path.exists():
                found = self._get(address)
                if found is None:
                    return None
                self._put(path, found)
            return decoded(path.read_bytes())
        except BadRecording as fault:
            path.unlink(missing_ok=True)
            log.warning("a recording cannot be played: %s", fault)
        except OSError as fault:
            log.warning("a recording cannot be kept: %s", fault)
        return None

    def _put(self, path: Path, recording: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(recording)
        part.replace(path)
        kept = sorted(self._folder.glob("*.wav"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-RECORDINGS_KEPT]:
            old.unlink(missing_ok=True)


class Speaker:
    """`now` gives the hub's time; `sound` is on, failed, or empty before it was looked at."""

    def __init__(
        self, player: Plays, recordings: Recordings, played: Played, now: Callable[[], datetime]
    ) -> None:
        self._player = player
        self._recordings = recordings
        self._played = played
        self._now = now
        self._waiting: queue.SimpleQueue[Saying] = queue.SimpleQueue()
        self.sound = ""

    def hear(self, saying: Saying) -> None:
        self._waiting.put(saying)

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; what is being said then is said to its end."""
        self._check()
        while not stop.is_set():
            try:
                self._next(stop)
            except Exception as fault:  # one that cannot be said must not silence what follows
                log.exception("an announcement could not be said")
                self._is("failed", SoundFault(type(fault).__name__))
                stop.wait(AGAIN_SECONDS)
        self._player.close()

    def _next(self, stop: threading.Event) -> None:
        try:
            saying = self._waiting.get(timeout=CHECK_SECONDS)
        except queue.Empty:
            self._check()
        else:
            self._say(saying, stop)

    def _check(self) -> None:
        try:
            self._player.check()
        except SoundFault as fault:
            self._is("failed", fault)
        else:
            self._is("on")

    def _say(self, saying: Saying, stop: threading.Event) -> None:
        if not self._is_young(saying) or not self._played.is_new(saying):
            return
        samples = announcement(self._samples(saying), saying.volume)
        ids = "-".join(map(str, saying.ids))
        sound = Sound(f"{saying.at:%Y%m%dT%H%M%S}-{ids}", samples)
        while not stop.is_set() and self._is_young(saying):
            try:
                self._player.play(sound)
            except SoundFault as fault:
                self._is("failed", fault)
                if fault.begun:
                    return
                stop.wait(AGAIN_SECONDS)
            else:
                self._is("on")
                return

    def _samples(self, saying: Saying) -> Iterator[Samples]:
        for part in saying.speech:
            samples = self._recordings.samples(part.sound) if part.sound else None
            if samples is not None:
                yield samples

    def _is_young(self, saying: Saying) -> bool:
        return self._now() < saying.expires_at

    def _is(self, sound: str, fault: SoundFault | None = None) -> None:
        if sound != self.sound and fault is not None:
            log.warning("no sound: %s", fault)
        self.sound = sound
