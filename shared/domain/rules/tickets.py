"""Rules for tickets away from the windows: taking one, bringing it back, letting others pass,
changing its class."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.hours import business_day
from shared.domain.people import BOOKING, Role
from shared.domain.permissions import role_of
from shared.domain.places import is_near, place
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.admission import one_open_each
from shared.domain.rules.at_window import account_of, in_the_wrong_state, ticket_named
from shared.domain.rules.issuing import in_a_language_here, issue
from shared.domain.rules.moves import clerks_own
from shared.domain.texts import clean
from shared.domain.tickets import AT_WINDOW, COMING_BACK, Class, Lane, Need, State, Ticket


def take_ticket(command: c.TakeTicket, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    _check_words(command, hall)
    service = hall.services.get(command.service)
    if service is None or any(code not in hall.services for code in command.then):
        raise Unknown("There is no such service here.")
    if role_of(command.by, hall) is Role.visitor and not hall.settings.phone_numbers:
        raise NotAllowed("Please take a number at a kiosk.")
    class_, booked_for = _class(command, hall, now)
    return (
        issue(
            hall,
            now,
            by=command.by,
            key=command.key,
            service=service,
            language=command.language,
            class_=class_,
            admitted_as=command.class_,
            need=command.need,
            booked_for=booked_for,
            person=command.person,
            then=command.then,
            texted=command.texted,
        ),
    )


def _check_words(command: c.TakeTicket, hall: Hall) -> None:
    in_a_language_here(command.language, hall)
    _green_has_its_need(command)
    if (command.class_ is Class.appointment) != (command.booked_for is not None):
        raise Malformed("An appointment needs its time, and only it.")
    if len({command.service, *command.then}) < 1 + len(command.then):
        raise Malformed("A service is named twice in this visit.")


def _green_has_its_need(command: c.TakeTicket | c.SetClass) -> None:
    if (command.class_ is Class.green) != (command.need is not Need.none):
        raise Malformed("A green channel number needs its reason, and only it.")


def _class(command: c.TakeTicket, hall: Hall, now: datetime) -> tuple[Class, datetime | None]:
    """Whoever comes too late to an appointment waits as everybody, from now; they are admitted as
    somebody with an appointment all the same: their place was counted when they booked."""
    if command.booked_for is None:
        return command.class_, None
    if role_of(command.by, hall) not in BOOKING:
        raise NotAllowed("Appointments are checked in by a steward.")
    booked = command.booked_for
    if booked.tzinfo is None:
        raise Malformed("The time of an appointment needs its time zone.")
    far = abs(booked - now) > timedelta(days=2)  # before the zone is looked at: dates have an end
    if far or business_day(hall, booked) != business_day(hall, now):
        raise Malformed("This appointment is not for today.")
    if now - booked > timedelta(minutes=hall.settings.grace_minutes):
        return Class.ordinary, None
    return Class.appointment, booked


def requeue_ticket(command: c.RequeueTicket, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    ticket = _ticket_of(command, hall)
    if ticket.state is not State.missed:
        raise in_the_wrong_state(ticket)
    limit = hall.settings.missed_ends_minutes
    if ticket.ended_at is not None and now - ticket.ended_at > timedelta(minutes=limit):
        raise WrongState(
            "{number} was missed more than {minutes} minutes ago. Please take a new number.",
            number=ticket.number,
            minutes=f"{limit:g}",
        )
    one_open_each(ticket.person, ticket.queue, hall)
    window = hall.windows.get(ticket.for_window or 0)
    for_window = ticket.for_window if window is not None and window.clerk else None
    place = replace(ticket, for_window=for_window).place
    due = hall.line_calls.get(place, 0) + hall.settings.back_after_calls
    return (e.TicketRequeued(ticket.id, due, for_window),)


def cancel_ticket(command: c.CancelTicket, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """A citizen their own while it waits; a clerk those at their window; stewards and those who
    supervise any that is not being served."""
    ticket = _ticket_of(command, hall)
    role = role_of(command.by, hall)
    if role is Role.clerk and not clerks_own(hall, ticket, command.by):
        raise NotAllowed("{number} is not at your window.", number=ticket.number)
    allowed = {State.waiting, State.called, State.held} | COMING_BACK
    if role is Role.citizen:
        allowed = {State.waiting} | COMING_BACK
    if ticket.state not in allowed:
        raise in_the_wrong_state(ticket)
    reason = clean(command.reason, empty=role is Role.citizen)
    return (e.TicketCancelled(ticket.id, reason),)


def _ticket_of(command: c.RequeueTicket | c.CancelTicket | c.AskMoreTime, hall: Hall) -> Ticket:
    ticket = ticket_named(hall, command.ticket)
    if role_of(command.by, hall) is Role.citizen and account_of(command.by) != ticket.id:
        raise NotAllowed("You may not do this.")
    return ticket


def set_class(command: c.SetClass, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """The green channel, given or withdrawn; an appointment keeps its time and its class."""
    ticket = ticket_named(hall, command.ticket)
    _green_has_its_need(command)
    if role_of(command.by, hall) is Role.clerk and not _in_own_queues(hall, ticket, command.by):
        raise NotAllowed("Queue {queue} belongs to another department.", queue=ticket.queue)
    if ticket.state is not State.waiting and ticket.state not in AT_WINDOW:
        raise in_the_wrong_state(ticket)
    if command.class_ is Class.appointment or ticket.class_ is Class.appointment:
        raise WrongState("An appointment keeps its class.")
    if (ticket.class_, ticket.need) == (command.class_, command.need):
        raise WrongState("{number} is of this class already.", number=ticket.number)
    return (e.ClassChanged(ticket.id, command.class_, command.need, clean(command.reason)),)


def confirm_class(command: c.ConfirmClass, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """The staff have seen that the need is real. (That it is not is `SetClass`.)"""
    ticket = ticket_named(hall, command.ticket)
    if role_of(command.by, hall) is Role.clerk and not _in_own_queues(hall, ticket, command.by):
        raise NotAllowed("Queue {queue} belongs to another department.", queue=ticket.queue)
    if ticket.state is not State.waiting and ticket.state not in AT_WINDOW:
        raise in_the_wrong_state(ticket)
    if ticket.class_ is not Class.green:
        raise WrongState("{number} is not of the green channel.", number=ticket.number)
    if ticket.confirmed:
        raise WrongState("{number} has been confirmed already.", number=ticket.number)
    return (e.ClassConfirmed(ticket.id),)


def ask_more_time(command: c.AskMoreTime, hall: Hall, now: datetime) -> tuple[e.Event, ...]:
    """Once a number, while it waits in its own turn, which is near: asked for sooner it would hold
    a place that others may still pass, and so come earlier."""
    ticket = _ticket_of(command, hall)
    calls = hall.settings.more_time_calls
    if not calls:
        raise WrongState("This hall does not give more time.")
    if ticket.state is not State.waiting:
        raise in_the_wrong_state(ticket)
    if ticket.lane is Lane.first:
        raise WrongState("{number} is called before others and cannot wait.", number=ticket.number)
    if ticket.deferred or ticket.lane is Lane.back:
        raise WrongState("{number} has let others pass already.", number=ticket.number)
    if ticket.since > now:
        raise WrongState("The time of your appointment has not come yet.")
    before = place(hall, ticket, now)
    if not is_near(hall, ticket, now):
        raise WrongState(
            "{count} are called before {number}. Please ask again when it is nearly your turn.",
            count=before,
            number=ticket.number,
        )
    return (e.MoreTimeGiven(ticket.id, hall.line_calls.get(ticket.place, 0) + before + calls),)


def _in_own_queues(hall: Hall, ticket: Ticket, actor: str) -> bool:
    window = hall.window_of(account_of(actor))
    return window is not None and (
        ticket.queue in hall.serves(window.number)
        or ticket.for_window == window.number
        or clerks_own(hall, ticket, actor)
    )
