"""What may be asked of the hall. A command is a wish; `shared.domain.rules` says what comes of it.

Each carries `id`, chosen by the client so that the same wish sent twice is done once, and `by`,
the actor, put there by the hub and never read from a request.
"""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.domain.catalogue import Catalogue, Help, Text
from shared.domain.events import PauseReason
from shared.domain.help_calls import HelpReason
from shared.domain.notices import NoticeKind, Picture
from shared.domain.people import Role
from shared.domain.ratings import Rating, RatingReason
from shared.domain.screens import Screen
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need, Outcome

Badge = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9]{0,12}\Z")]
CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"\A[A-Za-z0-9._:-]+\Z")]
ACCOUNT = r"\A[a-z][a-z0-9._-]{1,31}\Z"  # what the staff sign in with
Code = Annotated[str, Meta(min_length=1, max_length=32)]
Line = Annotated[str, Meta(min_length=1, max_length=80)]
DeviceId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")]
TicketMeant = Annotated[
    str,
    Meta(
        max_length=32,
        description="The id of the ticket that is meant: refused where another is at the window"
        " meanwhile. Empty: whoever is there.",
    ),
]
WindowNumber = Annotated[int, Meta(ge=1, le=9999)]
TicketId = Annotated[str, Meta(min_length=1, max_length=32)]
BookingId = Annotated[str, Meta(min_length=1, max_length=24)]
Mark = Annotated[str, Meta(max_length=64, description="A keyed hash, made by the hub.")]
QueueLetter = Annotated[str, Meta(min_length=1, max_length=2)]
Words = Annotated[str, Meta(max_length=20_000)]  # how long they may be is each rule's to say
Reason = Words


class Command(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    id: CommandId
    by: str


class OpenDay(Command, frozen=True, kw_only=True):
    """Begin a business day. `day` is ``YYYYMMDD`` in the hall's time zone."""

    day: str


class ImportHall(Command, frozen=True, kw_only=True):
    catalogue: Catalogue


class OpenSpecially(Command, frozen=True, kw_only=True):
    """Give numbers outside the opening hours for the rest of the business day."""

    reason: Line


class ChangeSettings(Command, frozen=True, kw_only=True):
    """All settings at once, as they shall be."""

    settings: HallSettings


class SendMessage(Command, frozen=True, kw_only=True):
    """To the clerk of a window, or of all open windows where it is 0."""

    window: Annotated[int, Meta(ge=0, le=9999)] = 0
    text: Reason


class AddStaff(Command, frozen=True, kw_only=True):
    """`mark` is the hub's, and differs with the password that is sealed with the command."""

    account: Annotated[str, Meta(pattern=ACCOUNT)]
    name: Line
    role: Role
    department: Annotated[str, Meta(max_length=32)] = ""
    badge: Badge = ""
    mark: str = ""


class SetPassword(Command, frozen=True, kw_only=True):
    """Record that a password was changed; the hash itself is sealed, outside the journal."""

    account: Code
    mark: str = ""


class DisableStaff(Command, frozen=True, kw_only=True):
    account: Code


class PairDevice(Command, frozen=True, kw_only=True):
    """`screen` is what a display shows; without it a display that is paired anew shows what it
    did."""

    device: DeviceId
    kind: Role
    place: Annotated[str, Meta(max_length=32)] = ""
    screen: Screen | None = None


class SetUpScreen(Command, frozen=True, kw_only=True):
    """What a paired display shows from now on."""

    device: Code
    screen: Screen


class Announce(Command, frozen=True, kw_only=True):
    """Let the loudspeakers say something: those of a zone, or of the whole hall where it is
    empty. `text` by language; it is said in each of them, Chinese first."""

    text: Text
    zone: Annotated[str, Meta(max_length=32)] = ""


class RepeatAnnouncement(Command, frozen=True, kw_only=True):
    """Say the last call or announcement of a zone, or of the hall, once more."""

    zone: Annotated[str, Meta(max_length=32)] = ""


class RevokeDevice(Command, frozen=True, kw_only=True):
    device: Code


class TakeTicket(Command, frozen=True, kw_only=True):
    """`key` is the unguessable name of the ticket's phone page and `person` a keyed hash of the
    citizen's identity, where one was given; both are made by the hub. `then` are the services that
    follow in one visit, in order; `booked_for` is the time of an appointment that was booked
    elsewhere. `texted`: the hub has kept a phone number, for the address of the ticket's page."""

    service: Code
    language: Code
    class_: Class = Class.ordinary
    need: Need = Need.none
    then: Annotated[tuple[Code, ...], Meta(max_length=9)] = ()
    booked_for: datetime | None = None
    key: str = ""
    person: Annotated[str, Meta(max_length=64)] = ""
    texted: bool = False


class ServeWalkIn(Command, frozen=True, kw_only=True):
    """Serve somebody who has no ticket."""

    window: WindowNumber
    service: Code
    reason: Reason
    language: Annotated[str, Meta(max_length=8)] = "zh"
    key: str = ""


class SetClass(Command, frozen=True, kw_only=True):
    """Give a waiting ticket the green channel, or take it away."""

    ticket: TicketId
    class_: Class
    need: Need = Need.none
    reason: Reason


class ConfirmClass(Command, frozen=True, kw_only=True):
    """The need that a citizen declared is real."""

    ticket: TicketId


class AskMoreTime(Command, frozen=True, kw_only=True):
    """Let some others pass, once."""

    ticket: TicketId


class RequeueTicket(Command, frozen=True, kw_only=True):
    """A citizen who missed the call has come back."""

    ticket: TicketId


class CancelTicket(Command, frozen=True, kw_only=True):
    ticket: TicketId
    reason: Words = ""


class AbandonTicket(Command, frozen=True, kw_only=True):
    """A missed ticket has waited for its citizen too long."""

    ticket: TicketId


class OpenWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CloseWindow(Command, frozen=True, kw_only=True):
    window: WindowNumber


class PauseWindow(Command, frozen=True, kw_only=True):
    """Stop for a while. `until` is the hall's time, ``10:30``, or empty."""

    window: WindowNumber
    reason: PauseReason
    until: Annotated[str, Meta(pattern=r"\A((([01]\d)|(2[0-3])):[0-5]\d)?\Z")] = ""


class EndPause(Command, frozen=True, kw_only=True):
    window: WindowNumber


class HandOverWindow(Command, frozen=True, kw_only=True):
    """Give a window to another clerk, with whoever is at it."""

    window: WindowNumber
    to: Code


class ServeQueues(Command, frozen=True, kw_only=True):
    """Change which queues an open window serves: its own, and those it helps once their first has
    waited so many minutes."""

    window: WindowNumber
    queues: Annotated[tuple[QueueLetter, ...], Meta(min_length=1, max_length=50)]
    helps: Annotated[tuple[Help, ...], Meta(max_length=50)] = ()


class ArmWindow(Command, frozen=True, kw_only=True):
    """While nobody waits: call the next who comes at once."""

    window: WindowNumber
    armed: bool = True


class SetAutomatic(Command, frozen=True, kw_only=True):
    """Call by itself so many seconds after the window became free; without them, stop that."""

    window: WindowNumber
    pause_seconds: Annotated[int, Meta(ge=0, le=3600)] | None = None


class CallNext(Command, frozen=True, kw_only=True):
    window: WindowNumber


class CallDue(Command, frozen=True, kw_only=True):
    """The hall calls for a window that is armed or calls by itself."""

    window: WindowNumber


class CallTicket(Command, frozen=True, kw_only=True):
    """Call one particular ticket out of turn."""

    window: WindowNumber
    ticket: TicketId
    reason: Reason


class Recall(Command, frozen=True, kw_only=True):
    """Call the same citizen again."""

    window: WindowNumber
    ticket: TicketMeant = ""


class StartService(Command, frozen=True, kw_only=True):
    """The citizen has come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class FinishService(Command, frozen=True, kw_only=True):
    """The citizen has been served; a visit goes on with its next service."""

    window: WindowNumber
    ticket: TicketMeant = ""
    outcome: Outcome = Outcome.done
    note: Words = ""


class MissTicket(Command, frozen=True, kw_only=True):
    """The citizen did not come."""

    window: WindowNumber
    ticket: TicketMeant = ""


class HoldTicket(Command, frozen=True, kw_only=True):
    """Set the citizen aside: a form to fill in, a copy to make."""

    window: WindowNumber
    ticket: TicketMeant = ""
    reason: Words = ""


class ResumeTicket(Command, frozen=True, kw_only=True):
    """Go on with somebody who was set aside here."""

    window: WindowNumber
    ticket: TicketId


class TransferTicket(Command, frozen=True, kw_only=True):
    """Send the citizen on: to a `queue`, to the queue of a `service`, to one window
    (`to_window`), or `first` in line there. They keep their time of arrival."""

    window: WindowNumber
    ticket: TicketMeant = ""
    queue: Annotated[str, Meta(max_length=2)] = ""
    service: Annotated[str, Meta(max_length=32)] = ""
    to_window: Annotated[int, Meta(ge=1, le=9999)] | None = None
    first: bool = False
    note: Words = ""


class UndoPress(Command, frozen=True, kw_only=True):
    """Take back the window's last press: called, missed or finished."""

    window: WindowNumber


class RateService(Command, frozen=True, kw_only=True):
    """`finish` names the finished service: the number that the panel's board gave."""

    finish: Annotated[int, Meta(ge=1)]
    rating: Rating
    reasons: Annotated[tuple[RatingReason, ...], Meta(max_length=7)] = ()


class ContactCase(Command, frozen=True, kw_only=True):
    """A supervisor has spoken with the citizen, or tried to."""

    case: Annotated[int, Meta(ge=1)]
    note: Reason


class CloseCase(Command, frozen=True, kw_only=True):
    """What was done about a bad rating."""

    case: Annotated[int, Meta(ge=1)]
    note: Reason


class BookAppointment(Command, frozen=True, kw_only=True):
    """The hub makes `key`, `person`, `identity` and `code`: 24 digits, of which the first eight
    that no other open appointment has become the code."""

    service: Code
    starts_at: datetime
    language: Code
    key: str = ""
    code: Annotated[str, Meta(pattern=r"\A(\d{24})?\Z")] = ""
    person: Mark = ""
    identity: Mark = ""


class MoveAppointment(Command, frozen=True, kw_only=True):
    """To another time of the same service."""

    booking: BookingId
    starts_at: datetime


class CancelAppointment(Command, frozen=True, kw_only=True):
    booking: BookingId
    reason: Words = ""


class CheckIn(Command, frozen=True, kw_only=True):
    """Whoever has an appointment has come, and takes a number. `language` is that of the page where
    they stand; without it the number keeps the appointment's."""

    booking: BookingId
    key: str = ""
    language: Annotated[str, Meta(max_length=8)] = ""


class ExcuseNoShow(Command, frozen=True, kw_only=True):
    """There was a good reason for not coming."""

    booking: BookingId
    reason: Reason


class PostNotice(Command, frozen=True, kw_only=True):
    """`text` by language for a note; `department` or `at`, a time such as ``15:30``, for the others
    where they need it. `replaces` is a notice that ends with this one; 0: none."""

    kind: NoticeKind
    until: datetime
    text: Text = {}
    department: Annotated[str, Meta(max_length=32)] = ""
    at: Annotated[str, Meta(pattern=r"\A((([01]\d)|(2[0-3])):[0-5]\d)?\Z")] = ""
    replaces: Annotated[int, Meta(ge=0)] = 0


class PublishNotice(Command, frozen=True, kw_only=True):
    """An announcement or disclosure: `title` and `text` by language, the text with line breaks.
    Shown from `since`, which may be past or to come, from now on without one. `replaces` is one
    that ends with it; 0: none."""

    kind: NoticeKind
    until: datetime
    title: Text
    text: Text = {}
    pictures: tuple[Picture, ...] = ()
    since: datetime | None = None
    replaces: Annotated[int, Meta(ge=0)] = 0


class WithdrawNotice(Command, frozen=True, kw_only=True):
    notice: Annotated[int, Meta(ge=1)]


class AskHelp(Command, frozen=True, kw_only=True):
    """Call a steward to the kiosk or window that asks, or to the citizen who waits."""

    reason: HelpReason
    language: Annotated[str, Meta(max_length=8)] = "zh"
    window: WindowNumber | None = None


class TakeHelp(Command, frozen=True, kw_only=True):
    """A steward is on the way."""

    help: Annotated[int, Meta(ge=1)]


class CloseHelp(Command, frozen=True, kw_only=True):
    """The citizen was helped, or needs nobody any more."""

    help: Annotated[int, Meta(ge=1)]
    note: Words = ""


class LendItem(Command, frozen=True, kw_only=True):
    """`tag` is the number on the piece; `ticket` today's number of whoever gets it."""

    item: Code
    tag: Words = ""
    ticket: Annotated[str, Meta(max_length=32)] = ""


class ReturnItem(Command, frozen=True, kw_only=True):
    loan: Annotated[int, Meta(ge=1)]


class AskHomeVisit(Command, frozen=True, kw_only=True):
    """Somebody who cannot come asks to be visited. Name, phone and place are kept by the hub under
    `key`."""

    service: Code
    language: Annotated[str, Meta(max_length=8)] = "zh"
    wanted: date | None = None
    key: str = ""
    person: Mark = ""


class AssignHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    to: Code
    on: date


class FinishHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    note: Words = ""


class CancelHomeVisit(Command, frozen=True, kw_only=True):
    home_visit: BookingId
    reason: Words = ""


class SeePersonal(Command, frozen=True, kw_only=True):
    """Look at the name, phone or address behind a record; that somebody did is kept."""

    record: Annotated[str, Meta(pattern=r"\A(ticket|booking|home-visit)\Z")]
    of: Annotated[str, Meta(min_length=1, max_length=32)]


class SetKioskPin(Command, frozen=True, kw_only=True):
    """The PIN that lets somebody out of a kiosk's page; the hash is sealed, outside the journal."""

    mark: str = ""


class ReportJob(Command, frozen=True, kw_only=True):
    """A station says what became of a job: done, failed (to be tried again) or expired."""

    job: Annotated[str, Meta(min_length=1, max_length=64)]
    outcome: Annotated[str, Meta(pattern=r"\A(done|failed|expired)\Z")]
    detail: Annotated[str, Meta(max_length=200)] = ""


Move = Recall | StartService | FinishService | MissTicket | HoldTicket | TransferTicket
