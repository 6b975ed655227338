"""What the wall says and in which language, so that page and script say the same."""

from collections.abc import Sequence

from flask import request

from shared.domain.events import PauseReason
from shared.domain.notices import GROUP_SENTENCES
from shared.domain.ratings import RATING_SENTENCES, REASON_SENTENCES
from shared.hub import context
from shared.words import languages, sentence

EVERYWHERE = (
    "Window {window}",
    "Connection lost since {time}",
    "These numbers may be out of date.",
    "Tap for sound",
)
BOARD = (
    *EVERYWHERE,
    "Called numbers",
    "Queues",
    "At windows",
    "People waiting",
    "Notices",
    "A code to scan, and 6 digits",
    "Take a number by phone: scan the code, or type the 6 digits at {address}",
    "Scan the code, or type the digits at {address}",
    "At the moment phones cannot take numbers.",
    "There are no notices at the moment.",
    "Being served",
    "Please wait until your number is called.",
    "No numbers are given at the moment.",
    "Page {number} of {of}",
    "(Chinese only)",
)
NOTICES = (
    *GROUP_SENTENCES.values(),
    "Connection lost since {time}",
    "These notices may be out of date.",
    "There are no notices at the moment.",
    "(Chinese only)",
    "Tap for sound",
)
PAUSES = {
    PauseReason.rest: "Short break",
    PauseReason.meal: "Meal break",
    PauseReason.meeting: "Meeting",
    PauseReason.system: "System maintenance",
}
PANEL = (
    *EVERYWHERE,
    "Please come to this window",
    "Being served",
    "This window is open",
    "This window is closed",
    "Service paused",
    *PAUSES.values(),
    "Clerk {badge}",
    "Queues",
    "Goes on at {time}",
    "Goes on in a moment",
    "Since {time}",
    "Please wait until your number is called.",
)
RATING = (
    "Window {window}",
    "Ratings",
    "Service paused",
    "This window is closed",
    "After your service you can rate it here.",
    "How was the service?",
    "Number {number}",
    *RATING_SENTENCES.values(),
    "What is your rating about?",
    "Choose what you like, or send it as it is.",
    *REASON_SENTENCES.values(),
    "Change",
    "Send",
    "This question closes in {seconds} seconds.",
    "Your rating is sent in {seconds} seconds.",
    "Thank you for your rating.",
    "A supervisor will look into it.",
    "The rating was not counted",
    "There is no connection at the moment.",
)


def speak_as_asked() -> str:
    """The page's language: Chinese unless its address asks otherwise, whatever the language of the
    browser it runs in."""
    return speak(("zh",))[0]


def speak(set_up: Sequence[str]) -> Sequence[str]:
    """The languages in which a screen's words take turns: the one its address asks for, else those
    it was set up with. The page begins in the first."""
    asked = request.args.get("language", "")
    known = [language for language in set_up if language in languages()]
    chosen = [asked] if asked in languages() else known or ["zh"]
    context.set_language(chosen[0])
    return chosen


def in_languages(wanted: Sequence[str], english: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """By language what a page says, by its English sentence."""
    return {language: sentences(language, english) for language in wanted}


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}
