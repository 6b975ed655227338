"""The demo as a whole: prepare, let the day pass, look at what became of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from msgspec import Struct

from shared.demo import day, preparing, report
from shared.demo.citizens import Kiosks, OpenAgain
from shared.demo.clerks import Clerk
from shared.demo.clock import DayClock
from shared.demo.line import Line
from shared.demo.roll import Roll
from shared.demo.screens import Consoles, Wall
from shared.demo.tally import Tally

OVERTIME_SECONDS = 6 * 3600  # of the day, for those who still wait when the last has come
LEAST_OVERTIME = 60.0  # real seconds of it, however fast the day goes
LOOK_SECONDS = 0.25

Say = Callable[[str], None]


class Wanted(Struct, frozen=True, kw_only=True):
    """What to play. `citizens` and `minutes` cut the day short; None plays all of it."""

    url: str
    account: str
    password: str
    speed: float = 60.0
    clerks: int = 40
    seed: int = 1
    citizens: int | None = None
    minutes: float | None = None


def run_demo(wanted: Wanted, say: Say = click.echo) -> int:
    """Play the day and tell about it: 0, or 1 unless the hall is whole.

    Raises Refused or Unreachable when the hall cannot be prepared.
    """
    result = play(wanted, say)
    for line in report.lines(result):
        say(line)
    return 0 if result.whole else 1


def play(wanted: Wanted, say: Say = click.echo) -> report.Report:
    """Play the day on the running hall, leave nothing of the demo open, tell what happened."""
    tally = Tally()
    admin = Line(wanted.url, tally)
    admin.sign_in(wanted.account, wanted.password)
    catalogue = admin.get("/catalogue")
    windows = preparing.windows_for(catalogue, wanted.clerks)
    people = _people(wanted, catalogue, windows)
    if preparing.open_hall(admin):
        say("The hall was closed and is opened specially for the demo.")
    say(f"{len(people)} citizens, {len(windows)} clerks, {wanted.speed:g} times as fast as life.")
    say("Their accounts are made and signed in; this takes a moment.")
    crew = preparing.gather(wanted.url, admin, catalogue, windows, tally)
    clock = DayClock(people[0].arrives, wanted.speed)
    wall = Wall(wanted.url, crew.boards)
    consoles = Consoles(wanted.url, windows, admin.cookie)
    try:
        wall.connect()
        consoles.connect()
        roll = _pass_the_day(crew, clock, people, wall, consoles, admin)
        wall.settle()
        return report.look(admin, roll, wall, tally, wanted.speed)
    finally:
        wall.close()
        consoles.close()
        preparing.dismiss(admin, crew)
        admin.close()


def _people(wanted: Wanted, catalogue: dict[str, Any], windows: list[int]) -> list[day.Citizen]:
    """Raises ValueError when nobody would come."""
    whole_day = day.read_day()
    span = day.opening_span(catalogue["hours"])
    arrivals = day.cut(whole_day, span, wanted.citizens, wanted.minutes)
    if not arrivals:
        raise ValueError("Nobody comes in so short a day.")
    services = preparing.services_at(catalogue, windows)
    return day.citizens_of(arrivals, day.service_seconds(whole_day), services, wanted.seed)


def _pass_the_day(
    crew: preparing.Crew,
    clock: DayClock,
    people: list[day.Citizen],
    wall: Wall,
    consoles: Consoles,
    admin: Line,
) -> Roll:
    roll = Roll(len(people))
    clerks = [
        Clerk(window, line, clock, roll, consoles, wall) for window, line in crew.clerks.items()
    ]
    kiosks = Kiosks(crew.kiosks, clock, roll, OpenAgain(admin, preparing.REASON))
    for clerk in clerks:
        clerk.open()
    admin.tally.begin()
    clock.start()
    kiosks.open(people)
    for clerk in clerks:
        clerk.start()
    try:
        _watch(roll, clock, people[-1].arrives)
    except KeyboardInterrupt:
        click.echo("Stopped; the numbers taken so far stay.", err=True)
    admin.tally.end()
    clock.stopped.set()
    consoles.wake_all()
    kiosks.join()
    for clerk in clerks:
        clerk.join()
        clerk.close()
    return roll


def _watch(roll: Roll, clock: DayClock, last_arrival: float) -> None:
    """Until everybody has gone, or overtime is over."""
    overtime = max(OVERTIME_SECONDS, LEAST_OVERTIME * clock.speed)
    with _bar(roll.expected) as show:
        while clock.now() < last_arrival + overtime:
            over = roll.wait_for_the_last(LOOK_SECONDS)
            show(roll.done)
            if over:
                return


@contextmanager
def _bar(length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=length, label="The day", file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
