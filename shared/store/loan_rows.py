"""The rows of what is lent."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text


def item_lent(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ItemLent) -> None:
    loan = event.loan
    words = (loan.id, loan.item, to_text(loan.at), loan.by, loan.tag, loan.ticket)
    db.execute(sql.INSERT_LOAN, (hall.code, *words))


def item_returned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ItemReturned
) -> None:
    db.execute(sql.RETURN_LOAN, (to_text(entry.at), hall.code, event.loan))
