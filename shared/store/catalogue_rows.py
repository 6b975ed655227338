"""A catalogue as rows: those that an import puts in place of the ones before."""

import msgspec

from shared.domain.catalogue import Catalogue
from shared.store.plain import as_text

CATALOGUE_TABLES = (
    "hall",
    "zone",
    "department",
    "queue",
    "service",
    "printer",
    "kiosk",
    "hours",
    "special_day",
    "service_hours",
    "life_event",
    "synonyms",
    "slots",
    "loan_item",
    "service_window",
)


def catalogue_rows(catalogue: Catalogue) -> list[tuple[str, dict[str, object]]]:
    """Table and columns of each row; texts and guides as JSON."""
    rows: list[tuple[str, dict[str, object]]] = [
        (
            "hall",
            {
                "name": catalogue.name,
                "time_zone": catalogue.time_zone,
                "holidays": catalogue.holidays,
                "guidance": catalogue.guidance,
            },
        )
    ]
    for table, things in (
        ("zone", catalogue.zones),
        ("department", catalogue.departments),
        ("queue", catalogue.queues),
        ("service", catalogue.services),
        ("printer", catalogue.printers),
        ("kiosk", catalogue.kiosks),
        ("hours", catalogue.hours),
        ("service_hours", catalogue.service_hours),
        ("life_event", catalogue.life_events),
        ("synonyms", catalogue.synonyms),
        ("slots", catalogue.slots),
        ("loan_item", catalogue.loan_items),
    ):
        rows.extend((table, msgspec.to_builtins(thing)) for thing in things)
    for day in catalogue.days:
        columns = msgspec.to_builtins(day)
        # A key column that may be NULL is none in PostgreSQL: a day without times has empty ones.
        times = {name: columns[name] or "" for name in ("opens", "closes")}
        rows.append(("special_day", columns | times))
    for window in catalogue.windows:
        columns = msgspec.to_builtins(window) | {
            "queues": " ".join(window.queues),
            "helps": " ".join(f"{help.queue}:{help.after_minutes}" for help in window.helps),
            "clerk": "",
        }
        rows.append(("service_window", columns))
    return [
        (table, {"hall": catalogue.code} | {k: _plain(v) for k, v in columns.items()})
        for table, columns in rows
    ]


def _plain(value: object) -> object:
    return as_text(value) if isinstance(value, dict | list | tuple) else value
