"""Notices."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from shared.domain.catalogue import Text
from shared.domain.commands.command import Command
from shared.domain.notices import NoticeKind, Picture


class PostNotice(Command, frozen=True, kw_only=True):
    """`text` by language for a note; `department` or `at`, a time such as ``15:30``, for the others
    where they need it. `replaces` is a notice that ends with this one; 0: none."""

    kind: NoticeKind
    until: datetime
    text: Text = field(default_factory=dict)
    department: Annotated[str, Meta(max_length=32)] = ""
    at: Annotated[str, Meta(pattern=r"\A((([01]\d)|(2[0-3])):[0-5]\d)?\Z")] = ""
    replaces: Annotated[int, Meta(ge=0)] = 0


class PublishNotice(Command, frozen=True, kw_only=True):
    """An announcement or disclosure: `title` and `text` by language, the text with line breaks.
    Shown from `since`, which may be past or to come, from now on without one. `replaces` is one
    that ends with it; 0: none."""

    kind: NoticeKind
    until: datetime
    title: Text
    text: Text = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    since: datetime | None = None
    replaces: Annotated[int, Meta(ge=0)] = 0


class WithdrawNotice(Command, frozen=True, kw_only=True):
    notice: Annotated[int, Meta(ge=1)]
