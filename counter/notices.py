"""Notices (the domain's notices): what kiosks, phones and walls tell everybody now."""

from datetime import datetime
from typing import Any

from flask import render_template
from msgspec import Struct

from counter import rooms
from counter.sentences import ASKING, language_names, sentences
from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.hall import Hall
from shared.domain.hours import last_closing
from shared.domain.notices import SENTENCES, Notice, NoticeKind
from shared.domain.people import SUPERVISING
from shared.hub import context
from shared.queries.notices import said_of
from shared.queries.parts import in_every_language
from shared.words import languages, sentence

KIND_SENTENCES = {
    NoticeKind.note: "In your own words",
    NoticeKind.closing_early: "Closing early",
    NoticeKind.system_down: "A computer system is down",
    NoticeKind.crowded: "Very many people",
    NoticeKind.power: "No electricity",
}
SCRIPT_SENTENCES = (
    *ASKING,
    "No text: the Chinese one is shown",
    "No text in {tongues}: people are shown the Chinese one.",
    "Change this notice",
    "New notice",
)


class NoticeShown(Struct, frozen=True):
    """A notice, and what it says in every language it is said in."""

    notice: Notice
    said: Text


def notices() -> str:
    """Those shown now, and the form for another."""
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        now = context.now()
        shown = [_shown(hall, notice) for notice in _notices_now(hall, now)]
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


def _notices_now(hall: Hall, now: datetime) -> list[Notice]:
    """The newest first."""
    return sorted(
        (f for f in hall.notices.values() if f.until > now), key=lambda notice: -notice.id
    )


def _shown(hall: Hall, notice: Notice) -> NoticeShown:
    said = said_of(hall, notice)
    return NoticeShown(notice, in_every_language(said) if isinstance(said, Said) else said)


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
        "notices": {str(each.notice.id): each.notice for each in shown},
        "languages": languages(),
        "tongues": language_names(language),
    }
