"""What happens to ratings and cases."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.ratings import CaseState


def service_rated(event: e.ServiceRated, entry: e.Entry, hall: Hall) -> None:
    hall.rateable.pop(event.finish)


def case_opened(event: e.CaseOpened, entry: e.Entry, hall: Hall) -> None:
    hall.cases[event.case.id] = event.case


def case_contacted(event: e.CaseContacted, entry: e.Entry, hall: Hall) -> None:
    hall.cases[event.case] = replace(
        hall.cases[event.case],
        state=CaseState.contacted,
        contacted_at=entry.at,
        contacted_by=event.supervisor,
        contact=event.note,
    )


def case_closed(event: e.CaseClosed, entry: e.Entry, hall: Hall) -> None:
    hall.cases[event.case] = replace(
        hall.cases[event.case],
        state=CaseState.closed,
        closed_at=entry.at,
        closed_by=event.supervisor,
        done=event.note,
    )
