"""`hall station`: the hall's printers and voice as a process beside the hub."""

import logging
import os
import signal
import threading
from contextlib import suppress
from uuid import uuid4

from shared.bus import Bus
from shared.config import Settings
from shared.devices.ahead import Ahead, yielding_child
from shared.devices.place import Fault
from shared.devices.printers import places
from shared.devices.speaking import Voices, packs_in
from shared.devices.station import Station
from shared.devices.texts import Message, Phones, gateway
from shared.devices.voice import Voice
from shared.domain.commands import ReportJob
from shared.domain.jobs import Job
from shared.domain.receipts import Receipt
from shared.domain.refusals import Unknown, WrongState
from shared.queries import phrases_ahead, phrases_of_job, receipt
from shared.queries.parts import hall_name
from shared.store.personal import PersonalRecords
from shared.store.secret import read_secret
from shared.words import say
from shared.words.spoken import Phrase

log = logging.getLogger(__name__)

NAME = "hub"
POLL_SECONDS = 0.05
LOOK_SECONDS = 1.0


def run_station(bus: Bus, settings: Settings, parent: int | None = None) -> None:
    """Work until told to stop, until the process `parent` that started it is gone, or until the
    hall's files were imported anew: whoever runs a station starts it again, with other printers."""
    with bus.looking() as hall:
        printers = places(hall.printers.values(), settings.var / "receipts")
        imported = hall.imported
    voices = _voices(bus, settings)
    station = Station(
        name=NAME,
        spool=bus.store.spool,
        report=lambda job, outcome, detail: _report(bus, job, outcome, detail),
        receipt_of=lambda ticket: _receipt(bus, settings, ticket),
        phrases_of=lambda job: _phrases(bus, job),
        printers=printers,
        voice=voices,
        clock=bus.clock,
        poll_seconds=POLL_SECONDS,
        phones=_phones(bus, settings),
    )
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch = (bus, imported, parent, stop)
    threading.Thread(target=_watch, args=watch, daemon=True).start()
    if voices is not None:
        ahead = Ahead(
            voices, Voice(settings.var / "voice", child=yielding_child()), lambda: station.idle
        )
        threading.Thread(target=ahead.run, args=(stop,), daemon=True).start()
        threading.Thread(target=_listen, args=(bus, voices, ahead, stop), daemon=True).start()
    station.run(stop)
    if voices is not None:
        voices.close()


def _voices(bus: Bus, settings: Settings) -> Voices | None:
    if not settings.voice:
        return None
    packs = settings.var / "voices"
    folder = settings.var / "voice"
    voices = Voices(folder, lambda: packs_in(packs), Voice(folder))
    with bus.looking() as hall:
        chosen = hall.settings.voices
    voices.choose(chosen)
    return voices


def _listen(bus: Bus, voices: Voices, ahead: Ahead, stop: threading.Event) -> None:
    """The setting may change and a pack be put in while the hall is open; and other numbers come
    next."""
    last = -1
    while not stop.wait(LOOK_SECONDS):
        try:
            with bus.looking() as hall:
                chosen, seq = hall.settings.voices, hall.seq
                likely = tuple(phrases_ahead(hall, bus.now())) if seq != last else None
            voices.choose(chosen)
        except Exception:  # the records may be locked or the disk full for a while
            log.exception("the voices could not be looked at")
            continue
        if likely is not None:
            ahead.want(likely)
            last = seq


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


def _phrases(bus: Bus, job: Job) -> tuple[Phrase, ...]:
    with bus.looking() as hall:
        return phrases_of_job(hall, job)


def _phones(bus: Bus, settings: Settings) -> Phones | None:
    driver = gateway(settings.text_gateway)
    if driver is None:
        return None
    records = PersonalRecords(bus.store, read_secret(settings))
    return Phones(driver, lambda ticket: message(bus, records, settings.public_address, ticket))


def message(bus: Bus, records: PersonalRecords, address: str, ticket: str) -> Message:
    """The address of a ticket's page, for the phone that lies under its key. Raises Fault where
    the number is not of today any more or the phone's was deleted."""
    with bus.looking() as hall:
        known = hall.tickets.get(ticket)
        name = hall_name(hall)
    about = records.of(known.key) if known else None
    if known is None or about is None or not about.phone:
        raise Fault("no phone number", final=True)
    words = say(
        known.language,
        "{hall}: your number is {number}. Where it stands: {address}",
        hall=name,
        number=known.number,
        address=f"{address}/t/{known.key}",
    )
    return Message(about.phone, words)


def _watch(bus: Bus, imported: int, parent: int | None, stop: threading.Event) -> None:
    """A station whose hub was killed must not go on beside the next hub's."""
    while not stop.wait(LOOK_SECONDS):
        with bus.looking() as hall:
            changed = hall.imported != imported
        if changed or (parent is not None and os.getppid() != parent):
            stop.set()
