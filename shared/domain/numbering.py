"""Ticket numbers: the queue's letter and three digits, more when a day runs past 999."""


def number(letter: str, count: int) -> str:
    return f"{letter}{count:03d}"


def ticket_id(day: str, number: str) -> str:
    """``20261123-A012``: unique in a hall for ever, and readable."""
    return f"{day}-{number}"


def as_written(typed: str) -> str:
    """A number as it is printed, from what somebody types: ``a15`` is A015."""
    text = typed.strip().upper()
    letter = text.rstrip("0123456789")
    count = text[len(letter) :]
    known = letter.isalpha() and 0 < len(letter) <= 2 and 0 < len(count) <= 6
    return number(letter, int(count)) if known else text


def count_of(letter: str, number: str) -> int:
    """The how-manieth of its queue today a number is."""
    return int(number[len(letter) :])
