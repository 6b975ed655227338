"""Rules for home visits."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import HOME_VISIT_WITHIN, OPEN_HOME_VISITS, HomeVisit
from shared.domain.people import BOOKING, Role
from shared.domain.permissions import role_of
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import account_of
from shared.domain.rules.issuing import SHORTEST_KEY, in_a_language_here
from shared.domain.texts import clean

Events = tuple[e.Event, ...]


def ask_home_visit(command: c.AskHomeVisit, hall: Hall, now: datetime) -> Events:
    if role_of(command.by, hall) is Role.public and not hall.settings.home_visits_online:
        raise NotAllowed("Please ask for a home visit by telephone or at the information desk.")
    if command.service not in hall.services:
        raise Unknown("There is no such service here.")
    in_a_language_here(command.language, hall)
    if len(command.key) < SHORTEST_KEY or not command.person:
        raise Malformed("A home visit needs a name, a phone number and a place.")
    today = now.astimezone(hall.zone).date()
    if command.wanted is not None and not today <= command.wanted <= today + HOME_VISIT_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    for home_visit in hall.home_visits.values():
        if home_visit.person == command.person and home_visit.state in OPEN_HOME_VISITS:
            raise WrongState("You have asked for a home visit already.")
    home_visit = HomeVisit(
        id=f"v{hall.seq + 1}",
        key=command.key,
        service=command.service,
        language=command.language,
        asked_at=now,
        by=role_of(command.by, hall) or "",
        person=command.person,
        wanted=command.wanted,
    )
    return (e.HomeVisitAsked(home_visit),)


def assign_home_visit(command: c.AssignHomeVisit, hall: Hall, now: datetime) -> Events:
    home_visit = _home_visit_named(command.home_visit, hall)
    person = hall.staff.get(command.to)
    if person is None or not person.enabled:
        raise Unknown("There is no such account.")
    today = now.astimezone(hall.zone).date()
    if not today <= command.on <= today + HOME_VISIT_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    if (home_visit.assigned_to, home_visit.on) == (command.to, command.on):
        raise WrongState("This visit is assigned so already.")
    return (e.HomeVisitAssigned(home_visit.id, person.account, command.on),)


def finish_home_visit(command: c.FinishHomeVisit, hall: Hall, now: datetime) -> Events:
    """By whom it was assigned to, or those who assign."""
    home_visit = _home_visit_named(command.home_visit, hall)
    if not home_visit.assigned_to:
        raise WrongState("Nobody has been assigned to this visit.")
    name = account_of(command.by)
    if role_of(command.by, hall) not in BOOKING and name != home_visit.assigned_to:
        raise NotAllowed("This visit is another's.")
    return (e.HomeVisitDone(home_visit.id, clean(command.note, empty=True)),)


def cancel_home_visit(command: c.CancelHomeVisit, hall: Hall, now: datetime) -> Events:
    home_visit = _home_visit_named(command.home_visit, hall)
    if role_of(command.by, hall) is Role.citizen and account_of(command.by) != home_visit.id:
        raise NotAllowed("You may not do this.")
    return (e.HomeVisitCancelled(home_visit.id, clean(command.reason, empty=True)),)


def _home_visit_named(id_: str, hall: Hall) -> HomeVisit:
    home_visit = hall.home_visits.get(id_)
    if home_visit is None:
        raise Unknown("There is no such home visit.")
    if home_visit.state not in OPEN_HOME_VISITS:
        raise WrongState("This home visit has ended.")
    return home_visit
