"""Notices for anybody, from anywhere: what is to be known now, announcements, and what the
government makes public. Reads only; works without JavaScript."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.citizens import refused
from shared import queries
from shared.domain.boards import NoticeOnWall
from shared.domain.notices import GROUP_SENTENCES
from shared.domain.refusals import Refusal
from shared.domain.screens import Group
from shared.hub import context
from shared.words import say


def face() -> Blueprint:
    """The pages under /notices."""
    pages = Blueprint("notices", __name__)
    pages.before_request(context.as_public)
    pages.register_error_handler(Refusal, _refused)
    pages.get("/notices")(notices)
    pages.get("/notices/<int:notice>")(one)
    return pages


def _refused(refusal: Refusal) -> Answer:
    to = say(context.language(), "Notices and announcements")
    return refused(refusal, url_for("notices.notices"), to)


def notices() -> str:
    """All that are shown now; the long ones by their titles."""
    with context.looking() as hall:
        shown = queries.published(hall, frozenset(Group), context.now())
    by_group: dict[Group, list[NoticeOnWall]] = {group: [] for group in Group}
    for each in shown:
        by_group[each.group].append(each)
    return render_template("kiosk/notices.html", by_group=by_group, names=_names())


def one(notice: int) -> str:
    """Raises Unknown where it is not shown now."""
    with context.looking() as hall:
        shown = queries.published_one(hall, notice, context.now())
    return render_template("kiosk/notice_one.html", notice=shown, names=_names())


def _names() -> dict[Group, str]:
    return {group: say(context.language(), english) for group, english in GROUP_SENTENCES.items()}
