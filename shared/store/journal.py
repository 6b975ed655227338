"""The journal: what happened, in order, for ever. Rows are only ever added."""

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from shared.domain.events import KINDS, Entry, Event
from shared.store.instants import from_text, to_text

APPEND = (
    "INSERT INTO journal (hall, seq, at, kind, actor, command_id, part, fingerprint, data)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
STANDING = (
    "SELECT COALESCE(MAX(seq), 0),"
    " EXISTS (SELECT 1 FROM journal WHERE hall = ? AND command_id = ?)"
    " FROM journal WHERE hall = ?"
)
END = "SELECT COALESCE(MAX(seq), 0) FROM journal WHERE hall = ?"
COLUMNS = "seq, at, kind, actor, command_id, data"
AFTER = f"SELECT {COLUMNS} FROM journal WHERE hall = ? AND seq > ? ORDER BY seq"  # noqa: S608
BETWEEN = f"SELECT {COLUMNS} FROM journal WHERE hall = ? AND seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
OF_COMMAND = (
    f"SELECT {COLUMNS}, fingerprint FROM journal"  # noqa: S608
    " WHERE hall = ? AND command_id = ? ORDER BY part"
)
LAST_DAY = (
    "SELECT MAX(seq), MAX(json_extract(data, '$.imported')) FROM journal"
    " WHERE hall = ? AND kind = 'DayOpened' AND seq ="
    " (SELECT MAX(seq) FROM journal WHERE hall = ? AND kind = 'DayOpened')"
)
ONE = f"SELECT {COLUMNS} FROM journal WHERE hall = ? AND seq = ?"  # noqa: S608
LATELY = (
    f"SELECT {COLUMNS} FROM journal WHERE hall = ?"  # noqa: S608
    " AND kind IN (SELECT value FROM json_each(?)) AND seq >="
    " (SELECT COALESCE(MAX(seq), 0) FROM journal WHERE hall = ? AND kind = 'DayOpened')"
    " ORDER BY seq DESC LIMIT ?"
)
PAGE = 5000

_encode = msgspec.json.Encoder().encode
_decoders = {name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()}


class Earlier(Struct, frozen=True):
    """What a command id was used for before."""

    entries: tuple[Entry, ...]
    fingerprint: str


def append(
    connection: sqlite3.Connection, hall: str, entry: Entry, part: int, fingerprint: str
) -> None:
    connection.execute(
        APPEND,
        (
            hall,
            entry.seq,
            to_text(entry.at),
            type(entry.event).__name__,
            entry.actor,
            entry.command_id,
            part,
            fingerprint,
            _encode(entry.event).decode(),
        ),
    )


def end(connection: sqlite3.Connection, hall: str) -> int:
    """The last seq, 0 where the journal is empty."""
    return int(connection.execute(END, (hall,)).fetchone()[0])


def standing(connection: sqlite3.Connection, hall: str, command_id: str) -> tuple[int, bool]:
    """The last seq, and whether a command was executed before."""
    end, known = connection.execute(STANDING, (hall, command_id, hall)).fetchone()
    return end, bool(known)


def after(connection: sqlite3.Connection, hall: str, seq: int) -> list[Entry]:
    return [_entry(row) for row in connection.execute(AFTER, (hall, seq))]


def whole(connection: sqlite3.Connection, hall: str) -> Iterator[Entry]:
    """Every entry from the first, read a page at a time."""
    seq = 0
    while rows := connection.execute(BETWEEN, (hall, seq, PAGE)).fetchall():
        yield from _entries(rows)
        seq = rows[-1][0]


def of_command(connection: sqlite3.Connection, hall: str, command_id: str) -> Earlier | None:
    rows = connection.execute(OF_COMMAND, (hall, command_id)).fetchall()
    if not rows:
        return None
    return Earlier(tuple(_entries(row[:-1] for row in rows)), rows[0][-1])


def from_last_day(connection: sqlite3.Connection, hall: str) -> list[Entry]:
    """What a start-up folds: the catalogue in force and all since the last day was opened; the
    whole journal where no day ever was."""
    day, imported = connection.execute(LAST_DAY, (hall, hall)).fetchone()
    if day is None:
        return after(connection, hall, 0)
    catalogue = connection.execute(ONE, (hall, imported)).fetchall()
    return [*_entries(catalogue), *after(connection, hall, day - 1)]


def lately(
    connection: sqlite3.Connection, hall: str, kinds: tuple[type[Event], ...], most: int
) -> list[Entry]:
    """Today's entries of some kinds, the newest first, and no more than `most`."""
    names = _encode([kind.__name__ for kind in kinds]).decode()
    return list(_entries(connection.execute(LATELY, (hall, names, hall, most)).fetchall()))


def _entries(rows: Iterable[tuple[int, str, str, str, str, str]]) -> Iterator[Entry]:
    return (_entry(row) for row in rows)


def _entry(row: tuple[int, str, str, str, str, str]) -> Entry:
    seq, at, kind, actor, command_id, data = row
    return Entry(seq, from_text(at), actor, command_id, _decoders[kind].decode(data))
