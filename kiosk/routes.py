"""The kiosk's addresses, and what holds for every page behind them.

Every page is made for one paired kiosk, is never stored by a browser, and works without
JavaScript. A page reads (`kiosk.reading`, `shared.queries`) or executes one command.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request

from kiosk import (
    answer,
    asking,
    back,
    book_here,
    checkin,
    choosing,
    glass,
    helping,
    home,
    leaving,
    modes,
    scanning,
    searching,
    spoken,
    taking,
    typing_in,
)
from kiosk.digits import in_groups
from kiosk.saying import elsewhere
from shared.domain.refusals import Refusal, Unknown
from shared.hub import context
from shared.hub.errors import SENTENCES, status_of
from shared.store import StoreBusy, StoreFull
from shared.words import languages, say

UNREACHABLE = (
    "This kiosk has lost its connection",
    "Please use another kiosk or ask a steward. It goes on by itself as soon as it can.",
)

pages = Blueprint(
    "kiosk",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/kiosk/static",
)
Page = Callable[..., Any]

PAGES: tuple[tuple[str, str, Page], ...] = (
    ("/kiosk", "welcome", home.welcome),
    ("/kiosk/<lang>", "home", home.home),
    ("/kiosk/<lang>/departments", "departments", choosing.departments),
    ("/kiosk/<lang>/department/<code>", "services", choosing.services),
    ("/kiosk/<lang>/life", "life", choosing.life),
    ("/kiosk/<lang>/life/<code>", "life_event", choosing.life_event),
    ("/kiosk/<lang>/search", "search", searching.search),
    ("/kiosk/<lang>/service/<code>", "service", taking.service),
    ("/kiosk/<lang>/service/<code>/green", "green", taking.green),
    ("/kiosk/<lang>/service/<code>/who", "who", typing_in.who),
    ("/kiosk/<lang>/guidance", "guidance", taking.guidance),
    ("/kiosk/<lang>/ticket/<key>", "ticket", answer.ticket),
    ("/kiosk/paper/<key>", "paper", answer.paper),
    ("/kiosk/receipt/<key>.png", "receipt", answer.receipt),
    ("/kiosk/qr/<key>.svg", "qr", answer.qr),
    ("/kiosk/<lang>/back", "back", back.keypad),
    ("/kiosk/<lang>/help", "help", helping.help_page),
    ("/kiosk/<lang>/access", "access", modes.access),
    ("/kiosk/<lang>/leave", "leave", leaving.keypad),
    ("/kiosk/glass.css", "glass", glass.style),
)
FORMS: tuple[tuple[str, str, Page], ...] = (
    ("/kiosk/<lang>/take", "take", taking.take),
    ("/kiosk/<lang>/service/<code>/who", "typed", typing_in.typed),
    ("/kiosk/<lang>/back", "come_back", back.come_back),
    ("/kiosk/<lang>/help", "call", helping.call),
    ("/kiosk/<lang>/help/withdraw", "withdraw", helping.withdraw),
    ("/kiosk/<lang>/access", "change_modes", modes.change),
    ("/kiosk/<lang>/leave", "pin", leaving.pin),
    ("/kiosk/<lang>/unpair", "unpair", leaving.unpair),
    ("/kiosk/<lang>/scanned", "scanned", scanning.scanned),
    ("/kiosk/<lang>/voice", "voice", spoken.voice),
)
for _address, _name, _page in PAGES:
    pages.get(_address, endpoint=_name)(_page)
for _address, _name, _page in FORMS:
    pages.post(_address, endpoint=_name)(_page)
book_here.put_on(pages)
checkin.put_on(pages)
pages.record(spoken.install)


@pages.get("/kiosk/<path:unknown>")
def nowhere(unknown: str) -> str:
    """Any other address: the kiosk's own page says so, with the way back to the first one."""
    raise Unknown(SENTENCES[404])


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
    """Also tells the scripts where a form leads to, so that they can go there themselves."""
    if request.endpoint not in ("kiosk.static", "kiosk.glass"):
        answer.headers["Cache-Control"] = "no-store"
    if answer.status_code == 303 and "X-Going" in request.headers:
        answer.status_code = 200
        answer.headers["X-Go-To"] = answer.headers.pop("Location")
        answer.set_data(b"")
    return answer


@pages.context_processor
def _about_every_page() -> dict[str, object]:
    """The hall's clock, this page in the other languages, and how it is to look."""
    with context.looking() as hall:
        clock = context.now().astimezone(hall.zone)
    return {
        "clock": clock,
        "elsewhere": elsewhere(),
        "in_groups": in_groups,
        "modes": modes.modes_of(request.endpoint),
        "from_here": asking.path_of_this_page(),
        "unreachable": [(code, [say(code, each) for each in UNREACHABLE]) for code in languages()],
    }


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
