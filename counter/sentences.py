"""What the counter's scripts say. What stands in a template only is said there."""

from babel import Locale

from shared.words import languages, sentence

MOVES = (
    "Sending…",
    "Sending… attempt {attempt}",
    "The hall does not answer. Press again: it will be done once.",
    "Connection lost since {time}",
)
CHOICE = MOVES
CONSOLE = (
    *MOVES,
    "{minutes} min",
    "Under 1 min",
    "Has been called",
    "Being served",
    "Called {count} times",
    "Longer than usual",
    "Twice as long as usual",
    "Usually {minutes} min",
    "Done on the spot",
    "Within working days: {days}",
    "Green channel",
    "Elderly person",
    "Person with a disability",
    "Pregnant woman",
    "With a small child",
    "Serviceman or veteran",
    "Urgent matter",
    "Nobody is waiting.",
    "Nobody is at the window",
    "No documents needed",
)


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}


def language_names(language: str) -> dict[str, str]:
    """The languages citizens may have chosen, named in this one."""
    return {code: Locale.parse(code).get_display_name(language) or code for code in languages()}
