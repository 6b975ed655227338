"""Calls and announcements, as screens and loudspeakers receive them."""

from datetime import datetime

from msgspec import Struct

from shared.domain.catalogue import Text


class Speech(Struct, frozen=True):
    """`text` as shown; `sound` is the address of the recording, which may not exist yet."""

    language: str
    text: str
    sound: str


class CallShown(Struct, frozen=True):
    """A call as screens and the announcer receive it. `speech` is said in this order."""

    id: int
    number: str
    window: int
    zone: Text
    language: str
    recall: bool
    at: datetime
    expires_at: datetime
    speech: tuple[Speech, ...]


class Saying(Struct, frozen=True):
    """What loudspeakers say now, after a chime. `id` is the seq of the first thing that is said,
    `ids` are all of them: whoever has played one does not play it again. `volume` is from 0 to 1;
    `seconds` is how long the recordings take that were there."""

    id: int
    ids: tuple[int, ...]
    room: str
    at: datetime
    expires_at: datetime
    volume: float
    seconds: float
    speech: tuple[Speech, ...]
