"""The house: its days, its catalogue, its settings, its stations."""

from shared.domain.bookings import Booking, NoShow
from shared.domain.catalogue import Catalogue
from shared.domain.events.event import Event
from shared.domain.home_visits import HomeVisit
from shared.domain.loans import Loan
from shared.domain.notices import Notice
from shared.domain.people import Device, Staff
from shared.domain.ratings import RatingCase
from shared.domain.settings import HallSettings


class DayOpened(Event, frozen=True):
    """A business day begins: the numbers start again, and whatever the day before left open is
    ended. Holds all that goes on, so that a start-up reads from here. `imported` is the seq of
    the catalogue in force; `cases` are those not closed yet. Missed tickets are `abandoned`,
    appointments whose citizen did not come `missed`, with the tickets unanswered calls for help
    end. `no_shows` are those that still count."""

    day: str
    imported: int
    staff: tuple[Staff, ...]
    devices: tuple[Device, ...]
    expired: tuple[str, ...]
    served: tuple[str, ...]
    abandoned: tuple[str, ...] = ()
    settings: HallSettings = HallSettings()
    cases: tuple[RatingCase, ...] = ()
    missed: tuple[str, ...] = ()
    bookings: tuple[Booking, ...] = ()
    no_shows: tuple[NoShow, ...] = ()
    notices: tuple[Notice, ...] = ()
    loans: tuple[Loan, ...] = ()
    home_visits: tuple[HomeVisit, ...] = ()


class HallImported(Event, frozen=True):
    catalogue: Catalogue


class HallOpenedSpecially(Event, frozen=True):
    reason: str


class SettingsChanged(Event, frozen=True):
    """All settings as they are from now on."""

    settings: HallSettings


class MessageSent(Event, frozen=True):
    """From a supervisor to a window's clerk; to all open windows where `window` is 0."""

    window: int
    text: str


class JobReported(Event, frozen=True):
    job: str
    outcome: str
    detail: str
