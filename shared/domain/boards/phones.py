"""What the phones of those who wait in a queue are told."""

from datetime import datetime

from msgspec import Struct

from shared.domain.boards.panels import QueueName
from shared.domain.catalogue import Text
from shared.domain.tickets import State


class InLine(Struct, frozen=True, array_like=True):
    """A ticket that waits, for its own phone to find: ``["k3x9q2wa", 4, 12]``. `minutes` is None
    where nobody can say."""

    mark: str
    ahead: int
    minutes: int | None


class OutOfLine(Struct, frozen=True, array_like=True):
    """A ticket that was called, is served, set aside or missed: ``["k3x9q2wa", "called", 3]``."""

    mark: str
    state: State
    window: int | None


class QueueBoard(Struct, frozen=True):
    """What the phones of those who wait in a queue are told. A ticket stands here by its mark, a
    hash of its page's key: each phone finds its own and learns nobody's number. `line` is in the
    order in which they are called; `notices` are the notices that concern the queue."""

    room: str
    seq: int
    at: datetime
    queue: QueueName
    waiting: int
    longest_since: datetime | None
    windows: tuple[int, ...]
    line: tuple[InLine, ...] = ()
    out: tuple[OutOfLine, ...] = ()
    notices: tuple[Text, ...] = ()


class QueueCall(Struct, frozen=True):
    """A call as the phones of its queue receive it."""

    id: int
    mark: str
    window: int
    at: datetime
    expires_at: datetime
