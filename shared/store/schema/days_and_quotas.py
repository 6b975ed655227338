"""Holidays, special days, hours and quotas of services; who took a ticket, as a hash."""

from sqlite_utils import Database


def step(db: Database) -> None:
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
