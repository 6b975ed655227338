"""What every event is, and how it stands in the journal."""

from datetime import datetime

from msgspec import Struct


class Event(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """Something that happened. The type's name is its kind in the journal."""


class Entry(Struct, frozen=True):
    """One row of the journal. `seq` counts from 1 without gaps in each hall; `at` is UTC and
    never runs backwards."""

    seq: int
    at: datetime
    actor: str
    command_id: str
    event: Event
