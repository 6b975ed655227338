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
    _change(hall, event, CaseState.contacted)


def case_closed(event: e.CaseClosed, entry: e.Entry, hall: Hall) -> None:
    _change(hall, event, CaseState.closed)


def _change(hall: Hall, event: e.CaseContacted | e.CaseClosed, state: CaseState) -> None:
    hall.cases[event.case] = replace(
        hall.cases[event.case], state=state, supervisor=event.supervisor, note=event.note
    )
