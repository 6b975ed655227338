"""The tables, made and moved forward with sqlite-utils. SQLite's user_version holds the version.

Every key begins with the hall. No table or column is called ``window``: PostgreSQL reserves it.
"""

from collections.abc import Callable

from sqlite_utils import Database

MIGRATIONS: list[Callable[[Database], None]] = []


def migration(step: Callable[[Database], None]) -> Callable[[Database], None]:
    MIGRATIONS.append(step)
    return step


@migration
def first_tables(db: Database) -> None:
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


@migration
def moves_and_ratings(db: Database) -> None:
    """What every move at the window and every rating leave behind."""
    for name, kind, default in (
        ("booked_for", str, None),
        ("visit", str, ""),
        ("step", int, 0),
        ("for_window", int, None),
        ("lane", str, ""),
        ("misses", int, 0),
        ("outcome", str, ""),
        ("note", str, ""),
    ):
        db.table("ticket").add_column(name, kind, not_null_default=default)
    for column, value, event in (
        ("outcome", "'done'", "ServiceFinished"),
        ("misses", "1", "TicketMissed"),
    ):
        db.execute(
            f"UPDATE ticket SET {column} = {value} WHERE (hall, id) IN"  # noqa: S608
            " (SELECT hall, json_extract(data, '$.ticket') FROM journal WHERE kind = ?)",
            (event,),
        )
    for name in ("helps", "pause", "paused_until"):
        db.table("service_window").add_column(name, str)
    db.table("hall_settings").create({"hall": str, "data": str}, pk="hall")
    db.table("message").create(
        {"hall": str, "id": int, "at": str, "window_number": int, "text": str}, pk=("hall", "id")
    )
    db.table("rating").create(
        {
            "hall": str,
            "finish": int,
            "ticket": str,
            "window_number": int,
            "rating": str,
            "reasons": str,
            "at": str,
        },
        pk=("hall", "finish"),
    )
    db.table("rating_case").create(
        {
            "hall": str,
            "id": int,
            "ticket": str,
            "window_number": int,
            "service": str,
            "rating": str,
            "opened_at": str,
            "contact_by": str,
            "close_by": str,
            "state": str,
            "contacted_at": str,
            "contacted_by": str,
            "contact": str,
            "closed_at": str,
            "closed_by": str,
            "done": str,
        },
        pk=("hall", "id"),
    )


@migration
def days_and_quotas(db: Database) -> None:
    """Holidays, special days, hours and quotas of services; who took a ticket, as a hash."""
    db.table("hall").add_column("holidays", str, not_null_default="")
    db.table("service").add_column("quota_morning", int)
    db.table("service").add_column("quota_afternoon", int)
    db.table("ticket").add_column("person", str, not_null_default="")
    db.table("special_day").create(
        {"hall": str, "date": str, "kind": str, "opens": str, "closes": str, "note": str},
        pk=("hall", "date", "opens"),
    )
    db.table("service_hours").create(
        {"hall": str, "service": str, "weekday": int, "opens": str, "closes": str},
        pk=("hall", "service", "weekday", "opens"),
    )
    db.execute("CREATE INDEX ticket_days ON ticket (hall, substr(id, 1, 8))")  # for days.py


@migration
def bookings_and_help(db: Database) -> None:
    """Appointments, help in the hall, and what a kiosk offers beside its list."""
    for name, kind, default in (("booking", str, ""), ("confirmed", int, 0), ("deferred", int, 0)):
        db.table("ticket").add_column(name, kind, not_null_default=default)
    # Before now only the staff could give the green channel to somebody who waited.
    db.execute(
        "UPDATE ticket SET confirmed = 1 WHERE class = 'green' AND (hall, id) IN"
        " (SELECT hall, json_extract(data, '$.ticket') FROM journal WHERE kind = 'ClassChanged')"
    )
    db.table("hall").add_column("guidance", str, not_null_default="")
    db.table("kiosk").add_column("pixels_per_inch", int, not_null_default=0)
    db.table("kiosk").add_column("reader", str, not_null_default="")
    tables: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
        "life_event": ({"code": str, "name": str, "services": str}, ("code",)),
        "synonyms": ({"service": str, "words": str}, ("service",)),
        "slots": (
            {
                "service": str,
                "weekday": int,
                "opens": str,
                "closes": str,
                "minutes": int,
                "capacity": int,
                "notice_hours": int,
                "days_ahead": int,
            },
            ("service", "weekday", "opens"),
        ),
        "loan_item": ({"code": str, "name": str, "pieces": int}, ("code",)),
        "booking": (
            {
                "id": str,
                "code": str,
                "key": str,
                "service": str,
                "starts_at": str,
                "language": str,
                "person": str,
                "identity": str,
                "booked_at": str,
                "booked_by": str,
                "state": str,
                "ticket": str,
            },
            ("id",),
        ),
        "notice": (
            {
                "id": int,
                "kind": str,
                "since": str,
                "until": str,
                "text": str,
                "department": str,
                "at_time": str,
            },
            ("id",),
        ),
        "help_call": (
            {
                "id": int,
                "reason": str,
                "language": str,
                "at": str,
                "kiosk": str,
                "ticket": str,
                "window_number": int,
                "state": str,
                "taken_by": str,
                "taken_at": str,
                "closed_at": str,
                "note": str,
            },
            ("id",),
        ),
        "loan": (
            {
                "id": int,
                "item": str,
                "at": str,
                "lent_by": str,
                "tag": str,
                "ticket": str,
                "returned_at": str,
            },
            ("id",),
        ),
        "home_visit": (
            {
                "id": str,
                "key": str,
                "service": str,
                "language": str,
                "asked_at": str,
                "asked_by": str,
                "person": str,
                "wanted": str,
                "state": str,
                "assigned_to": str,
                "on_day": str,
                "ended_at": str,
                "note": str,
            },
            ("id",),
        ),
        "personal": ({"key": str, "content": bytes, "expires_at": str}, ("key",)),
    }
    for name, (columns, key) in tables.items():
        db.table(name).create({"hall": str} | columns, pk=("hall", *key))
    db.table("booking").create_index(["hall", "starts_at"])
    for name in ("phone_mark", "tail_mark"):
        db.table("personal").add_column(name, str, not_null_default="")
    db.table("personal").create_index(["hall", "expires_at"])
    db.table("personal").create_index(["hall", "tail_mark"])
    db.execute("CREATE INDEX journal_looks ON journal (hall, seq) WHERE kind = 'PersonalSeen'")


@migration
def screens_and_voice(db: Database) -> None:
    """What a screen was set up to show, what the loudspeakers were told to say, the browsers that
    show a code and wait to be let in, the titles and pictures of announcements, and the numbers on
    the clerks' badges."""
    db.table("staff").add_column("badge", str, not_null_default="")
    db.table("device").add_column("screen", str)
    for name, default in (("title", "{}"), ("pictures", "[]")):
        db.table("notice").add_column(name, str, not_null_default=default)
    db.table("announcement").create(
        {"hall": str, "id": int, "at": str, "zone": str, "text": str}, pk=("hall", "id")
    )
    db.table("asked_to_pair").create(
        {
            "hall": str,
            "code": str,
            "device": str,
            "kind": str,
            "place": str,
            "digest": str,
            "asked_at": str,
            "network": str,
            "nearby": int,
        },
        pk=("hall", "code"),
    )


def migrate(db: Database) -> int:
    """Bring a database file forward; gives its version. Raises ValueError when the file is newer
    than this program."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise ValueError(f"the file is of version {version}, this program knows {len(MIGRATIONS)}")
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        with db.atomic():
            step(db)
            db.execute(f"PRAGMA user_version = {number}")
    return len(MIGRATIONS)
