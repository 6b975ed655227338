"""Notices: what everybody should know now."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from shared.domain.catalogue import Text


class NoticeKind(StrEnum):
    """What a notice says; all but `note` have their sentence in every language."""

    note = "note"
    closing_early = "closing-early"
    system_down = "system-down"
    crowded = "crowded"
    power = "power"


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


class Notice(Struct, frozen=True):
    """Something everybody should know now. `text` is there for a note, `department` where only one
    is concerned, `at` is a time of the hall's such as ``15:30``. Shown from `since` to `until`."""

    id: int
    kind: NoticeKind
    since: datetime
    until: datetime
    text: Text = {}
    department: str = ""
    at: str = ""
