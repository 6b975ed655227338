"""The rows of notices."""

import sqlite3
from datetime import datetime

import msgspec

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.notices import Notice, NoticeKind, Picture
from shared.store import sql
from shared.store.instants import from_text, to_text
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


def published_over(
    connection: sqlite3.Connection, hall: str, now: datetime, most: int
) -> list[Notice]:
    """What was published and has ended, the last first."""
    rows = connection.execute(sql.PUBLISHED_OVER, (hall, to_text(now), most))
    return [
        Notice(
            id=id_,
            kind=NoticeKind(kind),
            since=from_text(since),
            until=from_text(until),
            text=msgspec.json.decode(text),
            title=msgspec.json.decode(title),
            pictures=msgspec.json.decode(pictures, type=tuple[Picture, ...]),
        )
        for id_, kind, since, until, text, title, pictures in rows
    ]
