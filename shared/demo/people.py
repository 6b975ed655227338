"""What the day's arrivals come for: each is made a citizen of this hall.

The mapping is made of a seeded chance alone, so that the same seed gives the same day. Shares are
exact: of 100 citizens 8 are of the green channel, whatever the seed.
"""

from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import Any

from msgspec import Struct

from shared.demo.day import Arrival

NEEDS = {"elderly": 50, "disabled": 12, "pregnant": 12, "infant": 16, "serviceman": 10}
LANGUAGES = {"zh": 91, "ko": 5, "en": 4}
SHORTEST_SERVICE_SECONDS = 30.0
LONGEST_SERVICE = 4.0  # times the typical minutes: some calls went on for an hour
NEVER = float("inf")

GREEN = 0.08
APPOINTMENTS = 0.15
VISITS = 0.03
ABSENT = 0.05  # not there when they are called
CHANGES_MIND = 0.02  # leaves early whatever the wait, and says so
STEPS = 3

TOO_LATE = 5, 1  # one in so many appointments is later than the hall waits for; which of them
EARLY = 5, (2, 3, 4)
EARLIEST_SECONDS, LATEST_SECONDS = 900.0, 400.0
BACK = 5, (0, 1, 2)  # three of five who missed their call come back
MISSES_AGAIN = 10, 1
BACK_AFTER_SECONDS = 60.0, 420.0
SEEN_LATER = 4, 1  # one in so many of the green channel takes an ordinary number first


class Citizen(Struct, frozen=True):
    """Somebody who comes at a second of the day.

    Waits no longer than to `leaves` and then cancels. `need` makes a green channel number, at
    once or when the steward has seen it (`seen_later`). `booked_after`: an appointment for so many
    seconds after the arrival, negative when late; `too_late`: later than the hall waits for.
    `then` are further services of one visit. Is not there at the first `misses` calls, and comes
    back `back_after` seconds after the first, if at all.
    """

    arrives: float
    service: str
    service_seconds: float
    walk_seconds: float = 20.0
    leaves: float = NEVER
    language: str = "zh"
    need: str = ""
    seen_later: bool = False
    booked_after: float | None = None
    too_late: bool = False
    then: tuple[str, ...] = ()
    misses: int = 0
    back_after: float | None = None

    @property
    def class_(self) -> str:
        """The class asked for on arrival."""
        if self.booked_after is not None:
            return "appointment"
        return "green" if self.need and not self.seen_later else "ordinary"


def citizens_of(
    arrivals: Sequence[Arrival],
    known: Sequence[int],
    services: Sequence[dict[str, Any]],
    seed: int,
) -> list[Citizen]:
    """Each arrival comes for a service, as often as it is asked for in a year.

    The log's times keep their shape and are scaled so that the mean of `known`, the day's service
    seconds, becomes the service's typical minutes; patience is scaled likewise.
    """
    chance = Random(seed)  # noqa: S311  (a day to be replayed, not a secret)
    green = _lot(chance, GREEN, arrivals, lambda a: a.high_priority)
    booked = _lot(chance, APPOINTMENTS, arrivals, without=green)
    absent = _lot(chance, ABSENT, arrivals, lambda a: a.patience_seconds is not None)
    visits = _lot(chance, VISITS, arrivals, without=absent)
    hasty = _lot(chance, CHANGES_MIND, arrivals, without=[*absent, *visits, *booked])
    people = []
    for at, arrival in enumerate(arrivals):
        words = _errand(chance, arrival, known, services)
        if at in hasty:
            words["leaves"] = arrival.arrives + chance.uniform(20, 60)
        if at in green:
            words["need"] = _one_of(NEEDS, chance)
            words["seen_later"] = _falls(SEEN_LATER, green.index(at))
        if at in booked:
            words |= _appointment(chance, booked.index(at))
        if at in absent:
            words |= _absence(chance, absent.index(at))
        if at in visits:
            words |= {"then": _then(chance, words["service"], services), "leaves": NEVER}
        people.append(Citizen(**words))
    return people


def _lot(
    chance: Random,
    share: float,
    arrivals: Sequence[Arrival],
    rather: Callable[[Arrival], bool] = lambda arrival: True,
    without: Collection[int] = (),
) -> list[int]:
    """To which of the arrivals something falls: those first that it would `rather`."""
    free = [at for at in range(len(arrivals)) if at not in without]
    chance.shuffle(free)
    free.sort(key=lambda at: not rather(arrivals[at]))
    return free[: round(share * len(arrivals))]


def _falls(share: tuple[int, int | tuple[int, ...]], at: int) -> bool:
    each, which = share
    return at % each in (which if isinstance(which, tuple) else (which,))


def _errand(
    chance: Random, arrival: Arrival, known: Sequence[int], services: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    service = _wanted(chance, services)
    scale = service["minutes"] * 60 / (sum(known) / len(known))
    seconds = (arrival.service_seconds or chance.choice(known)) * scale
    longest = LONGEST_SERVICE * service["minutes"] * 60
    patience = arrival.patience_seconds
    return {
        "arrives": arrival.arrives,
        "leaves": NEVER if patience is None else arrival.arrives + patience * scale,
        "service": service["code"],
        "service_seconds": max(SHORTEST_SERVICE_SECONDS, min(seconds, longest)),
        "walk_seconds": chance.uniform(10, 45),
        "language": _one_of(LANGUAGES, chance),
    }


def _wanted(chance: Random, services: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return chance.choices(services, [max(1, service["cases_a_year"]) for service in services])[0]


def _appointment(chance: Random, at: int) -> dict[str, Any]:
    if _falls(TOO_LATE, at):
        return {"booked_after": 0.0, "too_late": True}
    early = _falls(EARLY, at)
    least, most = (60.0, EARLIEST_SECONDS) if early else (-LATEST_SECONDS, 0.0)
    return {"booked_after": chance.uniform(least, most)}


def _absence(chance: Random, at: int) -> dict[str, Any]:
    """Whoever is not there has said nothing: they cancel nothing either."""
    back = chance.uniform(*BACK_AFTER_SECONDS) if _falls(BACK, at) else None
    return {
        "leaves": NEVER,
        "misses": 2 if back is not None and _falls(MISSES_AGAIN, at) else 1,
        "back_after": back,
    }


def _then(chance: Random, service: str, services: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Further services of a visit, none twice; fewer where the hall has no more."""
    wanted = [service]
    others = [s for s in services if s["code"] not in wanted]
    while others and len(wanted) < STEPS:
        wanted.append(_wanted(chance, others)["code"])
        others = [s for s in services if s["code"] not in wanted]
    return tuple(wanted[1:])


def _one_of(shares: dict[str, int], chance: Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
