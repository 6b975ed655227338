"""The keys on the glass: what a press makes of what was typed before."""

DIGITS = "1234567890"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTER_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BACK = "back"  # takes the last character away
CLEAR = "clear"
SPACE = "space"


def press(before: str, key: str, allowed: str, longest: int) -> str:
    """The text after a press. Anything that is no key here changes nothing."""
    before = before[:longest]
    if key == CLEAR:
        return ""
    if key == BACK:
        return before[:-1]
    character = " " if key == SPACE else key
    if len(character) == 1 and character in allowed:
        return (before + character)[:longest]
    return before
