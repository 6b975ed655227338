"""The tables, made and moved forward with sqlite-utils. SQLite's user_version holds the version.

Every key begins with the hall. No table or column is called ``window``: PostgreSQL reserves it.
A migration is a file named for what it brought; once released it stays as it is.
"""

from collections.abc import Callable

from sqlite_utils import Database

from shared.store.schema import (
    bookings_and_help,
    days_and_quotas,
    first_tables,
    moves_and_ratings,
    screens_and_voice,
)

MIGRATIONS: list[Callable[[Database], None]] = [
    first_tables.step,
    moves_and_ratings.step,
    days_and_quotas.step,
    bookings_and_help.step,
    screens_and_voice.step,
]


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
