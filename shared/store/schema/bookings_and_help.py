"""Appointments, help in the hall, and what a kiosk offers beside its list."""

from sqlite_utils import Database


def step(db: Database) -> None:
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
