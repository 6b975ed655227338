"""Rules for taking a number."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.estimate import wait_minutes
from shared.domain.hall import Hall
from shared.domain.numbering import number, ticket_id
from shared.domain.policy import WEIGHTS, ahead
from shared.domain.refusals import Malformed, Unknown
from shared.domain.rules.admission import admit
from shared.domain.tickets import Class, Need


def take_ticket(command: c.TakeTicket, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    _check_words(command, hall)
    service = hall.services.get(command.service)
    if service is None:
        raise Unknown("There is no such service here.")
    admit(command, service, hall, now)
    label = number(service.queue, hall.numbers.get(service.queue, 0) + 1)
    before = ahead(hall, service.queue, WEIGHTS[command.class_].head_start, now)
    return (
        e.TicketIssued(
            ticket=ticket_id(hall.day, label),
            number=label,
            key=command.key,
            queue=service.queue,
            service=service.code,
            class_=command.class_,
            need=command.need,
            language=command.language,
            kiosk=_kiosk(command.by, hall),
            ahead=before,
            wait_minutes=wait_minutes(hall, service.queue, before),
            windows=hall.windows_for(service.queue),
            person=command.person,
        ),
    )


def _check_words(command: c.TakeTicket, hall: Hall) -> None:
    if hall.catalogue is None or command.language not in hall.catalogue.name:
        raise Unknown("There is no such language here.")
    if (command.class_ is Class.green) != (command.need is not Need.none):
        raise Malformed("A green channel number needs its reason, and only it.")
    if len(command.key) < 16 or command.key in hall.keys:
        raise Malformed("The number's key is too short or was given before.")


def _kiosk(actor: str, hall: Hall) -> str:
    """The kiosk an actor stands at; empty for staff."""
    kind, _, name = actor.partition(":")
    return hall.devices[name].place if kind == "kiosk" else ""
