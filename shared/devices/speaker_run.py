"""`hall station --speaker`: a loudspeaker on the sound card of a machine of its own.

It ends when it is told to, and for no other reason: a hub that is away, a network that is cut, a
card that was pulled and a token that was revoked are waited for.
"""

import logging
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from shared.devices.speaker import Played, Recordings, Speaker
from shared.devices.speaker_line import Broken, HubClock, Line
from shared.devices.speaker_pairing import Hub, Standing, Unreachable
from shared.devices.speaker_play import Plays

AGAIN_SECONDS = 1.0
LOOK_SECONDS = 2.0  # whether the code was accepted
REFUSED_SECONDS = 5.0
FOLDER = "speaker"

Tell = Callable[[str], None]


def run_speaker(
    address: str, place: str, var: Path, player: Plays, tell: Tell, authority: str = ""
) -> None:
    """Speak at a place, a zone's code or ``hall``, until told to stop. What it keeps lies in
    ``var/speaker``."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    folder = var / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    hub = Hub(address, folder / "token.json", authority)
    clock = HubClock()
    recordings = Recordings(folder / "recordings", hub.recording)
    speaker = Speaker(player, recordings, Played(folder / "played.json"), clock.now)
    playing = threading.Thread(target=speaker.run, args=(stop,), name="speaker")
    playing.start()
    try:
        Station(hub, Line(hub, speaker, clock), place, tell).run(stop)
    finally:
        stop.set()
        playing.join()
        hub.close()


class Station:
    """Asks to be let in, waits, follows the line, and begins again."""

    def __init__(self, hub: Hub, line: Line, place: str, tell: Tell) -> None:
        self._hub = hub
        self._line = line
        self._place = f"voice/{place}"
        self._tell = tell
        self._told = ""

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                wait = self._step(stop)
            except (Unreachable, Broken) as fault:
                self._say(f"No line to {self._hub.address}: {fault}.")
                wait = AGAIN_SECONDS
            except OSError as fault:
                self._say(f"The token cannot be kept: {fault}.")
                wait = REFUSED_SECONDS
            stop.wait(wait * random.uniform(0.7, 1.3))  # noqa: S311  (not all stations at once)

    def _step(self, stop: threading.Event) -> float:
        """How long to wait then. Raises Unreachable, Broken, OSError."""
        standing = self._hub.standing()
        if standing.state == "paired":
            return self._follow(standing, stop)
        if standing.state != "waiting":
            if self._hub.token:
                self._say("The hub does not know this station any more, or its code is over.")
            standing = self._hub.ask(self._place)
        self._say(
            f"Code {standing.code[:3]} {standing.code[3:]}: an administrator types it in the hall's"
            " page of screens, and this station is let in."
        )
        return LOOK_SECONDS

    def _follow(self, standing: Standing, stop: threading.Event) -> float:
        """Where an administrator let it in is where it speaks, whatever it asked for."""
        kind, _, where = standing.place.partition("/")
        if kind != "voice" or not where:
            self._say("The hub knows this station as no loudspeaker. Pair it anew.")
            return REFUSED_SECONDS
        up = f"Speaking at {where}, ordered by {self._hub.address}."
        self._line.follow(standing.place, lambda: self._say(up), stop)
        if not stop.is_set():
            self._say("The line is down.")
        return AGAIN_SECONDS

    def _say(self, sentence: str) -> None:
        """Once, however often it is so."""
        if sentence != self._told:
            self._told = sentence
            self._tell(sentence)
