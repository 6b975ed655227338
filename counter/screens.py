"""Screens, speaker stations and kiosks: which are there and how they are, letting in a new one by
the code it shows, what each screen shows. Supervisors look; administrators change."""

from typing import Any

from flask import render_template
from msgspec import Struct

from counter.sentences import ASKING, language_names, sentences
from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.people import SUPERVISING, Device, Role
from shared.domain.refusals import Unknown
from shared.domain.screens import EVERYWHERE, ONE_WINDOW, Group, Screen, Shows
from shared.hub import context
from shared.words import languages, say, sentence

SHOWS_SENTENCES = {
    Shows.board: "Main board",
    Shows.panel: "Window panel",
    Shows.summary: "Queues alone, for a small screen",
    Shows.notices: "Notices to read",
    Shows.code: "Code for phones",
    Shows.rating: "Rating tablet",
}
KIND_SENTENCES = {
    Role.display: "Screen",
    Role.station: "Speaker station",
    Role.kiosk: "Kiosk",
}
GROUP_SENTENCES = {
    Group.now: "What everybody should know now",
    Group.announcement: "Announcements",
    Group.disclosure: "What the government makes public",
}
LIST_SENTENCES = (
    *ASKING,
    "Running",
    "Away since {time}",
    "Sound refused: touch the screen once",
    "Sound failed",
    "Behind: it shows an old state",
    "Not seen yet",
    "Sound on",
    "Shut out {name}? It shows a code again.",
)
FORM_SENTENCES = (
    *ASKING,
    "{kind}: it asked at {time} from {network}.",
    *KIND_SENTENCES.values(),
    "No device shows this code now.",
    "Type the six digits that the screen shows.",
    "Choose a window.",
    "Choose a language.",
    "{label}: a number from {least} to {most} is needed.",
    "From {metres} m away capital letters are at least {mm} mm high.",
    "On this screen that is {pixels} pixels: about {lines} lines of text on a page.",
    "Nobody has measured this screen: its type is a share of its size.",
    "The screen is set up so now.",
)
USUAL = Screen()


class DeviceShown(Struct, frozen=True):
    """`shows` says what it shows in the page's language, `gone` whether that names something the
    hall does not have any more."""

    id: str
    kind: str
    name: str
    shows: str
    gone: bool
    place: str
    last_used: str


class ZoneOfWindows(Struct, frozen=True):
    code: str
    name: Text
    windows: tuple[int, ...]


def red() -> int:
    """How many screens and loudspeakers somebody should look at."""
    with context.looking() as hall:
        return context.hub().seen.board(hall, context.now()).red


def screens() -> str:
    """All that are paired, kept live by a script."""
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        board = context.hub().seen.board(hall, context.now())
        shown = {each.id: _shown(hall, each) for each in hall.devices.values() if each.enabled}
        zone = hall.zone.key
    return render_template(
        "counter/screens.html",
        part="screens",
        kiosks=[each for each in shown.values() if each.kind == Role.kiosk],
        page={
            "zone": zone,
            "words": sentences(language, LIST_SENTENCES),
            "board": board,
            "devices": shown,
        },
    )


def new() -> str:
    """Letting in who shows a code."""
    context.need_staff(Role.administrator)
    return _form(None)


def screen(device: str) -> str:
    """What a paired screen shows. Raises Unknown."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        found = hall.devices.get(device)
    if found is None or not found.enabled or found.kind is not Role.display:
        raise Unknown("There is no such screen.")
    return _form(found)


def _form(device: Device | None) -> str:
    language = context.language()
    shown = (device.screen if device else None) or USUAL
    with context.looking() as hall:
        gone = _gone(hall, shown)
        zones = _zones(hall)
        queues = list(hall.queues.values())
        kiosks = list(hall.kiosks)
        spoken = hall.catalogue.name if hall.catalogue else {}
        page = {
            "zone": hall.zone.key,
            "device": device.id if device else "",
            "words": sentences(language, FORM_SENTENCES),
            "kinds": {str(kind): said for kind, said in KIND_SENTENCES.items()},
            "one_window": sorted(ONE_WINDOW),
        }
    tongues = language_names(language)
    return render_template(
        "counter/screen.html",
        part="screens",
        device=device,
        screen=shown,
        gone=gone,
        zones=zones,
        queues=queues,
        kiosks=kiosks,
        shows=_said(SHOWS_SENTENCES),
        groups=_said(GROUP_SENTENCES),
        tongues={each: tongues[each] for each in languages() if each in spoken},
        page=page,
    )


def _said(by: dict[Any, str]) -> dict[str, str]:
    return {str(key): sentence(context.language(), english) for key, english in by.items()}


def _zones(hall: Hall) -> list[ZoneOfWindows]:
    """With their windows, in order; one without a window has nothing to show."""
    found = [
        ZoneOfWindows(
            code, zone.name, tuple(n for n, desk in hall.desks.items() if desk.zone == code)
        )
        for code, zone in hall.zones.items()
    ]
    return [zone for zone in found if zone.windows]


def _gone(hall: Hall, shown: Screen) -> list[str]:
    """What a set-up names and an import of the hall has taken away."""
    windows = {*shown.windows, *([shown.window] if shown.shows in ONE_WINDOW else [])}
    language = context.language()
    return [
        *(say(language, "Window {window}", window=n) for n in sorted(windows - hall.desks.keys())),
        *(code for code in shown.zones if code not in hall.zones),
        *(
            say(language, "Queue {letter}", letter=code)
            for code in shown.queues
            if code not in hall.queues
        ),
    ]


def _shown(hall: Hall, device: Device) -> DeviceShown:
    used = context.hub().seen.last_used(device.id)
    screen = device.screen or USUAL
    kind, _, where = device.place.partition("/")
    if device.kind is Role.display:
        shows = _what(hall, screen)
    elif kind == "voice":
        shows = _place(hall, where)
    else:
        shows = ""
    return DeviceShown(
        device.id,
        device.kind,
        screen.name or device.id,
        shows,
        device.kind is Role.display and bool(_gone(hall, screen)),
        device.place if device.kind is Role.kiosk else "",
        used.astimezone(hall.zone).strftime("%H:%M") if used else "",
    )


def _what(hall: Hall, screen: Screen) -> str:
    """``Main board: Floor 1, Area A; Window 12``."""
    language = context.language()
    what = sentence(language, SHOWS_SENTENCES[screen.shows])
    if screen.shows in ONE_WINDOW:
        return f"{what} · {say(language, 'Window {window}', window=screen.window)}"
    if screen.shows in (Shows.notices, Shows.code):
        return what
    part = [
        *(_place(hall, code) for code in screen.zones),
        *(say(language, "Window {window}", window=number) for number in screen.windows[:6]),
        *(["…"] if len(screen.windows) > 6 else []),
        *(say(language, "Queue {letter}", letter=letter) for letter in screen.queues),
    ]
    return " · ".join([what, *(part or [_place(hall, EVERYWHERE)])])


def _place(hall: Hall, code: str) -> str:
    language = context.language()
    if code == EVERYWHERE:
        return sentence(language, "The whole hall")
    zone = hall.zones.get(code)
    return (zone.name.get(language) or zone.name["zh"]) if zone else code
