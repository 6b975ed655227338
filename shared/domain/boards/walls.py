"""The boards that hang in the hall for everybody: numbers called, and notices to read."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.notices import Picture
from shared.domain.screens import Group
from shared.domain.tickets import State


class CalledNumber(Struct, frozen=True):
    id: int
    number: str
    window: int
    zone: Text
    state: State
    at: datetime


class QueueOnBoard(Struct, frozen=True):
    letter: str
    name: Text
    waiting: int
    windows: tuple[int, ...]
    serving: tuple[str, ...]


class MainBoard(Struct, frozen=True):
    """`notices` are all that are shown now, whomever they concern, the newest first."""

    room: str
    seq: int
    at: datetime
    hall: Text
    open: bool
    calls: tuple[CalledNumber, ...]
    queues: tuple[QueueOnBoard, ...]
    notices: tuple[Text, ...] = ()


class NoticeOnWall(Struct, frozen=True):
    """`title` and `pictures` are there where something was published; the text has lines then."""

    id: int
    group: Group
    since: datetime
    until: datetime
    title: Text
    text: Text
    pictures: tuple[Picture, ...]


class NoticeBoard(Struct, frozen=True):
    """The notices that walls show for people to read."""

    room: str
    seq: int
    at: datetime
    hall: Text
    notices: tuple[NoticeOnWall, ...]
