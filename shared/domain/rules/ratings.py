"""Rules for ratings, and for the cases that bad ones open."""

from datetime import datetime, timedelta

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.people import Role
from shared.domain.permissions import role_of
from shared.domain.ratings import BAD, CaseState, Rateable, RatingCase
from shared.domain.refusals import NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import account_of
from shared.domain.texts import clean

LATE_SECONDS = 10  # a press on a panel that was still asking when it was pressed
LONGEST_NOTE = 500


def rate_service(command: c.RateService, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """Once a service. A panel asks for a while about the last one at its window; whoever holds the
    ticket may rate until the day is over."""
    service = hall.rateable.get(command.finish)
    if service is None:
        raise WrongState("This service cannot be rated, or was rated already.")
    if role_of(command.by, hall) is Role.citizen:
        if account_of(command.by) != service.ticket:
            raise NotAllowed("You may not do this.")
    elif _stands_at_another_window(command.by, service, hall):
        raise NotAllowed("You may not do this.")
    elif _is_over(hall, service, now):
        raise WrongState("The time for this rating is over.")
    rated = e.ServiceRated(
        service.finish, service.ticket, service.window, command.rating, command.reasons
    )
    if command.rating not in BAD:
        return (rated,)
    return rated, e.CaseOpened(_case(service, command, hall, now))


def _stands_at_another_window(by: str, service: Rateable, hall: Hall) -> bool:
    """A screen that was paired with a window as its place rates that window only."""
    place = hall.devices[account_of(by)].place
    windows = {str(number) for number in hall.windows}
    return place in windows and place != str(service.window)


def _is_over(hall: Hall, service: Rateable, now: datetime) -> bool:
    seconds = hall.settings.rating_seconds + LATE_SECONDS
    last = hall.last_finish.get(service.window) == service.finish
    return not last or now - service.at > timedelta(seconds=seconds)


def _case(service: Rateable, command: c.RateService, hall: Hall, now: datetime) -> RatingCase:
    settings = hall.settings
    return RatingCase(
        id=service.finish,
        ticket=service.ticket,
        number=service.number,
        window=service.window,
        service=service.service,
        rating=command.rating,
        reasons=command.reasons,
        opened_at=now,
        contact_by=now + timedelta(hours=settings.case_contact_hours),
        close_by=now + timedelta(days=settings.case_close_days),
    )


def contact_case(command: c.ContactCase, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    case = _open_case(hall, command.case)
    note = clean(command.note, longest=LONGEST_NOTE)
    return (e.CaseContacted(case.id, account_of(command.by), note),)


def close_case(command: c.CloseCase, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    case = _open_case(hall, command.case)
    if case.state is CaseState.open:
        raise WrongState("Contact the citizen first, or note that you tried to.")
    note = clean(command.note, longest=LONGEST_NOTE)
    return (e.CaseClosed(case.id, account_of(command.by), note),)


def _open_case(hall: Hall, id_: int) -> RatingCase:
    case = hall.cases.get(id_)
    if case is None:
        raise Unknown("There is no such case, or it was closed before today.")
    if case.state is CaseState.closed:
        raise WrongState("This case is closed already.")
    return case
