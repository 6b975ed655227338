"""Passwords, tokens and identities: made, hashed, checked. None is stored or logged as it is."""

import secrets
import time
from hashlib import scrypt, sha256
from hmac import compare_digest, digest

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from shared.hub.allowance import Allowance, network

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for another
SHORTEST_PASSWORD = 10
FREE_TRIES = 5
FREE_TRIES_EVERYWHERE = 30
LONGEST_WAIT_SECONDS = 60.0
MOST_KEPT = 10_000
EVERYWHERE = ""  # no address
FORGIVEN_SECONDS = 3600.0  # failures longer ago do not count any more
A_NETWORK = 30  # failures a minute, whatever the accounts
A_NETWORK_OF_OURS = 120  # the same where somebody has signed in: a hall's desks may share one
NETWORK_SECONDS = 60.0

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe())


def new_password() -> str:
    """Four groups of four letters: 79 bits, and can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_pin() -> str:
    """Eight digits: few enough to remember, and tried too slowly to be guessed (`Throttle`)."""
    return f"{secrets.randbelow(10**8):08d}"


def password_mark(secret: bytes, password: str) -> str:
    """Tells two passwords of one command apart without telling what they are."""
    return digest(secret, f"mark {password}".encode(), "sha256").hex()[:16]


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def check_password(hashed: str | None, password: str) -> bool:
    """As slow for an account that does not exist as for one that does."""
    try:
        return _hasher.verify(hashed or _NOBODY, password) and hashed is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def new_token(device: str) -> str:
    """A device's token, ``<device>.<secret>``."""
    return f"{device}.{secrets.token_urlsafe(24)}"


def token_for(secret: bytes, device: str, actor: str, command_id: str) -> str:
    """A token that the same command always gives, so that its answer is the same when it is sent
    again."""
    return f"{device}.{digest(secret, f'token {actor} {command_id}'.encode(), 'sha256').hex()}"


def hash_token(token: str) -> str:
    """Tokens are long and random, so one round of SHA-256 is enough."""
    return sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def ticket_key(secret: bytes, actor: str, command_id: str) -> str:
    """The unguessable name of a ticket's page. The same command always gives the same one, so
    that a repeated request is the same command."""
    return digest(secret, f"{actor} {command_id}".encode(), "sha256").hex()[:32]


def person_mark(secret: bytes, identity: str) -> str:
    """Tells whether two numbers are one person's, without telling whose. Identity numbers are few
    enough to be tried one by one, so the hash is keyed: without the hub's secret it says nothing.
    `identity` is as `shared.domain.identity.written` gives it."""
    return digest(secret, f"person {identity}".encode(), "sha256").hex()


def visitor_mark(secret: bytes, nonce: str) -> str:
    """The same of a phone that takes numbers in the hall, by the nonce of its cookie."""
    return digest(secret, f"visitor {nonce}".encode(), "sha256").hex()


def booking_digits(secret: bytes, actor: str, command_id: str) -> str:
    """24 digits, of which an appointment's code is made; the same for the same command."""
    number = int.from_bytes(digest(secret, f"code {actor} {command_id}".encode(), "sha256"))
    return f"{number % 10**24:024d}"


def person_by_phone(secret: bytes, phone: str) -> str:
    """Tells whether two phone numbers are the same, for ever. Phone numbers are few: whoever has
    the secret could try them all, so this is slow (about 50 ms and 16 MB; do it off the loop).
    `phone` is as `shared.domain.identity.phone_written` gives it."""
    salt = digest(secret, b"person by phone", "sha256")
    return scrypt(phone.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def phone_mark(secret: bytes, phone: str) -> str:
    """The same at once, to find somebody's record by the number they type. Only for what is deleted
    together with the number itself (`shared.store.Personal`), never for the journal."""
    return digest(secret, f"phone {phone}".encode(), "sha256").hex()


def tail_mark(secret: bytes, phone: str) -> str:
    """The same of the last four digits alone."""
    return digest(secret, f"tail {phone[-4:]}".encode(), "sha256").hex()


class Throttle:
    """Slows down whoever tries passwords. Held in memory: a restart forgives.

    Counted by account and address together, and more loosely by account alone, so that many
    addresses do not help; and failures by network, so that many accounts do not help. Whoever has
    signed in to an account from an address before is not held up by what others try: nobody can
    lock a clerk out of her own desk.
    """

    def __init__(self) -> None:
        self._tries: dict[tuple[str, str], tuple[int, float]] = {}
        self._known: set[tuple[str, str]] = set()
        self._ours: set[str] = set()  # networks
        self._failures = Allowance(A_NETWORK, NETWORK_SECONDS)
        self._failures_of_ours = Allowance(A_NETWORK_OF_OURS, NETWORK_SECONDS)

    def wait_seconds(self, account: str, address: str) -> float:
        """How long this one must wait before the next try; 0 when it may try now."""
        wait = self._wait((account, address), FREE_TRIES)
        if (account, address) in self._known:
            return wait
        everywhere = self._wait((account, EVERYWHERE), FREE_TRIES_EVERYWHERE)
        return max(wait, everywhere, self._wait_of(network(address)))

    def _wait_of(self, network: str) -> float:
        allowance = self._failures_of_ours if network in self._ours else self._failures
        return allowance.wait(network)

    def trying(self, account: str, address: str) -> None:
        """Count a try, before it is known to be right: many tries at once are counted too."""
        for name in ((account, address), (account, EVERYWHERE)):
            now = time.monotonic()
            count, last = self._tries.get(name, (0, now))
            count = count if now - last < FORGIVEN_SECONDS else 0
            self._tries[name] = (count + 1, now)
        self._forget_the_old()

    def failed(self, address: str) -> None:
        """A try was wrong, whatever the account."""
        self._failures.count(network(address))
        self._failures_of_ours.count(network(address))

    def succeeded(self, account: str, address: str) -> None:
        """The try was right: it does not count, nor do this one's slips before it."""
        self._known.add((account, address))
        self._ours.add(network(address))
        self._tries.pop((account, address), None)
        count, last = self._tries.get((account, EVERYWHERE), (1, 0.0))
        self._tries[account, EVERYWHERE] = (count - 1, last)

    def _wait(self, name: tuple[str, str], free: int) -> float:
        count, last = self._tries.get(name, (0, 0.0))
        if count < free:
            return 0.0
        wait = min(LONGEST_WAIT_SECONDS, 2.0 ** min(count - free, 10))
        return max(0.0, last + wait - time.monotonic())

    def _forget_the_old(self) -> None:
        if len(self._tries) > MOST_KEPT:
            old = time.monotonic() - 10 * LONGEST_WAIT_SECONDS
            self._tries = {k: v for k, v in self._tries.items() if v[1] > old}
        if len(self._known) > MOST_KEPT:
            self._known.clear()
            self._ours.clear()
