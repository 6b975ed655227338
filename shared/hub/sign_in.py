"""Signing in, for the page and for the API alike.

Accounts that nobody has are hashed in turns of their own, one at a time: whoever makes names up
holds up themselves, and nobody at a desk. Alone, both take the same time; while many are being
tried, the time may tell whether a name is an account's. Names of accounts are no secret.
"""

import re
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from shared.domain.commands import ACCOUNT
from shared.domain.refusals import Refusal
from shared.hub import context, sessions
from shared.hub.passwords import Throttle, check_password
from shared.hub.runtime import off_loop

if TYPE_CHECKING:
    from shared.hub.app import Hub


class Credentials(Struct, frozen=True, forbid_unknown_fields=True):
    account: Annotated[str, Meta(min_length=1, max_length=32)]
    password: Annotated[str, Meta(min_length=1, max_length=200)]


class WrongPassword(Refusal):
    code = "wrong-password"


class TooManyTries(Refusal):
    code = "too-many-tries"


def check(hub: "Hub", credentials: Credentials) -> None:
    """Sign in, or raise WrongPassword, TooManyTries or TooBusy. An account that does not exist or
    was shut is told nothing else than one whose password is wrong; a name that no account can have
    costs nothing."""
    account, address = credentials.account, context.address()
    if not re.match(ACCOUNT, account):
        raise WrongPassword("The account or the password is wrong.")
    with hub.bus.looking() as hall:
        person = hall.staff.get(account)
    exists = person is not None and person.enabled
    hashed = hub.bus.store.sealed(sessions.password_name(account)) if exists else None
    may_try(hub.throttle, account, address)
    turns = hub.passwords if exists else hub.strangers
    with turns.turn():
        may_try(hub.throttle, account, address)  # others may have tried while this one waited
        hub.throttle.trying(account, address)
        right = off_loop(hub.settings.async_mode, check_password, hashed, credentials.password)
    if not right:
        hub.throttle.failed(address)
        raise WrongPassword("The account or the password is wrong.")
    hub.throttle.succeeded(account, address)
    sessions.begin(hub, account)


def may_try(throttle: Throttle, account: str, address: str) -> None:
    """Raises TooManyTries."""
    wait = throttle.wait_seconds(account, address)
    if wait > 0:
        raise TooManyTries("Too many tries. Please wait {seconds} seconds.", seconds=int(wait) + 1)
