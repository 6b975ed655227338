"""Rules for the moves at a window: from the call to the end of the service."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall, Undoable, WindowNow
from shared.domain.numbering import ticket_id
from shared.domain.policy import choose, chosen
from shared.domain.refusals import Malformed, NobodyWaiting, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import (
    STATE_SENTENCES,
    account_of,
    free_window,
    in_the_wrong_state,
    open_window_named,
    own_window,
    ticket_at,
    ticket_named,
    window_named,
)
from shared.domain.rules.issuing import check_language_and_key, next_number
from shared.domain.rules.windows import calls_by_itself
from shared.domain.texts import clean
from shared.domain.tickets import GOES_ON, State, Ticket

Events = tuple[e.Event, ...]


def call_next(command: c.CallNext, hall: Hall, now: datetime) -> Events:
    return _next(hall, free_window(hall, command.window, command.by).number, now)


def call_due(command: c.CallDue, hall: Hall, now: datetime) -> Events:
    window = window_named(hall, command.window)
    if not calls_by_itself(hall, window.number, now):
        raise WrongState("Window {window} does not call now.", window=window.number)
    return _next(hall, window.number, now)


def _next(hall: Hall, window: int, now: datetime) -> Events:
    choice = choose(hall, window, now)
    if choice is None:
        raise NobodyWaiting("Nobody is waiting.")
    return (e.TicketCalled(choice.ticket.id, window, choice.why),)


def call_ticket(command: c.CallTicket, hall: Hall, now: datetime) -> Events:
    window = free_window(hall, command.window, command.by)
    ticket = ticket_named(hall, command.ticket)
    if ticket.state is not State.waiting:
        raise in_the_wrong_state(ticket)
    if ticket.for_window not in (None, window.number):
        raise NotAllowed(
            "{number} waits for window {window}.", number=ticket.number, window=ticket.for_window
        )
    if ticket.for_window is None and ticket.queue not in _served(hall, window.number):
        raise NotAllowed("This window does not serve queue {queue}.", queue=ticket.queue)
    why = chosen(hall, window.number, ticket, clean(command.reason), now)
    return (e.TicketCalled(ticket.id, window.number, why),)


def _served(hall: Hall, window: int) -> tuple[str, ...]:
    return (*hall.serves(window), *(help.queue for help in hall.helps(window)))


def recall(command: c.Recall, hall: Hall, now: datetime) -> Events:
    ticket = ticket_at(hall, command, State.called)
    return (e.TicketRecalled(ticket.id, command.window),)


def start_service(command: c.StartService, hall: Hall, now: datetime) -> Events:
    ticket = ticket_at(hall, command, State.called)
    return (e.ServiceStarted(ticket.id, command.window),)


def finish_service(command: c.FinishService, hall: Hall, now: datetime) -> Events:
    ticket = ticket_at(hall, command, State.serving)
    note = clean(command.note, empty=True)
    finished = e.ServiceFinished(ticket.id, command.window, command.outcome, note)
    step = ticket.step + 1
    if command.outcome not in GOES_ON or step >= len(ticket.visit):
        return (finished,)
    service = hall.services.get(ticket.visit[step])
    if service is None:  # an import has taken it away since
        return (finished,)
    going_on = e.VisitContinued(ticket.id, command.window, step, service.code, service.queue)
    return finished, going_on


def miss_ticket(command: c.MissTicket, hall: Hall, now: datetime) -> Events:
    """The second time ends it."""
    ticket = ticket_at(hall, command, State.called)
    missed = e.TicketMissed(ticket.id, command.window)
    return (missed, e.TicketAbandoned(ticket.id)) if ticket.misses else (missed,)


def hold_ticket(command: c.HoldTicket, hall: Hall, now: datetime) -> Events:
    ticket = ticket_at(hall, command, State.serving)
    return (e.TicketHeld(ticket.id, command.window, clean(command.reason, empty=True)),)


def resume_ticket(command: c.ResumeTicket, hall: Hall, now: datetime) -> Events:
    window = free_window(hall, command.window, command.by)
    ticket = ticket_named(hall, command.ticket)
    if ticket.state is not State.held:
        raise in_the_wrong_state(ticket)
    if ticket.id not in window.held:
        raise NotAllowed(
            STATE_SENTENCES[State.held], number=ticket.number, window=ticket.window or 0
        )
    return (e.TicketResumed(ticket.id, window.number),)


def transfer_ticket(command: c.TransferTicket, hall: Hall, now: datetime) -> Events:
    """Also of a ticket that was set aside here."""
    window = own_window(hall, command.window, command.by)
    if command.ticket in window.held:
        ticket = hall.tickets[command.ticket]
    else:
        ticket = ticket_at(hall, command, State.called, State.serving)
    queue, service = _where_to(command, hall, ticket, window)
    return (
        e.TicketTransferred(
            ticket=ticket.id,
            window=window.number,
            queue=queue,
            service=service,
            for_window=command.to_window,
            first=command.first,
            note=clean(command.note, empty=True),
        ),
    )


def _where_to(
    command: c.TransferTicket, hall: Hall, ticket: Ticket, window: WindowNow
) -> tuple[str, str]:
    """Queue and service that a transferred ticket waits for."""
    service = hall.services.get(command.service) if command.service else None
    if command.service and service is None:
        raise Unknown("There is no such service here.")
    if command.queue and command.queue not in hall.queues:
        raise Unknown("There is no queue {queue}.", queue=command.queue)
    if service is not None and command.queue not in ("", service.queue):
        raise Malformed("This service belongs to queue {queue}.", queue=service.queue)
    queue = command.queue or (service.queue if service else "")
    if command.to_window is not None:
        target = open_window_named(hall, command.to_window)
        if target.number == window.number:
            raise Malformed("{number} is at this window already.", number=ticket.number)
        queue = queue or _queue_at(hall, target.number, ticket.queue)
    if not queue:
        raise Malformed("Say where to: a queue, a service or a window.")
    return queue, service.code if service else ticket.service


def _queue_at(hall: Hall, window: int, queue: str) -> str:
    """The queue a ticket counts for at another window: its own where that is served there."""
    own = hall.serves(window)
    return queue if queue in own else own[0]


def serve_walk_in(command: c.ServeWalkIn, hall: Hall, now: datetime) -> Events:
    window = free_window(hall, command.window, command.by)
    service = hall.services.get(command.service)
    if service is None:
        raise Unknown("There is no such service here.")
    if service.queue not in _served(hall, window.number):
        raise NotAllowed("This window does not serve queue {queue}.", queue=service.queue)
    check_language_and_key(command, hall)
    label = next_number(hall, service.queue)
    return (
        e.WalkInStarted(
            ticket=ticket_id(hall.day, label),
            number=label,
            key=command.key,
            queue=service.queue,
            service=service.code,
            language=command.language,
            window=window.number,
            reason=clean(command.reason),
        ),
    )


def undo_press(command: c.UndoPress, hall: Hall, now: datetime) -> Events:
    window = own_window(hall, command.window, command.by)
    press = hall.undoable.get(window.number)
    seconds = hall.settings.undo_seconds
    if press is None or (now - press.at).total_seconds() > seconds:
        raise WrongState(
            "There is no press of the last {seconds} seconds to take back.", seconds=seconds
        )
    if not may_undo(hall, window, press):
        raise WrongState("It has gone on since and cannot be taken back.")
    return (e.PressUndone(window.number, press.before.id, press.press, press.entry),)


def may_undo(hall: Hall, window: WindowNow, press: Undoable) -> bool:
    """Whether nobody has moved on it, or rated it, since."""
    if press.press is e.Press.finished and press.entry not in hall.rateable:
        return False
    at_window = press.before.id if press.press is e.Press.called else None
    unchanged = hall.tickets[press.before.id] == press.after
    return unchanged and window.ticket == at_window and window.paused is None


def abandon_ticket(command: c.AbandonTicket, hall: Hall, now: datetime) -> Events:
    ticket = ticket_named(hall, command.ticket)
    if ticket.state is not State.missed:
        raise in_the_wrong_state(ticket)
    return (e.TicketAbandoned(ticket.id),)


def clerks_own(hall: Hall, ticket: Ticket, actor: str) -> bool:
    """Whether a ticket is at, or set aside at, the actor's window."""
    window = hall.window_of(account_of(actor))
    return window is not None and ticket.id in (window.ticket, *window.held)
