"""What a hall offers and where: the content of its CSV files, checked for what must fit together.

A catalogue is replaced as a whole by an import. It holds no tickets and no people. Texts are
given by language code, ``{"zh": ..., "en": ...}``; `zh` is always there.
"""

from datetime import date, time
from enum import StrEnum

from msgspec import Struct

Text = dict[str, str]


def in_language(text: Text, language: str) -> str:
    """The text in a language, or in Chinese where it has none."""
    return text.get(language) or text["zh"]


class Level(StrEnum):
    city = "city"
    district = "district"


class CaseKind(StrEnum):
    instant = "instant"
    commitment = "commitment"


class Holidays(StrEnum):
    """Whose statutory holidays and working weekends a hall keeps."""

    none = ""
    china = "cn"


class DayKind(StrEnum):
    """What a special day is: no numbers, numbers for everybody, numbers for appointments only."""

    closed = "closed"
    open = "open"
    bookings = "bookings"


class Zone(Struct, frozen=True):
    """A part of the hall with its windows. `way` tells how to get there from the entrance."""

    code: str
    name: Text
    way: Text


class Department(Struct, frozen=True):
    code: str
    level: Level
    name: Text


class Queue(Struct, frozen=True):
    """A line with its own number series. `letter` is one or two capital letters."""

    letter: str
    name: Text


class Guide(Struct, frozen=True):
    """What a service needs. `materials` and `steps` are lists by language."""

    materials: dict[str, tuple[str, ...]]
    steps: dict[str, tuple[str, ...]]
    fee: Text
    legal_basis: Text


class Service(Struct, frozen=True):
    """Something a citizen comes for.

    `minutes`: typical time at the window. `promised_days`: working days, 0 for instant cases.
    `cases_a_year`: how often it is asked for, used for ordering and for demonstrations. Quotas:
    so many numbers before and after noon and no more; None: as many as come.
    """

    code: str
    department: str
    queue: str
    kind: CaseKind
    minutes: int
    promised_days: int
    cases_a_year: int
    name: Text
    guide: Guide
    quota_morning: int | None = None
    quota_afternoon: int | None = None


class Help(Struct, frozen=True):
    """A queue that a window helps once its first has waited so long."""

    queue: str
    after_minutes: int


class Window(Struct, frozen=True):
    """A numbered desk. `department` is empty where any department's clerk may sit; `queues` are
    its own, `helps` those it takes from when they wait too long."""

    number: int
    zone: str
    department: str
    queues: tuple[str, ...]
    helps: tuple[Help, ...] = ()


class Printer(Struct, frozen=True):
    """`driver` is a name in `shared.devices.printers.DRIVERS`; `address` is ``host:port`` for
    network printers and empty for virtual ones; `profile` is python-escpos's name for the model;
    `dots` is the printable width."""

    code: str
    driver: str
    address: str
    profile: str
    dots: int


class Reader(StrEnum):
    """What a kiosk's reader reads; it types what it has read, as a keyboard would."""

    none = ""
    codes = "codes"
    cards = "cards"
    both = "both"


class Kiosk(Struct, frozen=True):
    """`pixels_per_inch` are those of a page (CSS pixels) on this kiosk's glass; 0 where nobody
    has measured them."""

    code: str
    zone: str
    printer: str
    pixels_per_inch: int = 0
    reader: Reader = Reader.none


class Span(Struct, frozen=True, order=True):
    """From `opens` up to, not including, `closes`. `bookings`: only appointments get numbers."""

    opens: time
    closes: time
    bookings: bool = False


class Hours(Struct, frozen=True):
    """One span of opening, in the hall's time. `weekday`: 1 is Monday, 7 is Sunday."""

    weekday: int
    opens: time
    closes: time


class SpecialDay(Struct, frozen=True):
    """What a hall decides about one date, before holidays and weekdays; several of one date are
    several spans. Without times: the hours of its weekday. `note` tells citizens why, by
    language, and may be empty."""

    date: date
    kind: DayKind
    opens: time | None = None
    closes: time | None = None
    note: Text = {}


class ServiceHours(Struct, frozen=True):
    """One span of a week in which a service is offered. A service without any is offered as long
    as the hall is open."""

    service: str
    weekday: int
    opens: time
    closes: time


class LifeEvent(Struct, frozen=True):
    """What people come for in their own words, such as moving house, and the services it takes,
    the most likely first."""

    code: str
    name: Text
    services: tuple[str, ...]


class Synonyms(Struct, frozen=True):
    """Everyday words for a service, in any language."""

    service: str
    words: tuple[str, ...]


class Slots(Struct, frozen=True):
    """Appointments of a service on a weekday: one every so many `minutes` from `opens` on, the last
    ends by `closes`, each for so many people. They can be booked from `days_ahead` days before
    until `notice_hours` before. Where the hall is closed on a date, there are none."""

    service: str
    weekday: int
    opens: time
    closes: time
    minutes: int
    capacity: int
    notice_hours: int = 0
    days_ahead: int = 7


class LoanItem(Struct, frozen=True):
    """Something the hall lends, such as a wheelchair, and how many there are."""

    code: str
    name: Text
    pieces: int


class Catalogue(Struct, frozen=True):
    """`guidance` is the service for whoever does not know which one they need; may be empty."""

    code: str
    name: Text
    time_zone: str
    zones: tuple[Zone, ...]
    departments: tuple[Department, ...]
    queues: tuple[Queue, ...]
    services: tuple[Service, ...]
    windows: tuple[Window, ...]
    printers: tuple[Printer, ...]
    kiosks: tuple[Kiosk, ...]
    hours: tuple[Hours, ...]
    holidays: Holidays = Holidays.none
    days: tuple[SpecialDay, ...] = ()
    service_hours: tuple[ServiceHours, ...] = ()
    guidance: str = ""
    life_events: tuple[LifeEvent, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()
    slots: tuple[Slots, ...] = ()
    loan_items: tuple[LoanItem, ...] = ()
