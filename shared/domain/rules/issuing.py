"""What the two ways to a new ticket share: taking one, and being served without one."""

from shared.domain import commands as c
from shared.domain.hall import Hall
from shared.domain.numbering import number
from shared.domain.refusals import Malformed, Unknown

SHORTEST_KEY = 16


def check_language_and_key(command: c.TakeTicket | c.ServeWalkIn, hall: Hall) -> None:
    if hall.catalogue is None or command.language not in hall.catalogue.name:
        raise Unknown("There is no such language here.")
    if len(command.key) < SHORTEST_KEY or command.key in hall.keys:
        raise Malformed("The number's key is too short or was given before.")


def next_number(hall: Hall, queue: str) -> str:
    return number(queue, hall.numbers.get(queue, 0) + 1)
