"""The numbers a hall may choose for itself: who goes before whom, how long a missed ticket lives,
when numbers run out. Changed by `ChangeSettings`, which the journal keeps.
"""

from datetime import time
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

from shared.domain.tickets import Class

Minutes = Annotated[float, Meta(ge=0, le=1440)]
Whole = Annotated[int, Meta(ge=0, le=1_000_000)]


class Preset(StrEnum):
    """Which order a hall keeps. All are settings of one mechanism, see `shared.domain.policy`."""

    arrival = "arrival"
    class_ = "class"
    ratio = "ratio"
    accumulating = "accumulating"


class IdentityAsked(StrEnum):
    """Whether a kiosk asks who takes a number."""

    no = "no"
    offered = "offered"
    needed = "needed"


class PhonesTexted(StrEnum):
    """Which phones get text messages, where the hall sends any."""

    none = "none"
    mobile = "mobile"
    abroad = "abroad"


class Weight(Struct, frozen=True):
    """`head_start` in points (a point is a minute waited by an ordinary ticket); `rate` in points
    a minute waited."""

    head_start: Minutes = 0.0
    rate: Annotated[float, Meta(gt=0, le=100)] = 1.0


def _weights() -> dict[Class, Weight]:
    return {
        Class.ordinary: Weight(),
        Class.appointment: Weight(),
        Class.green: Weight(head_start=20.0, rate=1.5),
    }


class Loudness(Struct, frozen=True):
    """From this time of day on the voice is so loud, in percent; at 0 it is silent."""

    since: Annotated[time, Meta(tz=False)]
    percent: Annotated[int, Meta(ge=0, le=100)]


class HallSettings(Struct, frozen=True, kw_only=True):
    """See each field's description; they stand in counter/README.md as a table."""

    preset: Annotated[Preset, Meta(description="Which order the hall keeps.")] = Preset.accumulating
    weights: Annotated[
        dict[Class, Weight],
        Meta(description="Head start and points a minute waited, for each class."),
    ] = field(default_factory=_weights)
    most_overtaken: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="A ticket is passed by so many who came later and no more; 0: no limit.",
        ),
    ] = 10
    ratio_preferred: Annotated[
        int,
        Meta(ge=1, le=100, description="Preset ratio: so many green and appointment tickets …"),
    ] = 2
    ratio_ordinary: Annotated[
        int, Meta(ge=1, le=100, description="… to so many ordinary ones, counted a window.")
    ] = 1
    grace_minutes: Annotated[
        Minutes,
        Meta(description="Whoever comes later than this to an appointment waits as ordinary."),
    ] = 10.0
    recalls_before_missed: Annotated[
        int,
        Meta(ge=0, le=20, description="The console offers missed after so many recalls …"),
    ] = 2
    missed_after_seconds: Annotated[
        int, Meta(ge=0, le=3600, description="… or so long after the call.")
    ] = 90
    back_after_calls: Annotated[
        int,
        Meta(ge=0, le=100, description="Who missed the call and came back lets so many pass."),
    ] = 3
    missed_ends_minutes: Annotated[
        Minutes, Meta(description="A missed ticket ends after so long.")
    ] = 30.0
    automatic_least_seconds: Annotated[
        int,
        Meta(ge=0, le=3600, description="A window that calls by itself pauses at least so long."),
    ] = 5
    undo_seconds: Annotated[
        int, Meta(ge=0, le=120, description="A wrong press can be taken back for so long.")
    ] = 10
    rating_seconds: Annotated[
        int, Meta(ge=5, le=600, description="The panel asks for a rating for so long.")
    ] = 30
    case_contact_hours: Annotated[
        int,
        Meta(ge=1, le=720, description="Whoever rated badly is contacted within so many hours."),
    ] = 24
    case_close_days: Annotated[
        int, Meta(ge=1, le=90, description="… and the case is closed within so many days.")
    ] = 5
    tickets_a_day: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="So many tickets a person a day, where an identity is given; 0: no limit.",
        ),
    ] = 5
    overtime_minutes: Annotated[
        int,
        Meta(
            ge=0,
            le=1440,
            description="Numbers end when the work that waits would go on for longer than this"
            " after closing time; 1440: only at closing time.",
        ),
    ] = 60
    more_time_calls: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="Who asks for more time on the phone lets so many pass, once; 0: nobody"
            " may ask.",
        ),
    ] = 3
    phone_numbers: Annotated[
        bool,
        Meta(
            description="Phones take numbers without a kiosk, with the code that the hall's boards"
            " show and change every minute."
        ),
    ] = False
    book_online: Annotated[
        bool, Meta(description="Appointments can be booked on a phone, from anywhere.")
    ] = True
    bookings_a_person: Annotated[
        int, Meta(ge=1, le=100, description="So many appointments a person at a time.")
    ] = 2
    check_in_minutes: Annotated[
        int,
        Meta(
            ge=0,
            le=1440,
            description="Whoever has an appointment checks in at most so long before it.",
        ),
    ] = 60
    no_shows: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="Who did not come to so many appointments cannot book for a while; 0:"
            " everybody can.",
        ),
    ] = 3
    no_shows_within_days: Annotated[
        int, Meta(ge=1, le=730, description="Counted within so many days …")
    ] = 180
    barred_days: Annotated[
        int, Meta(ge=1, le=730, description="… and for so many days after the last one.")
    ] = 60
    home_visits_online: Annotated[
        bool, Meta(description="Home visits can be asked for on a phone, from anywhere.")
    ] = True
    identity_at_kiosk: Annotated[
        IdentityAsked,
        Meta(description="Whether kiosks ask for the number of an identity card."),
    ] = IdentityAsked.offered
    phones_texted: Annotated[
        PhonesTexted,
        Meta(
            description="Which phones get text messages. Chinese mobile numbers have 11 digits and"
            " begin with 13 to 19; a text to any other number may cost the hall much. Who gets none"
            " gets a number all the same."
        ),
    ] = PhonesTexted.mobile
    retention_hours: Annotated[
        int,
        Meta(
            ge=1,
            le=720,
            description="Names, phone numbers and addresses are deleted so long after they are of"
            " no more use.",
        ),
    ] = 24
    closing_soon_minutes: Annotated[
        int, Meta(ge=0, le=240, description="Kiosks say that the hall closes so long before.")
    ] = 30
    voice_hours: Annotated[
        tuple[Loudness, ...],
        Meta(
            max_length=24,
            description="How loud the voice is from which time of day on, in percent; 0: silent."
            " None: always as loud as it can be.",
        ),
    ] = ()
    join_calls_from: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="The voice says two calls together where so many wait to be said;"
            " 0: never.",
        ),
    ] = 3
    voices: Annotated[
        dict[
            Annotated[str, Meta(pattern=r"\A[a-z]{2,3}(-[A-Za-z]{2,8})?\Z")],
            Annotated[str, Meta(pattern=r"\A[\w. -]{1,64}\Z")],
        ],
        Meta(
            max_length=20,
            description="Which voice speaks a language: a voice pack's name, or `synthesis`. Left"
            " out: a pack where one is installed.",
        ),
    ] = field(default_factory=dict)
