"""What the hall keeps beside its tickets: appointments, notices, calls for help, loans, home
visits. Names, phones and addresses are not among it: they lie encrypted outside the journal, under
a record's key.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from shared.domain.catalogue import Text


class BookingState(StrEnum):
    booked = "booked"
    arrived = "arrived"
    cancelled = "cancelled"
    no_show = "no-show"


class Booking(Struct, frozen=True):
    """An appointment. `id` is ``b<seq>`` of its journal entry; `code` is what its holder types at a
    kiosk; `key` the unguessable name of its page. `person` and `identity` are keyed hashes of whom
    it is: the slow one of the phone number, and that of the identity, empty where none was given.
    `by` is the role that booked it, `moves` how often it was moved to another time. Times are
    UTC."""

    id: str
    code: str
    key: str
    service: str
    starts_at: datetime
    language: str
    person: str
    identity: str
    booked_at: datetime
    by: str
    state: BookingState = BookingState.booked
    ticket: str = ""
    moves: int = 0

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells that two appointments are one person's: either is enough."""
        return tuple(filter(None, (self.person, self.identity)))


class NoShow(Struct, frozen=True):
    """Somebody did not come to an appointment. `at` is when it was, the rest as it was booked."""

    booking: str
    person: str
    at: datetime
    identity: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.person, self.identity)))


class NoticeKind(StrEnum):
    """What a notice says; all but `note` have their sentence in every language."""

    note = "note"
    closing_early = "closing-early"
    system_down = "system-down"
    crowded = "crowded"
    power = "power"


class Notice(Struct, frozen=True):
    """Something everybody should know now. `text` is there for a note, `department` where only one
    is concerned, `at` is a time of the hall's such as ``15:30``. Shown from `since` to `until`."""

    id: int
    kind: NoticeKind
    since: datetime
    until: datetime
    text: Text = {}
    department: str = ""
    at: str = ""


class HelpReason(StrEnum):
    """What a citizen calls a steward for."""

    question = "question"
    form = "form"
    kiosk = "kiosk"
    wheelchair = "wheelchair"
    glasses = "glasses"
    umbrella = "umbrella"
    blind = "blind"
    sign_language = "sign-language"
    language = "language"
    first_aid = "first-aid"
    child = "child"
    other = "other"


# What it is called on the glass, on the phone and for staff, in the order in which it is shown.
HELP_SENTENCES: dict[HelpReason, str] = {
    HelpReason.first_aid: "First aid",
    HelpReason.question: "A question",
    HelpReason.form: "Help with a form",
    HelpReason.kiosk: "Help with the kiosk",
    HelpReason.wheelchair: "A wheelchair",
    HelpReason.glasses: "Reading glasses",
    HelpReason.umbrella: "An umbrella",
    HelpReason.blind: "Cannot see well",
    HelpReason.sign_language: "Sign language",
    HelpReason.language: "Another language",
    HelpReason.child: "With a small child",
    HelpReason.other: "Something else",
}


class HelpState(StrEnum):
    asked = "asked"
    taken = "taken"
    closed = "closed"
    withdrawn = "withdrawn"


class HelpCall(Struct, frozen=True):
    """A call for a steward, from one of a kiosk (its code), a ticket (its id) and a window. `id` is
    the journal's seq; `note` is what was done."""

    id: int
    reason: HelpReason
    language: str
    at: datetime
    kiosk: str = ""
    ticket: str = ""
    window: int | None = None
    state: HelpState = HelpState.asked
    taken_by: str = ""
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    note: str = ""


class Loan(Struct, frozen=True):
    """Something lent. `tag` is the number on the piece, `ticket` the number of whoever has it;
    both may be empty. No name is kept."""

    id: int
    item: str
    at: datetime
    by: str
    tag: str = ""
    ticket: str = ""
    returned_at: datetime | None = None


class VisitState(StrEnum):
    asked = "asked"
    assigned = "assigned"
    done = "done"
    cancelled = "cancelled"


class HomeVisit(Struct, frozen=True):
    """Somebody who cannot come is to be visited. Name, phone and place lie apart, under `key`.
    `id` is ``v<seq>``; `wanted` is the day they would like, `on` the day that was set."""

    id: str
    key: str
    service: str
    language: str
    asked_at: datetime
    by: str
    person: str = ""
    wanted: date | None = None
    state: VisitState = VisitState.asked
    assigned_to: str = ""
    on: date | None = None
    ended_at: datetime | None = None
    note: str = ""


OPEN_HELP = frozenset({HelpState.asked, HelpState.taken})
OPEN_VISITS = frozenset({VisitState.asked, VisitState.assigned})
VISITED_WITHIN = timedelta(days=60)  # a home visit is made so soon after it was asked for
