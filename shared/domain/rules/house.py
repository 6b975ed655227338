"""Rules of the house: its days, its catalogue, its stations."""

from datetime import datetime

from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.bookings import BookingState
from shared.domain.catalogue import Catalogue
from shared.domain.hall import Hall
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.hours import business_day, first_of_day
from shared.domain.jobs import OPEN_JOBS
from shared.domain.ratings import CaseState
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import open_window_named
from shared.domain.rules.bookings import bookings_at_midnight
from shared.domain.screens import voice_room
from shared.domain.texts import clean
from shared.domain.tickets import COMING_BACK, OPEN, Class, State


def open_day(command: c.OpenDay, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if hall.catalogue is None:
        raise WrongState("The hall has not been set up yet.")
    if command.day <= hall.day or command.day != business_day(hall, now):
        raise WrongState("The day {day} cannot be opened.", day=command.day)
    begins = first_of_day(hall, command.day)
    coming, missed, no_shows = bookings_at_midnight(hall, begins, now)
    open_tickets = [ticket for ticket in hall.tickets.values() if ticket.state in OPEN]
    return (
        e.DayOpened(
            day=command.day,
            imported=hall.imported,
            staff=tuple(hall.staff.values()),
            devices=tuple(hall.devices.values()),
            expired=tuple(t.id for t in open_tickets if t.state is not State.serving),
            served=tuple(t.id for t in open_tickets if t.state is State.serving),
            abandoned=tuple(t.id for t in hall.tickets.values() if t.state in COMING_BACK),
            settings=hall.settings,
            cases=tuple(c for c in hall.cases.values() if c.state is not CaseState.closed),
            missed=tuple(booking.id for booking in missed),
            bookings=coming,
            no_shows=no_shows,
            notices=tuple(notice for notice in hall.notices.values() if notice.until > now),
            # Without the number: tomorrow it is somebody else's.
            loans=tuple(replace(x, ticket="") for x in hall.loans.values() if not x.returned_at),
            home_visits=tuple(v for v in hall.home_visits.values() if v.state in OPEN_HOME_VISITS),
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
    queue_of = {service.code: service.queue for service in catalogue.services}
    queues = {queue.letter for queue in catalogue.queues}
    for window in hall.windows.values():
        if window.clerk and window.number not in windows:
            raise WrongState(
                "Window {window} is open and cannot be taken away.", window=window.number
            )
    for ticket in hall.tickets.values():
        if ticket.state not in OPEN | COMING_BACK:
            continue
        service = hall.services.get(ticket.service)
        transferred = service is not None and service.queue != ticket.queue
        gone = ticket.service not in queue_of or ticket.queue not in queues
        moved = not gone and not transferred and queue_of[ticket.service] != ticket.queue
        window_gone = ticket.for_window is not None and ticket.for_window not in windows
        if gone or moved or window_gone:
            raise WrongState(
                "{number} still waits for a service that would be taken away.",
                number=ticket.number,
            )
    for booking in hall.bookings.values():
        if booking.state is BookingState.booked and booking.service not in queue_of:
            raise WrongState(
                "There are appointments for a service that would be taken away: {service}",
                service=hall.services[booking.service].name,
            )


def open_specially(command: c.OpenSpecially, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    return (e.HallOpenedSpecially(clean(command.reason)),)


def change_settings(command: c.ChangeSettings, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    settings = command.settings
    if settings.weights.keys() != set(Class):
        raise Malformed("Each class needs its weight.")
    if settings == hall.settings:
        raise WrongState("These are the settings already.")
    return (e.SettingsChanged(settings),)


def send_message(command: c.SendMessage, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    if command.window:
        open_window_named(hall, command.window)
    return (e.MessageSent(command.window, clean(command.text)),)


def report_job(command: c.ReportJob, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    reporter = hall.devices.get(command.by.partition(":")[2])
    if reporter is not None and reporter.place.startswith(voice_room("")):
        raise NotAllowed("You may not do this.")  # a loudspeaker has no jobs
    state = hall.jobs.get(command.job)
    if state is None:
        raise Unknown("There is no such job.")
    if state not in OPEN_JOBS:
        raise WrongState("This job has ended.")
    return (e.JobReported(command.job, command.outcome, clean(command.detail, empty=True)),)
