"""The tablet at a window, which faces the citizen and asks how the service was.

It acts as the paired screen, whoever of the staff is signed in to the same browser: the one who
served never rates.
"""

from typing import Any

from flask import Response, jsonify, render_template, url_for

from display.sentences import RATING, sentences, speak_as_asked
from shared import queries
from shared.domain.boards import Panel
from shared.domain.people import Device
from shared.domain.ratings import BAD, RATING_SENTENCES, REASON_SENTENCES
from shared.domain.refusals import Refusal
from shared.hub import context
from shared.hub.errors import status_of
from shared.hub.rating_form import rate
from shared.words import languages, say


def rating(number: int) -> str:
    """Raises NotPaired, and Unknown for a window the hall does not have."""
    device = context.need_device("display")
    language = speak_as_asked()
    with context.looking() as hall:
        board = queries.board(hall, f"window/{number}", context.now())
        seconds = hall.settings.rating_seconds
    assert isinstance(board, Panel)
    said = {each: sentences(each, RATING) for each in languages()}
    return render_template(
        "display/rating.html",
        board=board,
        levels=RATING_SENTENCES,
        reasons=REASON_SENTENCES,
        said=said[language],
        page=_page(board, language, said, seconds, device),
    )


def _page(
    board: Panel,
    language: str,
    said: dict[str, dict[str, str]],
    seconds: int,
    device: Device,
) -> dict[str, Any]:
    """What the page's script needs: every language's sentences, for its button."""
    return {
        "room": board.room,
        "address": url_for("display.rated", number=board.window),
        "device": device.id,
        "screen": device.screen,
        "version": context.hub().version,
        "language": language,
        "words": said,
        "seconds": seconds,
        "levels": RATING_SENTENCES,
        "bad": sorted(BAD),
    }


def rated(number: int) -> tuple[Response, int]:
    """``{}``, or ``{"error": sentence}`` where it did not count."""
    context.need_device("display")
    language = speak_as_asked()
    try:
        rate(number)
    except Refusal as refusal:
        sentence = say(language, refusal.sentence, **refusal.values)
        return jsonify(error=sentence), status_of(refusal)
    return jsonify(), 201
