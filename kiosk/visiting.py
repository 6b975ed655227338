"""Taking a number by phone, for whoever is in the hall: its boards show a code that changes every
minute. Only where the hall's settings allow it; nobody takes numbers from home.

The code gives a phone fifteen minutes' leave, in a signed cookie. What it takes then is a number
like any other, whose page is ``/t/<key>``. Works without JavaScript.
"""

from typing import Annotated, TypeVar
from uuid import uuid4

import msgspec
from flask import Blueprint, g, redirect, render_template, request, url_for
from msgspec import Meta
from werkzeug.wrappers import Response as Answer

from kiosk import limits, phone_language, reading, visitors
from kiosk.saying import why_none, why_none_shortly
from shared import queries
from shared.domain.catalogue import Text
from shared.domain.commands import CheckIn, CommandId
from shared.domain.refusals import Malformed, Refusal, Repeated, Unknown
from shared.domain.tickets import Class, Need
from shared.hub import citizens, context, presence
from shared.hub.errors import status_of
from shared.hub.passwords import visitor_mark
from shared.words import say

COOKIE = presence.COOKIE
PATH = "/take"
FOUND_SHOWN = 20


class TakeForm(msgspec.Struct, frozen=True):
    """The form that takes a number: without a need it is an ordinary one."""

    command_id: CommandId
    need: Need = Need.none


class CheckInForm(msgspec.Struct, frozen=True):
    command_id: CommandId
    code: Annotated[str, Meta(max_length=40)]


Form = TypeVar("Form", bound=msgspec.Struct)


def face() -> Blueprint:
    """The pages under /take."""
    take = Blueprint("take", __name__)
    take.before_request(_who)
    take.after_request(_with_language)
    take.register_error_handler(Refusal, refused)
    take.get("/take")(home)
    take.get("/take/search")(search)
    take.get("/take/department/<code>")(department)
    take.get("/take/service/<code>")(service)
    take.post("/take/service/<code>")(taken)
    take.get("/take/check-in")(check_in)
    take.post("/take/check-in")(checked_in)
    return take


def _who() -> Answer | None:
    """A phone that gave the code acts as a visitor; all others are asked for it first."""
    phone_language.choose()
    hub = context.hub()
    g.visitor = presence.visitor(hub.secret, request.cookies.get(COOKIE, ""), context.now())
    g.here = g.visitor is not None and g.visitor.here and _allowed()
    if g.here:
        context.as_visitor(g.visitor.nonce)
    if not g.here and request.endpoint != "take.home":
        return redirect(url_for("take.home"), 303)
    return None


def _allowed() -> bool:
    with context.looking() as hall:
        return hall.settings.phone_numbers


def _with_language(answer: Answer) -> Answer:
    phone_language.remember(answer, PATH)
    return answer


def refused(refusal: Refusal) -> tuple[str, int]:
    sentence = say(context.language(), refusal.sentence, **refusal.values)
    page = render_template("kiosk/take_refused.html", sentence=sentence, mine=_named_in(refusal))
    return page, status_of(refusal)


def _named_in(refusal: Refusal) -> visitors.OwnNumber | None:
    """The number a refusal speaks of, where this phone took it itself."""
    if not g.get("here") or "number" not in refusal.values:
        return None
    with context.looking() as hall:
        mine = visitors.numbers_of(hall, _person())
    return next((each for each in mine if each.number == refusal.values["number"]), None)


def home() -> Answer | str | tuple[str, int]:
    """The code is given here; after that the ways to a service, and what this phone has already."""
    if not _allowed():
        return render_template("kiosk/take_off.html")
    if "code" in request.args:
        return _code_given(request.args["code"])
    if not g.here:
        return render_template("kiosk/take_code.html", sentence="")
    with context.looking() as hall:
        levels = visitors.departments(hall)
        mine = visitors.numbers_of(hall, _person())
        closed = reading.closed(hall, context.now())
    return render_template(
        "kiosk/take_home.html",
        levels=levels,
        mine=mine,
        closed=why_none(context.language(), closed),
    )


def _code_given(typed: str) -> Answer | tuple[str, int]:
    """A right code begins fifteen minutes; the phone stays the same person."""
    hub, address = context.hub(), context.address()
    code = "".join(filter(str.isdecimal, typed))[: presence.DIGITS]
    try:
        hub.wrong_codes.check(address)
        if not presence.is_code(hub.secret, code, context.now()):
            hub.wrong_codes.wrong(address)
            raise presence.WrongCode("This is not the code on the screens now. Please look again.")
        if not g.visitor:  # a new phone
            limits.new_phone()
    except Refusal as refusal:
        sentence = say(context.language(), refusal.sentence, **refusal.values)
        return render_template("kiosk/take_code.html", sentence=sentence), status_of(refusal)
    hub.wrong_codes.right(address)
    hub.wrong_check_ins.right(address)
    nonce = g.visitor.nonce if g.visitor else uuid4().hex
    answer = redirect(url_for("take.home"), 303)
    answer.set_cookie(
        COOKIE,
        presence.signed(hub.secret, nonce, context.now()),
        path="/",  # a number's page asks too whether its phone is in the hall
        max_age=presence.COOKIE_SECONDS,
        samesite="Lax",  # a scanner of codes is another site to the browser
        httponly=True,
        secure=hub.settings.secure_cookies,
    )
    return answer


def search() -> str:
    """What somebody typed, as services."""
    text = request.args.get("q", "")[:60]
    with context.looking() as hall:
        codes = context.hub().finder.find(hall, text, FOUND_SHOWN) if text.strip() else ()
        found = visitors.services(hall, codes, context.now())
    return _services(None, found, text)


def department(code: str) -> str:
    with context.looking() as hall:
        name = reading.department(hall, code).name
        offered = visitors.services_of(hall, code, context.now())
    return _services(name, offered)


def _services(name: Text | None, found: tuple[reading.ServiceLine, ...], text: str = "") -> str:
    return render_template(
        "kiosk/take_services.html",
        name=name,
        services=found,
        text_typed=text,
        later=lambda none: why_none_shortly(context.language(), none),
    )


def service(code: str) -> str:
    """The guide, how many wait, and the button that takes a number."""
    with context.looking() as hall:
        page = reading.service_page(hall, code, context.now())
    return render_template(
        "kiosk/take_service.html",
        page=page,
        service=page.service,
        guide=page.service.guide,
        closed=why_none(context.language(), page.none),
        needs=[need for need in Need if need is not Need.none],
        command_id=context.new_command_id(),
    )


def taken(code: str) -> Answer:
    """Take a number and go to its page; the same form sent again goes to the same page."""
    form = _form(TakeForm)
    key = context.key_for(form.command_id)
    try:
        limits.check(limits.Limit.numbers)
        if not _taken_already(key):
            limits.number_of_code(g.visitor)
        citizens.take(
            form.command_id,
            service=code,
            language=context.language(),
            class_=Class.ordinary if form.need is Need.none else Class.green,
            need=form.need,
            person=_person(),
        )
        limits.count(limits.Limit.numbers)
    except Repeated:  # two fingers on two buttons of one page: the first one counted
        if not _taken_already(key):
            raise
    return redirect(url_for("phone.number", key=key), 303)


def _taken_already(key: str) -> bool:
    with context.looking() as hall:
        return key in hall.keys


def check_in() -> str:
    return render_template("kiosk/take_check_in.html", command_id=context.new_command_id())


def checked_in() -> Answer:
    """The number of an appointment, by its code. Wrong codes are counted, apart from those of the
    boards, so that nobody finds other people's by trying."""
    form = _form(CheckInForm)
    wrong, address = context.hub().wrong_check_ins, context.address()
    wrong.check(address)
    code = "".join(filter(str.isdecimal, form.code))
    try:
        with context.looking() as hall:
            booking = queries.booking_by_code(hall, code)
    except Unknown:
        wrong.wrong(address)
        raise
    key = context.key_for(form.command_id)
    context.execute(
        CheckIn,
        id=form.command_id,
        booking=booking.id,
        key=key,
        language=context.language(),
    )
    return redirect(url_for("phone.number", key=key), 303)


def _person() -> str:
    """One phone is one person: it holds one open number a queue."""
    return visitor_mark(context.hub().secret, g.visitor.nonce)


def _form(kind: type[Form]) -> Form:
    """Raises Malformed."""
    try:
        return msgspec.convert(request.form.to_dict(), kind)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None
