"""`make bench`: everything in one run, each measure beside its bare counterpart.

README.md beside this file says what each row means. `python -m tests.bench http --rounds 9`
measures one part alone.
"""

import os
import platform
import tempfile
from pathlib import Path

import click

from tests.bench import (
    boards,
    commands,
    consoles,
    contention,
    decide,
    finding,
    flood,
    http,
    kiosk,
    long_wall,
    phones,
)
from tests.bench.rounds import Row, show

LEAST_ROUNDS = 5
PARTS = {
    "commands": commands.tickets,
    "next": commands.next_call,
    "decide": decide.next_at_every_window,
    "finding": finding.services,
    "http": http.tickets,
    "kiosk": kiosk.screens,
    "boards": boards.calls,
    "phones": phones.phones,
    "flood": flood.flood,
    "wall": long_wall.calls,
    "consoles": consoles.boards,
    "contention": contention.next_at_once,
}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--rounds", type=click.IntRange(min=1), default=LEAST_ROUNDS, show_default=True)
def main(parts: tuple[str, ...], rounds: int) -> None:
    """Measure PARTS, or everything."""
    rows: list[Row] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="hall-bench-") as folder:
        for name in parts or tuple(PARTS):
            click.echo(f"measuring: {name}", err=True)
            found, said = PARTS[name](Path(folder) / name, rounds)
            rows += found
            notes += said
    click.echo(
        f"\n{os.cpu_count()} cores, Python {platform.python_version()}, medians of {rounds} rounds"
    )
    show(rows, notes)


main(prog_name="python -m tests.bench")
