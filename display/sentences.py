"""What the wall says and in which language, so that page and script say the same."""

from flask import request

from shared.domain.events import PauseReason
from shared.domain.ratings import RATING_SENTENCES, REASON_SENTENCES
from shared.hub import context
from shared.words import languages, sentence

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
    "(Chinese only)",
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
    asked = request.args.get("language", "")
    language = asked if asked in languages() else "zh"
    context.set_language(language)
    return language


def sentences(language: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The sentences in a language by their English ones, fields not yet filled."""
    return {english: sentence(language, english) for english in wanted}
