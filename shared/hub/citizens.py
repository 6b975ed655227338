"""Commands in which citizens say who they are. What they say goes no further than here: a hash of
an identity goes on in the command, a phone number is encrypted beside it.

Each is done as whoever asks (`context.actor`), and raises a `Refusal`.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from shared.domain.commands import AskHomeVisit, BookAppointment, TakeTicket
from shared.domain.events import Entry
from shared.domain.identity import is_texted, phone_written, written
from shared.domain.refusals import Malformed
from shared.domain.settings import HallSettings
from shared.hub import context
from shared.hub.passwords import booking_digits, person_by_phone, person_mark, phone_mark, tail_mark
from shared.hub.runtime import off_loop
from shared.store.personal import particulars

if TYPE_CHECKING:
    from shared.hub.app import Hub

LONGEST_TYPED = 200
HOME_VISIT_LASTS = timedelta(days=90)  # a home visit that nobody ends


def person_of(hub: "Hub", identity: str) -> str:
    """The hash of whom a document is; empty where no number was given. Raises Malformed."""
    _short_enough(identity)
    return person_mark(hub.secret, written(identity)) if identity.strip() else ""


def take(id: str, *, identity: str = "", phone: str = "", **words: Any) -> tuple[Entry, ...]:
    """Take a number; `words` are those of `TakeTicket`, without key and person. The address of its
    page goes to the phone, where one is given. A phone that gets no text is not kept."""
    hub = context.hub()
    key = context.key_for(id)
    personal = {}
    plain = _phone(phone) if phone.strip() else ""
    if plain and hub.texts and is_texted(plain, _settings().phones_texted):
        about = particulars(phone=plain)
        personal[key] = hub.personal.kept(about, context.now(), _hours())
    return context.execute(
        TakeTicket,
        id=id,
        personal=personal,
        key=key,
        person=words.pop("person", "") or person_of(hub, identity),
        texted=bool(personal),
        **words,
    )


def book(
    id: str,
    *,
    service: str,
    starts_at: datetime,
    language: str,
    phone: str,
    name: str = "",
    identity: str = "",
) -> tuple[Entry, ...]:
    """Make an appointment. Whose it is, is told by the phone, and by the identity where one is
    given."""
    hub = context.hub()
    plain = _phone(phone)
    key = context.key_for(id)
    about = particulars(name=_short_enough(name), phone=plain)
    far = context.now() + timedelta(days=400)
    kept = replace(
        hub.personal.kept(about, min(_aware(starts_at), far), _hours()),
        phone_mark=phone_mark(hub.secret, plain),
        tail_mark=tail_mark(hub.secret, plain),
    )
    return context.execute(
        BookAppointment,
        id=id,
        personal={key: kept},
        service=service,
        starts_at=starts_at,
        language=language,
        key=key,
        code=booking_digits(hub.secret, context.actor() or "", id),
        person=_person_by_phone(hub, plain),
        identity=person_of(hub, identity),
    )


def ask_home_visit(
    id: str, *, service: str, language: str, name: str, phone: str, place: str, wanted: Any = None
) -> tuple[Entry, ...]:
    """Ask for a home visit; all of name, phone and place are needed."""
    hub = context.hub()
    plain = _phone(phone)
    if not name.strip() or not place.strip():
        raise Malformed("A home visit needs a name, a phone number and a place.")
    key = context.key_for(id)
    about = particulars(_short_enough(name), plain, _short_enough(place))
    return context.execute(
        AskHomeVisit,
        id=id,
        personal={key: hub.personal.kept(about, context.now() + HOME_VISIT_LASTS, _hours())},
        service=service,
        language=language,
        wanted=wanted,
        key=key,
        person=_person_by_phone(hub, plain),
    )


def keys_of_tail(digits: str) -> list[str]:
    """The keys of the appointments made with a phone number that ends so."""
    hub = context.hub()
    return hub.bus.store.keys_of_phone(tail_mark(hub.secret, digits))


def keys_of_phone(phone: str) -> list[str]:
    """The keys of the appointments made with a phone number. Raises Malformed."""
    hub, plain = context.hub(), _phone(phone)
    marks = tail_mark(hub.secret, plain), phone_mark(hub.secret, plain)
    return hub.bus.store.keys_of_phone(*marks)


def _person_by_phone(hub: "Hub", phone: str) -> str:
    with hub.hashing:
        mark: str = off_loop(hub.settings.async_mode, person_by_phone, hub.secret, phone)
    return mark


def _hours() -> int:
    return _settings().retention_hours


def _settings() -> HallSettings:
    with context.looking() as hall:
        return hall.settings


def _phone(phone: str) -> str:
    return phone_written(_short_enough(phone))


def _short_enough(text: str) -> str:
    if len(text) > LONGEST_TYPED:
        raise Malformed("This text is too long: at most {longest} characters.", longest=200)
    return text


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise Malformed("The time of an appointment needs its time zone.")
    return at
