"""Lists that lead to a service: departments by level, a department's services, life events."""

from collections.abc import Sequence

from flask import render_template, request, url_for

from kiosk import reading
from kiosk.asking import level_asked, part_asked
from kiosk.saying import why_none, why_none_shortly
from shared.domain.hall import Hall
from shared.hub import context


def departments(lang: str) -> str:
    level = level_asked()
    with context.looking() as hall:
        levels = reading.levels(hall)
        part = reading.departments(hall, level, part_asked())
    return render_template(
        "kiosk/departments.html",
        level=level,
        levels=levels,
        part=part,
        page_address=lambda number: url_for(
            "kiosk.departments", lang=lang, level=level, page=number
        ),
        closed=closed(lang),
    )


def services(lang: str, code: str) -> str:
    kiosk = context.need_device("kiosk").place
    with context.looking() as hall:
        department = reading.department(hall, code)
        part = _part(hall, kiosk, reading.services_of(hall, code))
    return render_template(
        "kiosk/services.html",
        title=department.name,
        part=part,
        page_address=lambda number: url_for("kiosk.services", lang=lang, code=code, page=number),
        back=("departments", url_for("kiosk.departments", lang=lang, level=department.level)),
        closed=closed(lang),
        later=lambda none: why_none_shortly(lang, none),
    )


def life(lang: str) -> str:
    with context.looking() as hall:
        part = reading.part(reading.life_events(hall), part_asked(), reading.DEPARTMENTS_SHOWN)
    return render_template(
        "kiosk/life.html",
        part=part,
        page_address=lambda number: url_for("kiosk.life", lang=lang, page=number),
        closed=closed(lang),
    )


def life_event(lang: str, code: str) -> str:
    """The services of a life event, those asked for here now before the others, which stand in the
    order the hall gives them."""
    kiosk = context.need_device("kiosk").place
    with context.looking() as hall:
        event = reading.life_event(hall, code)
        part = _part(hall, kiosk, event.services)
    return render_template(
        "kiosk/services.html",
        title=event.name,
        part=part,
        page_address=lambda number: url_for("kiosk.life_event", lang=lang, code=code, page=number),
        back=("life", url_for("kiosk.life", lang=lang)),
        closed=closed(lang),
        later=lambda none: why_none_shortly(lang, none),
    )


def _part(hall: Hall, kiosk: str, codes: Sequence[str]) -> reading.Part[reading.ServiceLine]:
    """A screenful, what is asked for at this kiosk now first; with ``?near=`` a service, the
    screenful on which it stands."""
    now = context.now()
    first = context.hub().asked.first(hall, kiosk, now, codes)
    near = request.args.get("near", "")
    number = first.index(near) // reading.SERVICES_SHOWN + 1 if near in first else part_asked()
    return reading.services_named(hall, first, number, now)


def closed(lang: str) -> str:
    """Why the hall gives no numbers now; empty while it does."""
    with context.looking() as hall:
        none = reading.closed(hall, context.now())
    return why_none(lang, none)
