"""Who may look at what is personal about a record."""

from collections.abc import Container
from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.people import Role
from shared.domain.permissions import role_of
from shared.domain.refusals import NotAllowed, Unknown
from shared.domain.rules.at_window import account_of

Events = tuple[e.Event, ...]


def see_personal(command: c.SeePersonal, hall: Hall, now: datetime) -> Events:
    """Stewards and those who supervise; a clerk only for a home visit of their own."""
    records: dict[str, Container[str]] = {
        "ticket": hall.tickets,
        "booking": hall.bookings,
        "home-visit": hall.home_visits,
    }
    if command.of not in records[command.record]:
        raise Unknown("There is no such record.")
    if role_of(command.by, hall) is Role.clerk:
        home_visit = hall.home_visits.get(command.of) if command.record == "home-visit" else None
        mine = home_visit is not None and home_visit.assigned_to == account_of(command.by)
        if home_visit is None or not mine or home_visit.state not in OPEN_HOME_VISITS:
            raise NotAllowed("You may not do this.")
    return (e.PersonalSeen(command.record, command.of),)
