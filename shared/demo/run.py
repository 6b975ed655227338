"""The demo as a whole: prepare, let the day pass, look at what became of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

import click
from msgspec import Struct

from shared.demo import day, people, preparing, report, table
from shared.demo.citizens import Booking, Citizens, OpenAgain
from shared.demo.clerks import Clerk
from shared.demo.clock import DayClock
from shared.demo.consoles import Consoles, Panels
from shared.demo.customs import Customs
from shared.demo.floor import Floor, Places, Relief
from shared.demo.line import Line
from shared.demo.roll import Roll
from shared.demo.screens import Wall
from shared.demo.supervisor import Supervisor
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
    for line in table.lines(result):
        say(line)
    return 0 if result.whole else 1


def play(wanted: Wanted, say: Say = click.echo) -> report.Report:
    """Play the day on the running hall, leave nothing of the demo open, tell what happened."""
    tally = Tally()
    admin = Line(wanted.url, tally)
    admin.sign_in(wanted.account, wanted.password)
    catalogue = admin.get("/catalogue")
    windows = preparing.windows_for(catalogue, wanted.clerks)
    who_come = _people(wanted, catalogue, windows)
    if preparing.open_hall(admin):
        say("The hall was closed and is opened specially for the demo.")
    say(f"{len(who_come)} citizens, {len(windows)} clerks, {wanted.speed:g} times as fast as life.")
    say("Their accounts are made and signed in; this takes a moment.")
    crew = preparing.gather(wanted.url, admin, windows, tally)
    with ExitStack() as after:
        after.callback(admin.close)
        after.callback(preparing.dismiss, admin, crew)
        clock = DayClock(who_come[0].arrives, wanted.speed)
        roll = Roll(len(who_come), clock)
        customs = Customs(wanted.seed)
        wall = Wall(wanted.url, crew.boards)
        after.callback(wall.close)
        wall.connect()
        consoles = Consoles(wanted.url, windows, admin.cookie)
        after.callback(consoles.close)
        consoles.connect()
        rating = Line(wanted.url, tally, crew.panel)
        panels = Panels(wanted.url, windows, crew.panel, rating, customs, roll)
        after.callback(panels.close)
        panels.connect()
        settings = admin.get("/hall/settings")
        supervisor = Supervisor(crew.supervisor, windows[0], clock, roll)
        floor = Floor(
            clock=clock,
            roll=roll,
            citizens=_citizens(crew, clock, roll, settings, admin),
            customs=customs,
            places=Places(catalogue, windows),
            consoles=consoles,
            wall=wall,
            relief=Relief(crew.accounts[len(windows)], crew.relief),
            automatic_seconds=settings["automatic_least_seconds"],
        )
        _pass_the_day(crew, floor, who_come, supervisor, tally)
        wall.settle()
        panels.close()
        supervisor.finish()
        return report.look(admin, roll, wall, tally)


def _people(wanted: Wanted, catalogue: dict[str, Any], windows: list[int]) -> list[people.Citizen]:
    """Raises ValueError when nobody would come."""
    whole_day = day.read_day()
    span = day.opening_span(catalogue["hours"])
    arrivals = day.cut(whole_day, span, wanted.citizens, wanted.minutes)
    if not arrivals:
        raise ValueError("Nobody comes in so short a day.")
    services = preparing.services_at(catalogue, windows)
    return people.citizens_of(arrivals, day.service_seconds(whole_day), services, wanted.seed)


def _citizens(
    crew: preparing.Crew, clock: DayClock, roll: Roll, settings: dict[str, Any], admin: Line
) -> Citizens:
    hub_now = datetime.fromisoformat(admin.get("/boards/main")["at"])
    booking = Booking(clock, hub_now, settings["grace_minutes"])
    open_again = OpenAgain(admin, preparing.REASON)
    return Citizens(crew.kiosks, crew.steward, clock, roll, booking, open_again)


def _pass_the_day(
    crew: preparing.Crew,
    floor: Floor,
    who_come: list[people.Citizen],
    supervisor: Supervisor,
    tally: Tally,
) -> None:
    clerks = [
        Clerk(window, account, line, floor)
        for (window, line), account in zip(crew.clerks.items(), crew.accounts, strict=False)
    ]
    for clerk in clerks:
        clerk.open()
    tally.begin()
    floor.clock.start()
    floor.citizens.open(who_come)
    supervisor.start()
    for clerk in clerks:
        clerk.start()
    try:
        _watch(floor.roll, floor.clock, who_come[-1].arrives)
    except KeyboardInterrupt:
        click.echo("Stopped; the numbers taken so far stay.", err=True)
    tally.end()
    floor.clock.stopped.set()
    floor.consoles.wake_all()
    floor.citizens.join()
    for clerk in clerks:
        clerk.join()
        clerk.close()
    floor.relief.line.close()


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
