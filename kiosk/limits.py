"""How often one address may send what anybody may send. Loose on purpose: a school, a company or a
mobile network shows one address for many people.
"""

from shared.hub import context
from shared.hub.allowance import network
from shared.hub.sign_in import TooManyTries

POSTS_AN_HOUR = 30
HOUR_SECONDS = 3600.0


def not_too_often() -> None:
    """Count this request. Raises TooManyTries."""
    allowance = context.hub().allowance("posts of the public", POSTS_AN_HOUR, HOUR_SECONDS)
    name = network(context.address())
    wait = allowance.wait(name)
    if wait:
        raise TooManyTries(
            "Very much was sent from your address within an hour. Please try again in {minutes}"
            " minutes, or ask the information desk.",
            minutes=int(wait // 60) + 1,
            seconds=int(wait) + 1,
        )
    allowance.count(name)
