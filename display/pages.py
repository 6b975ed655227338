"""The pages of the wall. Each shows its board as it is when asked for, and then keeps it live."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from msgspec.structs import replace

from display import measure, rating
from display.sentences import BOARD, NOTICES, PANEL, PAUSES, in_languages, speak
from shared import queries
from shared.domain.boards import Board, MainBoard, NoticeBoard
from shared.domain.catalogue import Text
from shared.domain.notices import GROUP_SENTENCES, room_of
from shared.domain.people import Device
from shared.domain.refusals import Malformed, Unknown
from shared.domain.screens import ONE_WINDOW, Group, Screen, Shows, voice_room
from shared.domain.tickets import State
from shared.hub import context

FIRST_CALLS = 3  # in a page of large type before its script has run


def screen() -> str:
    """What the display that asks was set up to show; the board of the whole hall without a
    set-up, and for staff who look at it."""
    device = _device()
    shown = device.screen if device and device.screen else Screen()
    return _page(device, shown, sound=_sounds(device, shown))


def preview(device: str) -> str:
    """For staff: what a screen was set up to show, silent. Raises Unknown, also of a rating tablet,
    which asks its own window's citizens alone."""
    context.need_staff()
    with context.looking() as hall:
        found = hall.devices.get(device)
    shown = found.screen or Screen() if found is not None else None
    if shown is None or shown.shows is Shows.rating:
        raise Unknown("There is no such screen.")
    return _page(None, replace(shown, speaker=""), sound=False)


def _page(device: Device | None, shown: Screen, *, sound: bool) -> str:
    """Where an import of the hall took the window away, the board of the whole hall: nobody stands
    before a fault, and the supervisor's list of screens says what is wrong."""
    with context.looking() as hall:
        gone = shown.shows in ONE_WINDOW and shown.window not in hall.desks
    if gone:
        shown = replace(shown, shows=Shows.board, speaker="")
    if shown.shows is Shows.panel:
        return _panel(device, shown, sound=sound)
    if shown.shows is Shows.notices:
        return _notices(device, shown, sound=sound)
    if shown.shows is Shows.rating:
        return rating.rating(shown.window)
    return _board(device, shown, sound=sound)


def panel(number: int) -> str:
    """The panel over one window. Raises Unknown for a window the hall does not have."""
    device = _device()
    shown = device.screen if device and device.screen else Screen()
    shown = replace(shown, shows=Shows.panel, window=number)
    return _panel(device, shown, sound=request.args.get("sound", "off") != "off")


def notices() -> str:
    """Notices to read: of the groups that the address names, else of those the screen was set up
    for. Raises Malformed for a group that is none."""
    device = _device()
    shown = device.screen if device and device.screen else Screen(notices=tuple(Group))
    asked = [name for name in request.args.get("groups", "").split(",") if name]
    if not set(asked) <= set(Group):
        raise Malformed("There is no such group of notices.")
    groups = tuple(Group(name) for name in asked) or shown.notices
    shown = replace(shown, shows=Shows.notices, notices=groups)
    return _notices(device, shown, sound=_sounds(device, shown))


def _device() -> Device | None:
    """Let screens and staff in. None: somebody of the staff looks at it."""
    context.need_device_or_staff("display")
    return context.device("display") or (
        None if context.staff() else context.need_device("display")
    )


def _sounds(device: Device | None, shown: Screen) -> bool:
    """What the address says, else what the set-up says; a browser without one sounds if it shows
    the board."""
    asked = request.args.get("sound")
    if asked is not None:
        return asked != "off"
    if device is None or device.screen is None:
        return shown.shows is Shows.board
    return bool(shown.speaker)


def _board(device: Device | None, shown: Screen, *, sound: bool) -> str:
    """Calls, queues, notices and the code, as far as the screen shows them."""
    languages = speak(shown.languages)
    room = shown.selection.room
    with context.looking() as hall:
        board = queries.board(hall, room, context.now())
        zone = hall.zone.key
    assert isinstance(board, MainBoard)
    # Those who have not come yet before those who sit at a window.
    calls = sorted(board.calls, key=lambda call: call.state is not State.called)
    wall = _wall(device, shown, board, board.hall, zone, in_languages(languages, BOARD))
    wall["sound"] = sound
    wall["parts"] = _parts(shown)
    wall["notices"] = ""
    if shown.notices and set(shown.notices) != {Group.now}:
        wall["notices"] = room_of(shown.notices)
    if Group.now not in shown.notices:
        board = replace(board, notices=())
    as_ever = shown.shows is Shows.board and not shown.inches
    return render_template(
        "display/board.html" if as_ever else "display/far.html",
        board=board,
        calls=calls if as_ever else calls[:FIRST_CALLS],
        said=wall["words"][languages[0]],
        take_address=_short(f"{context.hub().settings.public_address}/take"),
        type_sheet=measure.address(shown),
        wall=wall,
    )


def _parts(shown: Screen) -> Sequence[str]:
    """What a page of large type shows by turns."""
    if shown.shows is Shows.board:
        extra = [("notices", bool(shown.notices)), ("code", shown.code)]
        return ["calls", "queues", *(part for part, wanted in extra if wanted)]
    if shown.shows is Shows.summary:
        return ["queues"]
    return [shown.shows.value]


def _short(address: str) -> str:
    """As people type it; a line may end after a dot or before a slash, and inside no word."""
    return address.partition("://")[2].replace(".", ".\u200b").replace("/", "\u200b/")


def _panel(device: Device | None, shown: Screen, *, sound: bool) -> str:
    languages = speak(shown.languages)
    with context.looking() as hall:
        board = queries.board(hall, f"window/{shown.window}", context.now())
        name = hall.catalogue.name if hall.catalogue else {"zh": ""}
        zone = hall.zone.key
    wall = _wall(device, shown, board, name, zone, in_languages(languages, PANEL))
    wall["sound"] = sound
    return render_template(
        "display/panel.html",
        board=board,
        pauses=PAUSES,
        said=wall["words"][languages[0]],
        type_sheet=measure.address(shown),
        wall=wall,
    )


def _notices(device: Device | None, shown: Screen, *, sound: bool) -> str:
    """One notice at a time, in one language from its beginning to its end."""
    languages = speak(shown.languages)
    with context.looking() as hall:
        board = queries.board(hall, room_of(shown.notices), context.now())
        zone = hall.zone.key
    assert isinstance(board, NoticeBoard)
    wall = _wall(device, shown, board, board.hall, zone, in_languages(languages, NOTICES))
    wall["sound"] = sound
    wall["languages"] = [languages[0]]  # they do not change by the beat
    wall["reads"] = list(languages)
    wall["groups"] = GROUP_SENTENCES
    return render_template(
        "display/notice_page.html",
        board=board,
        first=board.notices[0] if board.notices else None,
        groups=GROUP_SENTENCES,
        said=wall["words"][languages[0]],
        type_sheet=measure.address(shown),
        wall=wall,
    )


def _wall(
    device: Device | None,
    shown: Screen,
    board: Board,
    hall: Text,
    zone: str,
    words: dict[str, dict[str, str]],
) -> dict[str, Any]:
    """What the page's script needs to go on from here. `screen` is the set-up it was made by."""
    return {
        "room": board.room,
        "at": board.at,
        "hall": hall,
        "zone": zone,
        "languages": list(words),
        "words": words,
        "device": device.id if device else "",
        "screen": device.screen if device else None,
        "voice": voice_room(shown.speaker) if shown.speaker else "",
        "measured": bool(shown.inches),
        "version": context.hub().version,
    }
