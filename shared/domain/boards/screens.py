"""What the hub says of screens and loudspeakers, and what each of them is set up to be."""

from datetime import datetime

from msgspec import Struct

from shared.domain.screens import Screen


class ScreenShown(Struct, frozen=True):
    """A paired screen or speaker station as the hub knows it. `state` is ok, silent, behind, away
    or never; `shown` is the seq of the board it shows, `version` that of its page; `sound` is on,
    refused, failed or empty where it has no loudspeaker."""

    device: str
    kind: str
    name: str
    shows: str
    speaker: str
    state: str
    since: datetime | None
    seen_at: datetime | None
    shown: int
    version: str
    sound: str


class ScreenBoard(Struct, frozen=True):
    """What one screen was set up to show; its page is loaded anew where that changes."""

    room: str
    seq: int
    at: datetime
    screen: Screen | None


class VoiceBoard(Struct, frozen=True):
    """The loudspeakers of a place: how loud they are now, from 0 to 1. What they say comes as
    calls."""

    room: str
    seq: int
    at: datetime
    volume: float


class ScreensBoard(Struct, frozen=True):
    """`red` counts those that somebody should look at."""

    room: str
    seq: int
    at: datetime
    red: int
    screens: tuple[ScreenShown, ...]
