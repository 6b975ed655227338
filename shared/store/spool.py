"""The spool: jobs for printers and voices, claimed by one station at a time.

A claim is the spool's own business and not in the journal; what became of a job is
(`ReportJob`). A claim ends with its lease, so that a station that dies loses no job.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.jobs import Job, JobKind
from shared.store.instants import from_text, to_text

LEASE = timedelta(seconds=30)

CLAIM = (
    "UPDATE job SET state = 'claimed', claimed_by = ?, lease_until = ?, tries = tries + 1"
    " WHERE hall = ? AND id IN (SELECT id FROM job WHERE hall = ? AND (state = 'waiting'"
    " OR (state = 'failed' AND COALESCE(retry_at, '') <= ?)"
    " OR (state = 'claimed' AND lease_until <= ?))"
    # Ids that are longer have the higher numbers: A1000 comes after A999.
    " ORDER BY created_at, LENGTH(id), id LIMIT ?)"
    " RETURNING id, kind, ticket, place, language, created_at, expires_at, number,"
    " window_number, recall, tries"
)
ANY = (
    "SELECT 1 FROM job WHERE hall = ? AND (state = 'waiting'"
    " OR (state = 'failed' AND COALESCE(retry_at, '') <= ?)"
    " OR (state = 'claimed' AND lease_until <= ?)) LIMIT 1"
)
RETRY = (
    "UPDATE job SET state = 'failed', retry_at = ?, claimed_by = NULL, lease_until = NULL"
    " WHERE hall = ? AND id = ? AND state IN ('claimed', 'failed')"
)
STATES = (
    "SELECT place, state, COUNT(*) FROM job WHERE hall = ? AND kind = 'receipt'"
    " AND created_at >= ? GROUP BY place, state"
)
OF_TICKET = "SELECT state, detail FROM job WHERE hall = ? AND id = ?"


class Executes(Protocol):
    """What the spool needs of a write transaction."""

    execute: Callable[..., sqlite3.Cursor]


class Spool:
    """`transaction` opens a write transaction, `reading` gives a connection to read from."""

    def __init__(
        self,
        hall: str,
        transaction: Callable[[], AbstractContextManager[Executes]],
        reading: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._hall = hall
        self._transaction = transaction
        self._reading = reading

    def claim(self, station: str, now: datetime, limit: int) -> list[Job]:
        """Up to `limit` jobs for this station alone, oldest first."""
        at = to_text(now)
        with self._reading() as db:
            if db.execute(ANY, (self._hall, at, at)).fetchone() is None:
                return []
        lease = to_text(now + LEASE)
        with self._transaction() as db:
            rows = db.execute(
                CLAIM, (station, lease, self._hall, self._hall, at, at, limit)
            ).fetchall()
        return sorted(
            (_job(row) for row in rows), key=lambda job: (job.created_at, len(job.id), job.id)
        )

    def retry_later(self, job: str, now: datetime, after_seconds: float) -> None:
        """Give a claimed job back and leave it alone for a while."""
        later = to_text(now + timedelta(seconds=after_seconds))
        with self._transaction() as db:
            db.execute(RETRY, (later, self._hall, job))

    def receipt_states(self, since: datetime) -> list[tuple[str, str, int]]:
        """Printer, state and number of the receipts since then."""
        with self._reading() as db:
            return db.execute(STATES, (self._hall, to_text(since))).fetchall()

    def state_of(self, job: str) -> tuple[str, str] | None:
        """A job's state and the reason of its last failure."""
        with self._reading() as db:
            row = db.execute(OF_TICKET, (self._hall, job)).fetchone()
        return (row[0], row[1] or "") if row else None


def _job(row: tuple[str, str, str, str, str, str, str, str, int, int, int]) -> Job:
    id_, kind, ticket, place, language, created_at, expires_at, number, window, recall, tries = row
    return Job(
        id=id_,
        kind=JobKind(kind),
        ticket=ticket,
        place=place,
        language=language,
        created_at=from_text(created_at),
        expires_at=from_text(expires_at),
        number=number,
        window=window,
        recall=bool(recall),
        tries=tries,
    )
