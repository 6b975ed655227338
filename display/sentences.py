"""What the wall says, so that page and script say the same."""

from shared.words import sentence

EVERYWHERE = (
    "Window {window}",
    "Connection lost since {time}",
    "These numbers may be out of date.",
)
BOARD = (
    *EVERYWHERE,
    "Being served",
    "Please wait until your number is called.",
    "No numbers are given at the moment.",
    "Page {number} of {of}",
)
PANEL = (
    *EVERYWHERE,
    "Please come to this window",
    "Being served",
    "This window is open",
    "This window is closed",
    "Please wait until your number is called.",
)


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}
