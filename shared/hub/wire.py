"""How packets and answers become text: msgspec, for structs, times and plain values alike."""

from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def dumps(value: Any, **_: Any) -> str:
    """As the json module's, for python-socketio."""
    return _encode(value).decode()


def loads(text: str | bytes, **_: Any) -> Any:
    return _decode(text)
