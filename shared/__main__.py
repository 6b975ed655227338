"""The `hall` command. Each subcommand says what went wrong in one sentence and exits with 1."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from shared import __version__
from shared.config import Settings, SettingsError, read_settings
from shared.demo.command import demo
from shared.told import told
from shared.voice_command import voice


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hall")
@click.option("--var", type=click.Path(path_type=Path), help="Folder of all run-time files.")
@click.option("--code", help="Which hall, by the code in its hall.csv.")
@click.option("--files", type=click.Path(path_type=Path), help="Folder of the hall's CSV files.")
@click.pass_context
def main(context: click.Context, /, **given: Any) -> None:
    """Queue and window system for a government service hall.

    Settings may also be given as HALL_ variables; README.md lists them.
    """
    os.umask(0o077)  # what is written at run time is for this user alone
    try:
        context.obj = read_settings(**given)
    except SettingsError as fault:
        raise click.ClickException(str(fault)) from fault


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 picks a free one."
)
@click.option(
    "--async-mode", type=click.Choice(["eventlet", "threading"]), help="How to serve many at once."
)
@click.option(
    "--local-devices", is_flag=True, help="Browsers on this machine may act as kiosk and display."
)
@click.option(
    "--open-today", is_flag=True, help="Give numbers today even outside the opening hours."
)
@click.option("--stations/--no-stations", default=True, help="Also run the printers and the voice.")
@click.pass_obj
@told
def run(
    settings: Settings,
    host: str | None,
    port: int | None,
    async_mode: str | None,
    local_devices: bool,
    open_today: bool,
    stations: bool,
) -> None:
    """Open the hall: serve its pages, API and screens."""
    from msgspec.structs import replace

    given = {"host": host, "port": port, "async_mode": async_mode}
    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})
    from shared.hub import runtime

    runtime.patch(settings.async_mode)
    from shared.hub.run import run as serve

    serve(settings, local_devices=local_devices, open_today=open_today, stations=stations)


@main.command()
@click.option("--parent", type=int, hidden=True, help="The hub's process; end when it is gone.")
@click.option(
    "--speaker", metavar="ZONE", help="Be the loudspeaker of a zone or, with hall, of all."
)
@click.option("--hub", metavar="ADDRESS", help="The hub's address, for a loudspeaker.")
@click.option(
    "--sound",
    default="miniaudio",
    show_default=True,
    help="How a loudspeaker plays: miniaudio [card], command ..., file FOLDER.",
)
@click.option(
    "--authority",
    type=click.Path(exists=True, dir_okay=False),
    help="File of the certificates that the hub's is signed by, where the system knows it not.",
)
@click.pass_obj
@told
def station(
    settings: Settings,
    parent: int | None,
    speaker: str | None,
    hub: str | None,
    sound: str,
    authority: str | None,
) -> None:
    """Run the printers and the voice (`hall run` starts one by itself).

    With --speaker and --hub: play what the hub has to say in a zone (or in the whole hall: `hall`)
    through this machine's sound card. At its first start it shows a code for an administrator.
    """
    if speaker is not None or hub is not None:
        _speaker(settings, speaker or "", hub or "", sound, authority or "")
        return
    from shared.devices.run import run_station
    from shared.hub.run import open_bus

    run_station(open_bus(settings), settings, parent)


def _speaker(settings: Settings, place: str, hub: str, sound: str, authority: str) -> None:
    from shared.devices.speaker_play import player
    from shared.devices.speaker_run import run_speaker

    if not place or not hub.startswith(("http://", "https://")):
        raise click.UsageError("A loudspeaker needs both: --speaker F1A --hub https://hall.example")
    try:
        played_by = player(sound)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from fault
    run_speaker(hub, place, settings.var, played_by, _at_once, authority)


def _at_once(sentence: str) -> None:
    click.echo(sentence)
    sys.stdout.flush()


@main.command()
@click.pass_obj
@told
def doctor(settings: Settings) -> None:
    """Say what is there and what is missing: printers, voice, texts, font, disk, clock, holidays,
    database."""
    from shared.doctor import examine

    findings = examine(settings)
    for finding in findings:
        click.echo(f"{finding.mark:<8} {finding.what:<14} {finding.sentence}")
    if any(finding.mark == "missing" for finding in findings):
        sys.exit(1)


@main.command()
@click.argument("language", required=False)
@click.pass_obj
@told
def languages(settings: Settings, language: str | None) -> None:
    """Say what each language has of the sentences and of the hall's files, and what it lacks: of
    LANGUAGE everything, of each language the first few without."""
    from shared.languages import examine, lines

    found = [one for one in examine(settings.files) if language in (None, one.code)]
    if not found:
        raise click.ClickException(f"There is no language {language}.")
    most = (
        5
        if language is None
        else sum(len(one.missing_sentences + one.missing_cells) for one in found)
    )
    for line in lines(found, most):
        click.echo(line)


@main.command()
@click.pass_obj
@told
def verify(settings: Settings) -> None:
    """Check that the journal is whole and the tables say what it says."""
    from shared.store.verify import verify_file

    if not settings.database.exists():
        raise click.ClickException(f"There is no database at {settings.database}.")
    found = verify_file(settings.database, settings.code)
    for fault in found.faults:
        click.echo(fault, err=True)
    if not found.whole:
        raise click.ClickException("The journal and the tables do not agree.")
    click.echo(f"{found.entries} entries, {found.tickets} numbers: the journal is whole.")


@main.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only say whether the files are right.")
@click.pass_obj
@told
def import_(settings: Settings, folder: Path, check: bool) -> None:
    """Take the hall's CSV files from FOLDER: all of them, or none if anything is wrong."""
    from uuid import uuid4

    from msgspec.structs import replace

    from shared.devices.printers import check as check_printers
    from shared.domain.commands import ImportHall
    from shared.halls.reading import read_hall, read_staff
    from shared.hub.run import TERMINAL, add_missing_staff, open_bus

    catalogue = read_hall(folder)
    read_staff(folder)
    try:
        check_printers(catalogue.printers)
    except ValueError as fault:
        raise click.ClickException(f"printers.csv: {fault}") from fault
    if check:
        click.echo("The files are right.")
        return
    bus = open_bus(settings)
    bus.execute(ImportHall(id=str(uuid4()), by=TERMINAL, catalogue=catalogue))
    click.echo(
        f"Imported {len(catalogue.departments)} departments, {len(catalogue.services)} services,"
        f" {len(catalogue.windows)} windows."
    )
    add_missing_staff(
        bus,
        replace(settings, files=folder),
        lambda _, account, password: click.echo(
            f"  new account {account}, password (shown this once): {password}"
        ),
    )


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
@told
def export(settings: Settings, folder: Path) -> None:
    """Write the hall's CSV files into FOLDER, as `hall import` takes them."""
    from shared.halls.reading import StaffRow
    from shared.halls.writing import write_hall, write_staff
    from shared.hub.run import open_bus

    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty.")
    with open_bus(settings).looking() as hall:
        if hall.catalogue is None:
            raise click.ClickException("The hall has not been set up yet.")
        catalogue = hall.catalogue
        staff = [
            StaffRow(s.account, s.name, s.role, s.department, s.badge)
            for s in hall.staff.values()
            if s.enabled
        ]
    folder.mkdir(parents=True, exist_ok=True)
    write_hall(catalogue, folder)
    write_staff(staff, folder)
    click.echo(f"Written to {folder}.")


@main.group()
def user() -> None:
    """Staff accounts."""


@user.command()
@click.argument("account")
@click.option("--name", required=True, help="The name colleagues see.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["clerk", "steward", "supervisor", "administrator"]),
)
@click.option("--department", default="", help="Code of the department; empty for any window.")
@click.option("--badge", default="", help="The number on the badge they wear, for citizens to see.")
@click.pass_obj
@told
def add(
    settings: Settings, account: str, name: str, role: str, department: str, badge: str
) -> None:
    """Add ACCOUNT with a new password, shown once."""
    from shared.hub.run import add_account, open_bus

    given = add_account(open_bus(settings), account, name, role, department, badge)
    click.echo(f"password: {given}")


@user.command()
@click.argument("account")
@click.pass_obj
@told
def password(settings: Settings, account: str) -> None:
    """Give ACCOUNT a new password, shown once; its sessions end."""
    from shared.hub.run import new_account_password, open_bus

    click.echo(f"password: {new_account_password(open_bus(settings), account)}")


@main.command("kiosk-pin")
@click.pass_obj
@told
def kiosk_pin(settings: Settings) -> None:
    """Give kiosks a new PIN, with which their page can be left; shown once."""
    from shared.hub.run import new_kiosk_pin, open_bus

    click.echo(f"PIN: {new_kiosk_pin(open_bus(settings))}")


main.add_command(demo)
main.add_command(voice)


if __name__ == "__main__":
    main()
