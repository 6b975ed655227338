"""The rows of ratings, and of the cases that bad ones open."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text
from shared.store.plain import spaced


def service_rated(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.ServiceRated
) -> None:
    words = (event.finish, event.ticket, event.window, event.rating, spaced(event.reasons))
    db.execute(sql.INSERT_RATING, (hall.code, *words, to_text(entry.at)))


def case_opened(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.CaseOpened) -> None:
    case = event.case
    times = (to_text(case.opened_at), to_text(case.contact_by), to_text(case.close_by))
    words = (case.id, case.ticket, case.window, case.service, case.rating)
    db.execute(sql.INSERT_CASE, (hall.code, *words, *times))


def case_contacted(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.CaseContacted
) -> None:
    words = (to_text(entry.at), event.supervisor, event.note)
    db.execute(sql.CONTACT_CASE, (*words, hall.code, event.case))


def case_closed(db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.CaseClosed) -> None:
    words = (to_text(entry.at), event.supervisor, event.note)
    db.execute(sql.CLOSE_CASE, (*words, hall.code, event.case))
