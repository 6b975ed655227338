"""What the rules of a window's moves share: whose window it is, and who is at it."""

from shared.domain import commands as c
from shared.domain.hall import Hall, WindowNow
from shared.domain.people import SUPERVISING, Staff
from shared.domain.refusals import NotAllowed, Unknown, WrongState
from shared.domain.seats import belongs_at
from shared.domain.tickets import State, Ticket

STATE_SENTENCES = {
    State.waiting: "{number} is waiting.",
    State.called: "{number} has been called and has not come yet.",
    State.serving: "{number} is being served.",
    State.held: "{number} is set aside at window {window}.",
    State.missed: "{number} was missed.",
    State.served: "{number} has been served.",
    State.abandoned: "{number} was missed and has ended.",
    State.cancelled: "{number} was cancelled.",
    State.expired: "{number} ended with its day.",
}


def account_of(actor: str) -> str:
    return actor.partition(":")[2]


def window_named(hall: Hall, number: int) -> WindowNow:
    window = hall.windows.get(number)
    if window is None:
        raise Unknown("There is no window {window}.", window=number)
    return window


def open_window_named(hall: Hall, number: int) -> WindowNow:
    window = window_named(hall, number)
    if not window.clerk:
        raise WrongState("Window {window} is closed.", window=number)
    return window


def own_window(hall: Hall, number: int, actor: str) -> WindowNow:
    """An open window of the actor's own."""
    window = open_window_named(hall, number)
    if window.clerk != account_of(actor):
        raise NotAllowed("Window {window} is another clerk's.", window=number)
    return window


def own_or_supervised(hall: Hall, number: int, actor: str) -> WindowNow:
    """An open window of the actor's own, or any for those who supervise."""
    window = open_window_named(hall, number)
    person = hall.staff.get(account_of(actor))
    if person is not None and person.role in SUPERVISING:
        return window
    return own_window(hall, number, actor)


def free_window(hall: Hall, number: int, actor: str) -> WindowNow:
    """The actor's window, which must call and have nobody at it."""
    window = own_window(hall, number, actor)
    nobody_at(window, hall)
    if window.paused is not None:
        raise WrongState("Window {window} pauses. End the pause first.", window=number)
    return window


def nobody_at(window: WindowNow, hall: Hall) -> None:
    if window.ticket is not None:
        raise WrongState(
            "{number} is at window {window}. Finish first.",
            number=hall.tickets[window.ticket].number,
            window=window.number,
        )


def ticket_at(hall: Hall, command: c.Move, *states: State) -> Ticket:
    """The ticket at the actor's window, which must be in one of these states."""
    window = own_window(hall, command.window, command.by)
    if window.ticket is None:
        raise WrongState("Nobody is at window {window}.", window=window.number)
    ticket = hall.tickets[window.ticket]
    if command.ticket and command.ticket != ticket.id:
        raise WrongState(
            "{number} is at window {window} now.", number=ticket.number, window=window.number
        )
    if ticket.state not in states:
        raise in_the_wrong_state(ticket)
    return ticket


def ticket_named(hall: Hall, ticket_id: str) -> Ticket:
    """A ticket of today. Yesterday's are told from those that never were."""
    ticket = hall.tickets.get(ticket_id)
    if ticket is not None:
        return ticket
    day, _, number = ticket_id.partition("-")
    if len(day) == 8 and day.isdecimal() and day != hall.day:
        raise WrongState("{number} is not of today.", number=number[:8])
    raise Unknown("There is no such number today.")


def in_the_wrong_state(ticket: Ticket) -> WrongState:
    return WrongState(
        STATE_SENTENCES[ticket.state], number=ticket.number, window=ticket.window or 0
    )


def may_sit_at(staff: Staff, department: str, window: int) -> None:
    """Raises NotAllowed for a clerk of another department."""
    if not belongs_at(staff, department):
        raise NotAllowed("Window {window} belongs to another department.", window=window)
