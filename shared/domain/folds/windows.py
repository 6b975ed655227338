"""What happens to windows."""

from msgspec.structs import replace

from shared.domain import events as e
from shared.domain.folds.lines import change, join, leave, note_calling
from shared.domain.hall import Hall, Message, Pause, WindowNow


def window_opened(event: e.WindowOpened, entry: e.Entry, hall: Hall) -> None:
    hall.windows[event.window] = WindowNow(
        event.window, event.clerk, opened_at=entry.at, free_since=entry.at
    )
    hall.undoable.pop(event.window, None)
    note_calling(hall, event.window)


def window_closed(event: e.WindowClosed, entry: e.Entry, hall: Hall) -> None:
    told = hall.windows[event.window].queues is not None
    _send_to_their_queues(hall, entry, event.window)
    hall.windows[event.window] = WindowNow(event.window)
    hall.undoable.pop(event.window, None)
    note_calling(hall, event.window)
    if told:
        hall.assign_queues()


def _send_to_their_queues(hall: Hall, entry: e.Entry, window: int) -> None:
    """Those who waited for a closed window alone wait for any window of their queue."""
    for id_ in sorted(hall.apart):
        ticket = hall.tickets[id_]
        if ticket.for_window == window:
            leave(hall, ticket)
            join(hall, change(hall, ticket, for_window=None, joined=entry.seq))


def window_paused(event: e.WindowPaused, entry: e.Entry, hall: Hall) -> None:
    pause = Pause(event.reason, entry.at, event.until)
    hall.windows[event.window] = replace(hall.windows[event.window], paused=pause, armed=False)
    note_calling(hall, event.window)


def pause_ended(event: e.PauseEnded, entry: e.Entry, hall: Hall) -> None:
    window = hall.windows[event.window]
    hall.windows[event.window] = replace(window, paused=None, free_since=entry.at)


def window_handed_over(event: e.WindowHandedOver, entry: e.Entry, hall: Hall) -> None:
    window = hall.windows[event.window]
    hall.windows[event.window] = replace(
        window, clerk=event.clerk, armed=False, automatic_seconds=None
    )
    hall.undoable.pop(event.window, None)
    note_calling(hall, event.window)


def window_queues_changed(event: e.WindowQueuesChanged, entry: e.Entry, hall: Hall) -> None:
    window = hall.windows[event.window]
    hall.windows[event.window] = replace(window, queues=event.queues, helps=event.helps)
    hall.assign_queues()


def window_armed(event: e.WindowArmed, entry: e.Entry, hall: Hall) -> None:
    hall.windows[event.window] = replace(hall.windows[event.window], armed=event.armed)
    note_calling(hall, event.window)


def automatic_set(event: e.AutomaticSet, entry: e.Entry, hall: Hall) -> None:
    hall.windows[event.window] = replace(
        hall.windows[event.window], automatic_seconds=event.pause_seconds
    )
    note_calling(hall, event.window)


def message_sent(event: e.MessageSent, entry: e.Entry, hall: Hall) -> None:
    hall.messages.append(Message(entry.seq, entry.at, event.window, event.text))
