"""The way out of a kiosk's page, for an administrator who knows the PIN.

The PIN's hash is sealed; without one there is no way out. The page behind it is an answer to the
PIN and has no address of its own. What it offers that changes something carries a proof that the
PIN was right a moment ago.
"""

from flask import g, redirect, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as Answer

from kiosk import keys, reading
from kiosk.paper import last_receipts
from shared import __version__
from shared.domain.refusals import NotAllowed, Refusal
from shared.hub import context, pairing
from shared.hub.api_commands import KIOSK_PIN
from shared.hub.errors import status_of
from shared.hub.passwords import check_password
from shared.hub.runtime import off_loop
from shared.hub.sign_in import WrongPassword, may_try
from shared.words import say

MOST_DIGITS = 12
ACCOUNT = "kiosk:pin"  # for the throttle, which is the PIN's own
PROVEN_SECONDS = 300


def keypad(lang: str) -> str:
    return _keypad()


def pin(lang: str) -> str | tuple[str, int]:
    """One digit more, or the whole PIN."""
    typed = request.form.get("pin", "")[:MOST_DIGITS]
    key = request.form.get("key", "")
    if key:
        return _keypad(keys.press(typed, key, keys.DIGITS, MOST_DIGITS))
    try:
        _check(typed)
    except Refusal as refusal:
        sentence = say(lang, refusal.sentence, **refusal.values)
        return _keypad("", sentence), status_of(refusal)
    return _outside()


def _check(typed: str) -> None:
    """Raises WrongPassword, TooManyTries, TooBusy."""
    hub, at = context.hub(), context.need_device("kiosk").id  # each kiosk's tries are its own
    hashed = hub.bus.store.sealed(KIOSK_PIN)
    may_try(hub.pin_throttle, ACCOUNT, at)
    with hub.passwords.turn():
        may_try(hub.pin_throttle, ACCOUNT, at)  # others may have tried while this one waited
        hub.pin_throttle.trying(ACCOUNT, at)
        right = off_loop(hub.settings.async_mode, check_password, hashed, typed)
    if not right:
        raise WrongPassword("This PIN is wrong.")
    hub.pin_throttle.succeeded(ACCOUNT, at)


def _keypad(typed: str = "", sentence: str = "") -> str:
    return render_template(
        "kiosk/leave.html",
        typed=typed,
        sentence=sentence,
        most=MOST_DIGITS,
        is_set=context.hub().bus.store.sealed(KIOSK_PIN) is not None,
    )


def _outside() -> str:
    hub, device = context.hub(), context.need_device("kiosk")
    with context.looking() as hall:
        states = last_receipts(hall, device.place)
        density = reading.pixels_per_inch(hall, device.place)
    return render_template(
        "kiosk/outside.html",
        device=device,
        density=density,
        address=hub.settings.public_address,
        version=__version__,
        receipts=states,
        proof=_proofs().dumps(device.id),
    )


def unpair(lang: str) -> Answer:
    """This browser forgets that it is a kiosk. Raises NotAllowed without a fresh proof."""
    device = context.need_device("kiosk")
    try:
        proven = _proofs().loads(request.form.get("proof", ""), max_age=PROVEN_SECONDS)
    except BadSignature:
        proven = None
    if proven != device.id:
        raise NotAllowed("This page was open for too long. Please load it again.")
    g.pop("hand_out", None)
    answer = redirect("/", 303)
    answer.delete_cookie(pairing.cookie_name("kiosk"), samesite="Strict", httponly=True)
    return answer


def _proofs() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(context.hub().secret, salt="kiosk pin")
