"""Calling a steward to this kiosk: why, then how far the steward is, until nobody is needed.

A kiosk has one open call for each reason: the next person may need something else."""

from contextlib import suppress

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from kiosk.asking import command_id_sent, help_reason_sent
from shared.domain.commands import AskHelp, CloseHelp
from shared.domain.help_calls import HELP_SENTENCES
from shared.domain.refusals import Unknown, WrongState
from shared.hub import context
from shared.words import say


def help_page(lang: str) -> str:
    """Once somebody was called, how far they are; else, or asked for `?more`, the reasons left."""
    device = context.need_device("kiosk")
    with context.looking() as hall:
        calls = reading.help_at(hall, device.place)
    open_ = {call.reason for call in calls}
    left = {each: say(lang, words) for each, words in HELP_SENTENCES.items() if each not in open_}
    return render_template(
        "kiosk/help.html",
        calls=[(call, say(lang, HELP_SENTENCES[call.reason])) for call in calls],
        left=left,
        choosing=bool(left) and (not calls or "more" in request.args),
        command_id=context.new_command_id(),
    )


def call(lang: str) -> Answer:
    id_ = command_id_sent()
    reason = help_reason_sent()
    with suppress(WrongState):  # somebody was called for this already: the page says so
        context.execute(AskHelp, id=id_, reason=reason, language=lang)
    return redirect(url_for("kiosk.help", lang=lang), 303)


def withdraw(lang: str) -> Answer:
    """Nobody is needed any more. Where the call has ended meanwhile, that is just as well."""
    id_ = command_id_sent()
    with suppress(WrongState, Unknown):
        context.execute(CloseHelp, id=id_, help=request.form.get("help", 0, type=int) or 1)
    device = context.need_device("kiosk")
    with context.looking() as hall:
        others = reading.help_at(hall, device.place)
    return redirect(url_for("kiosk.help" if others else "kiosk.home", lang=lang), 303)
