"""What happens to the house: its days, its catalogue, its people and devices."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.catalogue import Catalogue, Span
from shared.domain.estimate import typical_minutes
from shared.domain.hall import Hall, WindowNow
from shared.domain.hours import end_of_day

Thing = TypeVar("Thing")
Key = TypeVar("Key")


def day_opened(event: e.DayOpened, entry: e.Entry, hall: Hall) -> None:
    hall.begin_day(event.day, end_of_day(hall, event.day))
    hall.staff = {staff.account: staff for staff in event.staff}
    hall.devices = {device.id: device for device in event.devices}
    hall.assign_walls()
    hall.settings = event.settings
    hall.cases = {case.id: case for case in event.cases}
    hall.notices = {notice.id: notice for notice in event.notices}
    hall.loans = {loan.id: loan for loan in event.loans}
    hall.home_visits = {visit.id: visit for visit in event.home_visits}
    hall.no_shows = {}
    for missed in event.no_shows:
        for mark in missed.marks:
            hall.no_shows[mark] = (*hall.no_shows.get(mark, ()), missed)
    hall.keep_bookings(event.bookings)


def hall_imported(event: e.HallImported, entry: e.Entry, hall: Hall) -> None:
    catalogue = event.catalogue
    hall.imported = entry.seq
    hall.catalogue = catalogue
    hall.zone = ZoneInfo(catalogue.time_zone)
    hall.departments = {department.code: department for department in catalogue.departments}
    hall.zones = {zone.code: zone for zone in catalogue.zones}
    hall.queues = {queue.letter: queue for queue in catalogue.queues}
    hall.services = {service.code: service for service in catalogue.services}
    hall.kiosks = {kiosk.code: kiosk for kiosk in catalogue.kiosks}
    hall.printers = {printer.code: printer for printer in catalogue.printers}
    hall.desks = {desk.number: desk for desk in sorted(catalogue.windows, key=lambda d: d.number)}
    hall.typical = typical_minutes(catalogue)
    hall.special_days = _by(catalogue.days, lambda day: day.date)
    hall.week = _week(catalogue)
    hall.service_hours = _by(catalogue.service_hours, lambda span: span.service)
    hall.slots = _by(catalogue.slots, lambda slots: slots.service)
    hall.loan_items = {item.code: item for item in catalogue.loan_items}
    hall.windows = {n: _known(hall, hall.windows.get(n) or WindowNow(n)) for n in hall.desks}
    if hall.day:  # in another time zone it ends at another instant
        hall.day_ends = end_of_day(hall, hall.day)
    hall.undoable.clear()  # what they would put back may have been taken away
    hall.assign_queues()


def _week(catalogue: Catalogue) -> dict[int, tuple[Span, ...]]:
    """The spans of each weekday in order: asked for at every number, so not sorted then."""
    by_day = _by(catalogue.hours, lambda hours: hours.weekday)
    return {
        day: tuple(sorted(Span(hours.opens, hours.closes) for hours in of_day))
        for day, of_day in by_day.items()
    }


def _by(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, tuple[Thing, ...]]:
    """The things of each key, in their order."""
    found: dict[Key, tuple[Thing, ...]] = {}
    for thing in things:
        found[key(thing)] = (*found.get(key(thing), ()), thing)
    return found


def _known(hall: Hall, window: WindowNow) -> WindowNow:
    """What a window was told to serve, without queues that are no more."""
    if window.queues is None:
        return window
    queues = tuple(letter for letter in window.queues if letter in hall.queues)
    helps = tuple(help for help in window.helps if help.queue in hall.queues)
    return replace(window, queues=queues or None, helps=helps if queues else ())


def hall_opened_specially(event: e.HallOpenedSpecially, entry: e.Entry, hall: Hall) -> None:
    hall.special = event.reason


def staff_added(event: e.StaffAdded, entry: e.Entry, hall: Hall) -> None:
    hall.staff[event.staff.account] = event.staff


def staff_disabled(event: e.StaffDisabled, entry: e.Entry, hall: Hall) -> None:
    hall.staff[event.account] = replace(hall.staff[event.account], enabled=False)


def password_set(event: e.PasswordSet, entry: e.Entry, hall: Hall) -> None:
    """The hash is sealed outside the journal; the hall only knows that it happened."""


def device_paired(event: e.DevicePaired, entry: e.Entry, hall: Hall) -> None:
    """A screen that is paired anew shows what it did."""
    earlier = hall.devices.get(event.device.id)
    screen = event.device.screen or (earlier.screen if earlier else None)
    hall.devices[event.device.id] = replace(event.device, screen=screen)
    hall.assign_walls()


def device_revoked(event: e.DeviceRevoked, entry: e.Entry, hall: Hall) -> None:
    hall.devices[event.device] = replace(hall.devices[event.device], enabled=False)
    hall.assign_walls()


def settings_changed(event: e.SettingsChanged, entry: e.Entry, hall: Hall) -> None:
    hall.settings = event.settings


def kiosk_pin_set(event: e.KioskPinSet, entry: e.Entry, hall: Hall) -> None:
    """The hash is sealed outside the journal; the hall only knows that it happened."""


def personal_seen(event: e.PersonalSeen, entry: e.Entry, hall: Hall) -> None:
    """Kept for whoever asks later who looked."""


def job_reported(event: e.JobReported, entry: e.Entry, hall: Hall) -> None:
    hall.jobs[event.job] = event.outcome
