"""What supervisors look back at: missed appointments that count, and looks at personal records."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.no_shows import all_no_shows, barred_until, no_shows_of
from shared.queries.parts import service_name
from shared.store import Store
from shared.store.looks import looks_since, services_of_no_shows

LOOKS_SHOWN = 500


class MissedAppointment(Struct, frozen=True):
    """`of_person` is how many that count the same person has missed; `barred_until` is from when
    on they can book again, None where they can now."""

    booking: str
    service: Text
    at: datetime
    of_person: int
    barred_until: date | None


class PersonalLook(Struct, frozen=True):
    """`account` is whose look it was, `record` is ticket, booking or home-visit."""

    at: datetime
    account: str
    name: str
    record: str
    id: str
    service: Text


def missed_appointments(store: Store, hall: Hall, now: datetime) -> list[MissedAppointment]:
    """Those that count against somebody, the newest first."""
    settings = hall.settings
    since = now - timedelta(days=settings.no_shows_within_days + settings.barred_days)
    with store.reading() as connection:
        services = services_of_no_shows(connection, hall.code, since)
    found = [
        MissedAppointment(
            each.booking,
            service_name(hall, services.get(each.booking, "")),
            each.at,
            len(no_shows_of(hall, each.marks)),
            barred_until(hall, each.marks, now),
        )
        for each in all_no_shows(hall)
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def personal_looks(store: Store, hall: Hall, since: datetime) -> list[PersonalLook]:
    """The newest first, and no more than `LOOKS_SHOWN`."""
    with store.reading() as connection:
        looks = looks_since(connection, hall.code, since, LOOKS_SHOWN)
    return [
        PersonalLook(
            each.at,
            account := each.actor.partition(":")[2],
            hall.staff[account].name if account in hall.staff else account,
            each.record,
            each.id,
            service_name(hall, each.service),
        )
        for each in looks
    ]
