"""What every move at the window and every rating leave behind."""

from sqlite_utils import Database


def step(db: Database) -> None:
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
