"""Journal, catalogue, tickets of the day, and the spool: what the first version had."""

from sqlite_utils import Database


def step(db: Database) -> None:
    _journal(db)
    _catalogue(db)
    _live(db)
    _spool(db)


def _journal(db: Database) -> None:
    db.table("journal").create(
        {
            "hall": str,
            "seq": int,
            "at": str,
            "kind": str,
            "actor": str,
            "command_id": str,
            "part": int,
            "fingerprint": str,
            "data": str,
        },
        pk=("hall", "seq"),
        not_null={"at", "kind", "actor", "command_id", "part", "fingerprint", "data"},
    )
    db.table("journal").create_index(["hall", "command_id", "part"], unique=True)
    db.execute("CREATE INDEX journal_days ON journal (hall, seq) WHERE kind = 'DayOpened'")


def _catalogue(db: Database) -> None:
    tables: dict[str, dict[str, type]] = {
        "hall": {"hall": str, "name": str, "time_zone": str},
        "zone": {"hall": str, "code": str, "name": str, "way": str},
        "department": {"hall": str, "code": str, "level": str, "name": str},
        "queue": {"hall": str, "letter": str, "name": str},
        "service": {
            "hall": str,
            "code": str,
            "department": str,
            "queue": str,
            "kind": str,
            "minutes": int,
            "promised_days": int,
            "cases_a_year": int,
            "name": str,
            "guide": str,
        },
        "printer": {
            "hall": str,
            "code": str,
            "driver": str,
            "address": str,
            "profile": str,
            "dots": int,
        },
        "kiosk": {"hall": str, "code": str, "zone": str, "printer": str},
        "hours": {"hall": str, "weekday": int, "opens": str, "closes": str},
        "service_window": {
            "hall": str,
            "number": int,
            "zone": str,
            "department": str,
            "queues": str,
            "clerk": str,
            "ticket": str,
            "opened_at": str,
        },
    }
    keys = {
        "hall": ("hall",),
        "queue": ("hall", "letter"),
        "hours": ("hall", "weekday", "opens"),
        "service_window": ("hall", "number"),
    }
    for name, columns in tables.items():
        db.table(name).create(columns, pk=keys.get(name, ("hall", "code")))


def _live(db: Database) -> None:
    db.table("business_day").create(
        {"hall": str, "day": str, "opened_at": str, "imported": int}, pk=("hall", "day")
    )
    db.table("staff").create(
        {
            "hall": str,
            "account": str,
            "name": str,
            "role": str,
            "department": str,
            "enabled": int,
        },
        pk=("hall", "account"),
    )
    db.table("device").create(
        {"hall": str, "id": str, "kind": str, "place": str, "enabled": int}, pk=("hall", "id")
    )
    db.table("sealed").create(
        {"hall": str, "name": str, "digest": str, "set_at": str}, pk=("hall", "name")
    )
    db.table("ticket").create(
        {
            "hall": str,
            "id": str,
            "number": str,
            "key": str,
            "seq": int,
            "queue": str,
            "service": str,
            "class": str,
            "need": str,
            "language": str,
            "kiosk": str,
            "state": str,
            "issued_at": str,
            "since": str,
            "ahead": int,
            "wait_minutes": int,
            "windows": str,
            "window_number": int,
            "calls": int,
            "called_at": str,
            "started_at": str,
            "ended_at": str,
        },
        pk=("hall", "id"),
        not_null={"number", "key", "seq", "state", "issued_at"},
    )
    db.table("ticket").create_index(["hall", "key"], unique=True)


def _spool(db: Database) -> None:
    db.table("job").create(
        {
            "hall": str,
            "id": str,
            "kind": str,
            "ticket": str,
            "place": str,
            "language": str,
            "number": str,
            "window_number": int,
            "recall": int,
            "state": str,
            "created_at": str,
            "expires_at": str,
            "tries": int,
            "claimed_by": str,
            "lease_until": str,
            "retry_at": str,
            "detail": str,
        },
        pk=("hall", "id"),
        not_null={"kind", "state", "created_at", "expires_at"},
    )
    db.execute(
        "CREATE INDEX job_open ON job (hall, place, created_at)"
        " WHERE state IN ('waiting', 'claimed', 'failed')"
    )
