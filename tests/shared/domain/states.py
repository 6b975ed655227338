"""The states a window and its tickets may be in, each as a scene that has come to it."""

from collections.abc import Callable
from datetime import date

from shared.domain import events as e
from tests.shared.domain.given import (
    Scene,
    abandoned,
    asked_help,
    asked_home_visit,
    at_window,
    before_set_up,
    being_served,
    booked,
    called,
    cancelled,
    finished,
    given,
    held,
    id_of,
    issued,
    lent,
    missed,
    opened,
    posted,
    requeued,
    resumed,
    sent,
    started,
    walked_in,
)

CALLED = (opened(1), *at_window("A001"))
VISIT = issued("A001", visit=("id-card", "passport", "estate"))
NEXT_STEP = e.VisitContinued(id_of("A001"), 1, 1, "passport", "A")


def missed_twice() -> Scene:
    scene = given(*CALLED, missed("A001"), requeued("A001"), called("A001"))
    scene.happens(missed("A001"), abandoned("A001"))
    return scene


def a_step_done() -> Scene:
    scene = given(opened(1), VISIT, called("A001"), started("A001"))
    scene.happens(finished("A001"), NEXT_STEP)
    return scene


RECORDS = (
    booked(), posted(), asked_help(), lent(), asked_home_visit(),
    e.HomeVisitAssigned("v904", "li", date(2026, 11, 24)),
)  # fmt: skip

STATES: dict[str, Callable[[], Scene]] = {
    "not set up": before_set_up,
    "closed": lambda: given(issued("A002")),
    "free, nobody waits": lambda: given(opened(1)),
    "free, somebody waits": lambda: given(opened(1), issued("A002")),
    "called": lambda: given(*CALLED, issued("A002")),
    "recalled": lambda: given(*CALLED, e.TicketRecalled(id_of("A001"), 1), issued("A002")),
    "serving": lambda: given(*CALLED, started("A001"), issued("A002")),
    "served": lambda: given(opened(1), *being_served(), finished("A001"), issued("A002")),
    "missed": lambda: given(*CALLED, missed("A001"), issued("A002")),
    "requeued": lambda: given(*CALLED, missed("A001"), requeued("A001"), issued("A002")),
    "missed twice": lambda: missed_twice().given(issued("A002")),
    "cancelled": lambda: given(*CALLED, cancelled("A001"), issued("A002")),
    "held": lambda: given(opened(1), *being_served(), held("A001"), issued("A002")),
    "held, another called": lambda: given(
        opened(1), *being_served(), held("A001"), issued("A002"), *at_window("A003")
    ),
    "resumed": lambda: given(
        opened(1), *being_served(), held("A001"), resumed("A001"), issued("A002")
    ),
    "sent to another window": lambda: given(
        opened(1), *being_served(), sent("A001", "A", for_window=4), issued("A002")
    ),
    "sent here, first": lambda: given(
        opened(1), opened(2, "li"), *being_served("A001", 2),
        sent("A001", "A", for_window=1, first=True, window=2), issued("A002"),
    ),
    "second step of a visit": lambda: a_step_done().given(
        called("A001"), started("A001"), issued("A002")
    ),
    "visit goes on": lambda: a_step_done().given(issued("A002")),
    "walk-in": lambda: given(opened(1), walked_in("A001"), issued("A002")),
    "paused": lambda: given(opened(1), e.WindowPaused(1, e.PauseReason.meal), issued("A002")),
    "armed": lambda: given(opened(1), e.WindowArmed(1, armed=True)),
    "armed, somebody waits": lambda: given(
        opened(1), e.WindowArmed(1, armed=True), issued("A002")
    ),
    "automatic": lambda: given(opened(1), e.AutomaticSet(1, 20), issued("A002")),
    "closed again": lambda: given(opened(1), e.WindowClosed(1), issued("A002")),
    "with records of all kinds": lambda: given(*CALLED, *RECORDS, issued("A002")),
}  # fmt: skip
CLOSED = {"closed", "closed again", "not set up"}
IS_CALLED = {"called", "recalled", "with records of all kinds"}
IS_SERVED = {"serving", "resumed", "second step of a visit", "walk-in"}
SOMEBODY = IS_CALLED | IS_SERVED | {"held, another called"}
OPEN = STATES.keys() - CLOSED
FREE = OPEN - SOMEBODY - {"paused"}
HELD = {"held", "held, another called"}
NOBODY_WAITS = {"free, nobody waits", "armed"}
