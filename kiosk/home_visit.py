"""A home visit, asked for by anybody from anywhere (``/home-visit``), and its own page
(``/v/<key>``), whose address is the only key to it. That page shows no name, phone or place.
"""

from datetime import date, timedelta
from http import HTTPStatus

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import limits, times
from kiosk.asking import command_id_sent
from kiosk.citizens import find_page, refused, sentence_of, service_named, speak_as
from shared.domain.catalogue import Service
from shared.domain.commands import CancelHomeVisit, CommandId
from shared.domain.hall import Hall
from shared.domain.home_visits import HOME_VISIT_WITHIN, HomeVisit
from shared.domain.refusals import Malformed, Refusal, Repeated, Unknown
from shared.hub import citizens, context
from shared.hub.citizens import HOME_VISIT_LASTS
from shared.hub.errors import status_of
from shared.words import say


class Typed(msgspec.Struct, frozen=True):
    """The form that asks for a visit; `wanted` is a date, or empty."""

    command_id: CommandId
    name: str = ""
    phone: str = ""
    place: str = ""
    wanted: str = ""


def face() -> Blueprint:
    """The pages under /home-visit and /v."""
    pages = Blueprint("home_visit", __name__)

    @pages.before_request
    def _each() -> None:
        if request.method == "POST":
            limits.not_too_often()
        context.as_public()

    pages.register_error_handler(Refusal, _refused)
    pages.get("/home-visit")(find)
    pages.get("/home-visit/<code>")(form)
    pages.post("/home-visit/<code>")(ask)
    pages.get("/v/<key>")(page)
    pages.get("/v/<key>/cancel")(cancel)
    pages.post("/v/<key>/cancel")(cancelled)
    return pages


def _refused(refusal: Refusal) -> Answer:
    key = (request.view_args or {}).get("key")
    if key is not None and not isinstance(refusal, Unknown):
        to = say(context.language(), "Back to the home visit")
        return refused(refusal, url_for("home_visit.page", key=key), to)
    if key is not None:
        refusal = Unknown(
            "There is no such home visit, or it is over. Please check the address, or ask for"
            " another visit."
        )
    to = say(context.language(), "Ask for a home visit")
    return refused(refusal, url_for("home_visit.find"), to)


def find() -> str:
    heading = say(context.language(), "Ask for a home visit")
    return find_page(heading, _services, "home_visit.form", "home_visit.find")


def _services(hall: Hall) -> list[Service]:
    return list(hall.services.values()) if hall.settings.home_visits_online else []


def form(code: str) -> str:
    return _form_page(code, Typed(context.new_command_id()))


def _form_page(code: str, typed: Typed, sentence: str = "", *, wrong_date: bool = False) -> str:
    """With `wrong_date` the form says so at the field itself."""
    with context.looking() as hall:
        service = service_named(hall, code)
        settings = hall.settings
        today = times.day_of(hall, context.now())
    return render_template(
        "kiosk/home_visit_form.html",
        service=service,
        online=settings.home_visits_online,
        hours=settings.retention_hours,
        longest=HOME_VISIT_LASTS.days,
        first=today + timedelta(days=1),
        last=today + HOME_VISIT_WITHIN,
        typed=typed,
        sentence=sentence,
        wrong_date=wrong_date,
    )


def ask(code: str) -> Answer | tuple[str, int]:
    """Ask and go to the visit's page; the same form sent again goes to the same page."""
    try:
        typed = msgspec.convert(request.form.to_dict(), Typed)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None
    with context.looking() as hall:
        service_named(hall, code)
    try:
        wanted = date.fromisoformat(typed.wanted) if typed.wanted else None
    except ValueError:
        return _form_page(code, typed, wrong_date=True), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        limits.check(limits.Limit.records)
        citizens.ask_home_visit(
            typed.command_id,
            service=code,
            language=context.language(),
            name=typed.name,
            phone=typed.phone,
            place=typed.place,
            wanted=wanted,
        )
        limits.count(limits.Limit.records)
    except Repeated:
        raise
    except Refusal as refusal:
        again = msgspec.structs.replace(typed, command_id=context.new_command_id())
        return _form_page(code, again, sentence_of(refusal)), status_of(refusal)
    return redirect(url_for("home_visit.page", key=context.key_for(typed.command_id)), 303)


def _held(key: str) -> HomeVisit:
    """Raises Unknown."""
    found = context.need_home_visit(key)
    speak_as(found.language)
    return found


def page(key: str) -> str:
    found = _held(key)
    return render_template(
        "kiosk/home_visit.html",
        home_visit=found,
        service=_service(found),
        on=_day(found.on),
        wanted=_day(found.wanted),
        key=key,
    )


def _day(day: date | None) -> str:
    return times.spelled(day, context.language()) if day else ""


def _service(found: HomeVisit) -> Service | None:
    """None where the hall does not offer it any more."""
    with context.looking() as hall:
        return hall.services.get(found.service)


def cancel(key: str) -> str:
    """The question before it is done."""
    found = _held(key)
    return render_template(
        "kiosk/home_visit_cancel.html",
        service=_service(found),
        key=key,
        command_id=context.new_command_id(),
    )


def cancelled(key: str) -> Answer:
    found = _held(key)
    context.execute(CancelHomeVisit, id=command_id_sent(), home_visit=found.id)
    return redirect(url_for("home_visit.page", key=key), 303)
