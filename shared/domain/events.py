"""What happened in the hall, in the past tense. The journal holds these and nothing else does.

An event never holds a name of a citizen, a phone or identity number, a password or a token. A
`person` is a hash that only the hub can make: it tells that two numbers are of one person, and not
of whom.
"""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from shared.domain.bookings import Booking, NoShow
from shared.domain.catalogue import Catalogue, Help, Text
from shared.domain.help_calls import HelpCall
from shared.domain.home_visits import HomeVisit
from shared.domain.loans import Loan
from shared.domain.notices import Notice
from shared.domain.people import Device, Staff
from shared.domain.ratings import Rating, RatingCase, RatingReason
from shared.domain.screens import Screen
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need, Outcome
from shared.domain.why import Why


class Event(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """Something that happened. The type's name is its kind in the journal."""


class Entry(Struct, frozen=True):
    """One row of the journal. `seq` counts from 1 without gaps in each hall; `at` is UTC and
    never runs backwards."""

    seq: int
    at: datetime
    actor: str
    command_id: str
    event: Event


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


class StaffAdded(Event, frozen=True):
    staff: Staff


class PasswordSet(Event, frozen=True):
    account: str


class StaffDisabled(Event, frozen=True):
    account: str


class DevicePaired(Event, frozen=True):
    device: Device


class DeviceRevoked(Event, frozen=True):
    device: str


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


class TicketIssued(Event, frozen=True):
    """`visit` are the services in their order where there are several; `booked_for` is the time of
    an appointment and `booking` its id, where it was booked here. `texted`: the address of its page
    goes to the citizen's phone."""

    ticket: str
    number: str
    key: str
    queue: str
    service: str
    class_: Class
    need: Need
    language: str
    kiosk: str
    ahead: int
    wait_minutes: int | None
    windows: tuple[int, ...]
    booked_for: datetime | None = None
    visit: tuple[str, ...] = ()
    person: str = ""
    booking: str = ""
    texted: bool = False


class WalkInStarted(Event, frozen=True):
    """Somebody without a ticket is served at once; they get a number all the same."""

    ticket: str
    number: str
    key: str
    queue: str
    service: str
    language: str
    window: int
    reason: str


class ClassChanged(Event, frozen=True):
    ticket: str
    class_: Class
    need: Need
    reason: str


class ClassConfirmed(Event, frozen=True):
    """The staff have seen that the need of a green channel ticket is real."""

    ticket: str


class MoreTimeGiven(Event, frozen=True):
    """Its citizen lets others pass: called again once its line has seen `due` calls."""

    ticket: str
    due: int


class TicketRequeued(Event, frozen=True):
    """Back in line after it was missed; called again once its line has seen `due` calls. It waits
    for `for_window` alone as before, unless that has closed since."""

    ticket: str
    due: int
    for_window: int | None = None


class TicketCancelled(Event, frozen=True):
    ticket: str
    reason: str


class TicketAbandoned(Event, frozen=True):
    """Missed for the last time, or for too long."""

    ticket: str


class WindowOpened(Event, frozen=True):
    window: int
    clerk: str


class WindowClosed(Event, frozen=True):
    window: int


class PauseReason(StrEnum):
    """Why a window stops for a while; a panel says it in its language."""

    rest = "rest"
    meal = "meal"
    meeting = "meeting"
    system = "system"
    other = "other"


class WindowPaused(Event, frozen=True):
    """`until` is when it goes on, where the clerk has said so."""

    window: int
    reason: PauseReason
    until: datetime | None = None


class PauseEnded(Event, frozen=True):
    window: int


class WindowHandedOver(Event, frozen=True):
    """Another clerk takes the window over, with whoever is at it and set aside there."""

    window: int
    clerk: str
    before: str


class WindowQueuesChanged(Event, frozen=True):
    """What an open window serves until it is closed."""

    window: int
    queues: tuple[str, ...]
    helps: tuple[Help, ...] = ()


class WindowArmed(Event, frozen=True):
    """While nobody waits: the next who comes is called at once. Ends once anybody is
    at the window."""

    window: int
    armed: bool


class AutomaticSet(Event, frozen=True):
    """The window calls by itself, so long after it became free; None: it does not any more."""

    window: int
    pause_seconds: int | None = None


class TicketCalled(Event, frozen=True):
    """`why` holds what the ticket was chosen for."""

    ticket: str
    window: int
    why: Why


class TicketRecalled(Event, frozen=True):
    ticket: str
    window: int


class ServiceStarted(Event, frozen=True):
    ticket: str
    window: int


class ServiceFinished(Event, frozen=True):
    ticket: str
    window: int
    outcome: Outcome = Outcome.done
    note: str = ""


class VisitContinued(Event, frozen=True):
    """The next service of a visit: the ticket waits in that queue, from its own time of arrival."""

    ticket: str
    window: int
    step: int
    service: str
    queue: str


class TicketMissed(Event, frozen=True):
    ticket: str
    window: int


class TicketHeld(Event, frozen=True):
    ticket: str
    window: int
    reason: str = ""


class TicketResumed(Event, frozen=True):
    ticket: str
    window: int


class TicketTransferred(Event, frozen=True):
    """To a queue, to one window (`for_window`), or first in line there; the time of arrival stays.
    `window` is where it comes from."""

    ticket: str
    window: int
    queue: str
    service: str
    for_window: int | None = None
    first: bool = False
    note: str = ""


class Press(StrEnum):
    """The presses that can be taken back."""

    called = "called"
    missed = "missed"
    finished = "finished"


class PressUndone(Event, frozen=True):
    """A wrong press was taken back; `entry` is what it had led to."""

    window: int
    ticket: str
    press: Press
    entry: int


class ServiceRated(Event, frozen=True):
    """`finish` is the journal entry of the service that is rated."""

    finish: int
    ticket: str
    window: int
    rating: Rating
    reasons: tuple[RatingReason, ...] = ()


class CaseOpened(Event, frozen=True):
    case: RatingCase


class CaseContacted(Event, frozen=True):
    case: int
    supervisor: str
    note: str


class CaseClosed(Event, frozen=True):
    case: int
    supervisor: str
    note: str


class AppointmentBooked(Event, frozen=True):
    booking: Booking


class AppointmentMoved(Event, frozen=True):
    """The appointment as it is from now on."""

    booking: Booking


class AppointmentCancelled(Event, frozen=True):
    booking: str
    reason: str = ""


class NoShowExcused(Event, frozen=True):
    """A missed appointment does not count against its citizen any more."""

    booking: str
    reason: str


class NoticePosted(Event, frozen=True):
    """`replaces` is the notice that ends with it; 0: none."""

    notice: Notice
    replaces: int = 0


class NoticeWithdrawn(Event, frozen=True):
    notice: int


class HelpAsked(Event, frozen=True):
    call: HelpCall


class HelpTaken(Event, frozen=True):
    help: int
    steward: str


class HelpClosed(Event, frozen=True):
    """`withdrawn`: by whoever had called."""

    help: int
    note: str = ""
    withdrawn: bool = False


class ItemLent(Event, frozen=True):
    loan: Loan


class ItemReturned(Event, frozen=True):
    loan: int


class HomeVisitAsked(Event, frozen=True):
    home_visit: HomeVisit


class HomeVisitAssigned(Event, frozen=True):
    home_visit: str
    to: str
    on: date


class HomeVisitDone(Event, frozen=True):
    home_visit: str
    note: str = ""


class HomeVisitCancelled(Event, frozen=True):
    home_visit: str
    reason: str = ""


class PersonalSeen(Event, frozen=True):
    """Somebody of the staff has looked at the name, phone or address behind a record: ``ticket``,
    ``booking`` or ``home-visit``, and its id."""

    record: str
    id: str


class KioskPinSet(Event, frozen=True):
    """The PIN itself is sealed, outside the journal."""


class JobReported(Event, frozen=True):
    job: str
    outcome: str
    detail: str


KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
