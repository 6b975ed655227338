"""Every command by every actor in every state of a window: done, or refused with a sentence.

The tables here say again, in the hall's words, what `permissions` and the rules must come to.
"""

from collections.abc import Callable
from itertools import product

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS, role_of
from shared.domain.refusals import NotAllowed, Refusal, WrongState
from shared.domain.rules import RULES
from tests.shared.domain.given import (
    Scene,
    before_set_up,
    called,
    finished,
    given,
    id_of,
    issued,
    missed,
    opened,
    started,
)
from tests.small_hall import CATALOGUE

ACTORS: dict[str, Role | None] = {
    "staff:wang": Role.clerk,
    "staff:li": Role.clerk,
    "staff:zhao": Role.clerk,
    "staff:gu": Role.steward,
    "staff:sun": Role.supervisor,
    "staff:admin": Role.administrator,
    "kiosk:K1": Role.kiosk,
    "display:D1": Role.display,
    "station:S1": Role.station,
    "system:hall": Role.system,
    "staff:gone": None,  # shut
    "staff:nobody": None,
    "staff:": None,
    "kiosk:K9": None,  # shut out
    "kiosk:nothing": None,
    "steward:gu": None,  # a role is no kind of actor
    "administrator:admin": None,
    "wang": None,
    "": None,
}
STAFF_AT_WINDOWS = {Role.clerk, Role.supervisor, Role.administrator}
HOUSE = {Role.administrator, Role.system}
MAY: dict[type[c.Command], set[Role]] = {
    c.OpenDay: {Role.system},
    c.ImportHall: HOUSE,
    c.OpenSpecially: HOUSE | {Role.supervisor},
    c.AddStaff: HOUSE,
    c.SetPassword: HOUSE,
    c.DisableStaff: HOUSE,
    c.PairDevice: HOUSE,
    c.RevokeDevice: HOUSE,
    c.TakeTicket: {Role.kiosk, Role.steward, Role.supervisor, Role.administrator},
    c.OpenWindow: STAFF_AT_WINDOWS,
    c.CloseWindow: STAFF_AT_WINDOWS,
    c.CallNext: STAFF_AT_WINDOWS,
    c.Recall: STAFF_AT_WINDOWS,
    c.StartService: STAFF_AT_WINDOWS,
    c.FinishService: STAFF_AT_WINDOWS,
    c.MissTicket: STAFF_AT_WINDOWS,
    c.ReportJob: {Role.station, Role.system},
}
WORDS: dict[type[c.Command], dict[str, object]] = {
    c.OpenDay: {"day": "20261123"},
    c.ImportHall: {"catalogue": CATALOGUE},
    c.OpenSpecially: {"reason": "rain"},
    c.AddStaff: {"account": "qian", "name": "qian", "role": Role.clerk},
    c.SetPassword: {"account": "li"},
    c.DisableStaff: {"account": "li"},
    c.PairDevice: {"device": "D2", "kind": Role.display},
    c.RevokeDevice: {"device": "D1"},
    c.TakeTicket: {"service": "id-card", "language": "zh", "key": "0123456789abcdef"},
    c.ReportJob: {"job": f"receipt-{id_of('A002')}", "outcome": "done"},
} | {
    move: {"window": 1}
    for move in (
        c.OpenWindow,
        c.CloseWindow,
        c.CallNext,
        c.Recall,
        c.StartService,
        c.FinishService,
        c.MissTicket,
    )
}

AT_1 = (opened(1), issued("A001"), called("A001"))
STATES: dict[str, Callable[[], Scene]] = {
    "not set up": before_set_up,
    "closed": lambda: given(issued("A002")),
    "free, nobody waits": lambda: given(opened(1)),
    "free, somebody waits": lambda: given(opened(1), issued("A002")),
    "called": lambda: given(*AT_1, issued("A002")),
    "recalled": lambda: given(*AT_1, e.TicketRecalled(id_of("A001"), 1), issued("A002")),
    "serving": lambda: given(*AT_1, started("A001"), issued("A002")),
    "served": lambda: given(*AT_1, started("A001"), finished("A001"), issued("A002")),
    "missed": lambda: given(*AT_1, missed("A001"), issued("A002")),
    "closed again": lambda: given(opened(1), e.WindowClosed(1), issued("A002")),
}
FREE = {"free, nobody waits", "free, somebody waits", "served", "missed"}
# What the window's own clerk may do, by the state of the window.
OWN_MOVES: dict[type[c.Command], set[str]] = {
    c.OpenWindow: {"closed", "closed again"},
    c.CloseWindow: FREE,
    c.CallNext: FREE - {"free, nobody waits"},
    c.Recall: {"called", "recalled"},
    c.StartService: {"called", "recalled"},
    c.MissTicket: {"called", "recalled"},
    c.FinishService: {"serving"},
}


def named(value: object) -> str:
    return getattr(value, "__name__", str(value))


def test_the_tables_of_this_test_are_complete() -> None:
    assert MAY.keys() == WORDS.keys() == RULES.keys() == PERMISSIONS.keys()
    assert OWN_MOVES.keys() == {kind for kind, words in WORDS.items() if "window" in words}


@pytest.mark.parametrize("actor", ACTORS)
def test_the_role_of_each_actor(actor: str) -> None:
    assert role_of(actor, given().hall) is ACTORS[actor]


@pytest.mark.parametrize(("kind", "state"), list(product(RULES, STATES)), ids=named)
def test_who_may_and_what_comes_of_it(kind: type[c.Command], state: str) -> None:
    """`Scene.when` also checks that the hall is as it was before."""
    for actor in ACTORS:
        scene = STATES[state]().when(kind, by=actor, **WORDS[kind])
        role = role_of(actor, scene.hall)
        if role not in MAY[kind]:
            scene.refused(NotAllowed, "You may not do this.")
        elif scene.refusal is None:
            assert scene.events
            assert all(type(event) in e.KINDS.values() for event in scene.events)
            scene.given(*scene.events)
        else:
            assert isinstance(scene.refusal, Refusal)
            assert "{" not in str(scene.refusal)


@pytest.mark.parametrize(("kind", "state"), list(product(OWN_MOVES, STATES)), ids=named)
def test_the_moves_of_a_windows_clerk(kind: type[c.Command], state: str) -> None:
    scene = STATES[state]().when(kind, window=1)
    if state in OWN_MOVES[kind]:
        assert scene.refusal is None
    elif state == "not set up":
        scene.refused(NotAllowed, "You may not do this.")  # nobody works here yet
    else:
        assert isinstance(scene.refusal, WrongState)
        assert "{" not in str(scene.refusal)


@pytest.mark.parametrize("kind", list(RULES), ids=named)
def test_nobody_may_do_anything_without_being_somebody(kind: type[c.Command]) -> None:
    for actor in ("", "nobody", "kiosk", "staff", ":", "staff:wang ", "STAFF:wang"):
        given().when(kind, by=actor, **WORDS[kind]).refused(NotAllowed, "You may not do this.")
