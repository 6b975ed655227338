"""Who is in the hall: a code that its boards show and change every minute lets a phone take a
number, so that nobody takes one from home.

The code is a keyed hash of the minute, so that every process knows it and nobody can work it out.
A phone that gave it has a signed cookie with a nonce for fifteen minutes; given again, the nonce
stays, so that a phone is one person all day.
"""

import time
from collections import deque
from datetime import datetime, timedelta
from hmac import digest

from itsdangerous import BadSignature, URLSafeSerializer
from msgspec import Struct

from shared.domain.refusals import Refusal
from shared.hub.allowance import network
from shared.hub.passwords import same

COOKIE = "hall_visitor"
DIGITS = 6
LASTS = timedelta(minutes=15)
COOKIE_SECONDS = 86400  # the nonce outlives its leave, which is in what is signed
WINDOW_SECONDS = 60.0
WRONG_AN_ADDRESS = 30  # a minute; a hall's phones may share one
WRONG_EVERYWHERE = 120
ADDRESSES_KEPT = 10_000


class TooManyCodes(Refusal):
    """Too many wrong codes came from here of late."""

    code = "too-many-codes"


class TooManyPhones(Refusal):
    """More phones come, or take numbers by one code, than a hall has people."""

    code = "too-many-phones"


class WrongCode(Refusal):
    """The code is not the one the boards show."""

    code = "wrong-code"


class Visitor(Struct, frozen=True):
    """`nonce` tells phones apart; `here` says whether it gave the code of late, and `minute` in
    which minute since 1970 it did."""

    nonce: str
    here: bool
    minute: int


def code_at(secret: bytes, at: datetime, minutes_before: int = 0) -> str:
    """The code of a minute."""
    minute = int(at.timestamp()) // 60 - minutes_before
    number = int.from_bytes(digest(secret, f"board code {minute}".encode(), "sha256"))
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def seconds_left(at: datetime) -> int:
    """Until the boards show another code."""
    return 60 - int(at.timestamp()) % 60


def is_code(secret: bytes, given: str, at: datetime) -> bool:
    """The code of this minute, or of the one before: somebody is still typing it."""
    codes = [code_at(secret, at, before) for before in (0, 1)]
    return any(same(code, given) for code in codes)


def signed(secret: bytes, nonce: str, at: datetime) -> str:
    """The cookie of a phone that has given the code now."""
    return str(_signer(secret).dumps([nonce, int((at + LASTS).timestamp())]))


def visitor(secret: bytes, cookie: str, at: datetime) -> Visitor | None:
    """Whose cookie it is; None where it is none of ours."""
    try:
        nonce, until = _signer(secret).loads(cookie)
    except BadSignature:
        return None
    given = until - int(LASTS.total_seconds())
    return Visitor(nonce, at.timestamp() < until, given // 60)


def _signer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="visitor")


class WrongCodes:
    """Counts wrong codes of the last minute, by address and everywhere. An address that gave a
    right one before is held up by its own tries only: nobody can lock the hall's phones out. Held
    in memory: a restart forgives."""

    def __init__(self) -> None:
        self._wrong: dict[str, deque[float]] = {}
        self._everywhere: deque[float] = deque(maxlen=WRONG_EVERYWHERE)
        self._known: set[str] = set()

    def check(self, address: str) -> None:
        """Raises TooManyCodes."""
        address = network(address)
        own = _of_late(self._wrong.get(address, deque()))
        all_ = 0 if address in self._known else _of_late(self._everywhere)
        if own >= WRONG_AN_ADDRESS or all_ >= WRONG_EVERYWHERE:
            raise TooManyCodes("Too many wrong codes. Please wait a minute and try again.")

    def wrong(self, address: str) -> None:
        address = network(address)
        if len(self._wrong) > ADDRESSES_KEPT:
            self._wrong.clear()
        now = time.monotonic()
        self._wrong.setdefault(address, deque(maxlen=WRONG_AN_ADDRESS)).append(now)
        self._everywhere.append(now)

    def right(self, address: str) -> None:
        if len(self._known) > ADDRESSES_KEPT:
            self._known.clear()
        self._known.add(network(address))


def _of_late(tries: deque[float]) -> int:
    since = time.monotonic() - WINDOW_SECONDS
    return sum(at > since for at in tries)
