"""Which services are asked for most at a kiosk at this hour of the day, by the tickets of the last
four weeks."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shared.domain.hall import Hall
from shared.domain.hours import business_day
from shared.store import Store
from shared.store.days import asked_for

DAYS = 28
LEAST = 3  # numbers of a service before it counts as asked for at a kiosk: fewer are chance
KEPT = timedelta(minutes=5)

Counted = Counter[tuple[str, str]]  # numbers by service and kiosk


def most_asked(
    store: Store, hall: Hall, kiosk_code: str, now: datetime, count: int
) -> tuple[str, ...]:
    """Codes of the `count` services most asked for in the hour of the day that it is now: first
    those of this kiosk, then those of the whole hall, then those with the most cases a year. Only
    what the hall offers now, and not guidance.

    Reads four weeks of the tickets' table; `Asked` spares doing so for every page.
    """
    return _ranked(_counted(store, hall, now), hall, kiosk_code, count)


class Asked:
    """The same, read anew every few minutes and every hour, once for all kiosks. May be shared by
    threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._hour: datetime | None = None
        self._read_at: datetime | None = None
        self._counted: Counted = Counter()

    def most_asked(self, hall: Hall, kiosk_code: str, now: datetime, count: int) -> tuple[str, ...]:
        return _ranked(self._now(hall, now), hall, kiosk_code, count)

    def first(
        self, hall: Hall, kiosk_code: str, now: datetime, services: Sequence[str]
    ) -> tuple[str, ...]:
        """The services, by code, with those first that are asked for at this hour: most at this
        kiosk, then in the whole hall. The others stay in their order."""
        place = _place(self._now(hall, now), kiosk_code)
        return tuple(sorted(services, key=place))

    def _now(self, hall: Hall, now: datetime) -> Counted:
        with self._lock:
            hour = _hour(hall, now)
            fresh = self._read_at is not None and timedelta(0) <= now - self._read_at < KEPT
            if not fresh or self._hour != hour:
                self._counted = _counted(self._store, hall, now)
                self._hour, self._read_at = hour, now
            return self._counted


def _place(counted: Counted, kiosk: str) -> Callable[[str], tuple[int, int]]:
    everywhere: Counter[str] = Counter()
    for (service, _), numbers in counted.items():
        everywhere[service] += numbers

    def place(code: str) -> tuple[int, int]:
        here = counted[code, kiosk] if counted[code, kiosk] >= LEAST else 0
        return (-here, -everywhere[code])

    return place


def _ranked(counted: Counted, hall: Hall, kiosk: str, count: int) -> tuple[str, ...]:
    place = _place(counted, kiosk)
    guidance = hall.catalogue.guidance if hall.catalogue is not None else ""
    offered = sorted(code for code in hall.services if code != guidance)
    offered.sort(key=lambda code: (*place(code), -hall.services[code].cases_a_year))
    return tuple(offered[: max(0, count)])


def _counted(store: Store, hall: Hall, now: datetime) -> Counted:
    """Of today and the days before it. The hour of a day is taken by the hall's clock on that day,
    whatever its distance to UTC was."""
    hour = _hour(hall, now)
    counted: Counted = Counter()
    with store.reading() as connection:
        for ago in range(DAYS):
            since = hour - timedelta(days=ago)  # by the clock: the zone's own hours are not counted
            until = since + timedelta(hours=1)
            day = business_day(hall, since)
            for service, kiosk, numbers in asked_for(connection, hall.code, day, since, until):
                counted[service, kiosk] += numbers
    return counted


def _hour(hall: Hall, now: datetime) -> datetime:
    return now.astimezone(hall.zone).replace(minute=0, second=0, microsecond=0)
