"""Rules for home visits."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import OPEN_VISITS, VISITED_WITHIN, HomeVisit
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
    if command.wanted is not None and not today <= command.wanted <= today + VISITED_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    for visit in hall.home_visits.values():
        if visit.person == command.person and visit.state in OPEN_VISITS:
            raise WrongState("You have asked for a home visit already.")
    visit = HomeVisit(
        id=f"v{hall.seq + 1}",
        key=command.key,
        service=command.service,
        language=command.language,
        asked_at=now,
        by=role_of(command.by, hall) or "",
        person=command.person,
        wanted=command.wanted,
    )
    return (e.HomeVisitAsked(visit),)


def assign_home_visit(command: c.AssignHomeVisit, hall: Hall, now: datetime) -> Events:
    visit = _visit_named(command.visit, hall)
    person = hall.staff.get(command.to)
    if person is None or not person.enabled:
        raise Unknown("There is no such account.")
    today = now.astimezone(hall.zone).date()
    if not today <= command.on <= today + VISITED_WITHIN:
        raise Malformed("Please choose a day within the next {count} days.", count=60)
    if (visit.assigned_to, visit.on) == (command.to, command.on):
        raise WrongState("This visit is assigned so already.")
    return (e.HomeVisitAssigned(visit.id, person.account, command.on),)


def finish_home_visit(command: c.FinishHomeVisit, hall: Hall, now: datetime) -> Events:
    """By whom it was assigned to, or those who assign."""
    visit = _visit_named(command.visit, hall)
    if not visit.assigned_to:
        raise WrongState("Nobody has been assigned to this visit.")
    name = account_of(command.by)
    if role_of(command.by, hall) not in BOOKING and name != visit.assigned_to:
        raise NotAllowed("This visit is another's.")
    return (e.HomeVisitDone(visit.id, clean(command.note, empty=True)),)


def cancel_home_visit(command: c.CancelHomeVisit, hall: Hall, now: datetime) -> Events:
    visit = _visit_named(command.visit, hall)
    if role_of(command.by, hall) is Role.citizen and account_of(command.by) != visit.id:
        raise NotAllowed("You may not do this.")
    return (e.HomeVisitCancelled(visit.id, clean(command.reason, empty=True)),)


def _visit_named(id_: str, hall: Hall) -> HomeVisit:
    visit = hall.home_visits.get(id_)
    if visit is None:
        raise Unknown("There is no such home visit.")
    if visit.state not in OPEN_VISITS:
        raise WrongState("This home visit has ended.")
    return visit
