"""Calling a steward."""

from shared.domain.events.event import Event
from shared.domain.help_calls import HelpCall


class HelpAsked(Event, frozen=True):
    call: HelpCall


class HelpTaken(Event, frozen=True):
    help: int
    steward: str


class HelpClosed(Event, frozen=True):
    """`withdrawn`: by whoever had called."""

    help: int
    note: str = ""
    withdrawn: bool = False
