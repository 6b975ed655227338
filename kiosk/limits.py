"""How often one address may do what anybody may do. Loose on purpose: a school, a company, a mobile
network or the hall's own wireless network shows one address for many people.
"""

from enum import Enum

from shared.hub import context
from shared.hub.allowance import Allowance, network
from shared.hub.sign_in import TooManyTries

HOUR_SECONDS = 3600.0


class Limit(Enum):
    """What is counted for each address, and how much of it an hour."""

    posts = 300  # forms sent, wrong ones too
    records = 60  # appointments made, home visits asked for
    phones = 120  # phones that gave the boards' code
    numbers = 150  # numbers that they took


def check(limit: Limit) -> None:
    """Raises TooManyTries where the hour's are used up."""
    wait = _allowance(limit).wait(network(context.address()))
    if wait:
        raise TooManyTries(
            "Very much was sent from your address within an hour. Please try again in {minutes}"
            " minutes, or ask the information desk.",
            minutes=int(wait // 60) + 1,
            seconds=int(wait) + 1,
        )


def count(limit: Limit) -> None:
    _allowance(limit).count(network(context.address()))


def not_too_often() -> None:
    """Check a form that was sent, and count it."""
    check(Limit.posts)
    count(Limit.posts)


def _allowance(limit: Limit) -> Allowance:
    return context.hub().allowance(limit.name, limit.value, HOUR_SECONDS)
