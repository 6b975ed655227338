"""The kinds of cell: how each becomes a value and a value becomes a cell again.

A kind's `read` gets a trimmed, filled cell and raises Wrong; its `write` is given what `read`
returned and gives a cell that reads back as the same value.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.domain.catalogue import Help
from shared.halls.characters import check_characters
from shared.halls.faults import Wrong

LONGEST_HELP_MINUTES = 480
ITEMS = re.compile(r"[;；\r\n]+")
LETTERS = re.compile(r"[\s,，、;；]+")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")
DAY = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")  # spreadsheets write either
ADDRESS = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):([0-9]{1,5})")


class Kind(Struct, frozen=True):
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def line(most: int) -> Kind:
    """A text on one line."""

    def read(cell: str) -> str:
        if "\n" in cell or "\r" in cell:
            raise Wrong("the text must stand on one line")
        check_characters(cell)
        check_length(cell, most)
        return cell

    return Kind(read)


def items(most: int, most_items: int) -> Kind:
    """A list of texts, parted by semicolons or line breaks."""

    def read(cell: str) -> tuple[str, ...]:
        found = tuple(item for part in ITEMS.split(cell) if (item := part.strip()))
        for item in found:
            check_characters(item)
            check_length(item, most)
        if not found:
            raise Wrong("the cell is empty")
        if len(found) > most_items:
            raise Wrong("there are more than {most} items", most=most_items)
        return found

    return Kind(read, "；".join)


def check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise Wrong("the text is longer than {most} characters", most=most)


def matching(pattern: str, sentence: str) -> Kind:
    """A word of a given shape; `sentence` says which."""
    shape = re.compile(pattern)

    def read(cell: str) -> str:
        if not shape.fullmatch(cell):
            raise Wrong(sentence)
        return cell

    return Kind(read)


def number(least: int, most: int) -> Kind:
    def read(cell: str) -> int:
        if not re.fullmatch("[0-9]{1,12}", cell) or not least <= int(cell) <= most:
            raise Wrong("write a whole number from {least} to {most}", least=least, most=most)
        return int(cell)

    return Kind(read)


def choice(words: Iterable[StrEnum]) -> Kind:
    """One word of an enumeration."""
    members = {word.value: word for word in words}

    def read(cell: str) -> StrEnum:
        if cell not in members:
            raise Wrong("write one of: {words}", words=", ".join(members))
        return members[cell]

    return Kind(read)


def read_clock(cell: str) -> time:
    found = CLOCK.fullmatch(cell)
    if not found:
        raise Wrong("write a time such as 09:00")
    return time(int(found[1]), int(found[2]))


def read_day(cell: str) -> date:
    found = DAY.fullmatch(cell)
    if not found:
        raise Wrong("write a date such as 2026-10-01")
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError as error:
        raise Wrong("there is no such date") from error


def read_time_zone(cell: str) -> str:
    try:
        return ZoneInfo(cell).key
    except (OSError, ValueError, KeyError) as error:
        raise Wrong("write a time zone such as Asia/Shanghai") from error


def read_address(cell: str) -> str:
    found = ADDRESS.fullmatch(cell)
    if not found or not 1 <= int(found[1]) <= 65535:
        raise Wrong("write an address such as 192.168.1.50:9100")
    return cell


def read_letters(cell: str) -> tuple[str, ...]:
    letters = tuple(letter for letter in LETTERS.split(cell) if letter)
    for letter in letters:
        LETTER.read(letter)
    if len(set(letters)) < len(letters):
        raise Wrong("a queue is named twice")
    if not letters:
        raise Wrong("the cell is empty")
    return letters


def read_codes(cell: str) -> tuple[str, ...]:
    codes = tuple(code for code in LETTERS.split(cell) if code)
    for code in codes:
        CODE.read(code)
    if len(set(codes)) < len(codes):
        raise Wrong("a code is named twice")
    if not codes:
        raise Wrong("the cell is empty")
    return codes


def read_helps(cell: str) -> tuple[Help, ...]:
    helps = []
    for part in filter(None, LETTERS.split(cell)):
        letter, _, minutes = part.replace("：", ":").partition(":")
        if not re.fullmatch("[0-9]{1,3}", minutes) or int(minutes) > LONGEST_HELP_MINUTES:
            raise Wrong("write queues with minutes such as B:15, at most 480 minutes")
        LETTER.read(letter)
        helps.append(Help(letter, int(minutes)))
    if len({help.queue for help in helps}) < len(helps):
        raise Wrong("a queue is named twice")
    return tuple(helps)


def write_helps(helps: tuple[Help, ...]) -> str:
    return " ".join(f"{help.queue}:{help.after_minutes}" for help in helps)


def write_clock(value: time) -> str:
    return value.strftime("%H:%M")


CODE = matching(
    "[A-Za-z0-9][A-Za-z0-9._-]{0,31}",
    "write a code of at most 32 letters A to Z, digits, dots, hyphens and underscores",
)
BADGE = matching("[A-Za-z0-9]{1,12}", "write at most 12 letters A to Z and digits")
ACCOUNT = matching(
    "[a-z][a-z0-9._-]{1,31}",
    "write an account of 2 to 32 small letters, digits, dots, hyphens and underscores",
)
# I and O are left out because they look like 1 and 0 on a receipt.
LETTER = matching("[A-HJ-NP-Z]{1,2}", "write one or two capital letters, without I and O")
CODE_LIST = Kind(read_codes, " ".join)
LETTER_LIST = Kind(read_letters, " ".join)
HELP_LIST = Kind(read_helps, write_helps)
DATE = Kind(read_day, date.isoformat)
CLOCK_TIME = Kind(read_clock, write_clock)
TIME_ZONE = Kind(read_time_zone)
ADDRESS_TEXT = Kind(read_address)
