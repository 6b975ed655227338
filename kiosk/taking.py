"""A service's pages and the form that takes its number."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading, typing_in
from kiosk.asking import Asked, asked
from kiosk.paper import paper_is_out
from kiosk.saying import why_none
from shared import queries
from shared.domain.refusals import Malformed, Repeated, Unknown
from shared.domain.settings import IdentityAsked
from shared.domain.tickets import Class, Need
from shared.hub import citizens, context


def service(lang: str, code: str) -> str:
    """The guide, how many wait, and the button that takes a number."""
    return _service_page("kiosk/service.html", lang, code)


def green(lang: str, code: str) -> str:
    """The green channel: one button a reason."""
    return _service_page("kiosk/green.html", lang, code)


def guidance(lang: str) -> str:
    """For whoever does not know which service they need: what happens, and the number for it."""
    with context.looking() as hall:
        code = reading.guidance_of(hall)
    if not code:
        raise Unknown("There is no such service here.")
    return _service_page("kiosk/guidance.html", lang, code)


def _service_page(template: str, lang: str, code: str) -> str:
    device = context.need_device("kiosk")
    with context.looking() as hall:
        page = reading.service_page(hall, code, context.now())
        bookable = queries.has_appointments(hall, code)
        paper_out = paper_is_out(hall, device.place)
    return render_template(
        template,
        page=page,
        closed=why_none(lang, page.none),
        needs=[need for need in Need if need is not Need.none],
        bookable=bookable,
        paper_out=paper_out,
        about=typing_in.asked_about(),
        command_id=context.new_command_id(),
    )


def take(lang: str) -> Answer | tuple[str, int]:
    """Take a number and go to its page; the same form sent again goes to the same page. What was
    typed wrong is said above the keys, if it was typed."""
    form = asked()
    key = context.key_for(form.command_id)
    try:
        _take(lang, form)
    except Malformed as refusal:
        if not form.typed:
            raise
        return typing_in.refused(lang, form, refusal)
    except Repeated:
        # Two fingers on two buttons of one page: the first one counted.
        with context.looking() as hall:
            if key not in hall.keys:
                raise
    return redirect(url_for("kiosk.ticket", lang=lang, key=key), 303)


def _take(lang: str, form: Asked) -> None:
    about = typing_in.asked_about()
    if about.identity is IdentityAsked.needed and not form.identity.strip():
        raise Malformed("Please type the number of your identity card.")
    citizens.take(
        form.command_id,
        service=form.service,
        language=lang,
        class_=Class.ordinary if form.need is Need.none else Class.green,
        need=form.need,
        identity="" if about.identity is IdentityAsked.no else form.identity,
        phone=form.phone if about.phone else "",
    )
