"""The pages behind the receipt's QR code: one number, for whoever holds the paper.

No sign-in: the key in the address is the secret, and whoever has it acts as the number's citizen.
The pages tell of this number and no other, in its own language or in one chosen on the page, and
work without JavaScript.
"""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import phone_app, phone_asks, phone_language, reading
from kiosk.asking import command_id_sent
from kiosk.phone_reading import PhonePage, guide_of, phone_page
from shared import queries
from shared.domain.commands import CancelTicket, RequeueTicket
from shared.domain.ratings import RATING_SENTENCES, REASON_SENTENCES
from shared.domain.refusals import Refusal, Unknown
from shared.domain.tickets import Ticket
from shared.hub import context, wire
from shared.hub.errors import status_of
from shared.hub.rating_form import rate
from shared.words import say, sentence

WORDS_SENTENCES = (
    "(Chinese only)",
    "Please go to window {window} now.",
    "Very soon",
    "About {minutes} min",
    "About {hours} h {minutes} min",
    "No connection. What you see was known at {time}, {minutes} min ago. Please watch the screens"
    " in the hall.",
    "No connection. What you see was known at {time}, a moment ago. Please watch the screens in the"
    " hall.",
)


def face() -> Blueprint:
    """The pages under /t."""
    phone = Blueprint("phone", __name__)
    phone.before_request(_as_its_citizen)
    phone.after_request(_with_language_and_end)
    phone.register_error_handler(Refusal, refused)
    phone.get("/t/<key>")(number)
    phone.get("/t/<key>/now")(now)
    phone.get("/t/<key>/guide")(guide)
    phone.post("/t/<key>/back")(back)
    phone.get("/t/<key>/cancel")(cancel)
    phone.post("/t/<key>/cancel")(cancelled)
    phone.get("/t/<key>/rate")(rating)
    phone.post("/t/<key>/rate")(rated)
    phone_asks.add(phone)
    phone_app.add(phone)
    return phone


def _as_its_citizen() -> None:
    """Raises Unknown for a key that no number of today has."""
    if "key" in (request.view_args or {}):
        ticket = _ticket()
        phone_language.choose(ticket.language)
        with context.looking() as hall:
            g.day_ends = hall.day_ends


def _with_language_and_end(answer: Answer) -> Answer:
    """A language chosen holds for this number's pages. What is kept on the phone is forgotten
    when the day ends, which the answer tells."""
    if "day_ends" in g:
        answer.headers["X-Day-Ends"] = g.day_ends.isoformat()
        phone_language.remember(answer, f"/t/{(request.view_args or {})['key']}")
    return answer


def _ticket() -> Ticket:
    return context.need_holder((request.view_args or {})["key"])


def refused(refusal: Refusal) -> tuple[str, int] | Answer:
    """The refusal on the number's own page, with the way back to it; of a number that is not of
    today, that it is over."""
    try:
        _as_its_citizen()
        number = _ticket().number
    except Unknown:
        if request.endpoint == "phone.now":
            return Answer(wire.dumps({"state": "over"}), 404, mimetype="application/json")
        return render_template("kiosk/phone_over.html"), status_of(refusal)
    said = say(context.language(), refusal.sentence, **refusal.values)
    page = render_template("kiosk/phone_refused.html", number=number, sentence=said)
    return page, status_of(refusal)


def number(key: str) -> str:
    """Where a number stands, made anew at each look."""
    page = _read(key)
    with context.looking() as hall:
        zone = hall.zone.key
    return render_template(
        "kiosk/phone.html",
        **_shown(key, page),
        line={
            **_state(page),
            "page": url_for("phone.number", key=key),
            "zone": zone,
            "ends": page.ends,
            "auth": {"ticket": key},
            "words": {each: sentence(context.language(), each) for each in WORDS_SENTENCES},
        },
    )


def now(key: str) -> Answer:
    """The same for the page's script: where the number stands, and the parts of the page that say
    so."""
    page = _read(key)
    parts = {
        part: render_template(f"kiosk/phone_{part}.html", **_shown(key, page))
        for part in ("now", "acts")
    }
    return Answer(wire.dumps(_state(page) | parts), mimetype="application/json")


def _read(key: str) -> PhonePage:
    with context.looking() as hall:
        return phone_page(hall, key, context.now())


def _shown(key: str, page: PhonePage) -> dict[str, object]:
    return {
        "page": page,
        "now": page.now,
        "key": key,
        "windows": reading.spans(page.now.windows),
        "thanks": "thanks" in request.args,
        "command_id": context.new_command_id(),
    }


def _state(page: PhonePage) -> dict[str, object]:
    """What the script goes on from."""
    ticket = page.now.ticket
    return {
        "number": ticket.number,
        "state": ticket.state,
        "window": ticket.window,
        "ahead": page.now.ahead,
        "minutes": page.now.minutes,
        "mark": page.mark,
        "room": page.room,
        "open": page.open,
        "help": page.help.state if page.help else "",
        "notices": page.notices,
        "at": page.at,
    }


def guide(key: str) -> str:
    """What the service needs, to read while waiting."""
    ticket = _ticket()
    with context.looking() as hall:
        service = guide_of(hall, ticket)
    return render_template("kiosk/phone_guide.html", service=service, number=ticket.number, key=key)


def back(key: str) -> Answer:
    """The citizen missed the call and has come back."""
    context.execute(RequeueTicket, id=command_id_sent(), ticket=_ticket().id)
    return to_the_number(key)


def cancel(key: str) -> str:
    """The question before it is done."""
    return render_template(
        "kiosk/phone_cancel.html",
        number=_ticket().number,
        key=key,
        command_id=context.new_command_id(),
    )


def cancelled(key: str) -> Answer:
    context.execute(CancelTicket, id=command_id_sent(), ticket=_ticket().id)
    return to_the_number(key)


def rating(key: str) -> str:
    """A form for each finished service that is not rated yet."""
    language = context.language()
    with context.looking() as hall:
        now = queries.ticket_by_key(hall, key, context.now())
    return render_template(
        "kiosk/phone_rate.html",
        number=now.ticket.number,
        key=key,
        services=[(each, context.new_command_id()) for each in now.to_rate],
        levels={each: say(language, words) for each, words in RATING_SENTENCES.items()},
        reasons={each: say(language, words) for each, words in REASON_SENTENCES.items()},
    )


def rated(key: str) -> Answer:
    rate()
    return redirect(url_for("phone.number", key=key, thanks=1), 303)


def to_the_number(key: str) -> Answer:
    return redirect(url_for("phone.number", key=key), 303)
