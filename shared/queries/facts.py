"""Quick facts as kiosks, phones and walls show them."""

from datetime import datetime

from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.facts import said_of
from shared.domain.hall import Hall
from shared.queries.parts import in_every_language


def facts_now(hall: Hall, now: datetime, department: str = "") -> tuple[Text, ...]:
    """What everybody should know now, the newest first; for one department where it is named, what
    concerns others left out. What concerns a department that is no more concerns nobody."""
    return _said(hall, now, {"", department} if department else {"", *hall.departments})


def facts_of_queue(hall: Hall, letter: str, now: datetime) -> tuple[Text, ...]:
    """What those who wait in a queue should know: all but what concerns other departments."""
    if not hall.facts:
        return ()
    offered = {each.department for each in hall.services.values() if each.queue == letter}
    return _said(hall, now, offered | {""})


def _said(hall: Hall, now: datetime, concerned: set[str]) -> tuple[Text, ...]:
    shown = [
        fact for fact in hall.facts.values() if fact.until > now and fact.department in concerned
    ]
    said = (said_of(hall, fact) for fact in sorted(shown, key=lambda fact: -fact.id))
    return tuple(in_every_language(each) if isinstance(each, Said) else each for each in said)
