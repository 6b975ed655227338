"""Announcements and what the government makes public, as a supervisor writes them; walls and the
public page (`kiosk.notices`) show them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import render_template
from msgspec import Struct

from counter.sentences import ASKING, language_names, sentences
from shared import queries
from shared.domain.hall import Hall
from shared.domain.notices import GROUP_SENTENCES, PUBLISHED, Notice, NoticeKind
from shared.domain.people import SUPERVISING
from shared.domain.refusals import Unknown
from shared.hub import context
from shared.hub.pictures import LARGEST_FILE
from shared.words import languages, say


class Showing(StrEnum):
    planned = "planned"
    shown = "shown"
    over = "over"


STATE_SENTENCES = {
    Showing.planned: "Planned",
    Showing.shown: "Shown now",
    Showing.over: "Over",
}
USUAL_DAYS = 30
SCRIPT_SENTENCES = (
    *ASKING,
    "A picture has at most {megabytes} MB.",
    "What the picture shows, in {tongue}",
    "Picture {number}",
    "Remove picture {number}",
    "The picture is being sent…",
    "The picture could not be sent. Please try again.",
    "Please say until when.",
)
PREVIEW_SENTENCES = (*GROUP_SENTENCES.values(), "(Chinese only)")


class Published(Struct, frozen=True):
    notice: Notice
    state: Showing


def published() -> str:
    """Those shown now or later by their date, and those that are over."""
    context.need_staff(*sorted(SUPERVISING))
    language, now = context.language(), context.now()
    with context.looking() as hall:
        standing = [Published(each, _state(each, now)) for each in _standing(hall, now)]
        zone = hall.zone.key
        before = queries.published_before(context.hub().bus.store, hall, now)
    return render_template(
        "counter/supervisor_published.html",
        part="notices",
        standing=standing,
        before=[Published(each, Showing.over) for each in before],
        states={state: say(language, said) for state, said in STATE_SENTENCES.items()},
        names=_kind_names(language),
        page={"zone": zone, "words": sentences(language, ASKING)},
    )


def _kind_names(language: str) -> dict[NoticeKind, str]:
    return {kind: say(language, GROUP_SENTENCES[group]) for kind, group in PUBLISHED.items()}


def _standing(hall: Hall, now: datetime) -> list[Notice]:
    found = [each for each in hall.notices.values() if each.kind in PUBLISHED and each.until > now]
    return sorted(found, key=lambda each: (each.since, each.id), reverse=True)


def _state(notice: Notice, now: datetime) -> Showing:
    return Showing.shown if notice.is_shown(now) else Showing.planned


def new() -> str:
    return _form(None, 0)


def change(notice: int) -> str:
    """One that is over is written anew from what it said. Raises Unknown."""
    context.need_staff(*sorted(SUPERVISING))
    now = context.now()
    with context.looking() as hall:
        standing = {each.id: each for each in _standing(hall, now)}
        before = queries.published_before(context.hub().bus.store, hall, now)
    if notice in standing:
        return _form(standing[notice], notice)
    over = next((each for each in before if each.id == notice), None)
    if over is None:
        raise Unknown("There is no such notice.")
    return _form(over, 0)


def _form(notice: Notice | None, replaces: int) -> str:
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        zone = hall.zone
        today = context.now().astimezone(zone)
    until = today + timedelta(days=USUAL_DAYS)
    return render_template(
        "counter/supervisor_publish.html",
        part="notices",
        notice=notice,
        replaces=replaces,
        since=notice.since.astimezone(zone) if notice and replaces else None,
        until=notice.until.astimezone(zone) if notice and replaces else until,
        today=today,
        kinds=_kind_names(language),
        tongues=language_names(language),
        groups=GROUP_SENTENCES,
        page=_page(notice, replaces, zone.key, language),
    )


def _page(notice: Notice | None, replaces: int, zone: str, language: str) -> dict[str, Any]:
    kind = notice.kind if notice else NoticeKind.announcement
    return {
        "zone": zone,
        "words": sentences(language, SCRIPT_SENTENCES),
        "said": {code: sentences(code, PREVIEW_SENTENCES) for code in languages()},
        "groups": GROUP_SENTENCES,
        "kinds": PUBLISHED,
        "languages": languages(),
        "tongues": language_names(language),
        "largest": LARGEST_FILE,
        "kind": kind,
        "replaces": replaces,
        "pictures": notice.pictures if notice else (),
    }
