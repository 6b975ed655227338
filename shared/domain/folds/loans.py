"""What happens to what is lent."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall


def item_lent(event: e.ItemLent, entry: e.Entry, hall: Hall) -> None:
    hall.loans[event.loan.id] = event.loan


def item_returned(event: e.ItemReturned, entry: e.Entry, hall: Hall) -> None:
    hall.loans[event.loan] = replace(hall.loans[event.loan], returned_at=entry.at)
