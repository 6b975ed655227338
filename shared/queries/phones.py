"""What phones are told of their queue: one board for all of them, in which each finds its own.

A ticket stands there by its mark, made of the unguessable key that only its own phone has.
"""

from base64 import b32encode
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from shared.domain import boards as b
from shared.domain.estimate import wait_minutes
from shared.domain.hall import Call, Hall
from shared.domain.places import in_order
from shared.domain.tickets import Ticket
from shared.queries.notices import notices_of_queue
from shared.queries.walls import CALL_LASTS, latest_young_calls

MARK_BYTES = 5  # eight letters; two of a day's tickets share one once in many thousand days
MARKS_KEPT = 4096


@lru_cache(MARKS_KEPT)
def mark(key: str) -> str:
    """Tells a ticket's own phone that it is meant, and nobody else anything."""
    digest = blake2b(key.encode(), digest_size=MARK_BYTES, person=b"phone").digest()
    return b32encode(digest).decode().lower()


def queue_board(hall: Hall, letter: str, now: datetime) -> b.QueueBoard:
    return b.QueueBoard(
        room=f"queue/{letter}",
        seq=hall.seq,
        at=now,
        queue=b.QueueName(letter, hall.queues[letter].name),
        waiting=hall.waiting(letter),
        longest_since=hall.longest_since(letter),
        windows=tuple(hall.open_windows(letter)),
        line=tuple(_in_line(hall, letter, now)),
        out=tuple(
            b.OutOfLine(mark(ticket.key), ticket.state, ticket.window)
            for ticket in _out_of_line(hall, letter)
        ),
        notices=notices_of_queue(hall, letter, now),
    )


def _in_line(hall: Hall, letter: str, now: datetime) -> Iterator[b.InLine]:
    """Those in the queue, then those for one of its windows alone."""
    alone = {t.place for id_ in hall.apart if (t := hall.tickets[id_]).queue == letter}
    for place in (letter, *sorted(alone)):
        for ahead, ticket in enumerate(in_order(hall, place, now)):
            if ticket.queue == letter:
                minutes = wait_minutes(hall, letter, ahead, now, ticket.booked_for)
                yield b.InLine(mark(ticket.key), ahead, minutes)


def _out_of_line(hall: Hall, letter: str) -> Iterator[Ticket]:
    """At windows, set aside there, or missed and not back yet."""
    for window in hall.windows.values():
        for id_ in (window.ticket, *window.held):
            if id_ is not None and hall.tickets[id_].queue == letter:
                yield hall.tickets[id_]
    for id_ in hall.missed:
        if hall.tickets[id_].queue == letter:
            yield hall.tickets[id_]


def queue_call(hall: Hall, call: Call) -> b.QueueCall:
    key = hall.tickets[call.ticket].key
    return b.QueueCall(call.id, mark(key), call.window, call.at, call.at + CALL_LASTS)


def young_queue_calls(hall: Hall, letter: str, now: datetime) -> list[b.QueueCall]:
    """The calls of a queue that a phone which was away should still show, oldest first."""
    return [
        queue_call(hall, call)
        for call in latest_young_calls(hall, now)
        if hall.tickets[call.ticket].queue == letter
    ]
