"""A hall small enough to hold in the head: two departments, three queues, four windows. Passports
have appointments, on working days; two wheelchairs and one pair of glasses are lent."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.catalogue import (
    CaseKind,
    Catalogue,
    Department,
    Guide,
    Hours,
    Kiosk,
    Level,
    LoanItem,
    Printer,
    Queue,
    Service,
    Slots,
    Window,
    Zone,
)
from shared.domain.people import Role
from shared.store import Store

MONDAY_MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in the hall
SYSTEM = "system:terminal"
KIOSK = "kiosk:K1"
WANG, LI, ZHAO = "staff:wang", "staff:li", "staff:zhao"


def both(text: str) -> dict[str, str]:
    return {"zh": f"{text}事项", "en": text}


def service(code: str, queue: str, department: str, minutes: int) -> Service:
    guide = Guide(
        materials={"zh": ("身份证",), "en": ("Identity card",)},
        steps={"zh": ("取号", "办理"), "en": ("Take a number", "Be served")},
        fee={"zh": "免费", "en": "Free"},
        legal_basis={"zh": "《居民身份证法》", "en": "Resident Identity Card Law"},
    )
    kind = CaseKind.instant
    return Service(code, department, queue, kind, minutes, 0, 100, both(code), guide)


CATALOGUE = Catalogue(
    code="small",
    name={"zh": "小大厅", "en": "Small hall"},
    time_zone="Asia/Shanghai",
    zones=(
        Zone("east", {"zh": "东区", "en": "East zone"}, {"zh": "进门右转", "en": "Turn right"}),
    ),
    departments=(
        Department("police", Level.city, both("Police")),
        Department("tax", Level.district, both("Tax")),
    ),
    queues=tuple(Queue(letter, both(f"Queue {letter}")) for letter in "ABC"),
    services=(
        service("id-card", "A", "police", 6),
        service("passport", "A", "police", 10),
        service("invoice", "B", "tax", 5),
        service("estate", "C", "tax", 20),
    ),
    windows=(
        Window(1, "east", "police", ("A",)),
        Window(2, "east", "police", ("A", "B")),
        Window(3, "east", "tax", ("B", "C")),
        Window(4, "east", "", ("A", "B", "C")),
    ),
    printers=(Printer("P1", "virtual", "", "TM-T88III", 576),),
    kiosks=(Kiosk("K1", "east", "P1"), Kiosk("K2", "east", "")),
    hours=tuple(
        Hours(day, opens, closes)
        for day in range(1, 6)
        for opens, closes in ((time(9), time(11, 30)), (time(13), time(16, 30)))
    ),
    slots=tuple(
        Slots("passport", day, opens, closes, 30, 2, notice_hours=1, days_ahead=7)
        for day in range(1, 6)
        for opens, closes in ((time(9), time(11, 30)), (time(13), time(16, 30)))
    ),
    loan_items=(
        LoanItem("wheelchair", both("Wheelchair"), 2),
        LoanItem("glasses", both("Glasses"), 1),
    ),
)


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


_ids = count(1)


def new_id() -> str:
    return f"command-{next(_ids):06d}"


def key_for(command_id: str) -> str:
    return f"key-of-{command_id}-0123456789"


def take(
    service: str = "id-card", by: str = KIOSK, id: str | None = None, **more: str
) -> c.TakeTicket:
    id = id or new_id()
    return c.TakeTicket(
        id=id, by=by, service=service, key=key_for(id), **({"language": "zh"} | more)
    )


def book(
    starts_at: datetime = MONDAY_MORNING + timedelta(hours=1),
    by: str = "public:web",
    person: str = "one",
    id: str | None = None,
    service: str = "passport",
    identity: str = "",
) -> c.BookAppointment:
    """For 11:00 on Monday, where nothing else is said."""
    id = id or new_id()
    return c.BookAppointment(
        id=id,
        by=by,
        service=service,
        starts_at=starts_at,
        language="zh",
        key=key_for(id),
        code=f"{int(id[-6:]):024d}"[::-1],
        person=person,
        identity=identity,
    )


def set_up(bus: Bus) -> None:
    """The small hall with its people and devices."""
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=CATALOGUE))
    for account, role, department in (
        ("wang", Role.clerk, ""),
        ("li", Role.clerk, "police"),
        ("zhao", Role.clerk, "tax"),
        ("sun", Role.supervisor, ""),
        ("gu", Role.steward, ""),
        ("admin", Role.administrator, ""),
    ):
        bus.execute(
            c.AddStaff(
                id=new_id(),
                by=SYSTEM,
                account=account,
                name=account,
                role=role,
                department=department,
            )
        )
    for device, kind, place in (
        ("K1", Role.kiosk, "K1"),
        ("D1", Role.display, ""),
        ("S1", Role.station, ""),
    ):
        bus.execute(c.PairDevice(id=new_id(), by=SYSTEM, device=device, kind=kind, place=place))


def open_hall(folder: Path, clock: Clock | None = None) -> Bus:
    """A bus on a new database file with the small hall in it."""
    bus = Bus(Store(folder / "hall.db", "small"), clock or Clock())
    set_up(bus)
    return bus
