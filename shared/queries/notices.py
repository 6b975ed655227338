"""Notices as kiosks, phones, walls and the public page show them."""

from collections.abc import Container, Iterable
from datetime import datetime

from shared.domain.boards import NoticeBoard, NoticeOnWall
from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.hall import Hall
from shared.domain.notices import PUBLISHED, ROOMS, SENTENCES, Notice, NoticeKind
from shared.domain.refusals import Unknown
from shared.domain.screens import Group
from shared.queries.parts import hall_name, in_every_language
from shared.store import Store
from shared.store.notice_rows import published_over

BEFORE_SHOWN = 30


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


def which_shown(hall: Hall, now: datetime) -> dict[int, bool]:
    """Whether each notice that the hall knows of is shown."""
    return {notice.id: notice.is_shown(now) for notice in hall.notices.values()}


def notice_board(hall: Hall, room: str, now: datetime) -> NoticeBoard:
    """What is shown of the groups that a room names, group by group, the newest of each first.
    Raises Unknown."""
    groups = ROOMS.get(room)
    if groups is None:
        raise Unknown("There is no such board.")
    return NoticeBoard(room, hall.seq, now, hall_name(hall), tuple(published(hall, groups, now)))


def published(hall: Hall, groups: Container[Group], now: datetime) -> list[NoticeOnWall]:
    order = list(Group)
    shown = [each for each in _concerning_somebody(hall, now) if each.group in groups]
    shown.sort(key=lambda each: (each.since, each.id), reverse=True)
    return [
        _on_wall(hall, each) for each in sorted(shown, key=lambda each: order.index(each.group))
    ]


def published_one(hall: Hall, id_: int, now: datetime) -> NoticeOnWall:
    """Raises Unknown where it is not shown now."""
    notice = hall.notices.get(id_)
    if notice is None or not notice.is_shown(now):
        raise Unknown("There is no such notice.")
    return _on_wall(hall, notice)


def published_before(store: Store, hall: Hall, now: datetime) -> list[Notice]:
    """Announcements and disclosures that are over or were replaced, the last first, and no more
    than `BEFORE_SHOWN`."""
    with store.reading() as connection:
        return published_over(connection, hall.code, now, BEFORE_SHOWN)


def _on_wall(hall: Hall, notice: Notice) -> NoticeOnWall:
    said = said_of(hall, notice)
    return NoticeOnWall(
        notice.id,
        notice.group,
        notice.since,
        notice.until,
        notice.title,
        in_every_language(said) if isinstance(said, Said) else said,
        notice.pictures,
    )


def _concerning_somebody(hall: Hall, now: datetime) -> Iterable[Notice]:
    """Those shown now, but for those of a department that is no more."""
    return (
        notice
        for notice in hall.notices.values()
        if notice.is_shown(now) and (not notice.department or notice.department in hall.departments)
    )


def said_of(hall: Hall, notice: Notice) -> Said | Text:
    """A sentence for every language, or the text as it was typed."""
    if notice.kind is NoticeKind.note or notice.kind in PUBLISHED:
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
        if notice.is_shown(now) and notice.group is Group.now and notice.department in concerned
    ]
    said = (said_of(hall, notice) for notice in sorted(shown, key=lambda notice: -notice.id))
    return tuple(in_every_language(each) if isinstance(each, Said) else each for each in said)
