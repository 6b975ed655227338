"""The hall's secret, from which sessions, the keys of pages and the cipher of personal records
follow. It lies beside the database and not in it."""

import os
from contextlib import suppress
from secrets import token_bytes

from shared.config import Settings


def read_secret(settings: Settings) -> bytes:
    """The key of sessions and ticket pages, made at the first start and kept beside the
    database, readable by its owner only."""
    file = settings.var / "secret.key"
    if not file.exists():
        settings.var.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        with open(draft, "xb", opener=_private) as new:
            new.write(token_bytes(32))
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)  # whoever starts first decides
        draft.unlink()
    secret = file.read_bytes()
    if len(secret) < 32:
        raise OSError(f"{file} is damaged: it must hold 32 bytes. Restore it from a backup.")
    return secret


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
