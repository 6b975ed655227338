"""The loop that turns the spool's jobs into paper, sound and texts, and says what became of them.

One thread claims, draws and reports: whatever touches the hall's records happens in the thread
that called `run` or `step`. Each place (a printer, the hall's voice, the way to phones) has a
thread of its own that only drives its device, so that nobody waits for a dead one. Jobs of one
place are done in the order they were made. The station runs in a process of its own and knows no
web server.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shared.devices.place import Done, Fault, Place, Work, attempt
from shared.devices.printers import PrinterPlace
from shared.devices.receipt import render
from shared.devices.texts import Phones
from shared.devices.voice import Speaks
from shared.domain.jobs import Job, JobKind
from shared.domain.receipts import Receipt
from shared.words.spoken import Phrase

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
LIMIT = 32  # jobs of one claim
BACK_OFF_SECONDS = (1.0, 2.0, 4.0, 8.0)  # after the first fault, the second, …; the last stays
STOP_SECONDS = 5.0  # for devices that are at work when the station is told to stop
AFTER_ERROR_SECONDS = 1.0


class Spool(Protocol):
    """Where jobs wait. Both methods are called in the station's own thread only."""

    def claim(self, station: str, now: datetime, limit: int, /) -> list[Job]:
        """Jobs that nobody else has and whose time has come, the oldest first; also those past
        their `expires_at`, so that they are reported. Each claim counts as one of `Job.tries`."""
        ...

    def retry_later(self, job_id: str, now: datetime, after_seconds: float, /) -> None:
        """Give a claimed job back; it is not claimed again before `now` + `after_seconds`."""
        ...


Report = Callable[[str, str, str], object]  # job, outcome (done, failed, expired), detail


class Station:
    """Drives the devices of its places. `clock` gives UTC; `voice` and `phones` are None where none
    are wanted."""

    def __init__(
        self,
        name: str,
        spool: Spool,
        report: Report,
        receipt_of: Callable[[str], Receipt],
        phrases_of: Callable[[Job], Sequence[Phrase]],
        printers: Mapping[str, PrinterPlace],
        voice: Speaks | None,
        clock: Callable[[], datetime],
        poll_seconds: float = POLL_SECONDS,
        phones: Phones | None = None,
    ) -> None:
        self._name = name
        self._spool = spool
        self._report = report
        self._receipt_of = receipt_of
        self._phrases_of = phrases_of
        self._printers = printers
        self._voice = voice
        self._phones = phones
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._places: dict[str, Place] = {}
        self._held: set[str] = set()
        self._claimed_at = clock()
        self._done: Done = queue.SimpleQueue()

    @property
    def idle(self) -> bool:
        """Whether it holds no job. May be asked by any thread."""
        return not self._held

    def step(self) -> int:
        """One round without threads: claim, do all that was claimed, report. Returns how many jobs
        a device was driven for."""
        self._claim()
        driven = 0
        for place in list(self._places.values()):
            while work := self._next(place):
                self._settle(place, work.job, attempt(work))
                driven += 1
        return driven

    def run(self, stop: threading.Event) -> None:
        """Rounds until `stop` is set; then what was not begun is given back to the spool."""
        if self._voice is not None:  # the engine's start is not left to the first call
            threading.Thread(target=self._voice.available, daemon=True).start()
        while not stop.is_set():
            try:
                self._round()
            except Exception:  # the records may be locked or away for a while; paper goes on after
                log.exception("station %s: a round failed", self._name)
                stop.wait(AFTER_ERROR_SECONDS)
        self._leave()

    def _round(self) -> None:
        self._claim()
        for place in self._places.values():
            if not place.busy and (work := self._next(place)):
                place.give(work, self._done)
        self._collect(self._poll_seconds)

    def _claim(self) -> None:
        self._claimed_at = self._clock()
        for job in self._spool.claim(self._name, self._claimed_at, LIMIT):
            if job.id not in self._held:  # a claim that ran out while its job still waits here
                self._held.add(job.id)
                self._places.setdefault(job.place, Place()).add(job)

    def _next(self, place: Place) -> Work | None:
        """What the place does now. Jobs past their time are reported; where the place rests after
        a fault, all its jobs go back until then and so keep their order."""
        while place.waiting:
            job = place.waiting.pop(0)
            now = self._clock()
            if now >= job.expires_at:
                self._end(job, "expired", place.reason or "not done in time")
            elif place.rests_until is not None and self._claimed_at < place.rests_until:
                # Not `now`: older jobs that come back at that moment were not in this claim yet.
                self._later(job, now, place.rests_until)
            else:
                try:
                    return Work(job, self._prepare(job))
                except Exception as error:  # one receipt that cannot be drawn stops no other
                    self._settle(place, job, Fault.of(error))
        return None

    def _prepare(self, job: Job) -> Callable[[], None]:
        """The part of a job that is the device's. Raises whatever goes wrong before it."""
        return PREPARE[job.kind](self, job)

    def _paper(self, job: Job) -> Callable[[], None]:
        place = self._printers.get(job.place)
        if place is None:
            raise Fault("no such printer")
        data = render(self._receipt_of(job.ticket), place.printer)
        return lambda: place.driver.send(job.id, data)

    def _speech(self, job: Job) -> Callable[[], None]:
        voice = self._voice
        if voice is None:
            raise Fault("no voice", final=True)
        phrases = self._phrases_of(job)

        def render_all() -> None:
            """All that can be said, also where one language cannot. A call is tried again; what
            somebody wrote and no voice can say is not."""
            mute = [phrase for phrase in phrases if voice.sound(phrase) is None]
            if not mute:
                return
            reason = voice.available()
            if reason is None and not any(voice.speaks(phrase.language) for phrase in mute):
                reason = f"{mute[0].language}: no voice"
            written = not any(phrase.words for phrase in mute)
            raise Fault(reason or "no sound", final=written or reason is not None)

        return render_all

    def _text(self, job: Job) -> Callable[[], None]:
        phones = self._phones
        if phones is None:
            raise Fault("no text gateway", final=True)
        message = phones.message_of(job.ticket)
        return lambda: phones.driver.send(job.id, message)

    def _collect(self, seconds: float) -> None:
        """Report what has been done; wait up to `seconds` for the first."""
        try:
            self._finished(*self._done.get(timeout=seconds))
            while True:
                self._finished(*self._done.get_nowait())
        except queue.Empty:
            return

    def _finished(self, place: Place, job: Job, fault: Fault | None) -> None:
        place.busy = False
        self._settle(place, job, fault)

    def _settle(self, place: Place, job: Job, fault: Fault | None) -> None:
        if fault is None:
            place.recovered()
            self._end(job, "done", "")
        elif fault.final:
            self._end(job, "expired", fault.reason)
        else:
            now = self._clock()
            faults = place.failed(fault) if fault.rests else max(1, job.tries)
            pause = BACK_OFF_SECONDS[min(faults, len(BACK_OFF_SECONDS)) - 1]
            until = now + timedelta(seconds=pause)
            if fault.rests:
                place.rests_until = until
            # First given back: a job that was told to have failed may be claimed at once.
            self._later(job, now, until)
            self._report(job.id, "failed", fault.reason)

    def _end(self, job: Job, outcome: str, detail: str) -> None:
        self._held.discard(job.id)
        self._report(job.id, outcome, detail)

    def _later(self, job: Job, now: datetime, until: datetime) -> None:
        self._held.discard(job.id)
        seconds = (min(until, job.expires_at) - now).total_seconds()
        self._spool.retry_later(job.id, now, max(0.0, seconds))

    def _leave(self) -> None:
        """Wait a little for devices at work, then give the rest back."""
        for place in self._places.values():
            for job in place.waiting:
                self._later(job, self._clock(), self._clock())
            place.waiting.clear()
        until = time.monotonic() + STOP_SECONDS
        while any(place.busy for place in self._places.values()) and time.monotonic() < until:
            self._collect(self._poll_seconds)
        for place in self._places.values():
            place.leave()


PREPARE: dict[JobKind, Callable[[Station, Job], Callable[[], None]]] = {
    JobKind.receipt: Station._paper,
    JobKind.speech: Station._speech,
    JobKind.text: Station._text,
}
