"""What happens to tickets, from the kiosk to the end of the visit."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.folds.bookings import checked_in
from shared.domain.folds.lines import (
    announce,
    change,
    count_call,
    join,
    leave,
    note_calling,
    seconds_served,
    sit,
    unhold,
)
from shared.domain.folds.undo import note_more, note_press
from shared.domain.hall import Finished, Hall, Served
from shared.domain.hours import half_of
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
        booking=event.booking,
    )
    _enter(hall, ticket)
    join(hall, ticket)
    half = (ticket.service, half_of(hall, entry.at))
    hall.given[half] = hall.given.get(half, 0) + 1
    if ticket.person:
        hall.people.setdefault(ticket.person, []).append(ticket.id)
    checked_in(event, hall)


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
    count_call(hall, ticket, event.window, entry.seq)
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
    confirmed = event.class_ is Class.green  # it was the staff who said so
    changed = change(hall, ticket, class_=event.class_, need=event.need, confirmed=confirmed)
    if changed.state is State.waiting:
        join(hall, changed)


def class_confirmed(event: e.ClassConfirmed, entry: e.Entry, hall: Hall) -> None:
    change(hall, hall.tickets[event.ticket], confirmed=True)


def more_time_given(event: e.MoreTimeGiven, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    leave(hall, ticket)
    join(
        hall,
        change(hall, ticket, lane=Lane.back, due=event.due, joined=entry.seq, deferred=True),
    )


def ticket_requeued(event: e.TicketRequeued, entry: e.Entry, hall: Hall) -> None:
    del hall.missed[event.ticket]
    ticket = hall.tickets[event.ticket]
    _wait(
        hall,
        ticket,
        entry,
        lane=Lane.back,
        due=event.due,
        ended_at=None,
        for_window=event.for_window,
    )


def _wait(hall: Hall, ticket: Ticket, entry: e.Entry, **changes: object) -> None:
    """Back into a line, from a window or after a miss."""
    cleared: dict[str, object] = dict.fromkeys(("window", "called_at", "started_at", "held_at"))
    cleared |= {"calls": 0, "aside_seconds": 0.0}
    waiting = change(hall, ticket, state=State.waiting, joined=entry.seq, **(cleared | changes))
    join(hall, waiting)


def ticket_cancelled(event: e.TicketCancelled, entry: e.Entry, hall: Hall) -> None:
    _end(hall, hall.tickets[event.ticket], State.cancelled, entry, note=event.reason)


def ticket_abandoned(event: e.TicketAbandoned, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    after = _end(hall, before, State.abandoned, entry)
    note_more(hall, entry, before, after)


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
    passed = count_call(hall, before, event.window, entry.seq)
    hall.turns[event.window] = next_turn(hall, event.window, before.class_)
    after = change(
        hall, before, state=State.called, window=event.window, calls=1, called_at=entry.at
    )
    sit(hall, entry, event.window, before.id)
    earlier = hall.whys.get(event.ticket)
    note_press(hall, e.Press.called, entry, before, after, turn=turn, passed=passed, why=earlier)
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
    seconds = served.seconds + seconds_served(ticket, entry.at)
    hall.served[ticket.queue] = Served(served.count + 1, seconds)
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
    note_press(hall, e.Press.finished, entry, ticket, after, last_finish=last)


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
        misses=0,
    )
    note_more(hall, entry, before, hall.tickets[event.ticket])


def ticket_missed(event: e.TicketMissed, entry: e.Entry, hall: Hall) -> None:
    before = hall.tickets[event.ticket]
    after = _end(hall, before, State.missed, entry, misses=before.misses + 1)
    hall.missed[before.id] = entry.at
    note_press(hall, e.Press.missed, entry, before, after)


def ticket_held(event: e.TicketHeld, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    change(hall, ticket, state=State.held, held_at=entry.at, note=event.reason)
    sit(hall, entry, event.window, None)
    window = hall.windows[event.window]
    hall.windows[event.window] = replace(window, held=(*window.held, event.ticket))
    hall.undoable.pop(event.window, None)


def ticket_resumed(event: e.TicketResumed, entry: e.Entry, hall: Hall) -> None:
    ticket = hall.tickets[event.ticket]
    unhold(hall, ticket)
    aside = (entry.at - (ticket.held_at or entry.at)).total_seconds()
    change(
        hall,
        ticket,
        state=State.serving,
        held_at=None,
        aside_seconds=ticket.aside_seconds + aside,
    )
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
