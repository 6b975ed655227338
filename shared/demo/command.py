"""`hall demo` on the command line."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from shared.demo.run import Wanted

PASSWORD_VARIABLE = "HALL_DEMO_PASSWORD"  # noqa: S105
MOST_CLERKS = 104


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="The hall.")
@click.option("--as", "account", default="admin", show_default=True, help="An administrator.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"File with the password; otherwise {PASSWORD_VARIABLE} is read, or you are asked.",
)
@click.option(
    "--speed",
    type=click.FloatRange(min=1, max=100_000),
    default=60,
    show_default=True,
    help="How many times as fast as life the day passes.",
)
@click.option(
    "--clerks", type=click.IntRange(1, MOST_CLERKS), default=40, show_default=True, help="Windows."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
@click.option("--citizens", type=click.IntRange(min=1), help="Only the first so many.")
@click.option("--minutes", type=click.FloatRange(min=1), help="Only the day's first so many.")
@click.option("--own-hall", is_flag=True, help="Start a hall for this alone and throw it away.")
def demo(
    url: str,
    account: str,
    password_file: Path | None,
    speed: float,
    clerks: int,
    seed: int,
    citizens: int | None,
    minutes: float | None,
    own_hall: bool,
) -> None:
    """Let one real working day pass in a running hall: citizens take numbers, clerks serve them.

    Its clerks, kiosks and boards are made for the run and shut after it; its numbers stay in the
    hall's journal. Exits with 1 unless the journal is whole and every number is there.
    """
    from shared.demo.run import Wanted

    def wanted(url: str, account: str, password: str) -> Wanted:
        return Wanted(
            url=url,
            account=account,
            password=password,
            speed=speed,
            clerks=clerks,
            seed=seed,
            citizens=citizens,
            minutes=minutes,
        )

    if own_hall:
        from shared.demo.own_hall import OwnHall

        with tempfile.TemporaryDirectory(prefix="hall-demo-") as folder:
            hall = OwnHall(Path(folder))
            try:
                hall.start()
                click.echo(f"A hall of the demo's own at {hall.url}")
                code = _told(wanted(hall.url, "admin", hall.passwords["admin"]))
            finally:
                hall.stop()
    else:
        code = _told(wanted(url.rstrip("/"), account, _password(account, password_file)))
    sys.exit(code)


def _told(wanted: "Wanted") -> int:
    """Expected faults as a sentence."""
    from socketio.exceptions import ConnectionError as SocketError

    from shared.demo.line import Refused, Unreachable
    from shared.demo.run import run_demo

    try:
        return run_demo(wanted)
    except (Refused, Unreachable, SocketError, ValueError) as fault:
        raise click.ClickException(str(fault)) from fault


def _password(account: str, file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return os.environ.get(PASSWORD_VARIABLE) or click.prompt(
        f"Password of {account}", hide_input=True, err=True
    )
