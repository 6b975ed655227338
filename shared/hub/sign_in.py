"""Signing in, for the page and for the API alike."""

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from shared.domain.refusals import Refusal
from shared.hub import context, sessions
from shared.hub.passwords import check_password
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
    """Sign in, or raise WrongPassword or TooManyTries. An account that does not exist or was shut
    is told nothing else than one whose password is wrong."""
    account, address = credentials.account, context.address()
    wait = hub.throttle.wait_seconds(account, address)
    if wait > 0:
        raise TooManyTries("Too many tries. Please wait {seconds} seconds.", seconds=int(wait) + 1)
    hub.throttle.trying(account, address)
    with hub.bus.looking() as hall:
        person = hall.staff.get(account)
    hashed = hub.bus.store.sealed(sessions.password_name(account))
    with hub.hashing:
        right = off_loop(hub.settings.async_mode, check_password, hashed, credentials.password)
    if not right or person is None or not person.enabled:
        raise WrongPassword("The account or the password is wrong.")
    hub.throttle.succeeded(account, address)
    sessions.begin(hub, account)
