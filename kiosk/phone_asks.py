"""What a citizen asks for on the phone while waiting: more time, and a steward."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.asking import command_id_sent, help_reason_sent
from kiosk.phone_reading import help_of, more_time
from shared.domain.commands import AskHelp, AskMoreTime, CloseHelp
from shared.domain.help_calls import HELP_SENTENCES, HelpReason
from shared.domain.tickets import Ticket
from shared.hub import context
from shared.words import say


def add(phone: Blueprint) -> None:
    """Put these pages beside the number's own."""
    phone.get("/t/<key>/more-time")(ask_time)
    phone.post("/t/<key>/more-time")(time_asked)
    phone.get("/t/<key>/help")(ask_help)
    phone.post("/t/<key>/help")(help_asked)
    phone.post("/t/<key>/help/end")(help_ended)


def ask_time(key: str) -> Answer | str:
    """The question before it is done: how many pass, and that it can be done once."""
    ticket = _ticket(key)
    with context.looking() as hall:
        others = more_time(hall, ticket, context.now())
    if not others:
        return _to_the_number(key)
    return render_template(
        "kiosk/phone_more_time.html",
        number=ticket.number,
        others=others,
        key=key,
        command_id=context.new_command_id(),
    )


def time_asked(key: str) -> Answer:
    context.execute(AskMoreTime, id=command_id_sent(), ticket=_ticket(key).id)
    return _to_the_number(key)


def ask_help(key: str) -> str:
    """One button a reason; whether somebody was called already."""
    ticket = _ticket(key)
    with context.looking() as hall:
        called = help_of(hall, ticket)
    language = context.language()
    return render_template(
        "kiosk/phone_help.html",
        number=ticket.number,
        called=called,
        reasons={
            each: say(language, words)
            for each, words in HELP_SENTENCES.items()
            if each is not HelpReason.kiosk  # asked for at the kiosk
        },
        key=key,
        command_id=context.new_command_id(),
    )


def help_asked(key: str) -> Answer:
    id_ = command_id_sent()
    reason = help_reason_sent()
    context.execute(AskHelp, id=id_, reason=reason, language=context.language())
    return _to_the_number(key)


def help_ended(key: str) -> Answer:
    """Nobody is needed any more; where the call has ended already, that is just as well."""
    id_ = command_id_sent()
    ticket = _ticket(key)
    with context.looking() as hall:
        called = help_of(hall, ticket)
    if called is not None:
        context.execute(CloseHelp, id=id_, help=called.id)
    return _to_the_number(key)


def _ticket(key: str) -> Ticket:
    return context.need_holder(key)


def _to_the_number(key: str) -> Answer:
    return redirect(url_for("phone.number", key=key), 303)
