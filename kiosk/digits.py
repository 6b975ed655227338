"""Digits typed on the glass, as a page without a script passes them on: a form that sends what was
typed so far and the key that was pressed. Never in an address: they are a code or a phone number.
"""

from flask import request

DIGITS = "0123456789"
PLUS = "+"
BACK = "back"  # the key that takes the last digit away
MOST_DIGITS = 15
CODE_DIGITS = 8  # what is longer is a telephone number


def typed(text: str) -> str:
    """What of a text can be typed here: digits, before them perhaps a plus."""
    plus = PLUS if text.startswith(PLUS) else ""
    return plus + "".join(each for each in text if each in DIGITS)[:MOST_DIGITS]


def press(before: str, key: str) -> str:
    """A plus stands first, wherever it is pressed; digits follow each other."""
    if key == BACK:
        return before[:-1]
    if key == PLUS:
        return before if before.startswith(PLUS) else PLUS + before
    return typed(before + key) if len(key) == 1 and key in DIGITS else before


def in_groups(number: str) -> str:
    """Digits as they are read: codes by fours, telephone numbers as 139 1234 0000. The keys' script
    does the same."""
    ends = (0, 3, 7) if len(number) > CODE_DIGITS else (0, 4)
    parts = (number[begin:end] for begin, end in zip(ends, (*ends[1:], None), strict=True))
    return " ".join(filter(None, parts))


def digits_sent() -> tuple[str, bool]:
    """What is typed now, and whether it is only one key further and nothing to be done yet."""
    key = request.form.get("key", "")
    before = typed(request.form.get("number", ""))
    return (press(before, key), True) if key else (before, False)
