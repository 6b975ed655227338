"""`hall doctor`: what is there and what is missing, one line each."""

import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.config import Settings
from shared.devices import fonts
from shared.devices.faults import PrinterFault
from shared.devices.listening import Heard, hear_calls
from shared.devices.network import connect, parse
from shared.devices.receipt_words import letters
from shared.devices.speaking import SYNTHESIS, packs_in
from shared.devices.voice import Voice
from shared.domain.calendar import known_until
from shared.domain.catalogue import Catalogue
from shared.halls.faults import HallFileError
from shared.halls.reading import read_hall
from shared.store.verify import last_catalogue, last_entry_at, last_settings, verify_file
from shared.words import languages

ENOUGH_DISK_MB = 500
GATEWAY_SECONDS = 2.0
HOLIDAYS_AHEAD = timedelta(days=60)
CLOCK_SLIP = timedelta(minutes=5)
CHINESE_FOR_BROWSERS = "fonts-noto-cjk"
SCREEN_FONT = "Noto Sans CJK SC"  # the first of shared/hub/static/tokens.css


class Finding(Struct, frozen=True):
    """`mark` is ok, note (works without) or missing (the hall does not)."""

    mark: str
    what: str
    sentence: str


def examine(settings: Settings) -> list[Finding]:
    return [finding for look in LOOKS for finding in look(settings)]


def _files(settings: Settings) -> Iterator[Finding]:
    try:
        catalogue = read_hall(settings.files)
    except HallFileError as fault:
        yield Finding("missing", "hall files", str(fault))
        return
    yield Finding(
        "ok",
        "hall files",
        f"{catalogue.name['zh']}: {len(catalogue.services)} services, {len(catalogue.windows)}"
        f" windows, from {settings.files}",
    )
    yield from _printers(_in_use(settings) or catalogue)
    yield _clock(catalogue)
    yield from _holidays(catalogue)


def _in_use(settings: Settings) -> Catalogue | None:
    """The catalogue that was imported last, which the files may differ from."""
    if not settings.database.exists():
        return None
    return last_catalogue(settings.database, settings.code)


def _printers(catalogue: Catalogue) -> Iterator[Finding]:
    for printer in catalogue.printers:
        what = f"printer {printer.code}"
        if printer.driver == "virtual":
            yield Finding("note", what, "virtual: receipts are pictures on the kiosk's page")
            continue
        try:
            connect(*parse(printer.address)).close()
        except PrinterFault as fault:
            yield Finding("note", what, f"{printer.address} does not answer: {fault}")
        else:
            yield Finding("ok", what, f"{printer.address} takes connections")


def _clock(catalogue: Catalogue) -> Finding:
    year = time.gmtime().tm_year
    local = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    if year < 2025:
        return Finding("missing", "clock", f"the clock says {local} UTC; numbers need the day")
    zone = ZoneInfo(catalogue.time_zone)
    return Finding("ok", "clock", f"{local} UTC, the hall is in {zone.key}")


def _holidays(catalogue: Catalogue) -> Iterator[Finding]:
    """The state announces a year's holidays late in the year before; a program that is older does
    not know them, and the hall would open on them."""
    last = known_until(catalogue.holidays)
    if last is None:
        return
    coming = datetime.now(ZoneInfo(catalogue.time_zone)).date() + HOLIDAYS_AHEAD
    if last >= coming:
        yield Finding("ok", "holidays", f"known until {last}")
        return
    yield Finding(
        "note",
        "holidays",
        f"known until {last} only; after that every weekday counts as a working day. Write the"
        " holidays and working weekends into days.csv, or update chinese-calendar",
    )


def _database(settings: Settings) -> Iterator[Finding]:
    yield Finding("ok", "SQLite", sqlite3.sqlite_version)
    if not settings.database.exists():
        yield Finding("note", "database", f"{settings.database} will be made at the first start")
        return
    try:
        found = verify_file(settings.database, settings.code)
    except sqlite3.DatabaseError as fault:
        yield Finding("missing", "database", f"{settings.database}: {fault}")
        return
    if not found.whole:
        yield Finding("missing", "database", f"journal and tables disagree: {found.faults[0]}")
        return
    yield from _times(settings)
    yield Finding("ok", "database", f"{settings.database}, {found.entries} entries, whole")


def _times(settings: Settings) -> Iterator[Finding]:
    """An entry from the future holds the hall's time until the clock has caught up with it."""
    last = last_entry_at(settings.database, settings.code)
    if last is not None and last > datetime.now(UTC) + CLOCK_SLIP:
        when = f"{last:%Y-%m-%d %H:%M}"
        yield Finding("missing", "clock", f"the journal's last entry is of {when} UTC, to come yet")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.var if settings.var.exists() else Path()
    free = shutil.disk_usage(folder).free // 1_000_000
    mark = "ok" if free >= ENOUGH_DISK_MB else "missing"
    yield Finding(mark, "disk", f"{free} MB free where {settings.var} is")


def _font(settings: Settings) -> Iterator[Finding]:
    try:
        yield Finding("ok", "receipt font", fonts.find().name)
        unwritten = [code for code in languages() if not fonts.writes(letters(code))]
        if unwritten:
            yield Finding(
                "note",
                "receipt font",
                f"no letters for {', '.join(unwritten)}: such receipts are in Chinese and English",
            )
    except fonts.NoFont as fault:
        yield Finding("missing", "receipt font", str(fault))
    lister = shutil.which("fc-list")
    chinese = (
        lister
        and subprocess.run(  # noqa: S603
            [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
        ).stdout.strip()
    )
    if chinese and SCREEN_FONT in chinese:
        yield Finding("ok", "screen font", SCREEN_FONT)
    else:
        yield Finding(
            "note",
            "screen font",
            f"no Chinese font for browsers here: install {CHINESE_FOR_BROWSERS}",
        )


def _voice(settings: Settings) -> Iterator[Finding]:
    """A call in each language, by the voice in use, rendered and measured. Synthesis proves itself
    by phonemes before it renders."""
    if not settings.voice:
        yield Finding("note", "voice", "switched off; the chime still sounds")
        return
    chosen = last_settings(settings.database, settings.code).voices
    packs = packs_in(settings.var / "voices")
    synthesis = Voice(settings.var / "voice")
    try:
        for language, heard in hear_calls(chosen, packs, synthesis):
            yield from _heard(f"voice {language}", chosen.get(language), heard)
    finally:
        synthesis.close()


def _heard(what: str, chosen: str | None, heard: Heard) -> Iterator[Finding]:
    if heard.wrong:
        yield Finding("note", what, f"{heard}; the chime still sounds")
        return
    yield Finding("ok", what, str(heard))
    if heard.instead:
        yield Finding("note", what, f"synthesis speaks: {heard.instead}")
    elif heard.voice == SYNTHESIS and chosen not in (None, SYNTHESIS):
        yield Finding("note", what, f"synthesis speaks: there is no pack {chosen}")


def _texts(settings: Settings) -> Iterator[Finding]:
    """Whether text messages can leave; nothing is sent for it."""
    address = settings.text_gateway
    parts = urlsplit(address)
    if not address:
        yield Finding(
            "note", "texts", "no gateway: phones are sent nothing, nobody is asked for one"
        )
    elif not parts.scheme:
        folder = Path(address)
        there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
        if there.is_dir() and os.access(there, os.W_OK):
            yield Finding("ok", "texts", f"one file a message in {folder}")
        else:
            yield Finding("missing", "texts", f"{folder} cannot be written")
    else:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        try:
            socket.create_connection((parts.hostname or "", port), GATEWAY_SECONDS).close()
        except OSError:
            yield Finding("note", "texts", f"{parts.hostname}:{port} does not answer")
        else:
            yield Finding("ok", "texts", f"{parts.hostname}:{port} takes connections")


LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _files,
    _font,
    _voice,
    _texts,
    _disk,
    _database,
)
