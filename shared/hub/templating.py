"""What every template can say and show."""

from datetime import datetime
from functools import cache
from typing import Any

from babel import Locale
from flask import Flask
from markupsafe import Markup

from shared.domain.catalogue import Text, in_language
from shared.hub import context, sessions, wire
from shared.words import languages, say


def install(app: Flask) -> None:
    app.jinja_env.autoescape = True
    app.jinja_env.globals.update(
        _=_say,
        text=_text,
        only_chinese=_only_chinese,
        csrf_token=sessions.csrf_token,
        session_token=sessions.session_token,
        data_block=data_block,
        local_time=local_time,
        local_date=local_date,
        languages=languages,
        language_name=language_name,
    )
    app.context_processor(
        lambda: {"lang": context.language(), "me": context.staff(), "hall_name": _hall_name()}
    )


def _say(english: str, **values: object) -> str:
    return say(context.language(), english, **values)


@cache
def language_name(language: str) -> str:
    """A language's own name for itself."""
    return Locale.parse(language).get_language_name(language) or language


def _text(text: Text) -> str:
    return in_language(text, context.language())


def _only_chinese(text: Text) -> bool:
    """Whether readers of this page are given the Chinese text for want of their own."""
    return context.language() != "zh" and not text.get(context.language())


def _hall_name() -> Text:
    with context.looking() as hall:
        return hall.catalogue.name if hall.catalogue else {"zh": ""}


def data_block(name: str, content: Any) -> Markup:
    """Data for a page's script. Safe in HTML: nothing in it can end the block."""
    encoded = wire.dumps(content).replace("<", "\\u003c").replace("&", "\\u0026")
    opening = Markup('<script type="application/json" id="{}">').format(name)
    return opening + Markup(encoded) + Markup("</script>")  # noqa: S704  # escaped above


def local_time(at: datetime) -> str:
    """``10:32`` in the hall's time."""
    with context.looking() as hall:
        return f"{at.astimezone(hall.zone):%H:%M}"


def local_date(at: datetime) -> str:
    """``2026-11-23`` in the hall's time."""
    with context.looking() as hall:
        return f"{at.astimezone(hall.zone):%Y-%m-%d}"
