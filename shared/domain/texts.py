"""Which words a person may type. Everything typed is later shown on somebody's screen."""

import unicodedata

from shared.domain.refusals import Malformed

REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Me", "So", "Sk", "Zl", "Zp"})
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
LONGEST = 200
MARKS = frozenset("●○■□◆◇▲△▼▽★☆℃")  # of lists in official texts; every typeface has them


def clean(text: str, *, longest: int = LONGEST, empty: bool = False) -> str:
    """The text in its normal form (NFC), without space around it.

    Raises Malformed for control and format characters, pictures (emoji), right-to-left writing,
    which the hall's screens do not lay out, and for texts that are empty or longer than
    `longest` characters.
    """
    normal = unicodedata.normalize("NFC", text).strip()
    if not normal and not empty:
        raise Malformed("Please write something here.")
    if len(normal) > longest:
        raise Malformed("This text is too long: at most {longest} characters.", longest=longest)
    for character in normal:
        if (
            unicodedata.category(character) in REFUSED_CATEGORIES
            or unicodedata.bidirectional(character) in RIGHT_TO_LEFT
        ):
            raise Malformed("This text holds characters that cannot be shown here.")
    return normal


def clean_lines(text: str, *, longest: int) -> str:
    """A text of several lines, each as `clean` has it; no more than one empty line in a row."""
    lines = [_clean_line(line) for line in text.expandtabs(1).splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    joined = "\n".join(kept).strip()
    if len(joined) > longest:
        raise Malformed("This text is too long: at most {longest} characters.", longest=longest)
    return joined


def _clean_line(line: str) -> str:
    clean("".join(each for each in line if each not in MARKS), longest=len(line), empty=True)
    return unicodedata.normalize("NFC", line).strip()
