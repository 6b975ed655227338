"""Notices: what everybody should know now, announcements, and what the government makes public."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import Annotated

from msgspec import Meta, Struct

from shared.domain.catalogue import Text
from shared.domain.screens import Group

PICTURE_NAME = re.compile(r"[0-9a-f]{64}\.(jpg|png)")


class NoticeKind(StrEnum):
    """What a notice says. All but `note` and those of `PUBLISHED` have their sentence in every
    language."""

    note = "note"
    closing_early = "closing-early"
    system_down = "system-down"
    crowded = "crowded"
    power = "power"
    announcement = "announcement"
    disclosure = "disclosure"


# Announcements (公告) and what the government makes public (政府信息公开): written, not chosen.
PUBLISHED: dict[NoticeKind, Group] = {
    NoticeKind.announcement: Group.announcement,
    NoticeKind.disclosure: Group.disclosure,
}


GROUP_SENTENCES: dict[Group, str] = {
    Group.now: "Notice",
    Group.announcement: "Announcement",
    Group.disclosure: "Government information",
}

# In general, and for one department.
SENTENCES: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.closing_early: (
        "The hall closes at {at} today.",
        "{department} closes at {at} today.",
    ),
    NoticeKind.system_down: (
        "A computer system is out of order. Some services take longer.",
        "The system of {department} is out of order. You may have to wait longer.",
    ),
    NoticeKind.crowded: (
        "Very many people are here today. If you can, please come on another day.",
        "Very many people wait for {department} today. If you can, please come on another day.",
    ),
    NoticeKind.power: (
        "There is no electricity in part of the hall. Please follow the stewards.",
        "There is no electricity at {department}. Please follow the stewards.",
    ),
}


class Picture(Struct, frozen=True):
    """`name` is that of a file of the hub's: SHA-256 of what is in it, and its kind. `text` says
    what is to be seen, for those who do not see it."""

    name: Annotated[str, Meta(max_length=68)]
    text: Text


class Notice(Struct, frozen=True):
    """Shown from `since` to `until`. `text` is there for a note, `department` where only one is
    concerned, `at` is a time of the hall's such as ``15:30``; `title` and `pictures` have those
    that are published, and their text has lines."""

    id: int
    kind: NoticeKind
    since: datetime
    until: datetime
    text: Text = {}
    department: str = ""
    at: str = ""
    title: Text = {}
    pictures: tuple[Picture, ...] = ()

    @property
    def group(self) -> Group:
        return PUBLISHED.get(self.kind, Group.now)

    def is_shown(self, now: datetime) -> bool:
        return self.since <= now < self.until


def room_of(groups: Iterable[Group]) -> str:
    """What screens watch that show notices of these groups; of all where none is named."""
    wanted = set(groups) or set(Group)
    return "notices/" + "+".join(group for group in Group if group in wanted)


ROOMS: dict[str, frozenset[Group]] = {
    room_of(groups): frozenset(groups)
    for many in range(1, len(Group) + 1)
    for groups in combinations(Group, many)
}
