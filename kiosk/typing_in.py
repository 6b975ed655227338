"""Who takes the number, typed on the glass: a document's number and a phone's, both as the hall
asks for them. They are in the page's form alone, never in an address.

Without JavaScript each key sends the form and the page comes back with one character more.
"""

import msgspec
from flask import render_template, request
from msgspec import Struct

from kiosk import keys, reading
from kiosk.asking import Asked, asked
from kiosk.saying import why_none
from shared.domain.refusals import Malformed, Refusal
from shared.domain.settings import IdentityAsked, PhonesTexted
from shared.hub import context
from shared.hub.errors import status_of
from shared.words import say

IDENTITY, PHONE = "identity", "phone"
ALLOWED = {IDENTITY: keys.DIGITS + keys.CAPITALS, PHONE: keys.DIGITS + "+"}
LONGEST = {IDENTITY: 20, PHONE: 16}


class About(Struct, frozen=True):
    """What this hall asks of whoever takes a number at a kiosk; `hours` is how long it keeps a
    phone number, `abroad` whether those of other countries get texts too."""

    identity: IdentityAsked
    phone: bool
    hours: int
    abroad: bool

    @property
    def anything(self) -> bool:
        return self.phone or self.identity is not IdentityAsked.no


def asked_about() -> About:
    """Phone numbers are asked for only where the hub has a way to send something to them."""
    with context.looking() as hall:
        settings = hall.settings
    texted = settings.phones_texted
    return About(
        identity=settings.identity_at_kiosk,
        phone=context.hub().texts and texted is not PhonesTexted.none,
        hours=settings.retention_hours,
        abroad=texted is PhonesTexted.abroad,
    )


def who(lang: str, code: str) -> str:
    form = Asked(command_id=context.new_command_id(), service=code)
    return _page(lang, form, _first_field())


def typed(lang: str, code: str) -> str:
    """One key more, or the other field."""
    form = asked()
    wanted = request.form.get("field", "")
    field = wanted if wanted in ALLOWED else _first_field()
    key = request.form.get("key", "")
    text = keys.press(getattr(form, field), key, ALLOWED[field], LONGEST[field])
    return _page(lang, msgspec.structs.replace(form, **{field: text}), field)


def refused(lang: str, form: Asked, refusal: Refusal) -> tuple[str, int]:
    """The refusal above the keys, with all that was typed."""
    sentence = say(lang, refusal.sentence, **refusal.values)
    # A fresh id: the same id with other words would be another command.
    again = msgspec.structs.replace(form, command_id=context.new_command_id())
    return _page(lang, again, _first_field(), sentence), status_of(refusal)


def _first_field() -> str:
    return PHONE if asked_about().identity is IdentityAsked.no else IDENTITY


def _page(lang: str, form: Asked, field: str, sentence: str = "") -> str:
    about = asked_about()
    if not about.anything:
        raise Malformed("This page cannot be understood. Please begin again.")
    with context.looking() as hall:
        page = reading.service_page(hall, form.service, context.now())
    return render_template(
        "kiosk/who.html",
        page=page,
        closed=why_none(lang, page.none),
        about=about,
        form=form,
        field=field,
        sentence=sentence,
        capitals=keys.CAPITALS,
        longest=LONGEST,
    )
