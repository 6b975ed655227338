"""Pieces that several boards show in the same way."""

from collections.abc import Callable
from datetime import datetime, timedelta

from shared.domain import boards as b
from shared.domain.catalogue import Text
from shared.domain.explain import Said, why_called
from shared.domain.hall import Hall, Served, WindowNow
from shared.domain.refusals import Unknown
from shared.domain.why import Why
from shared.words import languages, say


def hall_name(hall: Hall) -> Text:
    if hall.catalogue is None:
        raise Unknown("The hall has not been set up yet.")
    return hall.catalogue.name


def service_name(hall: Hall, code: str) -> Text:
    """Its name, or its code where an import has taken it away since."""
    service = hall.services.get(code)
    return service.name if service else {"zh": code}


def zone_of(hall: Hall, window: int) -> Text:
    return hall.zones[hall.desks[window].zone].name


def state_of(window: WindowNow) -> str:
    if not window.clerk:
        return "closed"
    return "open" if window.paused is None else "paused"


def pause_of(window: WindowNow) -> b.PauseShown | None:
    pause = window.paused
    return b.PauseShown(pause.reason, pause.since, pause.until) if pause else None


def back_until(hall: Hall, missed_at: datetime) -> datetime:
    """How long a ticket that was missed then may come back."""
    return missed_at + timedelta(minutes=hall.settings.missed_ends_minutes)


def reasons(hall: Hall, number: str, why: Why) -> tuple[Text, ...]:
    """Why a number was called or would be, in every language."""
    return tuple(in_every_language(said) for said in why_called(number, why, clock_of(hall)))


def clock_of(hall: Hall) -> Callable[[datetime], str]:
    """How the hall's clock shows an instant."""
    return lambda at: f"{at.astimezone(hall.zone):%H:%M}"


def in_every_language(said: Said) -> Text:
    return {language: _in(language, said) for language in languages()}


def _in(language: str, said: Said) -> str:
    filled = {
        name: _in(language, value) if isinstance(value, Said) else value
        for name, value in said.values.items()
    }
    return say(language, said.sentence, **filled)


def queues_at_a_glance(hall: Hall) -> tuple[b.QueueInOverview, ...]:
    return tuple(
        b.QueueInOverview(
            letter=letter,
            name=queue.name,
            waiting=hall.waiting(letter),
            longest_since=hall.longest_since(letter),
            windows_open=len(hall.open_windows(letter)),
            windows=len(hall.desks_of.get(letter, ())),
            served=hall.served.get(letter, Served()).count,
        )
        for letter, queue in hall.queues.items()
    )
