"""Values as columns hold them."""

from collections.abc import Iterable

import msgspec


def spaced(items: Iterable[object]) -> str:
    """Window numbers, service codes and reasons: words with spaces between."""
    return " ".join(map(str, items))


def as_text(value: object) -> str:
    """Whatever has parts: JSON."""
    return msgspec.json.encode(value).decode()
