"""Calling a steward to this kiosk: why, then how far the steward is, until nobody is needed."""

from contextlib import suppress

import msgspec
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from kiosk.asking import command_id_sent
from shared.domain.commands import AskHelp, CloseHelp
from shared.domain.records import HELP_SENTENCES, HelpReason
from shared.domain.refusals import Malformed, Unknown, WrongState
from shared.hub import context
from shared.words import say


def help_page(lang: str) -> str:
    """The reasons; once somebody was called, how far they are."""
    device = context.need_device("kiosk")
    with context.looking() as hall:
        called = reading.help_at(hall, device.place)
    return render_template(
        "kiosk/help.html",
        called=called,
        reasons={each: say(lang, words) for each, words in HELP_SENTENCES.items()},
        command_id=context.new_command_id(),
    )


def call(lang: str) -> Answer:
    id_ = command_id_sent()
    try:
        reason = msgspec.convert(request.form.get("reason", ""), HelpReason)
    except msgspec.ValidationError:
        raise Malformed("This page cannot be understood. Please begin again.") from None
    with suppress(WrongState):  # somebody was called already: the page says so
        context.execute(AskHelp, id=id_, reason=reason, language=lang)
    return redirect(url_for("kiosk.help", lang=lang), 303)


def withdraw(lang: str) -> Answer:
    """Nobody is needed any more. Where the call has ended meanwhile, that is just as well."""
    id_ = command_id_sent()
    with suppress(WrongState, Unknown):
        context.execute(CloseHelp, id=id_, help=request.form.get("help", 0, type=int) or 1)
    return redirect(url_for("kiosk.home", lang=lang), 303)
