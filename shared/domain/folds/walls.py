"""What screens were set up to show, and what the loudspeakers were told to say."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Announcement, Hall


def screen_set_up(event: e.ScreenSetUp, entry: e.Entry, hall: Hall) -> None:
    hall.devices[event.device] = replace(hall.devices[event.device], screen=event.screen)
    hall.assign_walls()


def announced(event: e.Announced, entry: e.Entry, hall: Hall) -> None:
    hall.announcements.append(Announcement(entry.seq, entry.at, event.zone, event.text))


def announcement_repeated(event: e.AnnouncementRepeated, entry: e.Entry, hall: Hall) -> None:
    """An announcement is made as another one; a call stays the call it was."""
    made = next((each for each in hall.announcements if each.id == event.of), None)
    if made is not None:
        hall.announcements.append(Announcement(entry.seq, entry.at, event.zone, made.text))
