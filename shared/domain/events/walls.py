"""What screens show and loudspeakers say."""

from shared.domain.catalogue import Text
from shared.domain.events.event import Event
from shared.domain.screens import Screen


class ScreenSetUp(Event, frozen=True):
    device: str
    screen: Screen


class Announced(Event, frozen=True):
    """For the loudspeakers of a zone; of the whole hall where it is empty."""

    text: Text
    zone: str = ""


class AnnouncementRepeated(Event, frozen=True):
    """`of` is the seq of the call or announcement that is said once more."""

    of: int
    zone: str = ""
