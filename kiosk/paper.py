"""What became of a ticket's receipt: on paper, as a picture, or not at all."""

from itertools import islice
from pathlib import Path

from msgspec import Struct

from shared.domain.hall import Hall
from shared.domain.jobs import JobState
from shared.hub import context

FAILED = frozenset({JobState.failed, JobState.expired})
SETTLED = FAILED | {JobState.done}
TICKETS_LOOKED_AT = 200
RECEIPTS_TOLD = 3


class Paper(Struct, frozen=True):
    """`state` is the print job's: waiting, claimed, done, failed or expired; ``none`` where the
    kiosk has no printer. `picture` is where a virtual printer left the receipt."""

    state: str
    picture: Path | None


def paper_of(ticket: str) -> Paper:
    hub = context.hub()
    job = f"receipt-{ticket}"
    found = hub.bus.store.spool.state_of(job)
    picture = hub.settings.var / "receipts" / f"{job}.png"
    return Paper(found[0] if found else "none", picture if picture.is_file() else None)


def last_receipts(hall: Hall, kiosk: str) -> list[str]:
    """What became of the last few receipts of a kiosk, the newest first; of today, and not of
    tickets that many others followed."""
    spool = context.hub().bus.store.spool
    newest = islice(reversed(hall.tickets.values()), TICKETS_LOOKED_AT)
    taken = islice((each.id for each in newest if each.kiosk == kiosk), RECEIPTS_TOLD)
    found = (spool.state_of(f"receipt-{id_}") for id_ in taken)
    return [state[0] for state in found if state is not None]


def paper_is_out(hall: Hall, kiosk: str) -> bool:
    """Whether the last receipt of this kiosk that came to an end was not printed."""
    ended = next((state for state in last_receipts(hall, kiosk) if state in SETTLED), None)
    return ended in FAILED
