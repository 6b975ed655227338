"""The rows of home visits."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import HomeVisitState
from shared.domain.hours import end_of_day
from shared.store import sql
from shared.store.instants import to_text
from shared.store.kept import keep, kept_until


def home_visit_asked(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HomeVisitAsked
) -> None:
    v = event.home_visit
    wanted = v.wanted and v.wanted.isoformat()
    words = (v.id, v.key, v.service, v.language, to_text(v.asked_at), v.by, v.person, wanted)
    db.execute(sql.INSERT_HOME_VISIT, (hall.code, *words))


def home_visit_assigned(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.HomeVisitAssigned
) -> None:
    db.execute(sql.ASSIGN_HOME_VISIT, (event.to, event.on.isoformat(), hall.code, event.home_visit))
    over = end_of_day(hall, event.on.strftime("%Y%m%d"))
    until = kept_until(hall, over)  # the names must be there on the day
    db.execute(
        sql.KEEP_PERSONAL_LONGER, (until, hall.code, hall.home_visits[event.home_visit].key, until)
    )


def home_visit_ended(
    db: sqlite3.Connection,
    hall: Hall,
    entry: e.Entry,
    event: e.HomeVisitDone | e.HomeVisitCancelled,
) -> None:
    if isinstance(event, e.HomeVisitDone):
        state, note = HomeVisitState.done, event.note
    else:
        state, note = HomeVisitState.cancelled, event.reason
    db.execute(sql.END_HOME_VISIT, (state, to_text(entry.at), note, hall.code, event.home_visit))
    keep(db, hall, hall.home_visits[event.home_visit].key, entry.at)
