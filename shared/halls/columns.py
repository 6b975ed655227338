"""The files of a hall and their columns. One line is one column; reader and writer follow it."""

from msgspec import Struct

from shared.domain.catalogue import CaseKind, DayKind, Holidays, Level, Reader
from shared.domain.people import STAFF_ROLES, Role
from shared.halls.cells import (
    ACCOUNT,
    ADDRESS_TEXT,
    BADGE,
    CLOCK_TIME,
    CODE,
    CODE_LIST,
    DATE,
    HELP_LIST,
    LETTER,
    LETTER_LIST,
    TIME_ZONE,
    Kind,
    choice,
    items,
    line,
    number,
)

# Every text is given in these; more languages are more columns, ``name_xx``, and may be blank.
LANGUAGES = ("zh", "en")


class Column(Struct, frozen=True):
    """`texts`: there is one column a language, ``name_zh``, ``name_en`` and so on. `optional`:
    the cell may be empty, and then has no value where `blank` is None, else the empty text.
    `newer`: files made before this column was are read as if its cells were empty. `refers`: the
    file whose key the cell names."""

    name: str
    kind: Kind
    texts: bool = False
    optional: bool = False
    blank: str | int | tuple[()] | None = ""
    newer: bool = False
    refers: str = ""


class Sheet(Struct, frozen=True):
    """One file. `key` is the column no two rows share, or empty; `unknown` is said where another
    file names a key that is not there; `least` and `most` bound the number of rows; `newer`: a
    folder made before this file was is read as if it had no rows."""

    file: str
    columns: tuple[Column, ...]
    key: str = ""
    unknown: str = ""
    least: int = 1
    most: int = 10_000
    newer: bool = False


def titles_of(column: Column, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """The headings of a column."""
    if not column.texts:
        return [column.name]
    return [f"{column.name}_{language}" for language in languages]


HALL = Sheet(
    "hall.csv",
    (
        Column("code", CODE),
        Column("name", line(80), texts=True),
        Column("time_zone", TIME_ZONE),
        Column("holidays", choice([Holidays.china]), optional=True, newer=True),
        Column("guidance", CODE, optional=True, newer=True, refers="services.csv"),
    ),
    most=1,
)
ZONES = Sheet(
    "zones.csv",
    (
        Column("code", CODE),
        Column("name", line(40), texts=True),
        Column("way", line(300), texts=True),
    ),
    key="code",
    unknown="there is no zone {value}",
)
DEPARTMENTS = Sheet(
    "departments.csv",
    (
        Column("code", CODE),
        Column("level", choice(Level)),
        Column("name", line(100), texts=True),
    ),
    key="code",
    unknown="there is no department {value}",
)
QUEUES = Sheet(
    "queues.csv",
    (
        Column("letter", LETTER),
        Column("name", line(60), texts=True),
    ),
    key="letter",
    unknown="there is no queue {value}",
)
SERVICES = Sheet(
    "services.csv",
    (
        Column("code", CODE),
        Column("department", CODE, refers="departments.csv"),
        Column("queue", LETTER, refers="queues.csv"),
        Column("kind", choice(CaseKind)),
        Column("minutes", number(1, 480)),
        Column("promised_days", number(0, 365)),
        Column("cases_a_year", number(0, 10_000_000)),
        Column("quota_morning", number(0, 10_000), optional=True, blank=None, newer=True),
        Column("quota_afternoon", number(0, 10_000), optional=True, blank=None, newer=True),
        Column("name", line(100), texts=True),
    ),
    key="code",
    unknown="there is no service {value}",
)
GUIDES = Sheet(
    "guides.csv",
    (
        Column("service", CODE, refers="services.csv"),
        Column("materials", items(200, 30), texts=True),
        Column("steps", items(200, 30), texts=True),
        Column("fee", line(200), texts=True),
        Column("legal_basis", line(500), texts=True),
    ),
    key="service",
)
WINDOWS = Sheet(
    "windows.csv",
    (
        Column("number", number(1, 9999)),
        Column("zone", CODE, refers="zones.csv"),
        Column("department", CODE, optional=True, refers="departments.csv"),
        Column("queues", LETTER_LIST, refers="queues.csv"),
        Column("helps", HELP_LIST, optional=True, blank=(), newer=True, refers="queues.csv"),
    ),
    key="number",
)
PRINTERS = Sheet(
    "printers.csv",
    (
        Column("code", CODE),
        Column("driver", CODE),
        Column("address", ADDRESS_TEXT, optional=True),
        Column("profile", CODE),
        Column("dots", number(200, 2000)),
    ),
    key="code",
    unknown="there is no printer {value}",
    least=0,
)
KIOSKS = Sheet(
    "kiosks.csv",
    (
        Column("code", CODE),
        Column("zone", CODE, refers="zones.csv"),
        Column("printer", CODE, refers="printers.csv"),
        Column("pixels_per_inch", number(0, 1000), optional=True, blank=0, newer=True),
        Column("reader", choice(kind for kind in Reader if kind), optional=True, newer=True),
    ),
    key="code",
    least=0,
)
HOURS = Sheet(
    "hours.csv",
    (
        Column("weekday", number(1, 7)),
        Column("opens", CLOCK_TIME),
        Column("closes", CLOCK_TIME),
    ),
)
DAYS = Sheet(
    "days.csv",
    (
        Column("date", DATE),
        Column("kind", choice(DayKind)),
        Column("opens", CLOCK_TIME, optional=True, blank=None),
        Column("closes", CLOCK_TIME, optional=True, blank=None),
        Column("note", line(60), texts=True, optional=True),
    ),
    least=0,
    newer=True,
)
SERVICE_HOURS = Sheet(
    "service_hours.csv",
    (
        Column("service", CODE, refers="services.csv"),
        Column("weekday", number(1, 7)),
        Column("opens", CLOCK_TIME),
        Column("closes", CLOCK_TIME),
    ),
    least=0,
    newer=True,
)
LIFE_EVENTS = Sheet(
    "life_events.csv",
    (
        Column("code", CODE),
        Column("name", line(40), texts=True),
        Column("services", CODE_LIST, refers="services.csv"),
    ),
    key="code",
    least=0,
    newer=True,
)
SYNONYMS = Sheet(
    "synonyms.csv",
    (
        Column("service", CODE, refers="services.csv"),
        Column("words", items(60, 40)),
    ),
    key="service",
    least=0,
    newer=True,
)
SLOTS = Sheet(
    "slots.csv",
    (
        Column("service", CODE, refers="services.csv"),
        Column("weekday", number(1, 7)),
        Column("opens", CLOCK_TIME),
        Column("closes", CLOCK_TIME),
        Column("minutes", number(5, 480)),
        Column("capacity", number(1, 1000)),
        Column("notice_hours", number(0, 720)),
        Column("days_ahead", number(0, 30)),
    ),
    least=0,
    newer=True,
)
LOAN_ITEMS = Sheet(
    "loan_items.csv",
    (
        Column("code", CODE),
        Column("name", line(40), texts=True),
        Column("pieces", number(1, 1000)),
    ),
    key="code",
    least=0,
    newer=True,
)
STAFF = Sheet(
    "staff.csv",
    (
        Column("account", ACCOUNT),
        Column("name", line(80)),
        Column("role", choice(role for role in Role if role in STAFF_ROLES)),
        Column("department", CODE, optional=True, refers="departments.csv"),
        Column("badge", BADGE, optional=True, newer=True),
    ),
    key="account",
)

# In the order in which a clerk fills them in. Staff are no part of the catalogue.
SHEETS = (
    HALL,
    ZONES,
    DEPARTMENTS,
    QUEUES,
    SERVICES,
    GUIDES,
    WINDOWS,
    PRINTERS,
    KIOSKS,
    HOURS,
    DAYS,
    SERVICE_HOURS,
    LIFE_EVENTS,
    SYNONYMS,
    SLOTS,
    LOAN_ITEMS,
)
