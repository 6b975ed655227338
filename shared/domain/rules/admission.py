"""Who gets a number: every check that stands before it, the nearest reason first.

A refusal says why and what the citizen can do. Whether there are numbers at all is asked of
`shared.domain.giving`, which the kiosk asks too; what one person may take is decided here.
"""

from datetime import datetime

from shared.domain.catalogue import Service
from shared.domain.giving import Cause, NoNumber, sentence, service_gives_none
from shared.domain.hall import Hall
from shared.domain.refusals import (
    EnoughToday,
    HallClosed,
    NoTimeLeft,
    NotOffered,
    OneTicketEach,
    QuotaFull,
    Refusal,
)
from shared.domain.tickets import OPEN, Class, State, Ticket

REFUSALS: dict[Cause, type[Refusal]] = {
    Cause.closed: HallClosed,
    Cause.bookings: HallClosed,
    Cause.not_offered: NotOffered,
    Cause.quota: QuotaFull,
    Cause.late: NoTimeLeft,
}


def admit(person: str, class_: Class, service: Service, hall: Hall, now: datetime) -> None:
    """Raises a `Refusal` where the citizen gets no number. `person` is empty where nobody knows
    who it is."""
    if person:
        one_open_each(person, service.queue, hall)
    none = service_gives_none(hall, service, now, class_)
    if none is not None:
        raise _refusal(none)
    if person:
        _not_too_many(person, hall)


def one_open_each(person: str, queue: str, hall: Hall) -> None:
    """Somebody who waits already is told so first: nothing else matters to them. Nobody is known
    by an empty `person`."""
    for id_ in hall.people.get(person, ()):
        ticket = hall.tickets[id_]
        if ticket.queue == queue and ticket.state in OPEN:
            raise _has_one(ticket)


def _has_one(ticket: Ticket) -> OneTicketEach:
    if ticket.state is State.waiting or ticket.window is None:
        return OneTicketEach(
            "You already have {number} for these windows. Please wait for it to be called.",
            number=ticket.number,
        )
    return OneTicketEach(
        "You already have {number} for these windows. Please go to window {window}.",
        number=ticket.number,
        window=ticket.window,
    )


def _not_too_many(person: str, hall: Hall) -> None:
    most = hall.settings.tickets_a_day
    if most and len(hall.people.get(person, ())) >= most:
        raise EnoughToday(
            "You have taken {most} numbers today, and nobody may take more. Please come on another"
            " day, or ask the information desk.",
            most=most,
        )


def _refusal(none: NoNumber) -> Refusal:
    values: dict[str, object] = {}
    if none.again is not None:
        values = {"day": f"{none.again:%Y-%m-%d}", "time": f"{none.again:%H:%M}"}
    if none.note:
        values["note"] = none.note
    return REFUSALS[none.cause](sentence(none), **values)
