"""What became of a ticket's receipt: on paper, as a picture, or not at all."""

from pathlib import Path

from msgspec import Struct

from shared.hub import context


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
