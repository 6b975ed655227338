"""Presses that may be taken back, and what taking them back does."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.folds.lines import change, join, leave, note_calling, seconds_served, sit
from shared.domain.hall import Hall, Served, Undoable
from shared.domain.jobs import OPEN_JOBS, JobState
from shared.domain.tickets import Ticket
from shared.domain.why import Why


def note_press(
    hall: Hall,
    press: e.Press,
    entry: e.Entry,
    before: Ticket,
    after: Ticket,
    *,
    turn: tuple[int, int] = (0, 0),
    passed: tuple[str, ...] = (),
    last_finish: int | None = None,
    why: Why | None = None,
) -> None:
    """The window's last press, with what it must find to be taken back."""
    assert after.window is not None
    hall.undoable[after.window] = Undoable(
        press, entry.seq, entry.command_id, entry.at, before, after, turn, passed, last_finish, why
    )


def note_more(hall: Hall, entry: e.Entry, before: Ticket, after: Ticket) -> None:
    """What follows on a press in the same command is taken back with it."""
    press = hall.undoable.get(before.window) if before.window is not None else None
    if press is not None and press.command_id == entry.command_id:
        hall.undoable[before.window] = replace(press, after=after)  # type: ignore[index]


def press_undone(event: e.PressUndone, entry: e.Entry, hall: Hall) -> None:
    press = hall.undoable.pop(event.window)
    ticket = hall.tickets[event.ticket]
    leave(hall, ticket)
    hall.missed.pop(ticket.id, None)
    before = press.before
    change(hall, ticket, **{name: getattr(before, name) for name in ticket.__struct_fields__})
    UNDO[press.press](hall, press, entry)


def _uncall(hall: Hall, press: Undoable, entry: e.Entry) -> None:
    ticket, window = press.before, press.after.window
    assert window is not None
    join(hall, ticket)
    hall.line_calls[ticket.place] -= 1
    hall.turns[window] = press.turn
    for place in press.passed:
        hall.passing[place].remove((*ticket.arrival, press.entry))
    for call in [call for call in hall.calls if call.id == press.entry]:
        hall.calls.remove(call)
    job = f"speech-{press.entry}"
    if hall.jobs.get(job) in OPEN_JOBS:
        hall.jobs[job] = JobState.expired
    if press.why is None:
        hall.whys.pop(ticket.id, None)
    else:
        hall.whys[ticket.id] = press.why
    # A window that calls by itself would call the very same again.
    hall.windows[window] = replace(hall.windows[window], automatic_seconds=None)
    sit(hall, entry, window, None)
    note_calling(hall, window)


def _unmiss(hall: Hall, press: Undoable, entry: e.Entry) -> None:
    assert press.before.window is not None
    sit(hall, entry, press.before.window, press.before.id)


def _unfinish(hall: Hall, press: Undoable, entry: e.Entry) -> None:
    ticket = press.before
    assert ticket.window is not None
    served = hall.served[ticket.queue]
    seconds = served.seconds - seconds_served(ticket, press.at)
    hall.served[ticket.queue] = Served(served.count - 1, seconds)
    hall.ended[ticket.window].pop()
    hall.rateable.pop(press.entry, None)
    if press.last_finish is None:
        del hall.last_finish[ticket.window]
    else:
        hall.last_finish[ticket.window] = press.last_finish
    sit(hall, entry, ticket.window, ticket.id)


UNDO = {e.Press.called: _uncall, e.Press.missed: _unmiss, e.Press.finished: _unfinish}
