"""When the loudspeakers say what: one thing at a time at each place, in order, never cut.

The publisher hands over what was committed and asks for a step each round. Loudspeakers (a board's
page, a speaker station) only play what they are sent; how long that takes is read from the
recordings. What waits is held in memory: after a restart what is still young is said,
each by itself, and whoever has played one knows it by its id.
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct, field

from shared import queries
from shared.bus import Bus
from shared.domain.announcing import ToSay, loudness_at, next_said, places_of, still_to_say, to_say
from shared.domain.boards import Saying, Speech
from shared.domain.events import Entry
from shared.domain.hall import Hall
from shared.domain.screens import voice_room
from shared.queries import CALL_LASTS, SoundAddress

CHIME_SECONDS = 1.5
GAP_SECONDS = 0.6  # between two announcements, and for a page to fetch its recordings
SOUND_WAIT = timedelta(seconds=3)  # for a recording that is being made
KEPT = 32  # sayings of a place, for whoever comes within their time

Seconds = Callable[[str], float | None]  # of a recording by its address; None: not there yet


class _Waiting(Struct, frozen=True):
    """`since` is when it came, on the clock that nobody sets."""

    said: ToSay
    since: float

    def now(self, now: datetime) -> datetime:
        """The hall's time stands still until a clock that was set back has caught up; what waits
        grows old all the same."""
        return max(now, self.said.at + timedelta(seconds=time.monotonic() - self.since))


class _Place(Struct):
    """`quiet_from` is when the last saying is over, on the clock that nobody sets, as are the times
    of what was said."""

    waiting: list[_Waiting] = field(default_factory=list)
    quiet_from: float = 0.0
    said: deque[tuple[float, Saying]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, said: ToSay) -> None:
        """A number that is called again while it waits here is said once, as called again."""
        if said.ticket:
            same = (said.ticket, said.window)
            self.waiting = [
                waits for waits in self.waiting if (waits.said.ticket, waits.said.window) != same
            ]
        self.waiting.append(_Waiting(said, time.monotonic()))


class Announcer:
    """`send(room, saying)` reaches the loudspeakers of a place."""

    def __init__(
        self,
        bus: Bus,
        send: Callable[[str, Saying], None],
        sound: SoundAddress,
        seconds: Seconds,
    ) -> None:
        self._bus = bus
        self._send = send
        self._sound = sound
        self._seconds = seconds
        self._places: dict[str, _Place] = {}
        with bus.looking() as hall:
            for zone, said in _young(hall, bus.now()):
                self._add(hall, zone, said)

    def take(self, entry: Entry, hall: Hall) -> None:
        """An entry that was committed."""
        found = to_say(entry, hall)
        if found is not None:
            self._add(hall, *found)

    def _add(self, hall: Hall, zone: str, said: ToSay) -> None:
        for place in places_of(hall, zone):
            self._places.setdefault(place, _Place()).add(said)

    def step(self) -> None:
        """Say what is due."""
        if not any(place.waiting for place in self._places.values()):
            return
        for name, place in self._places.items():
            if place.waiting and time.monotonic() >= place.quiet_from:
                saying = self._next(name, place)
                if saying is not None:
                    place.said.append((time.monotonic(), saying))
                    place.quiet_from = time.monotonic() + saying.seconds + GAP_SECONDS
                    self._send(saying.room, saying)

    def _next(self, name: str, place: _Place) -> Saying | None:
        now = self._bus.now()
        with self._bus.looking() as hall:
            place.waiting = [
                waits for waits in place.waiting if still_to_say(waits.said, hall, waits.now(now))
            ]
            settings = hall.settings
            group = next_said([waits.said for waits in place.waiting], settings.join_calls_from)
            speech = queries.speech_of(hall, group, self._sound)
            local = now.astimezone(hall.zone).time()
        if not group:
            return None
        seconds = [self._seconds(part.sound) if part.sound else 0.0 for part in speech]
        last = place.waiting[len(group) - 1]
        if None in seconds and last.now(now) - last.said.at < SOUND_WAIT:
            return None
        place.waiting = place.waiting[len(group) :]
        percent = loudness_at(settings.voice_hours, local)
        if not percent:  # at a silent hour the screens alone call
            return None
        return Saying(
            id=group[0].id,
            ids=tuple(said.id for said in group),
            room=voice_room(name),
            at=now,
            expires_at=now + CALL_LASTS,
            volume=percent / 100,
            seconds=CHIME_SECONDS + sum(filter(None, seconds)),
            speech=_there(speech, seconds),
        )

    def young(self, room: str) -> list[Saying]:
        """What was said at a place so lately that somebody who comes now should still hear it."""
        place = self._places.get(room.partition("/")[2])
        now = self._bus.now()
        since = time.monotonic() - CALL_LASTS.total_seconds()
        return [
            saying
            for said_at, saying in (place.said if place else ())
            if saying.expires_at > now and said_at > since
        ]


def _young(hall: Hall, now: datetime) -> list[tuple[str, ToSay]]:
    """By zone, what a hub that has just begun still has to say: who knows what was said before."""
    calls = [
        (
            hall.desks[call.window].zone,
            ToSay(call.id, call.at, call.ticket, call.window, call.recall, alone=True),
        )
        for call in queries.latest_young_calls(hall, now)
    ]
    announcements = [
        (made.zone, ToSay(made.id, made.at))
        for made in hall.announcements
        if now - made.at < CALL_LASTS
    ]
    return sorted([*calls, *announcements], key=lambda young: young[1].id)


def _there(speech: tuple[Speech, ...], seconds: list[float | None]) -> tuple[Speech, ...]:
    """Where no recording was made in time the chime calls, and the text is still shown."""
    return tuple(
        part if length is not None else Speech(part.language, part.text, "")
        for part, length in zip(speech, seconds, strict=True)
    )
