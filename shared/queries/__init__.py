"""What pages, screens and the API read. Nothing here writes.

Boards are made from the live hall (`shared.domain.boards` says what they hold). Asking about a
room or a ticket that does not exist raises `Unknown`.
"""

from datetime import datetime

from shared.domain import boards as b
from shared.domain.hall import Hall
from shared.domain.refusals import Unknown
from shared.domain.screens import EVERYWHERE
from shared.queries.asked import most_asked
from shared.queries.bookings import (
    appointment_days,
    appointments,
    booking_by_code,
    bookings_by_keys,
    has_appointments,
)
from shared.queries.catalogue import public_catalogue
from shared.queries.days import day_report
from shared.queries.desks import console, next_numbers, overview
from shared.queries.home_visits import home_visits_of
from shared.queries.looking_back import LOOKS_SHOWN, missed_appointments, personal_looks
from shared.queries.notices import (
    notice_board,
    notices_now,
    published,
    published_before,
    published_one,
)
from shared.queries.notices import which_shown as which_notices_shown
from shared.queries.phones import mark, queue_board, queue_call, young_queue_calls
from shared.queries.report import day_so_far
from shared.queries.said import said_lately
from shared.queries.spoken import phrases_ahead, phrases_of_job, speech_of, voice_board, volume
from shared.queries.stewards import steward
from shared.queries.tickets import receipt, standing, ticket_by_key, ticket_now, tickets_today
from shared.queries.walls import (
    CALL_LASTS,
    SoundAddress,
    call_shown,
    latest_young_calls,
    main_board,
    panel,
    wall_board,
    windows_of,
    young_calls,
)

__all__ = [
    "CALL_LASTS",
    "LOOKS_SHOWN",
    "SoundAddress",
    "appointment_days",
    "appointments",
    "board",
    "booking_by_code",
    "bookings_by_keys",
    "call_shown",
    "console",
    "day_report",
    "day_so_far",
    "has_appointments",
    "home_visits_of",
    "latest_young_calls",
    "main_board",
    "mark",
    "missed_appointments",
    "most_asked",
    "next_numbers",
    "notice_board",
    "notices_now",
    "overview",
    "panel",
    "personal_looks",
    "phrases_ahead",
    "phrases_of_job",
    "public_catalogue",
    "published",
    "published_before",
    "published_one",
    "queue_board",
    "queue_call",
    "receipt",
    "said_lately",
    "speech_of",
    "standing",
    "steward",
    "ticket_by_key",
    "ticket_now",
    "tickets_today",
    "voice_board",
    "volume",
    "wall_board",
    "which_notices_shown",
    "windows_of",
    "young_calls",
    "young_queue_calls",
]


def board(hall: Hall, room: str, now: datetime) -> b.Board:
    """The board of a room: ``main``, ``wall/<selection>``, ``screen/<device>``,
    ``voice/F1A``, ``notices/<groups>``, ``overview``, ``queue/A``, ``window/3``, ``console/3``."""
    kind, _, name = room.partition("/")
    if room == "main":
        return main_board(hall, now)
    if room == "overview":
        return overview(hall, now)
    if room == "steward":
        return steward(hall, now)
    if kind == "screen" and name in hall.devices:
        return b.ScreenBoard(room, hall.seq, now, hall.devices[name].screen)
    if kind == "voice" and (name == EVERYWHERE or name in hall.zones):
        return voice_board(hall, room, now)
    if kind == "notices":
        return notice_board(hall, room, now)
    if kind == "wall":
        return wall_board(hall, room, now)
    if kind == "queue" and name in hall.queues:
        return queue_board(hall, name, now)
    if kind in ("window", "console") and (number := _window_number(name)) in hall.windows:
        return (panel if kind == "window" else console)(hall, number, now)
    raise Unknown("There is no such board.")


def _window_number(name: str) -> int:
    """A window's number as rooms write it, so that each room has one name; 0 for all else."""
    plain = name.isascii() and name.isdecimal() and len(name) <= 4 and name[0] != "0"
    return int(name) if plain else 0
