"""`hall station`: the hall's printers and voice as a process beside the hub."""

import os
import signal
import threading
from contextlib import suppress
from uuid import uuid4

from shared.bus import Bus
from shared.config import Settings
from shared.devices.printers import places
from shared.devices.station import Station
from shared.devices.voice import Voice
from shared.domain.commands import ReportJob
from shared.domain.receipts import Receipt
from shared.domain.refusals import Unknown, WrongState
from shared.queries import receipt

NAME = "hub"
POLL_SECONDS = 0.05
LOOK_SECONDS = 1.0


def run_station(bus: Bus, settings: Settings, parent: int | None = None) -> None:
    """Work until told to stop, until the process `parent` that started it is gone, or until the
    hall's files were imported anew: whoever runs a station starts it again, with other printers."""
    with bus.looking() as hall:
        printers = places(hall.printers.values(), settings.var / "receipts")
        imported = hall.imported
    voice = Voice(settings.var / "voice") if settings.voice else None
    station = Station(
        name=NAME,
        spool=bus.store.spool,
        report=lambda job, outcome, detail: _report(bus, job, outcome, detail),
        receipt_of=lambda ticket: _receipt(bus, settings, ticket),
        printers=printers,
        voice=voice,
        clock=bus.clock,
        poll_seconds=POLL_SECONDS,
    )
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch = (bus, imported, parent, stop)
    threading.Thread(target=_watch, args=watch, daemon=True).start()
    station.run(stop)
    if voice is not None:
        voice.close()


def _report(bus: Bus, job: str, outcome: str, detail: str) -> None:
    """Where the hall has ended the job meanwhile, nobody waits for the report any more."""
    report = ReportJob(
        id=f"report-{uuid4()}", by="system:station", job=job, outcome=outcome, detail=detail
    )
    with suppress(WrongState, Unknown):
        bus.execute(report)


def _receipt(bus: Bus, settings: Settings, ticket: str) -> Receipt:
    with bus.looking() as hall:
        return receipt(hall, ticket, settings.public_address)


def _watch(bus: Bus, imported: int, parent: int | None, stop: threading.Event) -> None:
    """A station whose hub was killed must not go on beside the next hub's."""
    while not stop.wait(LOOK_SECONDS):
        with bus.looking() as hall:
            changed = hall.imported != imported
        if changed or (parent is not None and os.getppid() != parent):
            stop.set()
