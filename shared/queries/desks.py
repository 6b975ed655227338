"""What staff see: the console of a window, the stewards' board, the hall at a glance."""

from datetime import datetime, timedelta

from shared.domain import boards as b
from shared.domain.hall import Finished, Hall, WindowNow
from shared.domain.help_calls import OPEN_HELP, HelpState
from shared.domain.hours import is_open
from shared.domain.policy import Choice, choose, in_call_order
from shared.domain.ratings import CaseState
from shared.domain.rules.moves import may_undo
from shared.domain.tickets import AT_WINDOW, ENDED, GOES_ON, State, Ticket
from shared.queries.parts import (
    pause_of,
    queues_at_a_glance,
    reasons,
    service_name,
    state_of,
    zone_of,
)

WAITING_SHOWN = 8
SERVED_SHOWN = 8
MESSAGES_SHOWN = 3
MESSAGE_LASTS = timedelta(hours=2)


def console(hall: Hall, number: int, now: datetime) -> b.Console:
    window = hall.windows[number]
    clerk = hall.staff.get(window.clerk)
    choice = choose(hall, number, now)
    ended = hall.ended.get(number, [])
    return b.Console(
        room=f"console/{number}",
        seq=hall.seq,
        at=now,
        window=number,
        zone=zone_of(hall, number),
        state=state_of(window),
        clerk=window.clerk,
        clerk_name=clerk.name if clerk else "",
        ticket=_at_window(hall, window),
        queues=_queues(hall, number),
        next=_next(hall, choice) if choice else None,
        waiting=tuple(
            waiting(hall, ticket) for ticket in in_call_order(hall, number, now, WAITING_SHOWN)
        ),
        served_today=len(ended),
        served=tuple(_served(hall, finished) for finished in reversed(ended[-SERVED_SHOWN:])),
        held=tuple(_held(hall, hall.tickets[id_]) for id_ in window.held),
        pause=pause_of(window),
        armed=window.armed,
        automatic_seconds=window.automatic_seconds,
        free_since=window.free_since if window.ticket is None else None,
        undo=_undo(hall, window, now),
        messages=_messages(hall, window, now),
        help=_help(hall, number),
    )


def next_numbers(hall: Hall, now: datetime) -> dict[int, str]:
    """Whom each window that may call would call now. Changes also by time alone: a queue has
    waited long enough to be helped, an appointment's time has come."""
    free = (window.number for window in hall.windows.values() if window.calls_now)
    choices = ((number, choose(hall, number, now)) for number in free)
    return {number: choice.ticket.id for number, choice in choices if choice is not None}


def _queues(hall: Hall, window: int) -> tuple[b.QueueAtConsole, ...]:
    serves = [(letter, None) for letter in hall.serves(window)]
    helps = [(help.queue, help.after_minutes) for help in hall.helps(window)]
    return tuple(
        b.QueueAtConsole(
            letter,
            hall.queues[letter].name,
            hall.waiting(letter),
            hall.longest_since(letter),
            after,
        )
        for letter, after in [*serves, *helps]
    )


def waiting(hall: Hall, ticket: Ticket) -> b.Waiting:
    return b.Waiting(
        id=ticket.id,
        number=ticket.number,
        queue=ticket.queue,
        service=service_name(hall, ticket.service),
        class_=ticket.class_,
        need=ticket.need,
        since=ticket.since,
        booked_for=ticket.booked_for,
        for_window=ticket.for_window,
        lane=ticket.lane,
        note=ticket.note,
    )


def _next(hall: Hall, choice: Choice) -> b.Next:
    ticket = choice.ticket
    shown = waiting(hall, ticket)
    fields = {name: getattr(shown, name) for name in shown.__struct_fields__}
    return b.Next(**fields, why=reasons(hall, ticket.number, choice.why))


def _served(hall: Hall, finished: Finished) -> b.ServedToday:
    return b.ServedToday(
        finished.number,
        service_name(hall, finished.service),
        finished.started_at,
        finished.ended_at,
        finished.outcome,
    )


def _held(hall: Hall, ticket: Ticket) -> b.Held:
    name = service_name(hall, ticket.service)
    return b.Held(ticket.id, ticket.number, name, ticket.note, ticket.started_at)


def _undo(hall: Hall, window: WindowNow, now: datetime) -> b.UndoOffered | None:
    press = hall.undoable.get(window.number)
    if press is None:
        return None
    until = press.at + timedelta(seconds=hall.settings.undo_seconds)
    if until <= now or not may_undo(hall, window, press):
        return None
    return b.UndoOffered(press.press, press.before.number, until)


def _help(hall: Hall, window: int) -> b.HelpAtWindow | None:
    """Calls for help have their place once: at most one is open here."""
    for call in hall.help.values():
        if call.window == window and call.state in OPEN_HELP:
            person = hall.staff.get(call.taken_by)
            return b.HelpAtWindow(call.id, call.state, person.name if person else call.taken_by)
    return None


def _messages(hall: Hall, window: WindowNow, now: datetime) -> tuple[b.MessageShown, ...]:
    """The latest ones for this window or for all; they last a while, whoever sits there."""
    shown = [
        b.MessageShown(message.id, message.at, message.text, message.window == 0)
        for message in hall.messages
        if message.window in (0, window.number) and now - message.at < MESSAGE_LASTS
    ]
    return tuple(reversed(shown[-MESSAGES_SHOWN:]))


def _at_window(hall: Hall, window: WindowNow) -> b.AtWindow | None:
    if window.ticket is None:
        return None
    ticket = hall.tickets[window.ticket]
    service = hall.services[ticket.service]
    settings = hall.settings
    called = ticket.called_at or ticket.since
    why = hall.whys.get(ticket.id)
    return b.AtWindow(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state,
        service=service.name,
        code=service.code,
        class_=ticket.class_,
        need=ticket.need,
        confirmed=ticket.confirmed,
        deferred=ticket.deferred,
        language=ticket.language,
        issued_at=ticket.issued_at,
        since=ticket.since,
        called_at=ticket.called_at,
        started_at=ticket.served_from,
        calls=ticket.calls,
        minutes=service.minutes,
        kind=service.kind,
        promised_days=service.promised_days,
        materials=service.guide.materials,
        steps=service.guide.steps,
        fee=service.guide.fee,
        visit=visit_of(hall, ticket),
        note=ticket.note,
        misses=ticket.misses,
        missed_from=called + timedelta(seconds=settings.missed_after_seconds),
        recalls_needed=settings.recalls_before_missed,
        why=reasons(hall, ticket.number, why) if why else (),
    )


def visit_of(hall: Hall, ticket: Ticket) -> tuple[b.StepOfVisit, ...]:
    """The services of a visit, in order; none for a ticket of one service."""
    return tuple(
        b.StepOfVisit(
            service_name(hall, ticket.service if at == ticket.step else code),
            _state_of_step(ticket, at),
        )
        for at, code in enumerate(ticket.visit)
    )


def _state_of_step(ticket: Ticket, at: int) -> str:
    if at > ticket.step:
        return "dropped" if ticket.state in ENDED else "to-come"
    if at < ticket.step or (ticket.state is State.served and ticket.outcome in GOES_ON):
        return "done"
    return "dropped" if ticket.state in ENDED else "now"


def overview(hall: Hall, now: datetime) -> b.Overview:
    asked = [call.at for call in hall.help.values() if call.state is HelpState.asked]
    return b.Overview(
        room="overview",
        seq=hall.seq,
        at=now,
        open=is_open(hall, now),
        totals=_totals(hall),
        queues=queues_at_a_glance(hall),
        windows=tuple(_in_overview(hall, window) for window in hall.windows.values()),
        cases=sum(case.state is not CaseState.closed for case in hall.cases.values()),
        help=len(asked),
        help_since=min(asked, default=None),
    )


def _totals(hall: Hall) -> b.Totals:
    states = hall.states
    return b.Totals(
        taken=len(hall.tickets),
        waiting=states[State.waiting],
        serving=sum(states[state] for state in (*AT_WINDOW, State.held)),
        served=sum(queue.count for queue in hall.served.values()),
        missed=states[State.missed] + states[State.abandoned],
        windows_open=sum(bool(window.clerk) for window in hall.windows.values()),
    )


def _in_overview(hall: Hall, window: WindowNow) -> b.WindowInOverview:
    ticket = hall.tickets[window.ticket] if window.ticket is not None else None
    return b.WindowInOverview(
        window=window.number,
        zone=zone_of(hall, window.number),
        state=state_of(window),
        clerk=window.clerk,
        ticket=ticket.number if ticket else None,
        ticket_state=ticket.state if ticket else None,
        pause=window.paused.reason if window.paused else None,
        since=_since(window, ticket),
    )


def _since(window: WindowNow, ticket: Ticket | None) -> datetime | None:
    if ticket is not None:
        return ticket.started_at or ticket.called_at
    if window.paused is not None:
        return window.paused.since
    return window.free_since if window.clerk else None
