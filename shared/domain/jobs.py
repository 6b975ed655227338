"""Work for the stations: the paper and the voice that follow from what happened.

A job is written in the transaction of its event and done later. The number never waits for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from shared.domain.events import Entry, Event, TicketCalled, TicketIssued, TicketRecalled
from shared.domain.hall import Hall

PAPER_EXPIRES = timedelta(seconds=60)
SPEECH_EXPIRES = timedelta(seconds=30)


class JobKind(StrEnum):
    receipt = "receipt"
    speech = "speech"


class JobState(StrEnum):
    waiting = "waiting"
    claimed = "claimed"
    done = "done"
    failed = "failed"
    expired = "expired"


OPEN_JOBS = frozenset({JobState.waiting, JobState.claimed, JobState.failed})


class Job(Struct, frozen=True):
    """One thing to print or to say.

    `id` is ``receipt-<ticket>`` or ``speech-<call>``; `place` is a printer's code or ``hall``;
    `number`, `window` and `recall` are what a speech job says. After `expires_at` it is not done.
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


JOBS: dict[type[Event], Callable[[Entry, Hall], tuple[Job, ...]]] = {
    TicketIssued: _receipt,
    TicketCalled: _speech,
    TicketRecalled: _speech,
}


def jobs_of(entry: Entry, hall: Hall) -> tuple[Job, ...]:
    """The jobs that follow from an entry. The same whether the hall has folded it in or not."""
    follow = JOBS.get(type(entry.event))
    return follow(entry, hall) if follow else ()
