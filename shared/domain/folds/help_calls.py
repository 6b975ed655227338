"""What happens to calls for help."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.help_calls import HelpState


def help_asked(event: e.HelpAsked, entry: e.Entry, hall: Hall) -> None:
    hall.help[event.call.id] = event.call


def help_taken(event: e.HelpTaken, entry: e.Entry, hall: Hall) -> None:
    hall.help[event.help] = replace(
        hall.help[event.help], state=HelpState.taken, taken_by=event.steward, taken_at=entry.at
    )


def help_closed(event: e.HelpClosed, entry: e.Entry, hall: Hall) -> None:
    state = HelpState.withdrawn if event.withdrawn else HelpState.closed
    hall.help[event.help] = replace(
        hall.help[event.help], state=state, closed_at=entry.at, note=event.note
    )
