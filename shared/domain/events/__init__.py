"""What happened in the hall, in the past tense. The journal holds these and nothing else does.

An event never holds a name of a citizen, a phone or identity number, a password or a token. A
`person` is a hash that only the hub can make: it tells that two numbers are of one person, and not
of whom.
"""

from shared.domain.events.bookings import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    NoShowExcused,
)
from shared.domain.events.event import Entry, Event
from shared.domain.events.help_calls import HelpAsked, HelpClosed, HelpTaken
from shared.domain.events.home_visits import (
    HomeVisitAsked,
    HomeVisitAssigned,
    HomeVisitCancelled,
    HomeVisitDone,
)
from shared.domain.events.house import (
    DayOpened,
    HallImported,
    HallOpenedSpecially,
    JobReported,
    MessageSent,
    SettingsChanged,
)
from shared.domain.events.loans import ItemLent, ItemReturned
from shared.domain.events.moves import (
    Press,
    PressUndone,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketResumed,
    TicketTransferred,
    VisitContinued,
    WalkInStarted,
)
from shared.domain.events.notices import NoticePosted, NoticeWithdrawn
from shared.domain.events.people import (
    DevicePaired,
    DeviceRevoked,
    KioskPinSet,
    PasswordSet,
    StaffAdded,
    StaffDisabled,
)
from shared.domain.events.personal import PersonalSeen
from shared.domain.events.ratings import CaseClosed, CaseContacted, CaseOpened, ServiceRated
from shared.domain.events.tickets import (
    ClassChanged,
    ClassConfirmed,
    MoreTimeGiven,
    TicketAbandoned,
    TicketCancelled,
    TicketIssued,
    TicketRequeued,
)
from shared.domain.events.walls import Announced, AnnouncementRepeated, ScreenSetUp
from shared.domain.events.windows import (
    AutomaticSet,
    PauseEnded,
    PauseReason,
    WindowArmed,
    WindowClosed,
    WindowHandedOver,
    WindowOpened,
    WindowPaused,
    WindowQueuesChanged,
)

KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}

__all__ = [
    "KINDS",
    "Announced",
    "AnnouncementRepeated",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMoved",
    "AutomaticSet",
    "CaseClosed",
    "CaseContacted",
    "CaseOpened",
    "ClassChanged",
    "ClassConfirmed",
    "DayOpened",
    "DevicePaired",
    "DeviceRevoked",
    "Entry",
    "Event",
    "HallImported",
    "HallOpenedSpecially",
    "HelpAsked",
    "HelpClosed",
    "HelpTaken",
    "HomeVisitAsked",
    "HomeVisitAssigned",
    "HomeVisitCancelled",
    "HomeVisitDone",
    "ItemLent",
    "ItemReturned",
    "JobReported",
    "KioskPinSet",
    "MessageSent",
    "MoreTimeGiven",
    "NoShowExcused",
    "NoticePosted",
    "NoticeWithdrawn",
    "PasswordSet",
    "PauseEnded",
    "PauseReason",
    "PersonalSeen",
    "Press",
    "PressUndone",
    "ScreenSetUp",
    "ServiceFinished",
    "ServiceRated",
    "ServiceStarted",
    "SettingsChanged",
    "StaffAdded",
    "StaffDisabled",
    "TicketAbandoned",
    "TicketCalled",
    "TicketCancelled",
    "TicketHeld",
    "TicketIssued",
    "TicketMissed",
    "TicketRecalled",
    "TicketRequeued",
    "TicketResumed",
    "TicketTransferred",
    "VisitContinued",
    "WalkInStarted",
    "WindowArmed",
    "WindowClosed",
    "WindowHandedOver",
    "WindowOpened",
    "WindowPaused",
    "WindowQueuesChanged",
]
