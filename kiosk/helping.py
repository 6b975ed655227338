"""Calling a steward to this kiosk: why, then how far the steward is, until nobody is needed.

A kiosk has one open call for each reason. Whose they are, a cookie of the browser's session keeps,
and the first page forgets it: whoever comes next sees that a steward is coming to this kiosk, and
neither why nor a button that would end it.
"""

from contextlib import suppress

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import reading
from kiosk.asking import command_id_sent, help_reason_sent
from shared.domain.commands import AskHelp, CloseHelp
from shared.domain.events import HelpAsked
from shared.domain.help_calls import HELP_SENTENCES, HelpCall
from shared.domain.refusals import EnoughHelp, Unknown, WrongState
from shared.hub import context
from shared.words import say

COOKIE = "hall_kiosk_called"


def help_page(lang: str) -> str:
    """Once this person called somebody, how far they are; else, or asked for `?more`, the
    reasons left."""
    open_calls = _open_calls()
    mine = _mine(open_calls)
    called = {call.reason for call in mine}
    left = {each: say(lang, words) for each, words in HELP_SENTENCES.items() if each not in called}
    return render_template(
        "kiosk/help.html",
        calls=[(call, say(lang, HELP_SENTENCES[call.reason])) for call in mine],
        others=len(open_calls) > len(mine),
        left=left,
        choosing=bool(left) and (not mine or "more" in request.args),
        command_id=context.new_command_id(),
    )


def _open_calls() -> tuple[HelpCall, ...]:
    device = context.need_device("kiosk")
    with context.looking() as hall:
        return reading.help_at(hall, device.place)


def _mine(calls: tuple[HelpCall, ...]) -> tuple[HelpCall, ...]:
    called = request.cookies.get(COOKIE, "").split(".")
    return tuple(call for call in calls if str(call.id) in called)


def call(lang: str) -> Answer:
    id_ = command_id_sent()
    reason = help_reason_sent()
    answer = redirect(url_for("kiosk.help", lang=lang), 303)
    try:
        entries = context.execute(AskHelp, id=id_, reason=reason, language=lang)
    except EnoughHelp:
        raise
    except WrongState:  # somebody was called for this already: the page says so
        return answer
    for entry in entries:
        if isinstance(entry.event, HelpAsked):
            _remember(answer, entry.event.call.id)
    return answer


def _remember(answer: Answer, help_: int) -> None:
    mine = [str(each.id) for each in _mine(_open_calls())]
    answer.set_cookie(
        COOKIE,
        ".".join(dict.fromkeys([*mine, str(help_)])),
        httponly=True,
        samesite="Strict",
        secure=context.hub().settings.secure_cookies,
    )


def withdraw(lang: str) -> Answer:
    """Nobody is needed any more. Where the call has ended meanwhile, that is just as well."""
    id_ = command_id_sent()
    help_ = request.form.get("help", 0, type=int)
    if help_ in [each.id for each in _mine(_open_calls())]:
        with suppress(WrongState, Unknown):
            context.execute(CloseHelp, id=id_, help=help_)
    others = _mine(_open_calls())
    return redirect(url_for("kiosk.help" if others else "kiosk.home", lang=lang), 303)


def forget(answer: Response) -> Response:
    """Whoever comes next called nobody."""
    if COOKIE in request.cookies:
        answer.delete_cookie(COOKIE, samesite="Strict", httponly=True)
    return answer
