"""Work for the stations: the paper and the voice that follow from what happened.

A job is written in the transaction of its event and done later. The number never waits for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from shared.domain.events import (
    Announced,
    AnnouncementRepeated,
    Entry,
    Event,
    TicketCalled,
    TicketIssued,
    TicketRecalled,
)
from shared.domain.hall import Hall

PAPER_EXPIRES = timedelta(seconds=60)
SPEECH_EXPIRES = timedelta(seconds=30)
TEXT_EXPIRES = timedelta(minutes=10)


class JobKind(StrEnum):
    receipt = "receipt"
    speech = "speech"
    text = "text"


class JobState(StrEnum):
    waiting = "waiting"
    claimed = "claimed"
    done = "done"
    failed = "failed"
    expired = "expired"


OPEN_JOBS = frozenset({JobState.waiting, JobState.claimed, JobState.failed})


class Job(Struct, frozen=True):
    """One thing to print or to say.

    `id` is ``receipt-<ticket>``, ``speech-<seq>`` or ``text-<ticket>``; `place` is a printer's
    code, ``hall`` or ``phones``; `number`, `window` and `recall` are what a speech job says of a
    call; where there is no number, it is an announcement, whose text the hall keeps. After
    `expires_at` it is not done. A text goes to the phone whose number lies under the ticket's key.
    """

    id: str
    kind: JobKind
    ticket: str
    place: str
    language: str
    created_at: datetime
    expires_at: datetime
    number: str = ""
    window: int = 0
    recall: bool = False
    tries: int = 0


def _receipt(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    event = entry.event
    assert isinstance(event, TicketIssued)
    kiosk = hall.kiosks.get(event.kiosk)
    if kiosk is None or not kiosk.printer:
        return ()
    return (
        Job(
            id=f"receipt-{event.ticket}",
            kind=JobKind.receipt,
            ticket=event.ticket,
            place=kiosk.printer,
            language=event.language,
            created_at=entry.at,
            expires_at=entry.at + PAPER_EXPIRES,
        ),
    )


def _speech(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    event = entry.event
    assert isinstance(event, TicketCalled | TicketRecalled)
    ticket = hall.tickets[event.ticket]
    return (
        Job(
            id=f"speech-{entry.seq}",
            kind=JobKind.speech,
            ticket=event.ticket,
            place="hall",
            language=ticket.language,
            created_at=entry.at,
            expires_at=entry.at + SPEECH_EXPIRES,
            number=ticket.number,
            window=event.window,
            recall=isinstance(event, TicketRecalled),
        ),
    )


def _announced(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    return (_announcement(entry),)


def _announcement(entry: Entry) -> Job:
    return Job(
        id=f"speech-{entry.seq}",
        kind=JobKind.speech,
        ticket="",
        place="hall",
        language="zh",
        created_at=entry.at,
        expires_at=entry.at + SPEECH_EXPIRES,
    )


def _repeated(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    """A call is said as one that is made again."""
    event = entry.event
    assert isinstance(event, AnnouncementRepeated)
    job = _announcement(entry)
    call = next((call for call in hall.calls if call.id == event.of), None)
    if call is None:
        return (job,)
    ticket = hall.tickets[call.ticket]
    return (
        replace(
            job,
            ticket=call.ticket,
            language=ticket.language,
            number=ticket.number,
            window=call.window,
            recall=True,
        ),
    )


def _issued(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    return (*_receipt(entry, hall), *_text(entry))


def _text(entry: Entry) -> tuple[Job, ...]:
    event = entry.event
    assert isinstance(event, TicketIssued)
    if not event.texted:
        return ()
    return (
        Job(
            id=f"text-{event.ticket}",
            kind=JobKind.text,
            ticket=event.ticket,
            place="phones",
            language=event.language,
            created_at=entry.at,
            expires_at=entry.at + TEXT_EXPIRES,
            number=event.number,
        ),
    )


JOBS: dict[type[Event], Callable[[Entry, Hall], tuple[Job, ...]]] = {
    TicketIssued: _issued,
    TicketCalled: _speech,
    TicketRecalled: _speech,
    Announced: _announced,
    AnnouncementRepeated: _repeated,
}


def jobs_of(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    """The jobs that follow from an entry. The same whether the hall has folded it in or not."""
    follow = JOBS.get(type(entry.event))
    return follow(entry, hall) if follow else ()
