"""How often one address may do what anybody may do. Loose on purpose: a school, a company, a mobile
network or the hall's own wireless network shows one address for many people.
"""

from enum import Enum

from shared.hub import context
from shared.hub.allowance import Allowance, network
from shared.hub.presence import LASTS, TooManyPhones, Visitor
from shared.hub.sign_in import TooManyTries

HOUR_SECONDS = 3600.0
MINUTE_SECONDS = 60.0
PHONES_A_MINUTE = 30  # of one address: a hall's own network has many
LEAST_NUMBERS = 10  # of one code, in a small hall
WINDOWS_A_NUMBER = 3  # one number for so many windows is more than a hall serves in a minute


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


def new_phone() -> None:
    """Count a phone that gives the boards' code for the first time. Raises TooManyTries,
    TooManyPhones."""
    check(Limit.phones)
    hub, name = context.hub(), network(context.address())
    this_minute = hub.allowance("phones a minute", PHONES_A_MINUTE, MINUTE_SECONDS)
    if this_minute.wait(name):
        raise TooManyPhones("Very many phones begin just now. Please wait a minute and try again.")
    this_minute.count(name)
    count(Limit.phones)


def number_of_code(visitor: Visitor) -> None:
    """Count a number against the code by which its phone came in, whatever the addresses: whoever
    read one code and gave it to many phones gets no more than a hall needs in a minute. Raises
    TooManyPhones."""
    with context.looking() as hall:
        most = max(LEAST_NUMBERS, len(hall.windows) // WINDOWS_A_NUMBER)
    of_code = context.hub().allowance("numbers of a code", most, LASTS.total_seconds())
    if of_code.wait(str(visitor.minute)):
        raise TooManyPhones(
            "Very many numbers were taken with this code. Please take one at a kiosk, or enter the"
            " code that the screens show now."
        )
    of_code.count(str(visitor.minute))


def not_too_often() -> None:
    """Check a form that was sent, and count it."""
    check(Limit.posts)
    count(Limit.posts)


def _allowance(limit: Limit) -> Allowance:
    return context.hub().allowance(limit.name, limit.value, HOUR_SECONDS)
