"""Every command and every event has its line in every table."""

import msgspec
import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain import refusals
from shared.domain.folds import EVOLVE
from shared.domain.jobs import JOBS
from shared.domain.permissions import PERMISSIONS
from shared.domain.policy import WEIGHTS
from shared.domain.refusals import Refusal
from shared.domain.rules import RULES
from shared.domain.rules.windows import STATE_SENTENCES
from shared.domain.tickets import AT_WINDOW, ENDED, OPEN, Class, State
from shared.hub.errors import STATUS
from shared.hub.rooms import ROOMS
from shared.store.tables import WRITERS

COMMANDS = set(c.Command.__subclasses__())
EVENTS = set(e.Event.__subclasses__())


def every_refusal(kind: type[Refusal] = Refusal) -> set[type[Refusal]]:
    return {kind}.union(*(every_refusal(child) for child in kind.__subclasses__()))


def test_every_command_has_a_rule() -> None:
    assert RULES.keys() == COMMANDS


def test_every_command_has_a_permission() -> None:
    assert PERMISSIONS.keys() == COMMANDS
    assert all(PERMISSIONS.values())


def test_every_event_has_a_fold() -> None:
    assert EVOLVE.keys() == EVENTS


def test_every_event_has_a_writer() -> None:
    assert WRITERS.keys() == EVENTS


def test_every_event_has_its_rooms() -> None:
    assert ROOMS.keys() == EVENTS


def test_every_event_can_be_read_back() -> None:
    assert set(e.KINDS.values()) == EVENTS
    for kind in EVENTS:
        msgspec.json.Decoder(kind)


def test_jobs_follow_from_events_only() -> None:
    assert JOBS.keys() <= EVENTS


def test_every_class_has_a_weight() -> None:
    assert WEIGHTS.keys() == set(Class)


def test_every_state_at_a_window_has_a_sentence() -> None:
    assert STATE_SENTENCES.keys() == AT_WINDOW


def test_the_sets_of_states() -> None:
    assert AT_WINDOW < OPEN
    assert not OPEN & ENDED
    assert OPEN | ENDED | {State.missed} == set(State)


@pytest.mark.parametrize(
    "kind", sorted(every_refusal() - {Refusal}, key=str), ids=lambda kind: kind.__name__
)
def test_every_refusal_has_a_status_and_a_code_of_its_own(kind: type[Refusal]) -> None:
    assert 400 <= STATUS[kind] < 500
    assert [other for other in every_refusal() if other.code == kind.code] == [kind]


def test_the_tree_of_refusals_is_drawn_as_it_is() -> None:
    named = [kind.__name__ for kind in every_refusal() if kind.__module__ == refusals.__name__]
    assert all(name in (refusals.__doc__ or "") for name in named)


@pytest.mark.parametrize("kind", sorted(COMMANDS | EVENTS, key=str), ids=lambda kind: kind.__name__)
def test_commands_and_events_are_frozen_and_described(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.frozen


def test_events_hold_nothing_of_citizens_and_no_secrets() -> None:
    """The key of a ticket's page is the one thing an event keeps to itself."""
    forbidden = {"phone", "identity", "identity_number", "password", "token", "digest", "hash"}
    for kind in EVENTS:
        assert not forbidden & set(kind.__struct_fields__)
