"""What the kiosk says on every page: whether the hall is open, and where other languages are."""

from collections.abc import Callable
from datetime import date

from babel.dates import format_date, format_skeleton
from flask import request, url_for

from shared.domain.giving import Cause, NoNumber, sentence
from shared.words import languages, say

KEPT = ("level", "page", "number", "q", "key")  # what of an address holds in another language too
TODAY_SENTENCES = {
    Cause.closed: "The hall is closed now. It opens again today at {time}.",
    Cause.bookings: "Only those with an appointment get numbers now. Everybody gets them again"
    " today at {time}.",
    Cause.not_offered: "This service is not offered now. It is offered again today at {time}.",
    Cause.quota: "All numbers for this service have been given. There are new ones today at {time}."
    " Please come then, or ask the information desk.",
}
# On a service's own button in a list, where there is room for a few words.
SHORT_SENTENCES = {
    Cause.not_offered: ("From {day}, {time}", "From {time}", "Not offered now"),
    Cause.quota: ("Full until {day}, {time}", "Full until {time}", "No numbers left"),
    Cause.late: ("No more numbers today", "No more numbers today", "No more numbers today"),
}


def why_none(lang: str, none: NoNumber | None) -> str:
    """The sentence for whoever gets no number now: why, and when again; empty where there is
    one."""
    if none is None:
        return ""
    today = none.today and not none.note and TODAY_SENTENCES.get(none.cause)
    values = _when(none, lambda day: format_date(day, "full", locale=lang))
    return say(lang, today or sentence(none), **values, note=none.note or "")


def why_none_shortly(lang: str, none: NoNumber | None) -> str:
    """The same in a few words, for a service; empty also where the whole hall gives none."""
    if none is None or none.cause not in SHORT_SENTENCES:
        return ""
    another_day, today, unknown = SHORT_SENTENCES[none.cause]
    if none.again is None:
        return say(lang, unknown)
    values = _when(none, lambda day: format_skeleton("MMMEd", day, locale=lang))
    return say(lang, today if none.today else another_day, **values)


def _when(none: NoNumber, spelled: Callable[[date], str]) -> dict[str, str]:
    if none.again is None:
        return {}
    return {"day": spelled(none.again), "time": f"{none.again:%H:%M}"}


def elsewhere() -> dict[str, str]:
    """Addresses of this page by language, without its own; empty where it has no such address."""
    place = request.view_args or {}
    if request.endpoint == "kiosk.welcome":
        return {code: url_for("kiosk.home", lang=code) for code in languages() if code != "zh"}
    if request.method != "GET" or place.get("lang") not in languages():
        return {}
    query = {name: request.args[name] for name in KEPT if name in request.args}
    return {
        code: url_for(request.endpoint or "", **(place | query | {"lang": code}))
        for code in languages()
        if code != place["lang"]
    }
