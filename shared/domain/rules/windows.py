"""Rules for the moves at a window."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall, WindowNow
from shared.domain.policy import choose
from shared.domain.refusals import NobodyWaiting, NotAllowed, Unknown, WrongState
from shared.domain.tickets import State, Ticket

AtOwnWindow = c.CloseWindow | c.CallNext | c.Move

STATE_SENTENCES = {
    State.called: "{number} has been called and has not come yet.",
    State.serving: "{number} is being served.",
}


def open_window(command: c.OpenWindow, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    window = _window(hall, command.window)
    clerk = hall.staff[_account(command.by)]
    department = hall.desks[window.number].department
    if department and clerk.department and department != clerk.department:
        raise NotAllowed("Window {window} belongs to another department.", window=window.number)
    if window.clerk:
        raise WrongState("Window {window} is open already.", window=window.number)
    other = hall.window_of(clerk.account)
    if other is not None:
        raise WrongState("You have window {window} open. Close it first.", window=other.number)
    return (e.WindowOpened(window.number, clerk.account),)


def close_window(command: c.CloseWindow, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    window = _free_window(command, hall)
    return (e.WindowClosed(window.number),)


def call_next(command: c.CallNext, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    window = _free_window(command, hall)
    choice = choose(hall, window.number, now)
    if choice is None:
        raise NobodyWaiting("Nobody is waiting.")
    return (e.TicketCalled(choice.ticket.id, window.number, choice.why),)


def recall(command: c.Recall, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    ticket = _ticket_in(State.called, command, hall)
    return (e.TicketRecalled(ticket.id, command.window),)


def start_service(command: c.StartService, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    ticket = _ticket_in(State.called, command, hall)
    return (e.ServiceStarted(ticket.id, command.window),)


def finish_service(command: c.FinishService, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    ticket = _ticket_in(State.serving, command, hall)
    return (e.ServiceFinished(ticket.id, command.window),)


def miss_ticket(command: c.MissTicket, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    ticket = _ticket_in(State.called, command, hall)
    return (e.TicketMissed(ticket.id, command.window),)


def _ticket_in(state: State, command: c.Move, hall: Hall) -> Ticket:
    """The ticket at the actor's window, which must be in this state."""
    window = _own_window(command, hall)
    if window.ticket is None:
        raise WrongState("Nobody is at window {window}.", window=window.number)
    ticket = hall.tickets[window.ticket]
    if command.ticket and command.ticket != ticket.id:
        raise WrongState(
            "{number} is at window {window} now.", number=ticket.number, window=window.number
        )
    if ticket.state is not state:
        raise WrongState(STATE_SENTENCES[ticket.state], number=ticket.number)
    return ticket


def _free_window(command: AtOwnWindow, hall: Hall) -> WindowNow:
    """The actor's window, which must have nobody at it."""
    window = _own_window(command, hall)
    if window.ticket is not None:
        raise WrongState(
            "{number} is at window {window}. Finish first.",
            number=hall.tickets[window.ticket].number,
            window=window.number,
        )
    return window


def _own_window(command: AtOwnWindow, hall: Hall) -> WindowNow:
    """The window of a move, which must be open and the actor's own."""
    window = _window(hall, command.window)
    if not window.clerk:
        raise WrongState("Window {window} is closed.", window=window.number)
    if window.clerk != _account(command.by):
        raise NotAllowed("Window {window} is another clerk's.", window=window.number)
    return window


def _window(hall: Hall, number: int) -> WindowNow:
    window = hall.windows.get(number)
    if window is None:
        raise Unknown("There is no window {window}.", window=number)
    return window


def _account(actor: str) -> str:
    return actor.partition(":")[2]
