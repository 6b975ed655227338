"""Notices as kiosks, phones and walls show them."""

from datetime import datetime

from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.hall import Hall
from shared.domain.notices import SENTENCES, Notice, NoticeKind
from shared.queries.parts import in_every_language


def notices_now(hall: Hall, now: datetime, department: str = "") -> tuple[Text, ...]:
    """What everybody should know now, the newest first; for one department where it is named, what
    concerns others left out. What concerns a department that is no more concerns nobody."""
    return _said(hall, now, {"", department} if department else {"", *hall.departments})


def notices_of_queue(hall: Hall, letter: str, now: datetime) -> tuple[Text, ...]:
    """What those who wait in a queue should know: all but what concerns other departments."""
    if not hall.notices:
        return ()
    offered = {each.department for each in hall.services.values() if each.queue == letter}
    return _said(hall, now, offered | {""})


def ids_shown(hall: Hall, now: datetime) -> frozenset[int]:
    """The notices whose time is not over."""
    return frozenset(notice.id for notice in hall.notices.values() if notice.until > now)


def said_of(hall: Hall, notice: Notice) -> Said | Text:
    """A sentence for every language, or the text of a note as it was typed."""
    if notice.kind is NoticeKind.note:
        return notice.text
    general, of_department = SENTENCES[notice.kind]
    department = hall.departments.get(notice.department)
    if department is None:
        return Said(general, {"at": notice.at})
    return Said(of_department, {"at": notice.at, "department": department.name})


def _said(hall: Hall, now: datetime, concerned: set[str]) -> tuple[Text, ...]:
    shown = [
        notice
        for notice in hall.notices.values()
        if notice.until > now and notice.department in concerned
    ]
    said = (said_of(hall, notice) for notice in sorted(shown, key=lambda notice: -notice.id))
    return tuple(in_every_language(each) if isinstance(each, Said) else each for each in said)
