"""The first page: what everybody should know now, and every way to a number from there."""

from flask import make_response, render_template
from msgspec import Struct
from werkzeug.wrappers import Response as Answer

from kiosk import helping, modes, reading
from kiosk.paper import paper_is_out
from kiosk.saying import why_none, why_none_shortly
from shared import queries
from shared.domain.catalogue import Text
from shared.hub import context
from shared.words import say

MOST_ASKED_SHOWN = 8


class Today(Struct, frozen=True):
    """What is said above everything else. `closed` is why the hall gives no numbers now; `full` is
    whether all of today's have been given; `care` are sentences of this kiosk and this hour; `told`
    are the hall's notices."""

    closed: str
    full: bool
    care: tuple[str, ...]
    told: tuple[Text, ...]


def welcome() -> Answer:
    """Chinese, for whoever comes next: what the last person had chosen is forgotten."""
    context.set_language("zh")
    return helping.forget(modes.forget(make_response(_page("zh"))))


def home(lang: str) -> str:
    return _page(lang)


def _page(lang: str) -> str:
    hub, device = context.hub(), context.need_device("kiosk")
    with context.looking() as hall:
        now = context.now()
        codes = hub.asked.most_asked(hall, device.place, now, MOST_ASKED_SHOWN)
        asked = reading.most_asked(hall, codes, MOST_ASKED_SHOWN, now)
        catalogue = hall.catalogue
        has_life = bool(catalogue and catalogue.life_events)
        guidance = bool(reading.guidance_of(hall))
        booked = bool(hall.slots)
        helped = bool(reading.help_at(hall, device.place))
    return render_template(
        "kiosk/home.html",
        today=today(lang),
        asked=asked,
        has_life=has_life,
        guidance=guidance,
        booked=booked,
        helped=helped,
        later=lambda none: why_none_shortly(lang, none),
    )


def today(lang: str) -> Today:
    device = context.need_device("kiosk")
    with context.looking() as hall:
        now = context.now()
        none = reading.closed(hall, now)
        soon = reading.closing_soon(hall, now) if none is None else None
        full = none is None and reading.full(hall, now)
        told = queries.notices_now(hall, now)
        out = paper_is_out(hall, device.place)
    care: list[str] = []
    if full:
        care.append(say(lang, "All numbers for today have been given."))
    elif soon is not None:
        care.append(_closing(lang, soon))
    if out and none is None and not full:
        care.append(
            say(
                lang,
                "This kiosk cannot print at present. Your number will be on the screen only:"
                " please take a picture of it.",
            )
        )
    return Today(why_none(lang, none), full, tuple(care), told)


def _closing(lang: str, soon: reading.Closing) -> str:
    at = f"{soon.at:%H:%M}"
    if soon.again is None:
        return say(lang, "The hall closes at {time}. Please take your number before.", time=at)
    return say(
        lang,
        "There are no numbers from {time} to {again}. Please take yours before.",
        time=at,
        again=f"{soon.again:%H:%M}",
    )
