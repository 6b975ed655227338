"""Which words a person may type. Everything typed is later shown on somebody's screen."""

import unicodedata

from shared.domain.refusals import Malformed

REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Me", "So", "Sk", "Zl", "Zp"})
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
LONGEST = 200


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
