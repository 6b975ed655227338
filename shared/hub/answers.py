"""What a command's journal entries look like to the program that sent it.

An answer is made from the entries alone, so that the same command id always gives the same one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Text
from shared.domain.events import Entry
from shared.domain.hall import Hall


class TicketAnswer(Struct, frozen=True):
    """`status` is the path of the number's own page; it needs no sign-in and must not be shown to
    others."""

    ticket: str
    number: str
    queue: str
    ahead: int
    wait_minutes: int | None
    windows: tuple[int, ...]
    zone: Text
    status: str


class MoveAnswer(Struct, frozen=True):
    window: int
    state: str
    ticket: str | None = None
    number: str | None = None


class RatedAnswer(Struct, frozen=True):
    rating: str


class CaseAnswer(Struct, frozen=True):
    case: int
    state: str


class AppointmentAnswer(Struct, frozen=True):
    """`code` is typed at a kiosk; `page` is the path of the appointment's own page, which needs no
    sign-in and must not be shown to others."""

    booking: str
    state: str
    starts_at: datetime
    code: str
    page: str


class RecordAnswer(Struct, frozen=True):
    """A notice, a call for help, a loan or a home visit, and what became of it."""

    id: str
    state: str


class StateAnswer(Struct, frozen=True):
    """What became of a ticket."""

    ticket: str
    number: str
    state: str


class PictureAnswer(Struct, frozen=True):
    """What a command names the picture by; it is at ``/pictures/<name>``."""

    name: str


class DoneAnswer(Struct, frozen=True):
    done: bool = True


class TokenAnswer(Struct, frozen=True):
    """`token` is told to the command that asked for it, and kept nowhere."""

    device: str
    token: str


STATES: dict[type[e.Event], str] = {
    e.WindowOpened: "open",
    e.WindowClosed: "closed",
    e.WindowPaused: "paused",
    e.PauseEnded: "open",
    e.WindowHandedOver: "open",
    e.WindowQueuesChanged: "open",
    e.WindowArmed: "open",
    e.AutomaticSet: "open",
    e.TicketCalled: "called",
    e.TicketRecalled: "called",
    e.ServiceStarted: "serving",
    e.ServiceFinished: "served",
    e.TicketMissed: "missed",
    e.TicketHeld: "held",
    e.TicketResumed: "serving",
    e.TicketTransferred: "waiting",
    e.WalkInStarted: "serving",
    e.PressUndone: "undone",
    e.TicketRequeued: "waiting",
    e.TicketCancelled: "cancelled",
    e.TicketAbandoned: "abandoned",
    e.ClassChanged: "waiting",
    e.ClassConfirmed: "confirmed",
    e.MoreTimeGiven: "waiting",
    e.AppointmentBooked: "booked",
    e.AppointmentMoved: "booked",
    e.AppointmentCancelled: "cancelled",
    e.NoShowExcused: "excused",
    e.NoticePosted: "shown",
    e.NoticeWithdrawn: "ended",
    e.HelpAsked: "asked",
    e.HelpTaken: "taken",
    e.HelpClosed: "closed",
    e.ItemLent: "lent",
    e.ItemReturned: "returned",
    e.HomeVisitAsked: "asked",
    e.HomeVisitAssigned: "assigned",
    e.HomeVisitDone: "done",
    e.HomeVisitCancelled: "cancelled",
    e.CaseContacted: "contacted",
    e.CaseClosed: "closed",
}


def ticket(entry: Entry, hall: Hall) -> TicketAnswer:
    event = entry.event
    assert isinstance(event, e.TicketIssued)
    # An import may have taken them away since.
    desk = next((hall.desks[n] for n in event.windows if n in hall.desks), None)
    zone = hall.zones.get(desk.zone) if desk else None
    return TicketAnswer(
        ticket=event.ticket,
        number=event.number,
        queue=event.queue,
        ahead=event.ahead,
        wait_minutes=event.wait_minutes,
        windows=event.windows,
        zone=zone.name if zone else {"zh": ""},
        status=f"/t/{event.key}",
    )


def move(entry: Entry, hall: Hall) -> MoveAnswer:
    event: Any = entry.event
    id_: str | None = getattr(event, "ticket", None)
    number = id_.partition("-")[2] if id_ else None
    return MoveAnswer(event.window, STATES[type(event)], id_, number)


def away(entry: Entry, hall: Hall) -> StateAnswer:
    event: Any = entry.event
    return StateAnswer(event.ticket, event.ticket.partition("-")[2], STATES[type(event)])


def rated(entry: Entry, hall: Hall) -> RatedAnswer:
    event: Any = entry.event
    return RatedAnswer(event.rating)


def case(entry: Entry, hall: Hall) -> CaseAnswer:
    event: Any = entry.event
    return CaseAnswer(event.case, STATES[type(event)])


def appointment(entry: Entry, hall: Hall) -> AppointmentAnswer:
    event: Any = entry.event
    booking = event.booking
    page = f"/b/{booking.key}"
    return AppointmentAnswer(booking.id, STATES[type(event)], booking.starts_at, booking.code, page)


RECORDS = ("booking", "notice", "help", "loan", "home_visit", "call")


def record(entry: Entry, hall: Hall) -> RecordAnswer:
    event: Any = entry.event
    named = next(getattr(event, name) for name in RECORDS if hasattr(event, name))
    state = "withdrawn" if getattr(event, "withdrawn", False) else STATES[type(event)]
    if isinstance(event, e.NoticePosted) and event.notice.since > entry.at:
        state = "planned"
    return RecordAnswer(str(getattr(named, "id", named)), state)


def done(entry: Entry, hall: Hall) -> DoneAnswer:
    return DoneAnswer()


Maker = Callable[[Entry, Hall], Struct]

MOVES: tuple[type[c.Command], ...] = (
    c.OpenWindow,
    c.CloseWindow,
    c.PauseWindow,
    c.EndPause,
    c.HandOverWindow,
    c.ServeQueues,
    c.ArmWindow,
    c.SetAutomatic,
    c.CallNext,
    c.CallTicket,
    c.Recall,
    c.StartService,
    c.FinishService,
    c.MissTicket,
    c.HoldTicket,
    c.ResumeTicket,
    c.TransferTicket,
    c.ServeWalkIn,
    c.UndoPress,
)
RECORD_COMMANDS: tuple[type[c.Command], ...] = (
    c.CancelAppointment,
    c.ExcuseNoShow,
    c.PostNotice,
    c.PublishNotice,
    c.WithdrawNotice,
    c.AskHelp,
    c.TakeHelp,
    c.CloseHelp,
    c.LendItem,
    c.ReturnItem,
    c.AskHomeVisit,
    c.AssignHomeVisit,
    c.FinishHomeVisit,
    c.CancelHomeVisit,
)
ANSWERS: dict[type[c.Command], tuple[Maker, type[Struct]]] = {
    **dict.fromkeys(MOVES, (move, MoveAnswer)),
    c.TakeTicket: (ticket, TicketAnswer),
    c.SetClass: (away, StateAnswer),
    c.RequeueTicket: (away, StateAnswer),
    c.CancelTicket: (away, StateAnswer),
    c.ConfirmClass: (away, StateAnswer),
    c.CheckIn: (ticket, TicketAnswer),
    c.BookAppointment: (appointment, AppointmentAnswer),
    c.MoveAppointment: (appointment, AppointmentAnswer),
    **dict.fromkeys(RECORD_COMMANDS, (record, RecordAnswer)),
    c.RateService: (rated, RatedAnswer),
    c.ContactCase: (case, CaseAnswer),
    c.CloseCase: (case, CaseAnswer),
}


def answer(command: type[c.Command], entries: tuple[Entry, ...], hall: Hall) -> Struct:
    make, _ = ANSWERS.get(command, (done, DoneAnswer))
    return make(entries[0], hall)


def answer_type(command: type[c.Command]) -> type[Struct]:
    return ANSWERS.get(command, (done, DoneAnswer))[1]
