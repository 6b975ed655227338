"""What became of a business day, also one of long ago."""

from collections import Counter

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.refusals import Unknown
from shared.domain.tickets import State
from shared.store import Store
from shared.store.days import TicketOfDay, tickets_of_day


class Ended(Struct, frozen=True):
    """What became of numbers. `missed` counts those that never came; `expired` are those whose day
    ended before they were served; `other` is the rest, such as those that still wait. Waits last
    until the last call, in seconds; None where nobody was called."""

    issued: int
    served: int
    missed: int
    cancelled: int
    expired: tuple[str, ...]
    other: int
    mean_wait_seconds: float | None
    longest_wait_seconds: float | None


class QueueReport(Struct, frozen=True):
    """`name` is the queue's letter where an import has taken it away since."""

    letter: str
    name: Text
    ended: Ended


class DayReport(Struct, frozen=True):
    """A business day, also one of long ago."""

    day: str
    whole: Ended
    queues: tuple[QueueReport, ...]


def day_report(store: Store, hall: Hall, day: str) -> DayReport:
    """Read from the tables, so that a day can be asked for as long as the hall is kept."""
    with store.reading() as connection:
        tickets = tickets_of_day(connection, hall.code, day)
    if tickets is None:
        raise Unknown("The hall has no record of that day.")
    letters = sorted({ticket.queue for ticket in tickets}, key=lambda letter: (len(letter), letter))
    return DayReport(
        day,
        _ended(tickets),
        tuple(
            QueueReport(
                letter,
                hall.queues[letter].name if letter in hall.queues else {"zh": letter},
                _ended([ticket for ticket in tickets if ticket.queue == letter]),
            )
            for letter in letters
        ),
    )


def _ended(tickets: list[TicketOfDay]) -> Ended:
    states = Counter(ticket.state for ticket in tickets)
    waits = [t.waited_seconds for t in tickets if t.waited_seconds is not None]
    missed = states[State.missed] + states[State.abandoned]
    told = states[State.served] + missed + states[State.cancelled] + states[State.expired]
    return Ended(
        issued=len(tickets),
        served=states[State.served],
        missed=missed,
        cancelled=states[State.cancelled],
        expired=tuple(t.number for t in tickets if t.state is State.expired),
        other=len(tickets) - told,
        mean_wait_seconds=round(sum(waits) / len(waits), 1) if waits else None,
        longest_wait_seconds=max(waits, default=None),
    )
