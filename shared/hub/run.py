"""`hall run`: from nothing to a hall that gives numbers.

Order matters: `shared.hub.runtime.patch` has been called before this module is imported.
"""

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import click
import msgspec

from shared.bus import Bus
from shared.config import Settings
from shared.domain import commands as c
from shared.domain.hall import Hall
from shared.domain.people import Role
from shared.domain.refusals import Malformed
from shared.halls.reading import read_hall, read_staff
from shared.hub import runtime
from shared.hub.api_commands import KIOSK_PIN
from shared.hub.app import Hub
from shared.hub.crew import Crew
from shared.hub.pairing import local_name, pair_local
from shared.hub.passwords import hash_password, new_password, new_pin
from shared.hub.sessions import password_name
from shared.store import Store
from shared.store.secret import read_secret

TERMINAL = "system:terminal"

Tell = Callable[[Hall, str, str], None]  # account and password


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_bus(settings: Settings) -> Bus:
    """The hall's bus on its database file, which is made where it does not exist."""
    return Bus(Store(settings.database, settings.code), utc_now)


def set_up(bus: Bus, settings: Settings, tell: Tell) -> None:
    """Import the hall's files and add its staff where the database has none yet. `tell` is called
    with each new account and its password, which is kept nowhere."""
    with bus.looking() as hall:
        has_catalogue, has_staff = hall.catalogue is not None, bool(hall.staff)
    if not has_catalogue:
        catalogue = read_hall(settings.files)
        bus.execute(c.ImportHall(id=_id(), by=TERMINAL, catalogue=catalogue))
    if not has_staff:
        add_missing_staff(bus, settings, tell)


def add_missing_staff(bus: Bus, settings: Settings, tell: Tell) -> None:
    """Add the people of staff.csv who have no account."""
    with bus.looking() as hall:
        known = set(hall.staff)
    for row in read_staff(settings.files):
        if row.account not in known:
            password = add_account(bus, row.account, row.name, row.role, row.department, row.badge)
            with bus.looking() as hall:
                tell(hall, row.account, password)


def add_account(
    bus: Bus, account: str, name: str, role: str, department: str, badge: str = ""
) -> str:
    """Add a staff account and give its new password. Raises a `Refusal`."""
    fields = {"account": account, "name": name, "role": role, "department": department}
    fields["badge"] = badge
    try:
        command = msgspec.convert(fields | {"id": _id(), "by": TERMINAL}, c.AddStaff)
    except msgspec.ValidationError as fault:
        raise Malformed(
            "An account begins with a small letter and has 2 to 32 small letters, digits, dots,"
            " hyphens and underscores; a name has at most 80 characters; a badge's number has at"
            " most 12 letters and digits."
        ) from fault
    password = new_password()
    bus.execute(command, {password_name(account): hash_password(password)})
    return password


def new_account_password(bus: Bus, account: str) -> str:
    """Give an account a new password. Raises a `Refusal`."""
    password = new_password()
    bus.execute(
        c.SetPassword(id=_id(), by=TERMINAL, account=account),
        {password_name(account): hash_password(password)},
    )
    return password


def new_kiosk_pin(bus: Bus) -> str:
    """Give the kiosks a new PIN. Raises a `Refusal`."""
    pin = new_pin()
    bus.execute(c.SetKioskPin(id=_id(), by=TERMINAL), {KIOSK_PIN: hash_password(pin)})
    return pin


def run(
    settings: Settings,
    *,
    local_devices: bool,
    open_today: bool,
    stations: bool,
) -> None:
    """Serve until interrupted. Raises OSError where the address is taken; nothing has changed."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    # They log a trace for whatever a visitor sends.
    for name in ("engineio", "engineio.server", "socketio", "socketio.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    listener = runtime.listen(settings.host, settings.port)
    bus = open_bus(settings)
    set_up(bus, settings, _show)
    bus.begin_day()
    if open_today:
        _open_today(bus)
    hub = Hub(settings, bus, read_secret(settings))
    if local_devices:
        _hand_out_local(hub)
    crew = Crew(settings) if stations else None
    runtime.end_by_signals(settings.async_mode)
    hub.start()
    if crew is not None:
        crew.start()
    try:
        _welcome(settings, listener.getsockname()[1], local_devices)
        behind_proxies = settings.proxies > 0
        runtime.serve(hub.application, settings.async_mode, listener, behind_proxies)
    except KeyboardInterrupt:
        pass
    finally:
        hub.stop()
        if crew is not None:
            crew.stop()


def _open_today(bus: Bus) -> None:
    """For trying the hall out at any hour, over lunch and after closing: journaled like any
    special opening."""
    with bus.looking() as hall:
        special = hall.special
    if not special:
        bus.execute(c.OpenSpecially(id=_id(), by=TERMINAL, reason="试用 (started to try it out)"))


def _hand_out_local(hub: Hub) -> None:
    """Not to a device that an administrator has shut out."""
    with hub.bus.looking() as hall:
        kiosks = list(hall.kiosks)
        shut = {device.id for device in hall.devices.values() if not device.enabled}
    places = {Role.kiosk: kiosks[0] if kiosks else "", Role.display: ""}
    for kind, place in places.items():
        if local_name(kind) not in shut and (kind is not Role.kiosk or place):
            hub.local_tokens[kind] = pair_local(hub, kind, place)


def _show(hall: Hall, account: str, password: str) -> None:
    """At once, as each account is made: if a later step fails, it has been seen all the same."""
    person = hall.staff[account]
    if len(hall.staff) == 1:
        click.echo("\nStaff accounts. These passwords are shown this once and kept nowhere:\n")
    windows = [n for n, desk in hall.desks.items() if desk.department == person.department]
    where = f", windows such as {windows[0]}" if person.department and windows else ""
    click.echo(f"  {account:<14} {password}   {person.role}{where}")
    sys.stdout.flush()


def _welcome(settings: Settings, port: int, local_devices: bool) -> None:
    address = f"http://{settings.host}:{port}"
    click.echo(f"\nThe hall is open at {address}\n")
    for path, what in (
        ("/", "start page, links to everything"),
        ("/kiosk", "take a number"),
        ("/counter", "call numbers (staff sign in)"),
        ("/display", "main board"),
        ("/display/window/1", "panel over window 1"),
        ("/api/v1/openapi.json", "the API"),
    ):
        click.echo(f"  {address + path:<45} {what}")
    if local_devices:
        click.echo("\nBrowsers on this machine may act as kiosk and display.")
    click.echo("\nCtrl-C ends it.\n")
    sys.stdout.flush()


def _id() -> str:
    return str(uuid4())
