"""The kiosk's pages: from a language to a number, by links and one form; and back into line.

Every page is made for one paired kiosk, is never stored by a browser, and works without
JavaScript. A route reads (`kiosk.reading`, `shared.queries`) or executes one command.
"""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from kiosk import back, book_here, checkin, reading, spoken
from kiosk.asking import asked, level_asked, part_asked
from kiosk.paper import paper_of
from kiosk.saying import elsewhere, greeting, why_none, why_none_shortly
from shared import queries
from shared.domain.commands import TakeTicket
from shared.domain.refusals import Refusal, Repeated, Unknown
from shared.domain.tickets import Class, Need
from shared.hub import context
from shared.hub.errors import SENTENCES, status_of
from shared.store import StoreBusy, StoreFull
from shared.words import languages, say

pages = Blueprint(
    "kiosk",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/kiosk/static",
)
pages.get("/kiosk/<lang>/back", endpoint="back")(back.keypad)
pages.post("/kiosk/<lang>/back", endpoint="come_back")(back.come_back)
book_here.put_on(pages)
checkin.put_on(pages)
pages.record(spoken.install)
pages.post("/kiosk/<lang>/voice", endpoint="voice")(spoken.voice)


def face() -> Blueprint:
    return pages


@pages.before_request
def _at_a_kiosk() -> None:
    """Only for paired kiosks, in the address's language. Raises NotPaired, Unknown."""
    if request.endpoint == "kiosk.static":
        return
    language = (request.view_args or {}).get("lang")
    if language in languages():
        context.set_language(language)
    context.need_device("kiosk")
    if language is not None and language not in languages():
        raise Unknown("There is no such language here.")


@pages.after_request
def _not_stored(answer: Response) -> Response:
    if request.endpoint != "kiosk.static":
        answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.context_processor
def _about_every_page() -> dict[str, object]:
    """The hall's clock, and this page in the other languages."""
    with context.looking() as hall:
        clock = _now().astimezone(hall.zone)
    return {"clock": clock, "elsewhere": elsewhere()}


@pages.errorhandler(Refusal)
def refused(refusal: Refusal) -> tuple[str, int]:
    """A refusal on the kiosk's own page, with the way back to the beginning."""
    sentence = say(context.language(), refusal.sentence, **refusal.values)
    return render_template("kiosk/refused.html", sentence=sentence), status_of(refusal)


@pages.errorhandler(StoreBusy)
@pages.errorhandler(StoreFull)
def unavailable(_: Exception) -> tuple[str, int]:
    sentence = say(context.language(), SENTENCES[503])
    return render_template("kiosk/refused.html", sentence=sentence), 503


@pages.get("/kiosk")
def welcome() -> str:
    """The choice of a language, each in its own words."""
    context.set_language("zh")
    greetings = [greeting(code, _closed(code)) for code in languages()]
    return render_template("kiosk/welcome.html", greetings=greetings)


@pages.get("/kiosk/<lang>")
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
        closed=_closed(lang),
    )


@pages.get("/kiosk/<lang>/department/<code>")
def services(lang: str, code: str) -> str:
    with context.looking() as hall:
        department = reading.department(hall, code)
        part = reading.services(hall, code, part_asked(), _now())
    return render_template(
        "kiosk/services.html",
        department=department,
        part=part,
        page_address=lambda number: url_for("kiosk.services", lang=lang, code=code, page=number),
        closed=_closed(lang),
        later=lambda none: why_none_shortly(lang, none),
    )


@pages.get("/kiosk/<lang>/service/<code>")
def service(lang: str, code: str) -> str:
    """The guide, how many wait, and the button that takes a number."""
    return _service_page("kiosk/service.html", lang, code)


@pages.get("/kiosk/<lang>/service/<code>/green")
def green(lang: str, code: str) -> str:
    """The green channel: one button a reason."""
    return _service_page("kiosk/green.html", lang, code)


def _service_page(template: str, lang: str, code: str) -> str:
    with context.looking() as hall:
        page = reading.service_page(hall, code, _now())
    return render_template(
        template,
        page=page,
        closed=why_none(lang, page.none),
        needs=[need for need in Need if need is not Need.none],
        command_id=context.new_command_id(),
    )


@pages.post("/kiosk/<lang>/take")
def take(lang: str) -> Answer:
    """Take a number and go to its page; the same form sent again goes to the same page."""
    form = asked()
    key = context.key_for(form.command_id)
    try:
        context.execute(
            TakeTicket,
            id=form.command_id,
            service=form.service,
            language=lang,
            class_=Class.ordinary if form.need is Need.none else Class.green,
            need=form.need,
            key=key,
        )
    except Repeated:
        # Two fingers on two buttons of one page: the first one counted.
        with context.looking() as hall:
            if key not in hall.keys:
                raise
    return redirect(url_for("kiosk.ticket", lang=lang, key=key), 303)


@pages.get("/kiosk/<lang>/ticket/<key>")
def ticket(lang: str, key: str) -> str:
    """The answer: number, people ahead, where to go, and the receipt."""
    with context.looking() as hall:
        now = queries.ticket_by_key(hall, key, _now())
        staffed = bool(hall.open_windows(now.ticket.queue))
    return render_template(
        "kiosk/ticket.html",
        now=now,
        key=key,
        staffed=staffed,
        windows=reading.spans(now.windows),
        paper=paper_of(now.ticket.id),
    )


@pages.get("/kiosk/paper/<key>")
def paper(key: str) -> Answer:
    """``{"state": ..., "picture": address or null}``, see `kiosk.paper`."""
    found = paper_of(_ticket_id(key))
    picture = url_for("kiosk.receipt", key=key) if found.picture else None
    return jsonify(state=found.state, picture=picture)


@pages.get("/kiosk/receipt/<key>.png")
def receipt(key: str) -> Answer:
    """The picture a virtual printer made."""
    picture = paper_of(_ticket_id(key)).picture
    if picture is None:
        abort(404)
    return send_file(picture.absolute(), mimetype="image/png")


def _ticket_id(key: str) -> str:
    with context.looking() as hall:
        return queries.ticket_by_key(hall, key, _now()).ticket.id


def _closed(lang: str) -> str:
    """Why the hall gives no numbers now; empty while it does."""
    with context.looking() as hall:
        none = reading.closed(hall, _now())
    return why_none(lang, none)


def _now() -> datetime:
    return context.hub().bus.now()
