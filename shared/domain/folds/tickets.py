"""What happens to tickets, from the kiosk to the end of the visit."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.folds.lines import (
    announce,
    change,
    count_call,
    join,
    leave,
    note_calling,
    sit,
    unhold,
)
from shared.domain.hall import Finished, Hall, Served, Undoable
from shared.domain.hours import half_of
from shared.domain.jobs import JobState
from shared.domain.numbering import count_of
from shared.domain.policy import next_turn
from shared.domain.ratings import Rateable
from shared.domain.tickets import Class, Lane, Need, State, Ticket


def ticket_issued(event: e.TicketIssued, entry: e.Entry, hall: Hall) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        key=event.key,
        seq=entry.seq,
        queue=event.queue,
        service=event.service,
        class_=event.class_,
        need=event.need,
        language=event.language,
        kiosk=event.kiosk,
        state=State.waiting,
        issued_at=entry.at,
        since=event.booked_for or entry.at,
        ahead=event.ahead,
        wait_minutes=event.wait_minutes,
        windows=event.windows,
        booked_for=event.booked_for,
        visit=event.visit,
        joined=entry.seq,
        person=event.person,
    )
    _enter(hall, ticket)
    join(hall, ticket)
    half = (ticket.service, half_of(hall, entry.at))
    hall.given[half] = hall.given.get(half, 0) + 1
    if ticket.person:
        hall.people.setdefault(ticket.person, []).append(ticket.id)


def walk_in_started(event: e.WalkInStarted, entry: e.Entry, hall: Hall) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        key=event.key,
        seq=entry.seq,
        queue=event.queue,
        service=event.service,
        class_=Class.ordinary,
        need=Need.none,
        language=event.language,
        kiosk="",
        state=State.serving,
        issued_at=entry.at,
        since=entry.at,
        ahead=0,
        wait_minutes=0,
        windows=(event.window,),
        window=event.window,
        called_at=entry.at,
        started_at=entry.at,
        joined=entry.seq,
        note=event.reason,
    )
    _enter(hall, ticket)
    count_call(hall, ticket, entry.seq)
    sit(hall, entry, event.window, ticket.id)
    hall.undoable.pop(event.window, None)
    note_calling(hall, event.window)


def _enter(hall: Hall, ticket: Ticket) -> None:
    hall.tickets[ticket.id] = ticket
    hall.keys[ticket.key] = ticket.id
    hall.states[ticket.state] += 1
    hall.numbers[ticket.queue] = count_of(ticket.queue, ticket.number)


def class_changed(event: e.ClassChanged, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    leave(hall, ticket)
    changed = change(hall, ticket, class_=event.class_, need=event.need)
    if changed.state is State.waiting:
        join(hall, changed)


def ticket_requeued(event: e.TicketRequeued, entry: e.Entry, hall: Hall) -> None:
    del hall.missed[event.ticket]
    ticket = hall.tickets[event.ticket]
    _wait(hall, ticket, entry, lane=Lane.back, due=event.due, ended_at=None)


def _wait(hall: Hall, ticket: Ticket, entry: e.Entry, **changes: object) -> None:
    """Back into a line, from a window or after a miss."""
    cleared = {"window": None, "calls": 0, "called_at": None, "started_at": None}
    waiting = change(hall, ticket, state=State.waiting, joined=entry.seq, **(cleared | changes))
    join(hall, waiting)


def ticket_cancelled(event: e.TicketCancelled, entry: e.Entry, hall: Hall) -> None:
    _end(hall, hall.tickets[event.ticket], State.cancelled, entry, note=event.reason)


def ticket_abandoned(event: e.TicketAbandoned, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    after = _end(hall, before, State.abandoned, entry)
    _keep_undoable(hall, entry, before, after)


def _end(hall: Hall, ticket: Ticket, state: State, entry: e.Entry, **changes: object) -> Ticket:
    """Out of wherever it is: its line, its window, what was set aside."""
    leave(hall, ticket)
    unhold(hall, ticket)
    hall.missed.pop(ticket.id, None)
    window = hall.windows.get(ticket.window or 0)  # an import may have taken it away
    if window is not None and window.ticket == ticket.id:
        sit(hall, entry, window.number, None)
    return change(hall, ticket, state=state, ended_at=entry.at, **changes)


def ticket_called(event: e.TicketCalled, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    leave(hall, before)
    turn = hall.turns.get(event.window, (0, 0))
    passed = count_call(hall, before, entry.seq)
    hall.turns[event.window] = next_turn(hall, event.window, before.class_)
    after = change(
        hall, before, state=State.called, window=event.window, calls=1, called_at=entry.at
    )
    sit(hall, entry, event.window, before.id)
    _undoable(hall, e.Press.called, entry, before, after, turn=turn, passed=passed)
    hall.whys[event.ticket] = event.why
    announce(hall, entry, event.ticket, event.window, recall=False)
    note_calling(hall, event.window)


def ticket_recalled(event: e.TicketRecalled, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    change(hall, ticket, calls=ticket.calls + 1)
    announce(hall, entry, event.ticket, event.window, recall=True)


def service_started(event: e.ServiceStarted, entry: e.Entry, hall: Hall) -> None:
    change(hall, hall.tickets[event.ticket], state=State.serving, started_at=entry.at)


def service_finished(event: e.ServiceFinished, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    served = hall.served.get(ticket.queue, Served())
    hall.served[ticket.queue] = Served(
        served.count + 1, served.seconds + _seconds_served(ticket, entry)
    )
    hall.ended.setdefault(event.window, []).append(
        Finished(
            ticket.id,
            ticket.number,
            ticket.service,
            ticket.queue,
            ticket.started_at,
            entry.at,
            event.outcome,
        )
    )
    hall.rateable[entry.seq] = Rateable(
        entry.seq,
        ticket.id,
        ticket.number,
        ticket.service,
        ticket.queue,
        event.window,
        entry.at,
    )
    last = hall.last_finish.get(event.window)
    hall.last_finish[event.window] = entry.seq
    after = _end(hall, ticket, State.served, entry, outcome=event.outcome, note=event.note)
    _undoable(hall, e.Press.finished, entry, ticket, after, last_finish=last)


def _seconds_served(ticket: Ticket, entry: e.Entry) -> float:
    return (entry.at - (ticket.started_at or entry.at)).total_seconds()


def visit_continued(event: e.VisitContinued, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    _wait(
        hall,
        before,
        entry,
        queue=event.queue,
        service=event.service,
        step=event.step,
        ended_at=None,
        outcome="",
        for_window=None,
        lane=Lane.by_class,
    )
    _keep_undoable(hall, entry, before, hall.tickets[event.ticket])


def ticket_missed(event: e.TicketMissed, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    after = _end(hall, before, State.missed, entry, misses=before.misses + 1)
    hall.missed[before.id] = entry.at
    _undoable(hall, e.Press.missed, entry, before, after)


def ticket_held(event: e.TicketHeld, entry: e.Entry, hall: Hall) -> None:
    change(hall, hall.tickets[event.ticket], state=State.held, note=event.reason)
    sit(hall, entry, event.window, None)
    window = hall.windows[event.window]
    hall.windows[event.window] = replace(window, held=(*window.held, event.ticket))
    hall.undoable.pop(event.window, None)


def ticket_resumed(event: e.TicketResumed, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    unhold(hall, ticket)
    change(hall, ticket, state=State.serving)
    sit(hall, entry, event.window, event.ticket)
    hall.undoable.pop(event.window, None)
    note_calling(hall, event.window)


def ticket_transferred(event: e.TicketTransferred, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    unhold(hall, ticket)
    if hall.windows[event.window].ticket == ticket.id:
        sit(hall, entry, event.window, None)
    _wait(
        hall,
        ticket,
        entry,
        queue=event.queue,
        service=event.service,
        for_window=event.for_window,
        lane=Lane.first if event.first else Lane.by_class,
        due=0,
        note=event.note,
    )
    hall.undoable.pop(event.window, None)


def _undoable(
    hall: Hall,
    press: e.Press,
    entry: e.Entry,
    before: Ticket,
    after: Ticket,
    *,
    turn: tuple[int, int] = (0, 0),
    passed: bool = False,
    last_finish: int | None = None,
) -> None:
    assert after.window is not None
    hall.undoable[after.window] = Undoable(
        press, entry.seq, entry.command_id, entry.at, before, after, turn, passed, last_finish
    )


def _keep_undoable(hall: Hall, entry: e.Entry, before: Ticket, after: Ticket) -> None:
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
    if press.passed:
        hall.passing[ticket.place].remove((*ticket.arrival, press.entry))
    for call in [call for call in hall.calls if call.id == press.entry]:
        hall.calls.remove(call)
    hall.jobs[f"speech-{press.entry}"] = JobState.expired
    hall.whys.pop(ticket.id, None)
    sit(hall, entry, window, None)


def _unmiss(hall: Hall, press: Undoable, entry: e.Entry) -> None:
    assert press.before.window is not None
    sit(hall, entry, press.before.window, press.before.id)


def _unfinish(hall: Hall, press: Undoable, entry: e.Entry) -> None:
    ticket = press.before
    assert ticket.window is not None
    served = hall.served[ticket.queue]
    seconds = (press.at - (ticket.started_at or press.at)).total_seconds()
    hall.served[ticket.queue] = Served(served.count - 1, served.seconds - seconds)
    hall.ended[ticket.window].pop()
    hall.rateable.pop(press.entry, None)
    if press.last_finish is None:
        del hall.last_finish[ticket.window]
    else:
        hall.last_finish[ticket.window] = press.last_finish
    sit(hall, entry, ticket.window, ticket.id)


UNDO = {e.Press.called: _uncall, e.Press.missed: _unmiss, e.Press.finished: _unfinish}
