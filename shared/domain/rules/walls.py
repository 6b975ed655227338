"""Rules for what screens show and loudspeakers say."""

import re
from datetime import datetime

from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.announcing import calls_at
from shared.domain.hall import Hall
from shared.domain.people import Role
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.domain.screens import EVERYWHERE, LEAST_INCHES, ONE_WINDOW, Screen
from shared.domain.texts import clean

Events = tuple[e.Event, ...]

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


def set_up_screen(command: c.SetUpScreen, hall: Hall, now: datetime) -> Events:
    device = hall.devices.get(command.device)
    if device is None or not device.enabled or device.kind is not Role.display:
        raise Unknown("There is no such screen.")
    screen = checked(command.screen, hall)
    if screen == device.screen:
        raise WrongState("This screen is set up so already.")
    return (e.ScreenSetUp(device.id, screen),)


def checked(screen: Screen, hall: Hall) -> Screen:
    """As it is kept. Everything it names must be there."""
    if screen.shows in ONE_WINDOW and screen.window not in hall.desks:
        raise Unknown("There is no such window.")
    if any(window not in hall.desks for window in screen.windows):
        raise Unknown("There is no such window.")
    if any(zone not in hall.zones for zone in screen.zones):
        raise Unknown("There is no such zone.")
    if any(queue not in hall.queues for queue in screen.queues):
        raise Unknown("There is no such queue.")
    if screen.speaker not in ("", EVERYWHERE) and screen.speaker not in hall.zones:
        raise Unknown("There is no such zone.")
    if 0 < screen.inches < LEAST_INCHES:
        raise Malformed("A screen of this size cannot be read.")
    spoken = hall.catalogue.name if hall.catalogue else {}
    if any(language not in spoken for language in screen.languages):
        raise Unknown("There is no such language here.")
    return replace(screen, name=clean(screen.name, longest=80, empty=True))


def check_voice(place: str, hall: Hall) -> None:
    """Where a device announces calls, as its place says, there must be such a place."""
    kind, _, where = place.partition("/")
    if kind == "voice" and where != EVERYWHERE and where not in hall.zones:
        raise Unknown("There is no such zone.")


def announce(command: c.Announce, hall: Hall, now: datetime) -> Events:
    _check_zone(command.zone, hall)
    said = {language: words for language, words in command.text.items() if words.strip()}
    if any(not LANGUAGE_CODE.fullmatch(language) for language in said) or len(said) > 10:
        raise Unknown("There is no such language here.")
    if "zh" not in said:
        raise Malformed("Please write what is to be said in Chinese.")
    return (e.Announced({each: clean(words) for each, words in said.items()}, command.zone),)


def repeat_announcement(command: c.RepeatAnnouncement, hall: Hall, now: datetime) -> Events:
    """The last one made there: a call while its citizen has not come, or an announcement."""
    _check_zone(command.zone, hall)
    made = [
        announcement.id
        for announcement in hall.announcements
        if _heard(announcement.zone, command.zone)
    ]
    made += [call.id for call in calls_at(hall, command.zone)]
    if not made:
        raise WrongState("There is nothing that could be said again.")
    return (e.AnnouncementRepeated(max(made), command.zone),)


def _heard(zone: str, where: str) -> bool:
    """What is said in the whole hall is heard in every zone of it."""
    return not zone or not where or zone == where


def _check_zone(zone: str, hall: Hall) -> None:
    if zone and zone not in hall.zones:
        raise Unknown("There is no such zone.")
