"""Notices (the domain's quick facts): what kiosks, phones and walls tell everybody now."""

from datetime import datetime
from typing import Any

from flask import render_template
from msgspec import Struct

from counter import rooms
from counter.sentences import ASKING, language_names, sentences
from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.facts import SENTENCES, said_of
from shared.domain.hall import Hall
from shared.domain.hours import last_closing
from shared.domain.people import SUPERVISING
from shared.domain.records import Fact, FactKind
from shared.hub import context
from shared.queries.parts import in_every_language
from shared.words import languages, sentence

KIND_SENTENCES = {
    FactKind.note: "In your own words",
    FactKind.closing_early: "Closing early",
    FactKind.system_down: "A computer system is down",
    FactKind.crowded: "Very many people",
    FactKind.power: "No electricity",
}
SCRIPT_SENTENCES = (
    *ASKING,
    "No text: the Chinese one is shown",
    "Change this notice",
    "New notice",
)


class NoticeShown(Struct, frozen=True):
    """A fact, and what it says in every language it is said in."""

    fact: Fact
    said: Text


def notices() -> str:
    """Those shown now, and the form for another."""
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        now = context.now()
        shown = [_shown(hall, fact) for fact in _facts_now(hall, now)]
        departments = rooms.departments(hall)
        closes = last_closing(hall, now)
        page = _page(hall, shown, language)
        today = now.astimezone(hall.zone)
    return render_template(
        "counter/supervisor_notices.html",
        part="notices",
        shown=shown,
        kinds={str(kind): sentence(language, said) for kind, said in KIND_SENTENCES.items()},
        departments=departments,
        closes=closes if closes is not None and closes > now else None,
        today=f"{today:%Y-%m-%d}",
        tongues=language_names(language),
        page=page,
    )


def _facts_now(hall: Hall, now: datetime) -> list[Fact]:
    """The newest first."""
    return sorted((f for f in hall.facts.values() if f.until > now), key=lambda fact: -fact.id)


def _shown(hall: Hall, fact: Fact) -> NoticeShown:
    said = said_of(hall, fact)
    return NoticeShown(fact, in_every_language(said) if isinstance(said, Said) else said)


def _page(hall: Hall, shown: list[NoticeShown], language: str) -> dict[str, Any]:
    """`said` holds, for each kind and language, the sentence for the hall and that for a
    department, with fields to fill: what a preview is made of."""
    return {
        "zone": hall.zone.key,
        "words": sentences(language, SCRIPT_SENTENCES),
        "said": {
            kind: {code: [sentence(code, each) for each in both] for code in languages()}
            for kind, both in SENTENCES.items()
        },
        "departments": {each.code: each.name for each in hall.departments.values()},
        "facts": {str(each.fact.id): each.fact for each in shown},
        "languages": languages(),
    }
