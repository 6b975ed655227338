"""The announcer's recordings. A station makes them; here they are handed to whoever
plays them."""

import re
import time
from pathlib import Path

from flask import Response, abort, send_file

from shared.domain.people import Role
from shared.hub import context

NAME = re.compile(r"[0-9a-f]{32}")
WAIT_SECONDS = 3.0  # a call's recording is made while the board's chime sounds
STEP_SECONDS = 0.05
KEEP_SECONDS = 7 * 86400  # what a recording says is in its name


def recording(name: str) -> Response:
    """A recording as WAV, or 404 where none is made in time. For displays, speaker stations (by
    their token) and staff."""
    if not (context.actor() or "").startswith(f"{Role.station}:"):
        context.need_device_or_staff("display")
    if NAME.fullmatch(name) is None:
        abort(404)
    file = context.hub().settings.var / "voice" / f"{name}.wav"
    if not _there(file):
        abort(404)
    return send_file(file.absolute(), mimetype="audio/wav", max_age=KEEP_SECONDS)


def _there(file: Path) -> bool:
    """Whether the file is there, or comes within a moment. Sleeping lets others go on."""
    until = time.monotonic() + WAIT_SECONDS
    while not file.exists():
        if time.monotonic() >= until:
            return False
        time.sleep(STEP_SECONDS)
    return True
