"""Rules for notices."""

from datetime import datetime, timedelta

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.notices import Notice, NoticeKind
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.rules.issuing import LANGUAGE_CODE
from shared.domain.texts import clean

Events = tuple[e.Event, ...]

MOST_NOTICES = 8
LONGEST_NOTICE = 120
NOTICE_LASTS = timedelta(days=31)
OF_TODAY = {NoticeKind.closing_early, NoticeKind.crowded}  # what they say is wrong tomorrow


def post_notice(command: c.PostNotice, hall: Hall, now: datetime) -> Events:
    _check_notice(command, hall)
    if command.until.tzinfo is None:
        raise Malformed("The end of a notice needs its time zone.")
    if not now < command.until <= now + NOTICE_LASTS:
        raise Malformed("A notice ends later than now and within 31 days.")
    if command.replaces:
        _shown(command.replaces, hall, now)
    shown = [notice for notice in hall.notices.values() if notice.until > now]
    if len(shown) >= MOST_NOTICES and not command.replaces:
        raise WrongState("There are {count} notices already. End one first.", count=len(shown))
    notice = Notice(
        id=hall.seq + 1,
        kind=command.kind,
        since=now,
        until=min(command.until, hall.day_ends) if command.kind in OF_TODAY else command.until,
        text={language: clean(words, longest=LONGEST_NOTICE) for language, words in _said(command)},
        department=command.department,
        at=command.at,
    )
    return (e.NoticePosted(notice, command.replaces),)


def _said(command: c.PostNotice) -> list[tuple[str, str]]:
    return [(language, words) for language, words in command.text.items() if words.strip()]


def _check_notice(command: c.PostNotice, hall: Hall) -> None:
    said = dict(_said(command))
    if any(not LANGUAGE_CODE.fullmatch(language) for language in said) or len(said) > 10:
        raise Unknown("There is no such language here.")
    if command.kind is NoticeKind.note and "zh" not in said:
        raise Malformed("A notice needs its Chinese text.")
    if command.kind is not NoticeKind.note and said:
        raise Malformed("Only a note has a text of its own.")
    if command.department and command.department not in hall.departments:
        raise Unknown("There is no such department.")
    if (command.kind is NoticeKind.closing_early) != bool(command.at):
        raise Malformed("A notice of closing early needs its time, and only it.")


def withdraw_notice(command: c.WithdrawNotice, hall: Hall, now: datetime) -> Events:
    return (e.NoticeWithdrawn(_shown(command.notice, hall, now).id),)


def _shown(id_: int, hall: Hall, now: datetime) -> Notice:
    """A notice that has not ended."""
    notice = hall.notices.get(id_)
    if notice is None or notice.until <= now:
        raise Unknown("There is no such notice.")
    return notice
