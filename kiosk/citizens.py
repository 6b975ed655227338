"""What all pages have in common that citizens open from anywhere: whose language, how a refusal
looks, where a service is, and what its texts are called in a list.
"""

from collections.abc import Callable, Iterable
from datetime import date

from flask import make_response, render_template, request
from msgspec import Struct
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from shared.domain.catalogue import Department, Service, Text
from shared.domain.hall import Hall
from shared.domain.hours import service_spans
from shared.domain.refusals import Refusal, Unknown
from shared.hub import context
from shared.hub.errors import status_of
from shared.words import languages, say

LISTED_AT_ONCE = 24
MOST_FOUND = 20
OTHERS_FOUND = 5
TO = "\u2060–\u2060"  # a line does not break at it
MOST_LOOKED_AT = 200  # of all services, many of which a page does not offer


class Where(Struct, frozen=True):
    """`windows` as spans of neighbouring numbers."""

    zone: Text
    way: Text
    windows: tuple[tuple[int, int], ...]


class Unbooked(Struct, frozen=True):
    """A service without appointments, and from when to when it is offered today."""

    name: Text
    hours: tuple[str, ...]


class Group(Struct, frozen=True):
    """A department with those of its services that a page offers."""

    department: Department
    services: tuple[Service, ...]


def service_named(hall: Hall, code: str) -> Service:
    """Raises Unknown."""
    service = hall.services.get(code)
    if service is None:
        raise Unknown("There is no such service here.")
    return service


def where(hall: Hall, service: Service) -> Where:
    windows = hall.windows_for(service.queue)
    zone = hall.zones[hall.desks[windows[0]].zone]
    return Where(zone.name, zone.way, reading.spans(windows))


def groups(hall: Hall, services: Iterable[Service]) -> list[Group]:
    """By department, in the hall's order; the most asked for first."""
    by_department: dict[str, list[Service]] = {}
    for service in services:
        by_department.setdefault(service.department, []).append(service)
    return [
        Group(each, tuple(sorted(by_department[each.code], key=lambda s: -s.cases_a_year)))
        for each in hall.departments.values()
        if each.code in by_department
    ]


def find_page(
    heading: str,
    offered: Callable[[Hall], list[Service]],
    endpoint: str,
    find: str,
    *,
    says_others: bool = False,
) -> str:
    """Find a service: by words, by department, or in a list where that is short. `endpoint` leads
    on from a service, `find` is this page. With `says_others` what is found and not offered is
    shown too, as services that need no appointment."""
    words = request.args.get("words", "").strip()[:60]
    chosen = request.args.get("department", "")
    with context.looking() as hall:
        services = offered(hall)
        everything = groups(hall, services)
        codes = context.hub().finder.find(hall, words, MOST_LOOKED_AT) if words else ()
        found = _among(services, codes)
        others = _others(hall, services, codes) if says_others else []
    shown = [each for each in everything if each.department.code == chosen]
    if not shown and len(services) <= LISTED_AT_ONCE:
        shown = everything
    return render_template(
        "kiosk/find.html",
        heading=heading,
        words=words,
        found=found,
        others=others,
        shown=shown,
        everything=everything,
        endpoint=endpoint,
        find=find,
    )


def _among(services: list[Service], codes: Iterable[str]) -> list[Service]:
    offered = {each.code: each for each in services}
    return [offered[code] for code in codes if code in offered][:MOST_FOUND]


def _others(hall: Hall, services: list[Service], codes: Iterable[str]) -> list[Unbooked]:
    """The few best found of those that are not offered here; never the one for whoever does not
    know."""
    here = {each.code for each in services} | {reading.guidance_of(hall)}
    today = context.now().astimezone(hall.zone).date()
    return [
        Unbooked(hall.services[code].name, _hours(hall, code, today))
        for code in codes
        if code not in here
    ][:OTHERS_FOUND]


def _hours(hall: Hall, code: str, day: date) -> tuple[str, ...]:
    spans = (span for span in service_spans(hall, code, day) if not span.bookings)
    return tuple(f"{span.opens:%H:%M}{TO}{span.closes:%H:%M}" for span in spans)


def speak_as(language: str) -> None:
    """A record's page is in the language chosen on it, else in the one it was asked for in."""
    chosen = request.args.get("language") or request.cookies.get(context.CHOSEN)
    if chosen not in languages():
        context.set_language(language)


def sentence_of(refusal: Refusal) -> str:
    return say(context.language(), refusal.sentence, **refusal.values)


def refused(refusal: Refusal, back: str = "", back_to: str = "") -> Answer:
    """The refusal on a page for phones, with a way `back` where there is one, called `back_to`."""
    page = render_template(
        "kiosk/citizen_refused.html", sentence=sentence_of(refusal), back=back, back_to=back_to
    )
    answer = make_response(page, status_of(refusal))
    if "seconds" in refusal.values:
        answer.headers["Retry-After"] = str(refusal.values["seconds"])
    return answer
