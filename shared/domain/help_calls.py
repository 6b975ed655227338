"""Calls for a steward."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class HelpReason(StrEnum):
    """What a citizen calls a steward for."""

    question = "question"
    form = "form"
    kiosk = "kiosk"
    wheelchair = "wheelchair"
    glasses = "glasses"
    umbrella = "umbrella"
    blind = "blind"
    sign_language = "sign-language"
    language = "language"
    first_aid = "first-aid"
    child = "child"
    other = "other"


# What it is called on the glass, on the phone and for staff, in the order in which it is shown.
HELP_SENTENCES: dict[HelpReason, str] = {
    HelpReason.first_aid: "First aid",
    HelpReason.question: "A question",
    HelpReason.form: "Help with a form",
    HelpReason.kiosk: "Help with the kiosk",
    HelpReason.wheelchair: "A wheelchair",
    HelpReason.glasses: "Reading glasses",
    HelpReason.umbrella: "An umbrella",
    HelpReason.blind: "Cannot see well",
    HelpReason.sign_language: "Sign language",
    HelpReason.language: "Another language",
    HelpReason.child: "With a small child",
    HelpReason.other: "Something else",
}


class HelpState(StrEnum):
    asked = "asked"
    taken = "taken"
    closed = "closed"
    withdrawn = "withdrawn"


OPEN_HELP = frozenset({HelpState.asked, HelpState.taken})


class HelpCall(Struct, frozen=True):
    """A call for a steward, from one of a kiosk (its code), a ticket (its id) and a window. `id` is
    the journal's seq; `note` is what was done."""

    id: int
    reason: HelpReason
    language: str
    at: datetime
    kiosk: str = ""
    ticket: str = ""
    window: int | None = None
    state: HelpState = HelpState.asked
    taken_by: str = ""
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    note: str = ""
