"""The rows of notices."""

import sqlite3

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.store import sql
from shared.store.instants import to_text
from shared.store.plain import as_text


def notice_posted(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoticePosted
) -> None:
    notice = event.notice
    db.execute(
        sql.INSERT_NOTICE,
        (
            hall.code,
            notice.id,
            notice.kind,
            to_text(notice.since),
            to_text(notice.until),
            as_text(notice.text),
            notice.department,
            notice.at,
            as_text(notice.title),
            as_text(notice.pictures),
        ),
    )
    if event.replaces:
        db.execute(sql.END_NOTICE, (to_text(entry.at), hall.code, event.replaces))


def notice_withdrawn(
    db: sqlite3.Connection, hall: Hall, entry: e.Entry, event: e.NoticeWithdrawn
) -> None:
    db.execute(sql.END_NOTICE, (to_text(entry.at), hall.code, event.notice))
