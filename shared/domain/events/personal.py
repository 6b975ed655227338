"""Looking at what is personal about a record."""

from shared.domain.events.event import Event


class PersonalSeen(Event, frozen=True):
    """Somebody of the staff has looked at the name, phone or address behind a record: ``ticket``,
    ``booking`` or ``home-visit``, and its id."""

    record: str
    id: str
