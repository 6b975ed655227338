"""Who asked to be let in as a device and shows a code: kept for ten minutes, and not longer than
that an administrator may type the code. No event: whoever is let in is a `DevicePaired`.

Nothing here pushes out what somebody else asked. Places are counted apart for the hall's own
networks and for all others, so that nobody elsewhere can take those of a screen in the hall.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from shared.store.instants import from_text, to_text
from shared.store.store import Store

LASTS = timedelta(minutes=10)
OF_ONE_NETWORK = {True: 30, False: 5}  # by whether it is one of the hall's own
OF_ALL = 300

_COLUMNS = "code, device, kind, place, digest, asked_at, network, nearby"
INSERT = (
    f"INSERT INTO asked_to_pair (hall, {_COLUMNS})"  # noqa: S608
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (hall, code) DO NOTHING"
)
FORGET_OLD = "DELETE FROM asked_to_pair WHERE hall = ? AND asked_at <= ?"
COUNT = (
    "SELECT COUNT(*), COALESCE(SUM(network = ?), 0) FROM asked_to_pair"
    " WHERE hall = ? AND nearby = ? AND asked_at > ?"
)
BY_CODE = f"SELECT {_COLUMNS} FROM asked_to_pair WHERE hall = ? AND code = ? AND asked_at > ?"  # noqa: S608
BY_DIGEST = f"SELECT {_COLUMNS} FROM asked_to_pair WHERE hall = ? AND digest = ? AND asked_at > ?"  # noqa: S608


class Asked(Struct, frozen=True):
    """`digest` is the hash of the token that becomes valid with the code; `nearby` says whether
    the network is one of the hall's own."""

    code: str
    device: str
    kind: str
    place: str
    digest: str
    asked_at: datetime
    network: str
    nearby: bool

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + LASTS


class AskedToPair:
    """Those of one hall."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def has_room(self, network: str, nearby: bool, now: datetime) -> bool:
        """Whether one more may ask from there. Writes nothing and waits for no writer."""
        with self._store.reading() as connection:
            return self._has_room(connection.execute, network, nearby, now)

    def add(self, asked: Asked) -> bool:
        """False where the code is somebody else's, or there is no room any more."""
        row = (asked.code, asked.device, asked.kind, asked.place, asked.digest)
        at = to_text(asked.asked_at)
        with self._store.transaction() as transaction:
            transaction.execute(FORGET_OLD, (self._store.hall, _oldest(asked.asked_at)))
            if not self._has_room(transaction.execute, asked.network, asked.nearby, asked.asked_at):
                return False
            words = (self._store.hall, *row, at, asked.network, int(asked.nearby))
            return transaction.execute(INSERT, words).rowcount == 1

    def by_code(self, code: str, now: datetime) -> Asked | None:
        return self._one(BY_CODE, code, now)

    def by_digest(self, digest: str, now: datetime) -> Asked | None:
        return self._one(BY_DIGEST, digest, now)

    def _has_room(
        self, execute: Callable[..., sqlite3.Cursor], network: str, nearby: bool, now: datetime
    ) -> bool:
        words = (network, self._store.hall, int(nearby), _oldest(now))
        of_all, of_one = execute(COUNT, words).fetchone()
        return bool(of_all < OF_ALL and of_one < OF_ONE_NETWORK[nearby])

    def _one(self, question: str, by: str, now: datetime) -> Asked | None:
        with self._store.reading() as connection:
            row = connection.execute(question, (self._store.hall, by, _oldest(now))).fetchone()
        if row is None:
            return None
        code, device, kind, place, digest, at, network, nearby = row
        return Asked(code, device, kind, place, digest, from_text(at), network, bool(nearby))


def _oldest(now: datetime) -> str:
    return to_text(now - LASTS)
