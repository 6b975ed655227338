"""What the hall lends: wheelchairs, reading glasses, umbrellas."""

from datetime import datetime

from msgspec import Struct


class Loan(Struct, frozen=True):
    """Something lent. `tag` is the number on the piece, `ticket` the number of whoever has it;
    both may be empty. No name is kept."""

    id: int
    item: str
    at: datetime
    by: str
    tag: str = ""
    ticket: str = ""
    returned_at: datetime | None = None
