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
    "< 1 min",
    "Called",
    "Being served",
    "Called once",
    "Called {count} times",
    "Longer than usual",
    "Twice as long as usual",
    "Usually {minutes} min",
    "On the spot",
    "Within {days} working days",
    "Green channel",
    "Elderly",
    "Disabled",
    "Pregnant",
    "With an infant",
    "Serviceman or veteran",
    "Urgent",
    "Nobody is waiting.",
    "Nobody is at the window",
    "No documents needed",
)


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}


def language_names(language: str) -> dict[str, str]:
    """The languages citizens may have chosen, named in this one."""
    return {
        code: Locale.parse(code).get_display_name(language) or code for code in languages()
    }
