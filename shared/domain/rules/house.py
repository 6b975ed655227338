"""Rules of the house: its days, its catalogue, its stations."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Catalogue
from shared.domain.hall import Hall
from shared.domain.hours import business_day
from shared.domain.jobs import OPEN_JOBS
from shared.domain.refusals import Unknown, WrongState
from shared.domain.texts import clean
from shared.domain.tickets import OPEN, State


def open_day(command: c.OpenDay, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if hall.catalogue is None:
        raise WrongState("The hall has not been set up yet.")
    if command.day <= hall.day or command.day != business_day(hall, now):
        raise WrongState("The day {day} cannot be opened.", day=command.day)
    open_tickets = [ticket for ticket in hall.tickets.values() if ticket.state in OPEN]
    return (
        e.DayOpened(
            day=command.day,
            imported=hall.imported,
            staff=tuple(hall.staff.values()),
            devices=tuple(hall.devices.values()),
            expired=tuple(t.id for t in open_tickets if t.state is not State.serving),
            served=tuple(t.id for t in open_tickets if t.state is State.serving),
        ),
    )


def import_hall(command: c.ImportHall, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    catalogue = command.catalogue
    if catalogue.code != hall.code:
        raise Unknown("These files are of another hall.")
    _check_nothing_in_use_is_missing(catalogue, hall)
    return (e.HallImported(catalogue),)


def _check_nothing_in_use_is_missing(catalogue: Catalogue, hall: Hall) -> None:
    windows = {window.number for window in catalogue.windows}
    services = {(service.code, service.queue) for service in catalogue.services}
    for window in hall.windows.values():
        if window.clerk and window.number not in windows:
            raise WrongState(
                "Window {window} is open and cannot be taken away.", window=window.number
            )
    for ticket in hall.tickets.values():
        if ticket.state in OPEN and (ticket.service, ticket.queue) not in services:
            raise WrongState(
                "{number} still waits for a service that would be taken away.",
                number=ticket.number,
            )


def open_specially(command: c.OpenSpecially, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    return (e.HallOpenedSpecially(clean(command.reason)),)


def report_job(command: c.ReportJob, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    state = hall.jobs.get(command.job)
    if state is None:
        raise Unknown("There is no such job.")
    if state not in OPEN_JOBS:
        raise WrongState("This job has ended.")
    return (e.JobReported(command.job, command.outcome, clean(command.detail, empty=True)),)
