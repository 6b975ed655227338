"""How long the wait is likely to be."""

from datetime import datetime
from math import ceil

from shared.domain.catalogue import Catalogue
from shared.domain.hall import Hall, Served

TYPICAL_COUNTS_AS = 5  # the typical time weighs like so many services finished today


def typical_minutes(catalogue: Catalogue) -> dict[str, float]:
    """Minutes a service of each queue takes, by the mix of a year; by plain mean without one."""
    typical = {}
    for queue in catalogue.queues:
        services = [service for service in catalogue.services if service.queue == queue.letter]
        cases = sum(service.cases_a_year for service in services)
        if cases:
            typical[queue.letter] = sum(s.minutes * s.cases_a_year for s in services) / cases
        elif services:
            typical[queue.letter] = sum(s.minutes for s in services) / len(services)
    return typical


def minutes_each(hall: Hall, queue: str) -> float:
    """Minutes a service of this queue takes: the typical time, corrected by today's."""
    today = hall.served.get(queue, Served())
    total = hall.typical.get(queue, 0.0) * TYPICAL_COUNTS_AS + today.seconds / 60
    return total / (TYPICAL_COUNTS_AS + today.count)


def wait_minutes(
    hall: Hall, queue: str, ahead: int, now: datetime, booked_for: datetime | None = None
) -> int | None:
    """Whole minutes until somebody with so many ahead is called, an appointment not before its
    time; 0 where nobody is ahead, None where no window of the queue is open and nobody can say."""
    windows = len(hall.open_windows(queue))
    if not windows:
        return None
    until = (booked_for - now).total_seconds() / 60 if booked_for is not None else 0.0
    return ceil(max(ahead * minutes_each(hall, queue) / windows, until))
