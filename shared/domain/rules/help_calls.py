"""Rules for calling a steward."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.help_calls import OPEN_HELP, HelpCall, HelpState
from shared.domain.people import BOOKING, Role
from shared.domain.permissions import role_of
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import account_of, in_the_wrong_state, ticket_named
from shared.domain.rules.issuing import in_a_language_here
from shared.domain.texts import clean
from shared.domain.tickets import COMING_BACK, OPEN

Events = tuple[e.Event, ...]

MOST_CALLS = 6  # of one number; each stays in the journal


def ask_help(command: c.AskHelp, hall: Hall, now: datetime) -> Events:
    """A kiosk asks for whoever stands there, a citizen for themselves, staff for a window. One call
    is open at a time; at a kiosk, where the next person may need something else, one for each
    reason."""
    in_a_language_here(command.language, hall)
    kiosk, ticket, window = _place(command, hall)
    call = HelpCall(hall.seq + 1, command.reason, command.language, now, kiosk, ticket, window)
    earlier = [other for other in hall.help.values() if _where(other) == _where(call)]
    still_open = [other for other in earlier if other.state in OPEN_HELP]
    if any(not kiosk or other.reason is call.reason for other in still_open):
        raise WrongState("A steward has been called already.")
    if call.ticket and len(earlier) >= MOST_CALLS:
        raise WrongState("You have called a steward very often. Please go to the information desk.")
    return (e.HelpAsked(call),)


def _place(command: c.AskHelp, hall: Hall) -> tuple[str, str, int | None]:
    """Kiosk, ticket and window, one of which is named."""
    role, name = role_of(command.by, hall), account_of(command.by)
    if role is Role.kiosk:
        return hall.devices[name].place, "", None
    if role is Role.citizen:
        ticket = ticket_named(hall, name)
        if ticket.state not in OPEN | COMING_BACK:
            raise in_the_wrong_state(ticket)
        return "", ticket.id, None
    if command.window not in hall.windows:
        raise Malformed("Say which window needs a steward.")
    return "", "", command.window


def _where(call: HelpCall) -> tuple[str, str, int | None]:
    return call.kiosk, call.ticket, call.window


def take_help(command: c.TakeHelp, hall: Hall, now: datetime) -> Events:
    call = _help_named(command.help, hall)
    if call.state is HelpState.taken:
        raise WrongState("{account} is on the way already.", account=call.taken_by)
    return (e.HelpTaken(call.id, account_of(command.by)),)


def close_help(command: c.CloseHelp, hall: Hall, now: datetime) -> Events:
    """By the stewards; by whoever has called, who needs nobody any more."""
    call = _help_named(command.help, hall)
    role, name = role_of(command.by, hall), account_of(command.by)
    own = (role is Role.kiosk and hall.devices[name].place == call.kiosk) or (
        role is Role.citizen and name == call.ticket
    )
    if role not in BOOKING and not own:
        window = hall.window_of(name) if role is Role.clerk else None
        if window is None or window.number != call.window:
            raise NotAllowed("You may not do this.")
        own = True
    return (e.HelpClosed(call.id, clean(command.note, empty=True), withdrawn=own),)


def _help_named(id_: int, hall: Hall) -> HelpCall:
    call = hall.help.get(id_)
    if call is None:
        raise Unknown("There is no such call for help today.")
    if call.state not in OPEN_HELP:
        raise WrongState("This call for help has ended.")
    return call
