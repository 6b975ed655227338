"""The other side without any program around it: sqlite3 and the same rows."""

import sqlite3
from pathlib import Path

from shared.store.journal import APPEND
from shared.store.sql import INSERT_JOB, INSERT_TICKET

OF_JOURNAL = (
    "SELECT hall, seq, at, kind, actor, command_id, part, fingerprint, data FROM journal"
    " WHERE kind = 'TicketIssued' ORDER BY seq"
)
TICKET_COLUMNS = INSERT_TICKET.partition("(")[2].partition(", calls)")[0]
OF_TICKET = f"SELECT {TICKET_COLUMNS} FROM ticket ORDER BY seq"
OF_JOB = (
    "SELECT hall, id, kind, ticket, place, language, number, window_number, recall, state,"
    " created_at, expires_at FROM job WHERE kind = 'receipt' ORDER BY id"
)

Row = tuple[object, ...]


def connect(file: Path) -> sqlite3.Connection:
    """As the store sets its own connection."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def rows_of(file: Path) -> list[tuple[Row, Row, Row]]:
    """Journal, ticket and job row of each number in a hall's file."""
    connection = connect(file)
    tickets = connection.execute(OF_TICKET).fetchall()
    jobs = {row[3]: row for row in connection.execute(OF_JOB)}
    journal = {row[1]: row for row in connection.execute(OF_JOURNAL)}
    connection.close()
    return [(journal[ticket[4]], ticket, jobs[ticket[1]]) for ticket in tickets]


def insert(connection: sqlite3.Connection, rows: tuple[Row, Row, Row]) -> None:
    """One number, one commit."""
    journal, ticket, job = rows
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(APPEND, journal)
    connection.execute(INSERT_TICKET, ticket)
    connection.execute(INSERT_JOB, job)
    connection.execute("COMMIT")
