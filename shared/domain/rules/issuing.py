"""What all ways to a new ticket share: taking one, checking in, and being served without one."""

import re
from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Service
from shared.domain.estimate import wait_minutes
from shared.domain.hall import Hall
from shared.domain.numbering import number, ticket_id
from shared.domain.places import ahead
from shared.domain.refusals import Malformed, Unknown
from shared.domain.rules.admission import admit
from shared.domain.tickets import Class, Need

SHORTEST_KEY = 16
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")


def check_language_and_key(command: c.TakeTicket | c.ServeWalkIn, hall: Hall) -> None:
    in_a_language_here(command.language, hall)
    is_new_key(command.key, hall)


def in_a_language_here(language: str, hall: Hall) -> None:
    """Which languages pages speak is for the hub to say; where the hall's files have no words in
    one, its pages and papers say them in Chinese."""
    if hall.catalogue is None or not LANGUAGE_CODE.fullmatch(language):
        raise Unknown("There is no such language here.")


def is_new_key(key: str, hall: Hall) -> None:
    if len(key) < SHORTEST_KEY or key in hall.keys:
        raise Malformed("The number's key is too short or was given before.")


def next_number(hall: Hall, queue: str) -> str:
    return number(queue, hall.numbers.get(queue, 0) + 1)


def issue(
    hall: Hall,
    now: datetime,
    *,
    by: str,
    key: str,
    service: Service,
    language: str,
    class_: Class,
    admitted_as: Class,
    need: Need,
    booked_for: datetime | None,
    person: str,
    then: tuple[str, ...] = (),
    booking: str = "",
    texted: bool = False,
) -> e.TicketIssued:
    """The next number of the service's queue, where there is one for this citizen. `admitted_as`
    differs from `class_` for an appointment whose citizen comes late."""
    is_new_key(key, hall)
    admit(person, admitted_as, service, hall, now)
    label = next_number(hall, service.queue)
    before = ahead(hall, service.queue, class_, now, booked_for)
    return e.TicketIssued(
        ticket=ticket_id(hall.day, label),
        number=label,
        key=key,
        queue=service.queue,
        service=service.code,
        class_=class_,
        need=need,
        language=language,
        kiosk=_kiosk(by, hall),
        ahead=before,
        wait_minutes=wait_minutes(hall, service.queue, before, now, booked_for),
        windows=hall.windows_for(service.queue),
        booked_for=booked_for,
        visit=(service.code, *then) if then else (),
        person=person,
        booking=booking,
        texted=texted,
    )


def _kiosk(actor: str, hall: Hall) -> str:
    """The kiosk an actor stands at; empty for all others."""
    kind, _, name = actor.partition(":")
    return hall.devices[name].place if kind == "kiosk" else ""
