"""The other pages of the steward's tablet: calls for help, loans, appointments, home visits. The
lists are read by their scripts, from the board or over the API."""

from datetime import timedelta
from typing import Any

from flask import render_template

from counter import rooms
from counter.steward import page_of
from shared import queries
from shared.domain.hall import Hall
from shared.domain.people import BOOKING
from shared.hub import context


def calls() -> str:
    """Who needs a steward, where, for how long."""
    context.need_staff(*sorted(BOOKING))
    with context.looking() as hall:
        names = {staff.account: staff.name for staff in hall.staff.values()}
        page = page_of(hall) | {"names": names}
    return render_template("counter/steward_help.html", part="help", page=page)


def loans() -> str:
    """What is lent and what is left."""
    context.need_staff(*sorted(BOOKING))
    with context.looking() as hall:
        page = page_of(hall) | {"items": list(hall.loan_items.values())}
    return render_template("counter/steward_loans.html", part="loans", page=page)


def appointments() -> str:
    """Those of today and the coming days, and the form for whoever calls."""
    context.need_staff(*sorted(BOOKING))
    with context.looking() as hall:
        services = [
            each for each in rooms.services(hall) if queries.has_appointments(hall, each.code)
        ]
        page = page_of(hall) | _found_among(hall, services)
        days = _days(hall)
    return render_template(
        "counter/steward_appointments.html",
        part="appointments",
        page=page,
        days=days,
        departments=_departments(page),
        tongues=page["languages"],
    )


def home_visits() -> str:
    """Those asked for and assigned, and the form for whoever telephones."""
    context.need_staff(*sorted(BOOKING))
    with context.looking() as hall:
        page = page_of(hall) | _found_among(hall, rooms.services(hall))
        page["people"] = [
            {"account": staff.account, "name": staff.name}
            for staff in hall.staff.values()
            if staff.enabled
        ]
    return render_template(
        "counter/steward_home_visits.html",
        part="home-visits",
        page=page,
        departments=_departments(page),
        tongues=page["languages"],
    )


def _found_among(hall: Hall, services: list[rooms.ServiceOffered]) -> dict[str, Any]:
    """What find.js searches."""
    having = {each.department for each in services}
    departments = [each for each in rooms.departments(hall) if each.code in having]
    return {
        "services": services,
        "departments": {each.code: each.name for each in departments},
    }


def _departments(page: dict[str, Any]) -> list[rooms.DepartmentOffering]:
    return [rooms.DepartmentOffering(*each) for each in page["departments"].items()]


def _days(hall: Hall) -> list[tuple[str, str]]:
    """The days from today on that may have appointments, as the API and as a page write them."""
    today = context.now().astimezone(hall.zone)
    ahead = max((row.days_ahead for rows in hall.slots.values() for row in rows), default=0)
    last = max((each.starts_at for each in hall.bookings.values()), default=today)
    booked = (last.astimezone(hall.zone).date() - today.date()).days
    dates = (today + timedelta(days=days) for days in range(max(ahead, booked) + 1))
    return [(f"{each:%Y%m%d}", f"{each:%Y-%m-%d}") for each in dates]
