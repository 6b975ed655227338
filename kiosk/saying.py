"""What the kiosk says on every page: whether the hall is open, and where other languages are."""

from babel.dates import format_date
from flask import request, url_for

from kiosk.reading import Opening
from shared.words import languages, say


def closed_sentence(lang: str, opening: Opening) -> str:
    """The sentence for a closed hall with the next opening; empty while it is open."""
    if opening.open:
        return ""
    if opening.next is None:
        return say(lang, "The hall is closed now.")
    time = f"{opening.next:%H:%M}"
    if opening.today:
        return say(lang, "The hall is closed now. It opens again today at {time}.", time=time)
    return say(
        lang,
        "The hall is closed now. It opens again on {day} at {time}.",
        day=format_date(opening.next, "full", locale=lang),
        time=time,
    )


def greeting(lang: str, closed: str) -> dict[str, str]:
    """A language's door on the first page."""
    invitation = "Touch here to see what to bring" if closed else "Touch here to take a number"
    return {
        "code": lang,
        "line": say(lang, invitation),
        "closed": closed,
        "missed": say(lang, "I missed my number"),
    }


def elsewhere() -> dict[str, str]:
    """Addresses of this page by language, without its own; empty where it has no such address."""
    place = request.view_args or {}
    if request.method != "GET" or place.get("lang") not in languages():
        return {}
    query = {
        name: request.args[name] for name in ("level", "page", "number") if name in request.args
    }
    return {
        code: url_for(request.endpoint or "", **(place | query | {"lang": code}))
        for code in languages()
        if code != place["lang"]
    }
