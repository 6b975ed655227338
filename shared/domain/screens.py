"""What hangs on a wall and what it shows: chosen by an administrator, kept with the paired device.

A screen that shows a part of the hall has a `selection`; screens of equal selections share a room
(``wall/<selection>``) and so one packet. Sizes are only kept here; `display` makes type of them.
"""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated

from msgspec import Meta, Struct

EVERYWHERE = "hall"  # the loudspeakers that announce the calls of every window


class Shows(StrEnum):
    """The kinds of page: calls with queues, one window's panel, queues alone for a small screen in
    a waiting area, notices to read, the code for phones, the tablet that asks for a rating."""

    board = "board"
    panel = "panel"
    summary = "summary"
    notices = "notices"
    code = "code"
    rating = "rating"


ONE_WINDOW = frozenset({Shows.panel, Shows.rating})


class Group(StrEnum):
    """Notices by what they are for: what everybody should know now, announcements (公告), and what
    the government makes public (政府信息公开)."""

    now = "now"
    announcement = "announcement"
    disclosure = "disclosure"


LEAST_INCHES = 3.0  # smaller ones are nothing that hangs on a wall


class Screen(Struct, frozen=True, kw_only=True):
    """`window` is that of a panel or tablet. A board or summary shows what goes on at `windows`, in
    `zones` and for `queues`; where all three are empty, in the whole hall. Its words take turns in
    the `languages`. `speaker` names whose calls it announces: ``hall``, a zone's code, or nobody's
    where it is empty.

    `inches` is the diagonal, at least LEAST_INCHES, and 0 where nobody has measured it; `across`
    and `down` are pixels, `metres` is how far away it is read.
    """

    name: Annotated[str, Meta(max_length=80)] = ""
    shows: Shows = Shows.board
    window: Annotated[int, Meta(ge=0, le=9999)] = 0
    windows: Annotated[tuple[int, ...], Meta(max_length=500)] = ()
    zones: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    queues: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    languages: Annotated[tuple[str, ...], Meta(min_length=1, max_length=8)] = ("zh",)
    notices: Annotated[tuple[Group, ...], Meta(max_length=3)] = (Group.now,)
    code: bool = True
    speaker: Annotated[str, Meta(max_length=32)] = ""
    inches: Annotated[float, Meta(ge=0, le=300)] = 0.0
    across: Annotated[int, Meta(ge=320, le=16_384)] = 1920
    down: Annotated[int, Meta(ge=240, le=16_384)] = 1080
    metres: Annotated[float, Meta(ge=0.2, le=50)] = 5.0

    @property
    def selection(self) -> "Selection":
        return Selection(
            tuple(sorted(set(self.windows))),
            tuple(sorted(set(self.zones))),
            tuple(sorted(set(self.queues))),
        )


class Selection(Struct, frozen=True):
    """A part of the hall, in order."""

    windows: tuple[int, ...] = ()
    zones: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()

    @property
    def room(self) -> str:
        """``main`` for the whole hall."""
        if not (self.windows or self.zones or self.queues):
            return "main"
        words = repr((self.windows, self.zones, self.queues)).encode()
        return f"wall/{blake2b(words, digest_size=6).hexdigest()}"


def rooms(screens: Iterable[Screen]) -> dict[str, Selection]:
    """The rooms of those that show a part of the hall."""
    found = {screen.selection.room: screen.selection for screen in screens}
    found.pop("main", None)
    return found


def voice_room(speaker: str) -> str:
    return f"voice/{speaker}"
