"""Notices."""

from shared.domain.events.event import Event
from shared.domain.notices import Notice


class NoticePosted(Event, frozen=True):
    """`replaces` is the notice that ends with it; 0: none."""

    notice: Notice
    replaces: int = 0


class NoticeWithdrawn(Event, frozen=True):
    notice: int
