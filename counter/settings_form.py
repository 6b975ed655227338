"""The form of the hall's settings: every field of `HallSettings`, its label, meaning and bounds.

Fields, bounds and meanings are read from `HallSettings`; only labels and groups stand here.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shared.domain.settings import HallSettings, IdentityAsked, PhonesTexted, Preset
from shared.domain.tickets import Class
from shared.words import sentence

LABELS = {
    "preset": "Order of calling",
    "weights": "Points of each class",
    "most_overtaken": "Passed at most so often",
    "ratio_preferred": "Preferred numbers in a turn",
    "ratio_ordinary": "Ordinary numbers in a turn",
    "grace_minutes": "Grace for appointments (minutes)",
    "recalls_before_missed": "Recalls before missed",
    "missed_after_seconds": "Time before missed (seconds)",
    "back_after_calls": "Let pass after coming back",
    "missed_ends_minutes": "Time to come back (minutes)",
    "automatic_least_seconds": "Least pause when calling by itself (seconds)",
    "undo_seconds": "Time to take a press back (seconds)",
    "rating_seconds": "Time to rate (seconds)",
    "case_contact_hours": "Contact after a bad rating (hours)",
    "case_close_days": "Close the case (days)",
    "tickets_a_day": "Numbers a person a day",
    "overtime_minutes": "Work after closing time (minutes)",
    "more_time_calls": "More time lets so many pass",
    "phone_numbers": "Numbers by phone",
    "book_online": "Appointments by phone",
    "bookings_a_person": "Appointments a person",
    "check_in_minutes": "Check-in before the time (minutes)",
    "no_shows": "Missed appointments before a pause",
    "no_shows_within_days": "Missed appointments count for (days)",
    "barred_days": "Pause of booking (days)",
    "home_visits_online": "Home visits by phone",
    "identity_at_kiosk": "Identity at the kiosk",
    "phones_texted": "Text messages",
    "retention_hours": "Keep names and phones (hours)",
    "closing_soon_minutes": "Closing soon (minutes)",
    "join_calls_from": "Calls said together from",
    "voice_hours": "Loudness by the hour",
    "voices": "Voice of each language",
}
OF_THE_VOICE = frozenset({"voice_hours", "voices"})  # on the page of the loudspeakers
GROUPS = {
    "Who comes next": (
        "most_overtaken",
        "grace_minutes",
        "ratio_preferred",
        "ratio_ordinary",
    ),
    "Missed calls": (
        "recalls_before_missed",
        "missed_after_seconds",
        "back_after_calls",
        "missed_ends_minutes",
    ),
    "At the window": ("undo_seconds", "automatic_least_seconds"),
    "Ratings and their cases": ("rating_seconds", "case_contact_hours", "case_close_days"),
    "Appointments": (
        "book_online",
        "bookings_a_person",
        "check_in_minutes",
        "no_shows",
        "no_shows_within_days",
        "barred_days",
    ),
    "On the phone": ("phone_numbers", "phones_texted", "more_time_calls", "home_visits_online"),
    "Kiosks": ("identity_at_kiosk", "closing_soon_minutes"),
    "Loudspeakers": ("join_calls_from",),
    "Personal records": ("retention_hours",),
    "Giving numbers": ("tickets_a_day", "overtime_minutes"),
}
PRESET_SENTENCES = {
    Preset.accumulating: (
        "Points while waiting",
        "Each class begins with its head start and gains points with every minute; whoever has"
        " most comes next, and nobody is passed too often. Meant for most halls.",
    ),
    Preset.arrival: (
        "In order of arrival",
        "First come, first served: the green channel and appointments gain nothing.",
    ),
    Preset.class_: (
        "Class before class",
        "Green channel before appointments before ordinary numbers, however long they wait.",
    ),
    Preset.ratio: (
        "In turns",
        "So many green channel and appointment numbers, then so many ordinary ones, counted at"
        " each window.",
    ),
}
CLASS_SENTENCES = {
    Class.ordinary: "Ordinary",
    Class.appointment: "Appointment",
    Class.green: "Green channel",
}


CHOICE_SENTENCES: dict[type, dict[str, str]] = {
    IdentityAsked: {
        IdentityAsked.no: "Not asked",
        IdentityAsked.offered: "Offered",
        IdentityAsked.needed: "Needed for a number",
    },
    PhonesTexted: {
        PhonesTexted.none: "Nobody",
        PhonesTexted.mobile: "Chinese mobile numbers",
        PhonesTexted.abroad: "Chinese mobile numbers and phones of other countries",
    },
}


class NumberAsked(Struct, frozen=True):
    """`step` is ``any`` where parts of a whole are allowed, and `above` says that `least` itself
    is not; `usual` is what a new hall has."""

    name: str
    least: float
    most: float
    step: str
    above: bool
    label: str = ""
    meaning: str = ""
    value: float = 0
    usual: float = 0


class ChoiceAsked(Struct, frozen=True):
    """One of a few; yes or no where there are no `options`. These are values and their words."""

    name: str
    label: str
    meaning: str
    value: Any
    usual: Any
    options: dict[str, str] = {}


class GroupAsked(Struct, frozen=True):
    title: str
    fields: tuple[NumberAsked | ChoiceAsked, ...]


def groups(settings: HallSettings, language: str) -> list[GroupAsked]:
    """The fields by group in a language; those of no group stand in the last one."""
    fields = {field.name: field for field in _fields(HallSettings)}
    named = {name for names in GROUPS.values() for name in names}
    others = tuple(fields.keys() - named - {"preset", "weights"} - OF_THE_VOICE)
    *first, last = GROUPS.items()
    wanted = [*first, (last[0], last[1] + others)]
    return [
        GroupAsked(
            sentence(language, title),
            tuple(_field(fields[name], settings, language) for name in names),
        )
        for title, names in wanted
    ]


def weight_bounds() -> dict[str, NumberAsked]:
    """What head start and rate of a class may be."""
    weights = next(field for field in _fields(HallSettings) if field.name == "weights")
    value = weights.type.type.value_type
    return {field.name: _asked(field.name, field.type) for field in value.fields}


def label_of(name: str, language: str) -> str:
    return sentence(language, LABELS[name])


def meaning_of(name: str, language: str) -> str:
    field = next(field for field in _fields(HallSettings) if field.name == name)
    return sentence(language, field.type.extra_json_schema["description"])


def _fields(struct: type[Struct]) -> Iterator[Any]:
    yield from msgspec.inspect.type_info(struct).fields  # type: ignore[attr-defined]


def _field(field: Any, settings: HallSettings, language: str) -> NumberAsked | ChoiceAsked:
    label, meaning = label_of(field.name, language), meaning_of(field.name, language)
    value = getattr(settings, field.name)
    type_ = _bare(field.type)
    if isinstance(type_, msgspec.inspect.BoolType | msgspec.inspect.EnumType):
        words = CHOICE_SENTENCES[type_.cls] if isinstance(type_, msgspec.inspect.EnumType) else {}
        options = {str(option): sentence(language, said) for option, said in words.items()}
        return ChoiceAsked(field.name, label, meaning, value, field.default, options)
    asked = _asked(field.name, field.type)
    return replace(asked, label=label, meaning=meaning, value=value, usual=field.default)


def _bare(type_: Any) -> Any:
    while isinstance(type_, msgspec.inspect.Metadata):
        type_ = type_.type
    return type_


def _asked(name: str, type_: Any) -> NumberAsked:
    type_ = _bare(type_)
    return NumberAsked(
        name=name,
        least=type_.ge if type_.gt is None else type_.gt,
        most=type_.le,
        step="1" if isinstance(type_, msgspec.inspect.IntType) else "any",
        above=type_.gt is not None,
    )
