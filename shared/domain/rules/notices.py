"""Rules for notices."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.notices import PICTURE_NAME, PUBLISHED, Notice, NoticeKind, Picture
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.rules.issuing import LANGUAGE_CODE
from shared.domain.texts import clean, clean_lines

Events = tuple[e.Event, ...]

MOST_NOTICES = 8
LONGEST_NOTICE = 120
NOTICE_LASTS = timedelta(days=31)
OF_TODAY = {NoticeKind.closing_early, NoticeKind.crowded}  # what they say is wrong tomorrow
MOST_PUBLISHED = 60
LONGEST_TITLE = 80
LONGEST_TEXT = 4000
LONGEST_PICTURE_TEXT = 200
MOST_PICTURES = 4
PUBLISHED_LASTS = timedelta(days=366)


def post_notice(command: c.PostNotice, hall: Hall, now: datetime) -> Events:
    _check_notice(command, hall)
    _check_zone(command.until)
    if not now < command.until <= now + NOTICE_LASTS:
        raise Malformed("A notice ends later than now and within 31 days.")
    if command.replaces:
        _replaced(command, hall, now)
    shown = _standing(hall, now, published=False)
    if len(shown) >= MOST_NOTICES and not command.replaces:
        raise WrongState("There are {count} notices already. End one first.", count=len(shown))
    notice = Notice(
        id=hall.seq + 1,
        kind=command.kind,
        since=now,
        until=min(command.until, hall.day_ends) if command.kind in OF_TODAY else command.until,
        text={code: clean(words, longest=LONGEST_NOTICE) for code, words in _said(command.text)},
        department=command.department,
        at=command.at,
    )
    return (e.NoticePosted(notice, command.replaces),)


def _check_notice(command: c.PostNotice, hall: Hall) -> None:
    if command.kind in PUBLISHED:
        raise Malformed("An announcement needs a title.")
    said = dict(_said(command.text))
    _check_languages(said)
    if command.kind is NoticeKind.note and "zh" not in said:
        raise Malformed("A notice needs its Chinese text.")
    if command.kind is not NoticeKind.note and said:
        raise Malformed("Only a note has a text of its own.")
    if command.department and command.department not in hall.departments:
        raise Unknown("There is no such department.")
    if (command.kind is NoticeKind.closing_early) != bool(command.at):
        raise Malformed("A notice of closing early needs its time, and only it.")


def publish_notice(command: c.PublishNotice, hall: Hall, now: datetime) -> Events:
    """That the pictures are there is the hub's to see."""
    if command.kind not in PUBLISHED:
        raise Malformed("Choose an announcement or a disclosure.")
    since = command.since or now
    _check_zone(since)
    _check_zone(command.until)
    if not now < command.until <= now + PUBLISHED_LASTS:
        raise Malformed("An announcement ends later than now and within a year.")
    if not now - PUBLISHED_LASTS <= since < command.until:
        raise Malformed("An announcement begins before it ends, and at most a year ago.")
    if command.replaces:
        _replaced(command, hall, now)
    standing = _standing(hall, now, published=True)
    if len(standing) >= MOST_PUBLISHED and not command.replaces:
        raise WrongState(
            "There are {count} announcements already. End one first.", count=len(standing)
        )
    notice = Notice(
        id=hall.seq + 1,
        kind=command.kind,
        since=since,
        until=command.until,
        title=_titles(command),
        text=_texts(command),
        pictures=_pictures(command),
    )
    return (e.NoticePosted(notice, command.replaces),)


def _titles(command: c.PublishNotice) -> Text:
    said = dict(_said(command.title))
    _check_languages(said)
    if "zh" not in said:
        raise Malformed("An announcement needs its Chinese title.")
    return {code: clean(words, longest=LONGEST_TITLE) for code, words in said.items()}


def _texts(command: c.PublishNotice) -> Text:
    said = dict(_said(command.text))
    _check_languages(said)
    if "zh" not in said and (said or not command.pictures):
        raise Malformed("An announcement needs its Chinese text.")
    if not said.keys() <= dict(_said(command.title)).keys():
        raise Malformed("Each language with a text needs a title.")
    return {code: clean_lines(words, longest=LONGEST_TEXT) for code, words in said.items()}


def _pictures(command: c.PublishNotice) -> tuple[Picture, ...]:
    """Each once, and said in words."""
    if len(command.pictures) > MOST_PICTURES:
        raise Malformed("An announcement has at most {most} pictures.", most=MOST_PICTURES)
    if len({picture.name for picture in command.pictures}) < len(command.pictures):
        raise Malformed("This picture is there already.")
    return tuple(_picture(picture) for picture in command.pictures)


def _picture(picture: Picture) -> Picture:
    if not PICTURE_NAME.fullmatch(picture.name):
        raise Unknown("There is no such picture.")
    said = dict(_said(picture.text))
    _check_languages(said)
    if "zh" not in said:
        raise Malformed("Say in Chinese what the picture shows, for those who do not see it.")
    words = {code: clean(text, longest=LONGEST_PICTURE_TEXT) for code, text in said.items()}
    return Picture(picture.name, words)


def _said(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(language, words) for language, words in texts.items() if words.strip()]


def _check_languages(said: Mapping[str, str]) -> None:
    if any(not LANGUAGE_CODE.fullmatch(language) for language in said) or len(said) > 10:
        raise Unknown("There is no such language here.")


def _check_zone(at: datetime) -> None:
    if at.tzinfo is None:
        raise Malformed("The end of a notice needs its time zone.")


def _standing(hall: Hall, now: datetime, *, published: bool) -> list[Notice]:
    """Those shown now or later."""
    return [
        notice
        for notice in hall.notices.values()
        if notice.until > now and (notice.kind in PUBLISHED) is published
    ]


def withdraw_notice(command: c.WithdrawNotice, hall: Hall, now: datetime) -> Events:
    return (e.NoticeWithdrawn(_not_over(command.notice, hall, now).id),)


def _replaced(command: c.PostNotice | c.PublishNotice, hall: Hall, now: datetime) -> None:
    """A notice is replaced by one of its sort."""
    before = _not_over(command.replaces, hall, now)
    if (before.kind in PUBLISHED) is not (command.kind in PUBLISHED):
        raise Unknown("There is no such notice.")


def _not_over(id_: int, hall: Hall, now: datetime) -> Notice:
    notice = hall.notices.get(id_)
    if notice is None or notice.until <= now:
        raise Unknown("There is no such notice.")
    return notice
