"""Rules for windows: who has one open, what it serves, whether it pauses or calls by itself."""

from datetime import UTC, datetime, time, timedelta

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.rules.at_window import (
    account_of,
    free_window,
    may_sit_at,
    nobody_at,
    own_or_supervised,
    own_window,
    window_named,
)
from shared.domain.seats import queues_open_to, works_at_windows

Events = tuple[e.Event, ...]


def open_window(command: c.OpenWindow, hall: Hall, now: datetime) -> Events:
    window = window_named(hall, command.window)
    clerk = hall.staff[account_of(command.by)]
    may_sit_at(clerk, hall.desks[window.number].department, window.number)
    if window.clerk:
        raise WrongState("Window {window} is open already.", window=window.number)
    _has_no_other(hall, clerk.account)
    return (e.WindowOpened(window.number, clerk.account),)


def _has_no_other(hall: Hall, account: str) -> None:
    other = hall.window_of(account)
    if other is not None:
        raise WrongState("You have window {window} open. Close it first.", window=other.number)


def close_window(command: c.CloseWindow, hall: Hall, now: datetime) -> Events:
    window = own_or_supervised(hall, command.window, command.by)
    nobody_at(window, hall)
    if window.held:
        raise WrongState(
            "{number} is set aside at window {window}. Resume it first, or hand the window over.",
            number=hall.tickets[window.held[0]].number,
            window=window.number,
        )
    return (e.WindowClosed(window.number),)


def pause_window(command: c.PauseWindow, hall: Hall, now: datetime) -> Events:
    window = own_or_supervised(hall, command.window, command.by)
    nobody_at(window, hall)
    if window.paused is not None:
        raise WrongState("Window {window} pauses already.", window=window.number)
    return (e.WindowPaused(window.number, command.reason, _until(command.until, hall, now)),)


def _until(clock: str, hall: Hall, now: datetime) -> datetime | None:
    """The instant (UTC) of a time of today in the hall. Raises Malformed for one that is past."""
    if not clock:
        return None
    hour, minute = map(int, clock.split(":"))
    local = now.astimezone(hall.zone)
    until = datetime.combine(local.date(), time(hour, minute), tzinfo=hall.zone)
    if until <= local:
        raise Malformed("{time} is past already.", time=clock)
    return until.astimezone(UTC)


def end_pause(command: c.EndPause, hall: Hall, now: datetime) -> Events:
    window = own_or_supervised(hall, command.window, command.by)
    if window.paused is None:
        raise WrongState("Window {window} does not pause.", window=window.number)
    return (e.PauseEnded(window.number),)


def hand_over_window(command: c.HandOverWindow, hall: Hall, now: datetime) -> Events:
    """Whoever takes over may be a clerk who could have opened the window."""
    window = own_or_supervised(hall, command.window, command.by)
    staff = hall.staff.get(command.to)
    if staff is None or not works_at_windows(staff):
        raise Unknown("There is no such clerk.")
    may_sit_at(staff, hall.desks[window.number].department, window.number)
    other = hall.window_of(staff.account)
    if other is not None:
        raise WrongState(
            "{account} has window {window} open.", account=staff.account, window=other.number
        )
    return (e.WindowHandedOver(window.number, staff.account, window.clerk),)


def serve_queues(command: c.ServeQueues, hall: Hall, now: datetime) -> Events:
    """A clerk may choose among the queues of their window and their department; those who
    supervise among all."""
    window = own_or_supervised(hall, command.window, command.by)
    wanted = [*command.queues, *(help.queue for help in command.helps)]
    if len(set(wanted)) < len(wanted):
        raise Malformed("A queue is named twice.")
    for letter in wanted:
        if letter not in hall.queues:
            raise Unknown("There is no queue {queue}.", queue=letter)
    if any(not 0 <= help.after_minutes <= 480 for help in command.helps):
        raise Malformed("A window helps after 0 to 480 minutes.")
    allowed = queues_open_to(hall, window.number, hall.staff[account_of(command.by)])
    for letter in wanted:
        if letter not in allowed:
            raise NotAllowed("Queue {queue} belongs to another department.", queue=letter)
    return (e.WindowQueuesChanged(window.number, command.queues, command.helps),)


def arm_window(command: c.ArmWindow, hall: Hall, now: datetime) -> Events:
    window = (
        free_window(hall, command.window, command.by)
        if command.armed
        else own_window(hall, command.window, command.by)
    )
    if window.armed is command.armed:
        already = "Window {window} is armed already."
        raise WrongState(
            already if command.armed else "Window {window} is not armed.", window=window.number
        )
    return (e.WindowArmed(window.number, command.armed),)


def set_automatic(command: c.SetAutomatic, hall: Hall, now: datetime) -> Events:
    window = own_window(hall, command.window, command.by)
    least = hall.settings.automatic_least_seconds
    if command.pause_seconds is not None and command.pause_seconds < least:
        raise Malformed("A window pauses at least {seconds} s before it calls.", seconds=least)
    if window.automatic_seconds == command.pause_seconds:
        raise WrongState("Window {window} is set so already.", window=window.number)
    return (e.AutomaticSet(window.number, command.pause_seconds),)


def calls_by_itself(hall: Hall, window: int, now: datetime) -> bool:
    """Whether an armed or automatic window may call now."""
    at = hall.windows[window]
    if not at.calls_now:
        return False
    if at.armed:
        return True
    if at.automatic_seconds is None or at.free_since is None:
        return False
    return now - at.free_since >= timedelta(seconds=at.automatic_seconds)
