"""Halls to measure: the example hall on a new database file, small or with many waiting."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from shared.bus import Bus
from shared.config import Settings
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.folds import evolve
from shared.domain.numbering import number, ticket_id
from shared.domain.people import Role
from shared.domain.tickets import Class, Need
from shared.halls.reading import read_hall
from shared.store import Store

HALL = "baicheng"
SYSTEM = "system:terminal"
KIOSK = "kiosk:bench"
CLERK = "staff:bench"
LANGUAGE = "zh"
_ids = count(1)


def new_id() -> str:
    return f"bench-command-{next(_ids):09d}"


def open_hall(folder: Path) -> Bus:
    """The example hall, open whatever the hour, with a kiosk and a clerk."""
    bus = Bus(Store(folder / "hall.db", HALL), lambda: datetime.now(UTC))
    catalogue = read_hall(Settings().files)
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=catalogue))
    bus.execute(c.OpenSpecially(id=new_id(), by=SYSTEM, reason="bench"))
    bus.execute(
        c.PairDevice(
            id=new_id(), by=SYSTEM, device="bench", kind=Role.kiosk, place=catalogue.kiosks[0].code
        )
    )
    bus.execute(c.AddStaff(id=new_id(), by=SYSTEM, account="bench", name="bench", role=Role.clerk))
    return bus


def take(service: str) -> c.TakeTicket:
    id_ = new_id()
    return c.TakeTicket(id=id_, by=KIOSK, service=service, language=LANGUAGE, key=f"key-{id_}")


def a_service(bus: Bus) -> tuple[str, str]:
    """A service's code and the letter of its queue."""
    with bus.looking() as hall:
        service = next(iter(hall.services.values()))
        return service.code, service.queue


def fill(bus: Bus, waiting: int) -> None:
    """Let so many wait in one queue, in one transaction: journal, tables and image as always,
    without a commit for each."""
    service, queue = a_service(bus)
    with bus.looking() as hall:
        day, seq, windows = hall.day, hall.seq, hall.windows_for(queue)
    image = Bus(bus.store, bus.clock)._hall  # folded further here, thrown away afterwards
    now = bus.now()
    with bus.store.transaction() as transaction:
        for at in range(1, waiting + 1):
            label = number(queue, at)
            event = e.TicketIssued(
                ticket=ticket_id(day, label),
                number=label,
                key=f"key-of-{label}-0123456789",
                queue=queue,
                service=service,
                class_=Class.ordinary,
                need=Need.none,
                language=LANGUAGE,
                kiosk="",
                ahead=at - 1,
                wait_minutes=at,
                windows=windows,
            )
            entry = e.Entry(seq + at, now, KIOSK, new_id(), event)
            transaction.append(entry, 0, "0" * 16, image)
            evolve(entry, image)
    with bus.looking():
        """The bus folds in what was written."""
