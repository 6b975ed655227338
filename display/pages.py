"""The pages of the wall. Each shows its board as it is when asked for, and then keeps it live."""

from typing import Any

from flask import render_template, request

from display.sentences import BOARD, PANEL, PAUSES, sentences, speak_as_asked
from shared import queries
from shared.domain.boards import Board
from shared.domain.catalogue import Text
from shared.domain.tickets import State
from shared.hub import context


def board() -> str:
    """The main board: who is called where, and how many wait."""
    language = _begin()
    with context.looking() as hall:
        shown = queries.main_board(hall, context.hub().bus.now())
        zone = hall.zone.key
    # Those who have not come yet before those who sit at a window.
    calls = sorted(shown.calls, key=lambda call: call.state is not State.called)
    said = sentences(language, BOARD)
    return render_template(
        "display/board.html",
        board=shown,
        calls=calls,
        said=said,
        take_address=_short(f"{context.hub().settings.public_address}/take"),
        wall=_wall(shown, said, shown.hall, zone, sound=_sound(default=True)),
    )


def _short(address: str) -> str:
    """As people type it; a line may end after a dot or before a slash, and inside no word."""
    return address.partition("://")[2].replace(".", ".\u200b").replace("/", "\u200b/")


def panel(number: int) -> str:
    """The panel over one window. Raises Unknown for a window the hall does not have."""
    language = _begin()
    with context.looking() as hall:
        shown = queries.board(hall, f"window/{number}", context.hub().bus.now())
        name = hall.catalogue.name if hall.catalogue else {"zh": ""}
        zone = hall.zone.key
    said = sentences(language, PANEL)
    return render_template(
        "display/panel.html",
        board=shown,
        pauses=PAUSES,
        said=said,
        wall=_wall(shown, said, name, zone, sound=_sound(default=False)),
    )


def _begin() -> str:
    """Let screens and staff in."""
    context.need_device_or_staff("display")
    return speak_as_asked()


def _sound(*, default: bool) -> bool:
    return request.args.get("sound", "on" if default else "off") != "off"


def _wall(
    shown: Board, said: dict[str, str], hall: Text, zone: str, *, sound: bool
) -> dict[str, Any]:
    """What the page's script needs to go on from here."""
    return {
        "room": shown.room,
        "at": shown.at,
        "hall": hall,
        "zone": zone,
        "sound": sound,
        "words": said,
    }
