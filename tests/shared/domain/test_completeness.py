"""Every command and every event has its line in every table."""

import msgspec
import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain import refusals
from shared.domain.explain import BECAUSE, NEEDS
from shared.domain.folds import EVOLVE
from shared.domain.jobs import JOBS
from shared.domain.permissions import PERMISSIONS
from shared.domain.policy import PRESETS
from shared.domain.refusals import Refusal
from shared.domain.rules import RULES
from shared.domain.rules.at_window import STATE_SENTENCES
from shared.domain.settings import HallSettings, Preset
from shared.domain.tickets import AT_WINDOW, COMING_BACK, ENDED, OPEN, Class, Need, State
from shared.domain.why import Because
from shared.hub.errors import STATUS
from shared.hub.rooms import ROOMS
from shared.hub.turns import TooBusy
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


@pytest.mark.parametrize("preset", Preset)
def test_every_class_has_a_weight_in_every_preset(preset: Preset) -> None:
    assert PRESETS[preset](HallSettings()).weights.keys() == set(Class)


def test_every_state_has_a_sentence() -> None:
    assert STATE_SENTENCES.keys() == set(State)


def test_every_reason_and_need_can_be_explained() -> None:
    assert BECAUSE.keys() == set(Because)
    assert NEEDS.keys() == set(Need) - {Need.none}


def test_the_sets_of_states() -> None:
    assert AT_WINDOW < OPEN
    assert not OPEN & ENDED
    assert not (OPEN | ENDED) & COMING_BACK
    assert set(State) == OPEN | ENDED | COMING_BACK


@pytest.mark.parametrize(
    "kind", sorted(every_refusal() - {Refusal}, key=str), ids=lambda kind: kind.__name__
)
def test_every_refusal_has_a_status_and_a_code_of_its_own(kind: type[Refusal]) -> None:
    assert 400 <= STATUS[kind] < 500 or (kind is TooBusy and STATUS[kind] == 503)
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
