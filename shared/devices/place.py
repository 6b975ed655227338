"""A place where jobs are done: what waits there, how its device fares, and the thread that drives
it. It touches no records."""

import queue
import threading
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from shared.devices.faults import OF_THE_JOB, PrinterFault
from shared.domain.jobs import Job


class Fault(Exception):
    """Why a job was not done, in a few words that name no person.

    `rests`: the device is to blame, and its other jobs wait as well. `final`: trying again is
    pointless.
    """

    def __init__(self, reason: str, *, rests: bool = False, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.rests = rests
        self.final = final

    @classmethod
    def of(cls, error: Exception) -> "Fault":
        """Any error as a fault. Of an unexpected one only the type is told: its text might hold
        what was printed."""
        if isinstance(error, Fault):
            return error
        if isinstance(error, PrinterFault):
            return cls(error.reason.value, rests=error.reason not in OF_THE_JOB)
        return cls(f"error: {type(error).__name__}")


class Work(Struct, frozen=True):
    """A job and the part of it that only needs the device."""

    job: Job
    drive: Callable[[], None]


def attempt(work: Work) -> Fault | None:
    """Drive the device; None if that went well."""
    try:
        work.drive()
    except Exception as error:  # a driver may raise anything; the loop outlives it
        return Fault.of(error)
    return None


Done = queue.SimpleQueue[tuple["Place", Job, Fault | None]]


class Place:
    """Used by the station's thread only; its worker sees nothing but the work it is given."""

    def __init__(self) -> None:
        self.waiting: list[Job] = []
        self.busy = False
        self.reason = ""
        self.rests_until: datetime | None = None
        self._faults = 0
        self._worker: Worker | None = None

    def add(self, job: Job) -> None:
        """Put a job in by its age: one that is tried again goes before those made later."""
        self.waiting.append(job)
        self.waiting.sort(key=lambda each: each.created_at)

    def failed(self, fault: Fault) -> int:
        """Count a fault of the device; returns how many came in a row."""
        self.reason = fault.reason
        self._faults += 1
        return self._faults

    def recovered(self) -> None:
        self._faults, self.reason, self.rests_until = 0, "", None

    def give(self, work: Work, done: Done) -> None:
        """Let the place's thread do it; the outcome comes through `done`."""
        self.busy = True
        if self._worker is None:
            self._worker = Worker(self, done)
            self._worker.start()
        self._worker.inbox.put(work)

    def leave(self) -> None:
        if self._worker is not None:
            self._worker.inbox.put(None)


class Worker(threading.Thread):
    """Does one work after the other until it is given None."""

    def __init__(self, place: Place, done: Done) -> None:
        # A device that never returns must not keep the process alive.
        super().__init__(daemon=True)
        self.inbox: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._place = place
        self._done = done

    def run(self) -> None:
        while (work := self.inbox.get()) is not None:
            self._done.put((self._place, work.job, attempt(work)))
