"""What a page or route may use of the hub: who asks, the hall to look at, the one way to act."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import current_app, g, request

from shared import queries
from shared.domain.bookings import Booking
from shared.domain.commands import Command
from shared.domain.events import Entry
from shared.domain.hall import Hall
from shared.domain.home_visits import HomeVisit
from shared.domain.people import Device, Role, Staff
from shared.domain.refusals import NotAllowed, Unknown
from shared.domain.tickets import Ticket
from shared.hub import pairing, sessions
from shared.hub.passwords import same, ticket_key
from shared.store import Personal
from shared.words import languages

if TYPE_CHECKING:
    from shared.hub.app import Hub

CHOSEN = "hall_language"  # the cookie of the language chosen on a page


class NotSignedIn(Exception):
    """A page of staff was asked for by nobody in particular."""


class NotPaired(Exception):
    """A screen's page was asked for by a browser that is not that kind of screen."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def hub() -> "Hub":
    """The hub that serves this request."""
    hub: Hub = current_app.extensions["hub"]
    return hub


@contextmanager
def looking() -> Iterator[Hall]:
    """The hall as of now; keep it short."""
    with hub().bus.looking() as hall:
        yield hall


def now() -> datetime:
    """The hall's time in UTC; never before its last entry's."""
    return hub().bus.now()


def staff() -> Staff | None:
    """The member of staff who is signed in here."""
    if "staff" not in g:
        g.staff = sessions.staff(hub())
    person: Staff | None = g.staff
    return person


def device(kind: str) -> Device | None:
    """The paired device of this kind that asks."""
    return pairing.device(hub(), kind)


def need_staff(*roles: Role) -> Staff:
    """The signed-in member of staff. Raises NotSignedIn, or NotAllowed for other roles."""
    person = staff()
    if person is None:
        raise NotSignedIn
    if roles and person.role not in roles:
        raise NotAllowed("You may not do this.")
    g.actor = f"staff:{person.account}"
    return person


def need_device(kind: str) -> Device:
    """The device that asks. Raises NotPaired."""
    found = device(kind) or pairing.hand_out(hub(), kind)
    if found is None:
        raise NotPaired(kind)
    g.actor = f"{kind}:{found.id}"
    if kind == Role.kiosk:
        hub().seen.used(found.id, now())
    return found


def need_device_or_staff(kind: str) -> None:
    """A screen of this kind or anybody of the staff. Raises NotPaired."""
    if staff() is None:
        need_device(kind)
    else:
        need_staff()


def need_holder(key: str) -> Ticket:
    """The ticket of today behind an unguessable key. Whoever holds the key acts as its citizen,
    whoever may be signed in beside them. Raises Unknown."""
    with looking() as hall:
        ticket = queries.ticket_by_key(hall, key, now()).ticket
    g.actor = f"{Role.citizen}:{ticket.id}"
    return ticket


def as_visitor(nonce: str) -> None:
    """Whoever asks has shown that their phone is in the hall. `nonce` tells phones apart."""
    g.actor = f"{Role.visitor}:{nonce}"


def as_public() -> None:
    """Anybody, from anywhere, whoever may be signed in beside them."""
    g.actor = f"{Role.public}:web"


def need_booking(key: str) -> Booking:
    """The appointment behind an unguessable key, whose holder acts for it. Raises Unknown."""
    with looking() as hall:
        booking = hall.bookings.get(hall.booking_keys.get(key, ""))
    if booking is None:
        raise Unknown("There is no such appointment.")
    g.actor = f"{Role.citizen}:{booking.id}"
    return booking


def need_home_visit(key: str) -> HomeVisit:
    """The home visit behind an unguessable key, whose holder acts for it. Raises Unknown."""
    with looking() as hall:
        found = [
            home_visit for home_visit in hall.home_visits.values() if same(home_visit.key, key)
        ]
    if not found:
        raise Unknown("There is no such home visit.")
    g.actor = f"{Role.citizen}:{found[0].id}"
    return found[0]


def address() -> str:
    """From which address somebody asks, as far as it can be known. What a request says of it by
    itself is believed only as far as proxies of the hall's own have written it."""
    proxies = hub().settings.proxies
    said = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(said) >= proxies and said[-proxies]:
        return said[-proxies]
    return request.remote_addr or ""


def actor() -> str | None:
    """Who asks: set by what the page needed, or a bearer token, or the signed-in staff."""
    if "actor" not in g:
        g.actor = pairing.bearer(hub()) or _signed_in()
    name: str | None = g.actor
    return name


def _signed_in() -> str | None:
    person = staff()
    return f"staff:{person.account}" if person is not None else None


def execute(
    command: type[Command],
    *,
    id: str,
    sealed: Any = None,
    personal: Mapping[str, Personal] | None = None,
    **words: Any,
) -> tuple[Entry, ...]:
    """Do a command as whoever asks. Raises a `Refusal`."""
    by = actor()
    if by is None:
        raise NotSignedIn
    return hub().bus.execute(command(id=id, by=by, **words), sealed, personal)


def new_command_id() -> str:
    """For a form: put into the page, so that the form sent twice is one command."""
    return str(uuid4())


def key_for(command_id: str) -> str:
    """The unguessable key of the ticket this command will give."""
    return ticket_key(hub().secret, actor() or "", command_id)


def set_language(language: str) -> None:
    g.language = language


def language() -> str:
    """The page's language: set by the page, in its address, chosen before, asked for by the
    browser, Chinese."""
    if "language" not in g:
        chosen = _in_address() or request.args.get("language") or request.cookies.get(CHOSEN)
        if chosen not in languages():
            chosen = request.accept_languages.best_match(languages(), "zh")
        g.language = chosen
    name: str = g.language
    return name


def _in_address() -> str | None:
    """``/kiosk/en/...`` is an English page, also where it is a refusal."""
    parts = request.path.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "kiosk" and parts[2] in languages() else None
