"""What hangs on the wall: calls, main board, panels."""

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import datetime, timedelta

from shared.domain import boards as b
from shared.domain.hall import Call, Hall, WindowNow
from shared.domain.hours import is_open
from shared.domain.refusals import Unknown
from shared.domain.screens import Selection
from shared.domain.tickets import State
from shared.queries.notices import notices_now
from shared.queries.parts import hall_name, pause_of, service_name, state_of, zone_of
from shared.words.spoken import call_phrases

CALLS_SHOWN = 12
MOST_CALLED = 60  # of those who have not come yet, and are shown however many they are
CALL_LASTS = timedelta(seconds=20)

SoundAddress = Callable[[str, str], str]


def call_shown(hall: Hall, call: Call, sound: SoundAddress) -> b.CallShown:
    """A call for screens and announcer; `sound` gives the address of a spoken phrase."""
    ticket = hall.tickets[call.ticket]
    phrases = call_phrases(
        ticket.language, number=ticket.number, window=call.window, recall=call.recall
    )
    return b.CallShown(
        id=call.id,
        number=ticket.number,
        window=call.window,
        zone=zone_of(hall, call.window),
        language=ticket.language,
        recall=call.recall,
        at=call.at,
        expires_at=call.at + CALL_LASTS,
        speech=tuple(
            b.Speech(phrase.language, phrase.text, sound(phrase.language, phrase.spoken))
            for phrase in phrases
        ),
    )


def young_calls(hall: Hall, now: datetime, sound: SoundAddress) -> list[b.CallShown]:
    """The calls that a screen which was away should still make, oldest first; of a number that was
    called again the last one only."""
    return [call_shown(hall, call, sound) for call in latest_young_calls(hall, now)]


def latest_young_calls(hall: Hall, now: datetime) -> list[Call]:
    latest = {call.ticket: call for call in hall.calls}
    return [
        call
        for call in sorted(latest.values(), key=lambda call: call.id)
        if now - call.at < CALL_LASTS and _still_called(hall, call)
    ]


def _still_called(hall: Hall, call: Call) -> bool:
    """Not once the citizen has come, or is not asked for any more."""
    return hall.tickets[call.ticket].state is State.called


def main_board(hall: Hall, now: datetime) -> b.MainBoard:
    """Of the whole hall."""
    return _board(hall, "main", now, hall.windows, hall.queues)


def wall_board(hall: Hall, room: str, now: datetime) -> b.MainBoard:
    """Of the part of the hall that screens of this room show. Raises Unknown."""
    selection = hall.walls.get(room)
    if selection is None:
        raise Unknown("There is no such board.")
    windows = windows_of(hall, selection)
    return _board(hall, room, now, windows, queues_of(hall, selection, windows))


def windows_of(hall: Hall, selection: Selection) -> frozenset[int]:
    """Those named, those in its zones; where neither is given, those that serve its queues."""
    if selection.windows or selection.zones:
        in_zones = {n for n, desk in hall.desks.items() if desk.zone in selection.zones}
        return frozenset((in_zones | set(selection.windows)) & hall.desks.keys())
    return frozenset(
        window for letter in selection.queues for window in hall.desks_of.get(letter, ())
    )


def queues_of(hall: Hall, selection: Selection, windows: Iterable[int]) -> frozenset[str]:
    """Those named; where none is, those that its windows serve."""
    if selection.queues:
        return frozenset(selection.queues) & hall.queues.keys()
    return frozenset(letter for window in windows for letter in hall.serves(window))


def _board(
    hall: Hall, room: str, now: datetime, windows: Container[int], queues: Container[str]
) -> b.MainBoard:
    return b.MainBoard(
        room=room,
        seq=hall.seq,
        at=now,
        hall=hall_name(hall),
        open=is_open(hall, now),
        calls=_latest_calls(hall, windows),
        queues=tuple(_queues_on_board(hall, windows, queues)),
        notices=notices_now(hall, now),
    )


def _latest_calls(hall: Hall, windows: Container[int]) -> tuple[b.CalledNumber, ...]:
    """Those at windows now: who has not come yet, the latest called first, then those served."""
    latest = {call.ticket: call for call in hall.calls}
    seated = [
        (latest[window.ticket], hall.tickets[window.ticket])
        for window in hall.windows.values()
        if window.ticket is not None and window.ticket in latest and window.number in windows
    ]
    seated.sort(key=lambda pair: (pair[1].state is State.called, pair[0].id), reverse=True)
    called = sum(ticket.state is State.called for _, ticket in seated)
    most = max(CALLS_SHOWN, min(called, MOST_CALLED))
    return tuple(
        b.CalledNumber(
            call.id, ticket.number, call.window, zone_of(hall, call.window), ticket.state, call.at
        )
        for call, ticket in seated[:most]
    )


def _queues_on_board(
    hall: Hall, windows: Container[int], queues: Container[str]
) -> Iterator[b.QueueOnBoard]:
    """Queues with somebody waiting or a window open, and who is at which of the `windows`."""
    serving: dict[str, list[str]] = {}
    for window in hall.windows.values():
        if window.ticket is not None and window.number in windows:
            ticket = hall.tickets[window.ticket]
            serving.setdefault(ticket.queue, []).append(ticket.number)
    for letter, queue in hall.queues.items():
        if letter not in queues:
            continue
        waiting = hall.waiting(letter)
        opened = tuple(window for window in hall.open_windows(letter) if window in windows)
        if waiting or opened:
            numbers = tuple(serving.get(letter, ()))
            yield b.QueueOnBoard(letter, queue.name, waiting, opened, numbers)


def panel(hall: Hall, number: int, now: datetime) -> b.Panel:
    window, desk = hall.windows[number], hall.desks[number]
    department = hall.departments.get(desk.department)
    return b.Panel(
        room=f"window/{number}",
        seq=hall.seq,
        at=now,
        window=number,
        zone=zone_of(hall, number),
        department=department.name if department else None,
        state=state_of(window),
        queues=tuple(b.QueueName(q, hall.queues[q].name) for q in hall.serves(number)),
        ticket=_on_panel(hall, window),
        pause=pause_of(window),
        rating=_rating_asked(hall, number, now),
        badge=_badge(hall, window),
    )


def _badge(hall: Hall, window: WindowNow) -> str:
    clerk = hall.staff.get(window.clerk or "")
    return clerk.badge if clerk else ""


def _rating_asked(hall: Hall, window: int, now: datetime) -> b.RatingAsked | None:
    """About the last service here, while there is time and nobody has rated it. Not once somebody
    else is served there: they would be asked about a service that was not theirs."""
    at_window = hall.windows[window].ticket
    if at_window is not None and hall.tickets[at_window].state is State.serving:
        return None
    service = hall.rateable.get(hall.last_finish.get(window, 0))
    if service is None:
        return None
    until = service.at + timedelta(seconds=hall.settings.rating_seconds)
    if until <= now:
        return None
    name = service_name(hall, service.service)
    return b.RatingAsked(service.finish, service.number, name, until)


def _on_panel(hall: Hall, window: WindowNow) -> b.TicketOnPanel | None:
    if window.ticket is None:
        return None
    ticket = hall.tickets[window.ticket]
    at = ticket.started_at or ticket.called_at or ticket.since
    return b.TicketOnPanel(
        ticket.number, ticket.state, service_name(hall, ticket.service), ticket.calls, at
    )
