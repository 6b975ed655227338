"""Until when what is personal about a record is kept."""

import sqlite3
from datetime import datetime, timedelta

from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text


def kept_until(hall: Hall, at: datetime) -> str:
    """When what is personal is deleted, where it is of no more use from then on."""
    return to_text(at + timedelta(hours=hall.settings.retention_hours))


def keep(db: sqlite3.Connection, hall: Hall, key: str, at: datetime) -> None:
    db.execute(sql.KEEP_PERSONAL_UNTIL, (kept_until(hall, at), hall.code, key))
