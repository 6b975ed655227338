"""The kiosk reads its pages aloud for whoever cannot see them: text in, sound out.

`spoken.js` says which words; here they become sound. A sound is kept no longer than its answer
takes, since a page may show what is a person's own. The engine does one sentence at a time, so
that requests queue; each kiosk may ask for so many in a while.
"""

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec
from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState
from msgspec import Meta, Struct

from shared.devices.voice import Voice
from shared.domain.refusals import Malformed
from shared.hub import context

LONGEST = 500  # characters at once; pages send a sentence or two
AT_ONCE = 40  # sentences a kiosk may ask for together
A_SECOND = 4.0  # and from then on
TRIES = 3
EXTENSION = "kiosk-speaker"


class Said(Struct, frozen=True):
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST)]


class Speaker:
    """The voice of the kiosks of one process. May be shared by threads.

    Nobody else is held up meanwhile, in either async mode: the engine is a process of its own, and
    waiting for the lock and for its pipe lets others go on. (In a native thread beside eventlet's
    loop these would not wake up again.)
    """

    def __init__(self, folder: Path) -> None:
        self.voice = Voice(folder)
        self._lock = threading.Lock()
        self._allowed: dict[str, tuple[float, float]] = {}
        for left_over in folder.glob("*.wav"):
            left_over.unlink(missing_ok=True)

    def may_ask(self, kiosk: str) -> bool:
        """Count a request of a kiosk; false where it has asked too often."""
        now = time.monotonic()
        left, last = self._allowed.get(kiosk, (float(AT_ONCE), now))
        left = min(float(AT_ONCE), left + (now - last) * A_SECOND)
        self._allowed[kiosk] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def sound(self, language: str, text: str) -> bytes | None:
        """A WAV file; None where the engine does not speak, or not this language."""
        with self._lock:
            for _ in range(TRIES):  # another process may have said and deleted just the same
                path = self.voice.sound(language, text)
                if path is None:
                    return None
                with suppress(FileNotFoundError):
                    sound = path.read_bytes()
                    path.unlink(missing_ok=True)
                    return sound
        return None


def install(state: BlueprintSetupState) -> None:
    """Give an application its speaker."""
    folder = state.app.extensions["hub"].settings.var / "spoken"
    state.app.extensions[EXTENSION] = Speaker(folder)


def voice(lang: str) -> Response:
    """The sound of ``{"text": ...}`` in the page's language. 429: asked too often; 503: there is no
    sound. Raises Malformed."""
    try:
        said = msgspec.json.decode(request.get_data(), type=Said)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed("The request cannot be understood.") from None
    speaker: Speaker = current_app.extensions[EXTENSION]
    if not speaker.may_ask(context.need_device("kiosk").id):
        return Response(status=429, headers={"Retry-After": "2"})
    sound = speaker.sound(lang, said.text) if context.hub().settings.voice else None
    if sound is None:
        return Response(status=503)
    return Response(sound, mimetype="audio/wav")
