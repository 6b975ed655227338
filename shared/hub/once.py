"""What is written into the log once and not a thousand times: what somebody outside can make happen
as often as they like. Held in memory."""

import logging
import time

AGAIN_SECONDS = 3600.0
MOST_KEPT = 1_000

log = logging.getLogger(__name__)


class Once:
    """`warn` logs a thing, by a name of its own, once an hour."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def warn(self, name: str, sentence: str, *words: object) -> None:
        now = time.monotonic()
        if now < self._told.get(name, 0.0):
            return
        if len(self._told) >= MOST_KEPT:
            self._told.clear()
        self._told[name] = now + AGAIN_SECONDS
        log.warning(sentence, *words)
