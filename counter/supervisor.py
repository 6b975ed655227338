"""The supervisor's room: the hall now, cases of bad ratings, the day in numbers, the settings."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request
from msgspec import Struct

from counter import rooms, settings_form
from counter.sentences import ASKING, PAUSES, STATE_SENTENCES, sentences
from shared import queries
from shared.domain.catalogue import Text
from shared.domain.hall import Hall
from shared.domain.people import SUPERVISING
from shared.domain.ratings import RATING_SENTENCES, REASON_SENTENCES, CaseState, RatingCase
from shared.domain.refusals import Unknown
from shared.hub import context
from shared.queries.parts import service_name
from shared.words import sentence

NOW_SENTENCES = (
    *ASKING,
    "{minutes} min",
    "No window open",
    "No colleague is free",
    "Window {window}",
    "Has been called",
    "Being served",
    "Nobody is at the window",
    "Pauses: {reason}",
    *PAUSES,
    "free",
    "pauses",
    "This window is closed",
    "All open windows",
    "The message was sent.",
    "Window {window} is closed now.",
    "Window {window} pauses now.",
    "Window {window} is open again.",
    "Window {window} is {clerk}'s now.",
)
CASES_SENTENCES = (*ASKING, "There are other cases now.")
SETTINGS_SENTENCES = (
    *ASKING,
    "The two PINs are not the same.",
    "The PIN is set.",
    "The settings are changed.",
    "{label}: a number from {least} to {most} is needed.",
    "{label}: a number above {least} and up to {most} is needed.",
)


class CaseShown(Struct, frozen=True):
    """`overdue` says what should have been done by now: ``contact``, ``close`` or nothing."""

    case: RatingCase
    service: Text
    contacted_by: str
    closed_by: str
    overdue: str


def _said(by: Mapping[Any, str]) -> dict[str, str]:
    """The same sentences in the page's language, by what they name."""
    return {str(key): sentence(context.language(), english) for key, english in by.items()}


def hall_now() -> str:
    """Queues, windows and messages, kept live by a script."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        page = {
            "board": queries.overview(hall, context.now()),
            "zone": hall.zone.key,
            "words": sentences(context.language(), NOW_SENTENCES),
            "staff": rooms.colleagues(hall),
            "owners": rooms.owners(hall),
        }
    return render_template("counter/supervisor_now.html", part="now", page=page)


def cases() -> str:
    """What bad ratings ask for, the most urgent first."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        shown = _cases(hall, context.now())
        zone = hall.zone.key
    return render_template(
        "counter/supervisor_cases.html",
        part="cases",
        shown=shown,
        ratings=_said(RATING_SENTENCES),
        reasons=_said(REASON_SENTENCES),
        page={
            "zone": zone,
            "words": sentences(context.language(), CASES_SENTENCES),
            "open": sum(each.case.state is not CaseState.closed for each in shown),
        },
    )


def _cases(hall: Hall, now: datetime) -> list[CaseShown]:
    """Overdue ones, then by their next deadline; closed ones last."""
    shown = [_case(hall, case, now) for case in hall.cases.values()]
    return sorted(
        shown,
        key=lambda each: (
            each.case.state is CaseState.closed,
            not each.overdue,
            _deadline(each.case),
        ),
    )


def _case(hall: Hall, case: RatingCase, now: datetime) -> CaseShown:
    overdue = ""
    if case.state is not CaseState.closed and now > _deadline(case):
        overdue = "contact" if case.state is CaseState.open else "close"
    return CaseShown(
        case,
        service_name(hall, case.service),
        _name(hall, case.contacted_by),
        _name(hall, case.closed_by),
        overdue,
    )


def _name(hall: Hall, account: str) -> str:
    person = hall.staff.get(account)
    return person.name if person else account


def _deadline(case: RatingCase) -> datetime:
    return case.contact_by if case.state is CaseState.open else case.close_by


def today() -> str:
    """The day so far; made anew at each look."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        report = queries.day_so_far(hall, context.now())
    return render_template(
        "counter/supervisor_today.html",
        part="today",
        report=report,
        states=_said(STATE_SENTENCES),
        classes=_said(settings_form.CLASS_SENTENCES),
    )


def day() -> str:
    """What became of the numbers of a business day: the one asked for, or the one before today."""
    context.need_staff(*sorted(SUPERVISING))
    with context.looking() as hall:
        yesterday = context.now().astimezone(hall.zone).date() - timedelta(days=1)
        asked = request.args.get("day", f"{yesterday:%Y-%m-%d}")[:10]
        try:
            report = queries.day_report(context.hub().bus.store, hall, asked.replace("-", ""))
        except Unknown:
            report = None
    return render_template("counter/supervisor_day.html", part="today", day=asked, report=report)


def settings() -> str:
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        now = hall.settings
        zone = hall.zone.key
    presets = settings_form.PRESET_SENTENCES.items()
    return render_template(
        "counter/supervisor_settings.html",
        part="settings",
        settings=now,
        groups=settings_form.groups(now, language),
        weights=settings_form.weight_bounds(),
        presets={
            str(preset): [sentence(language, each) for each in two] for preset, two in presets
        },
        classes=_said(settings_form.CLASS_SENTENCES),
        label=lambda name: settings_form.label_of(name, language),
        meaning=lambda name: settings_form.meaning_of(name, language),
        page={"zone": zone, "words": sentences(language, SETTINGS_SENTENCES)},
    )
