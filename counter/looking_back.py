"""What supervisors look back at: missed appointments that count, and who looked at personal
records."""

from datetime import timedelta

from flask import render_template

from counter.sentences import ASKING, sentences
from shared import queries
from shared.domain.people import SUPERVISING
from shared.hub import context
from shared.words import sentence

LOOKS_DAYS = 30
RECORD_NAMES = {"ticket": "Number", "booking": "Appointment", "home-visit": "Home visit"}


def missed() -> str:
    """Appointments that nobody came to and that count against whoever booked."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        found = queries.missed_appointments(context.hub().bus.store, hall, context.now())
        settings = hall.settings
        zone = hall.zone.key
    return render_template(
        "counter/supervisor_missed.html",
        part="missed",
        found=found,
        settings=settings,
        page={"zone": zone, "words": sentences(context.language(), ASKING)},
    )


def looks() -> str:
    """Who looked at a name, a phone number or a place, as the journal has it."""
    context.need_staff(*sorted(SUPERVISING))
    now = context.now()
    with context.looking() as hall:
        store = context.hub().bus.store
        found = queries.personal_looks(store, hall, now - timedelta(days=LOOKS_DAYS))
    language = context.language()
    return render_template(
        "counter/supervisor_looks.html",
        part="looks",
        found=found,
        days=LOOKS_DAYS,
        most=queries.LOOKS_SHOWN,
        records={name: sentence(language, said) for name, said in RECORD_NAMES.items()},
    )
