"""Which characters a hall's texts may hold, and how a cell is kept from being run as a formula.

Refused are those that a screen, a receipt or a voice cannot show or say, or that make a text
look like another: control characters, marks that turn the writing direction, emoji.
"""

import re
import unicodedata

from shared.halls.faults import Wrong

# Mongolian, Persian and some Indian scripts cannot be written without these.
JOINERS = frozenset("\u180e\u200c\u200d")
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u27bf\u231a\u231b\u23e9-\u23fa"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\ufe0f\u20e3]"
)
# Full-width signs count too: spreadsheets in Chinese take them for the plain ones.
FORMULA = re.compile("'*[=+@＝＋－＠-]")
GUARDED = re.compile("'+[=+@＝＋－＠-]")


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe before a formula's first sign."""
    return f"'{text}" if FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` made the cell from."""
    return cell[1:] if GUARDED.match(cell) else cell


def check_characters(text: str) -> None:
    """Raise Wrong at the first character that no text may hold."""
    if text.isprintable() and not EMOJI.search(text):
        return
    for character in text:
        if is_odd(character):
            raise Wrong(
                "the character {code} {name} is not allowed",
                code=f"U+{ord(character):04X}",
                name=unicodedata.name(character, ""),
            )


def is_odd(character: str) -> bool:
    if character in JOINERS:
        return False
    if EMOJI.match(character):
        return True
    category = unicodedata.category(character)
    if category == "Cn":
        # Rare Chinese characters may be younger than Python's tables.
        return not 0x20000 <= ord(character) <= 0x3FFFF
    return category in UNPRINTABLE
