"""What the hall offers, for everybody."""

from msgspec import Struct

from shared.domain.catalogue import (
    Department,
    Holidays,
    Hours,
    Queue,
    Service,
    ServiceHours,
    SpecialDay,
    Text,
    Window,
    Zone,
)
from shared.domain.hall import Hall
from shared.domain.refusals import Unknown


class PublicCatalogue(Struct, frozen=True):
    """What hangs in the hall. `windows` has zone, department and queues of each window; `days` are
    special ones, which go before `holidays` and `hours`."""

    name: Text
    departments: tuple[Department, ...]
    queues: tuple[Queue, ...]
    services: tuple[Service, ...]
    windows: tuple[Window, ...]
    zones: tuple[Zone, ...]
    hours: tuple[Hours, ...]
    holidays: Holidays
    days: tuple[SpecialDay, ...]
    service_hours: tuple[ServiceHours, ...]


def public_catalogue(hall: Hall) -> PublicCatalogue:
    if hall.catalogue is None:
        raise Unknown("The hall has not been set up yet.")
    c = hall.catalogue
    return PublicCatalogue(
        c.name,
        c.departments,
        c.queues,
        c.services,
        c.windows,
        c.zones,
        c.hours,
        c.holidays,
        c.days,
        c.service_hours,
    )
