"""What the hall does by itself: windows that call without a press, missed tickets that end."""

from datetime import datetime, timedelta

from shared.domain import commands as c
from shared.domain.hall import Hall
from shared.domain.policy import choose
from shared.domain.rules.windows import calls_by_itself

THE_HALL = "system:hall"


def due_calls(hall: Hall, now: datetime) -> list[c.Command]:
    """For windows that call by themselves and have somebody to call. The ids name the state they
    were decided in, so that two processes do each once; no client can have used them, since a
    slash is not allowed in theirs."""
    return [
        c.CallDue(id=f"due-call/{window}/{hall.seq}", by=THE_HALL, window=window)
        for window in sorted(hall.calling)
        if calls_by_itself(hall, window, now) and choose(hall, window, now) is not None
    ]


def due_endings(hall: Hall, now: datetime) -> list[c.Command]:
    """For missed tickets whose time to come back is over."""
    limit = timedelta(minutes=hall.settings.missed_ends_minutes)
    return [
        c.AbandonTicket(id=f"due-end/{ticket}/{hall.seq}", by=THE_HALL, ticket=ticket)
        for ticket, at in hall.missed.items()
        if now - at > limit
    ]


def calls_without_press(hall: Hall) -> bool:
    """Whether any window calls by itself: a look that costs little."""
    return bool(hall.calling)
