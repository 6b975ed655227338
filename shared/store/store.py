"""One hall's database: a write connection, read connections, and what stands on them.

SQLite in WAL mode with `synchronous=FULL`: a committed number survives a power cut. Writers take
turns with BEGIN IMMEDIATE; a deferred transaction that turns from reading to writing would fail
under contention instead of waiting.

Errors:

    StoreBusy     another process held the write lock for too long
    StoreFull     there is no room on the disk, or it cannot be written
    StoreTooNew   the file was made by a newer program
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from sqlite_utils import Database

from shared.domain.events import Entry
from shared.domain.hall import Hall
from shared.store import journal, schema, sql, tables
from shared.store.instants import to_text
from shared.store.spool import Spool

BUSY_SECONDS = 5.0
BUSY_PAUSE_SECONDS = 0.001
CHECKPOINT_PAGES = 4000  # 16 MB: each checkpoint waits for the disk twice
CACHE_KB = 16_000
CANNOT_WRITE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)

PUT_SEALED = (
    "INSERT INTO sealed (hall, name, digest, set_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (hall, name) DO UPDATE SET digest = excluded.digest, set_at = excluded.set_at"
)
GET_SEALED = "SELECT digest FROM sealed WHERE hall = ? AND name = ?"


class StoreBusy(Exception):
    pass


class StoreFull(Exception):
    pass


class StoreTooNew(Exception):
    pass


class Personal(Struct, frozen=True):
    """What is personal about a record, encrypted, and when it is deleted. It stands beside the
    journal, never in it, under the record's key. By the marks, keyed hashes of a phone number and
    of its last four digits, the record is found; they are quickly undone by whoever has the hub's
    secret, so they are deleted with it."""

    content: bytes
    expires_at: datetime
    phone_mark: str = ""
    tail_mark: str = ""


class Transaction:
    """What `bus.execute` may do between BEGIN and COMMIT."""

    def __init__(self, connection: sqlite3.Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall
        self.execute = connection.execute  # for the spool's own statements

    def standing(self, command_id: str) -> tuple[int, bool]:
        """The journal's end, and whether a command was executed before."""
        return journal.standing(self._connection, self._hall, command_id)

    def entries_after(self, seq: int) -> list[Entry]:
        return journal.after(self._connection, self._hall, seq)

    def earlier(self, command_id: str) -> journal.Earlier | None:
        return journal.of_command(self._connection, self._hall, command_id)

    def append(self, entry: Entry, part: int, fingerprint: str, image: Hall) -> None:
        """Journal an entry and write its rows; `image` is the hall before it."""
        journal.append(self._connection, self._hall, entry, part, fingerprint)
        tables.write(self._connection, image, entry)

    def keep_personal(self, key: str, kept: Personal) -> None:
        """Keep what is personal about a record, encrypted by whoever gives it."""
        words = (self._hall, key, kept.content, to_text(kept.expires_at))
        marks = (kept.phone_mark, kept.tail_mark)
        self._connection.execute(sql.PUT_PERSONAL, words + marks)

    def seal(self, name: str, digest: str, at: str) -> None:
        self._connection.execute(PUT_SEALED, (self._hall, name, digest, at))


class Store:
    """`path` is the database file; it is made where it does not exist."""

    def __init__(self, path: Path, hall: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.hall = hall
        self._write = self._connect()
        self._write.execute("PRAGMA journal_mode = WAL")
        try:
            with self._no_other_starting():
                schema.migrate(Database(self._write))
        except ValueError as fault:
            raise StoreTooNew(str(fault)) from fault
        self._write.execute("PRAGMA busy_timeout = 0")  # from here on `_begin` waits
        self._read = self._connect()
        self._read.execute("PRAGMA query_only = ON")
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._transaction = Transaction(self._write, hall)
        self.spool = Spool(hall, self.transaction, self.reading)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # zeros over what is deleted
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        return connection

    @contextmanager
    def _no_other_starting(self) -> Iterator[None]:
        """Processes that start at once migrate one after the other."""
        with sqlite3.connect(self.path.with_suffix(".starting"), isolation_level=None) as lock:
            lock.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 4000)}")
            lock.execute("BEGIN EXCLUSIVE")
            yield
            lock.execute("COMMIT")
        lock.close()

    def close(self) -> None:
        self._read.close()
        self._write.close()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A write transaction, committed at the end unless something is raised.

        Raises StoreBusy and StoreFull, each with nothing changed.
        """
        with self._writing:
            self._begin()
            try:
                yield self._transaction
                self._write.execute("COMMIT")
            except BaseException as fault:
                if self._write.in_transaction:
                    self._write.execute("ROLLBACK")
                named = _named(fault)
                if named is not None:
                    raise named from fault
                raise

    def _begin(self) -> None:
        """Wait for the write lock by sleeping, so that an event loop goes on meanwhile."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._write.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as fault:
                named = _named(fault)
                if named is None:
                    raise
                if isinstance(named, StoreFull):
                    raise named from fault
                if time.monotonic() > deadline:
                    raise StoreBusy("the database was locked for too long") from fault
                time.sleep(BUSY_PAUSE_SECONDS)
            else:
                return

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The read connection; it cannot write."""
        with self._reading:
            yield self._read

    def journal_end(self) -> int:
        with self.reading() as connection:
            return journal.end(connection, self.hall)

    def entries_after(self, seq: int) -> list[Entry]:
        with self.reading() as connection:
            return journal.after(connection, self.hall, seq)

    def entries_of_the_day(self) -> list[Entry]:
        with self.reading() as connection:
            return journal.from_last_day(connection, self.hall)

    def personal(self, key: str) -> bytes | None:
        """What is personal about the record of a key, encrypted; None where it was deleted."""
        with self.reading() as connection:
            row = connection.execute(sql.GET_PERSONAL, (self.hall, key)).fetchone()
        return row[0] if row else None

    def keys_of_phone(self, tail_mark: str, phone_mark: str = "") -> list[str]:
        """The keys of the records whose phone number ends so, or is the whole one."""
        question = sql.KEYS_OF_PHONE if phone_mark else sql.KEYS_OF_TAIL
        marks = (tail_mark, phone_mark) if phone_mark else (tail_mark,)
        with self.reading() as connection:
            rows = connection.execute(question, (self.hall, *marks)).fetchall() if tail_mark else ()
        return [key for (key,) in rows]

    def forget_personal(self, key: str) -> None:
        """Delete it before its time."""
        with self.transaction() as transaction:
            transaction.execute(sql.FORGET_PERSONAL, (self.hall, key))
        self._empty_log()

    def forget_expired(self, now: datetime) -> int:
        """Delete what is personal and has expired; gives how many records lost theirs."""
        expired = (self.hall, to_text(now))
        with self.reading() as connection:
            if connection.execute(sql.ANY_EXPIRED, expired).fetchone() is None:
                return 0
        with self.transaction() as transaction:
            forgotten = transaction.execute(sql.FORGET_EXPIRED, expired).rowcount
        self._empty_log()
        return forgotten

    def _empty_log(self) -> None:
        """What was deleted still stands in the write-ahead log: put it into the file, which is
        zeroed there, and cut the log. Where somebody reads, the next deletion does it."""
        with self._writing:
            self._write.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def changes(self) -> int:
        """A figure that differs after any other connection has committed."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def sealed(self, name: str) -> str | None:
        """A sealed digest: the hash of a password or of a device token."""
        with self.reading() as connection:
            row = connection.execute(GET_SEALED, (self.hall, name)).fetchone()
        return row[0] if row else None


def _named(fault: BaseException) -> StoreBusy | StoreFull | None:
    """What a fault of SQLite's means here; None for all that trying again would not help."""
    if not isinstance(fault, sqlite3.OperationalError):
        return None
    code = fault.sqlite_errorcode & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(str(fault))
    return StoreFull(str(fault)) if code in CANNOT_WRITE else None
