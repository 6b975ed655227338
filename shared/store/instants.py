"""Times as the tables hold them: UTC to the millisecond, ``2026-11-23T01:22:17.123Z``, so that
text order is time order."""

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=64)  # the rows of one command share their time
def to_text(at: datetime) -> str:
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return f"{utc.isoformat(timespec='milliseconds')[:-6]}Z"


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def truncated(at: datetime) -> datetime:
    """The instant as it will be read back."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
