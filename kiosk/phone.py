"""The pages behind the receipt's QR code: one number, for whoever holds the paper.

No sign-in: the key in the address is the secret, and whoever has it acts as the number's citizen.
The pages tell of this number and no other, in its own language, and work without JavaScript.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from kiosk.asking import command_id_sent
from shared import queries
from shared.domain.commands import CancelTicket, RequeueTicket
from shared.domain.ratings import RATING_SENTENCES, REASON_SENTENCES
from shared.domain.refusals import Refusal, Unknown
from shared.domain.tickets import Ticket
from shared.hub import context
from shared.hub.errors import status_of
from shared.hub.rating_form import rate
from shared.words import say


def face() -> Blueprint:
    """The pages under /t."""
    phone = Blueprint("phone", __name__)
    phone.before_request(_as_its_citizen)
    phone.register_error_handler(Refusal, refused)
    phone.get("/t/<key>")(number)
    phone.post("/t/<key>/back")(back)
    phone.get("/t/<key>/cancel")(cancel)
    phone.post("/t/<key>/cancel")(cancelled)
    phone.get("/t/<key>/rate")(rating)
    phone.post("/t/<key>/rate")(rated)
    return phone


def _as_its_citizen() -> None:
    """Raises Unknown for a key that no number of today has."""
    context.set_language(_ticket().language)


def _ticket() -> Ticket:
    return context.need_holder((request.view_args or {})["key"])


def refused(refusal: Refusal) -> tuple[str, int]:
    """The refusal on the number's own page, with the way back to it."""
    number = ""
    try:
        _as_its_citizen()
        number = _ticket().number
    except Unknown:
        pass
    sentence = say(context.language(), refusal.sentence, **refusal.values)
    page = render_template("kiosk/phone_refused.html", number=number, sentence=sentence)
    return page, status_of(refusal)


def number(key: str) -> str:
    """Where a number stands, made anew at each look."""
    with context.looking() as hall:
        now = queries.ticket_by_key(hall, key, context.now())
        staffed = bool(hall.open_windows(now.ticket.queue))
        others_first = hall.settings.back_after_calls
    return render_template(
        "kiosk/phone.html",
        now=now,
        key=key,
        staffed=staffed,
        others_first=others_first,
        windows=reading.spans(now.windows),
        thanks="thanks" in request.args,
        command_id=context.new_command_id(),
    )


def back(key: str) -> Answer:
    """The citizen missed the call and has come back."""
    context.execute(RequeueTicket, id=command_id_sent(), ticket=_ticket().id)
    return _to_the_number(key)


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
    return _to_the_number(key)


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


def _to_the_number(key: str) -> Answer:
    return redirect(url_for("phone.number", key=key), 303)
