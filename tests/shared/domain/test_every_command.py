"""Every command by every actor in every state of a window: done, or refused with a sentence.

The tables here say again, in the hall's words, what `permissions` and the rules must come to.
"""

from datetime import date, timedelta
from itertools import product

import pytest

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.help_calls import HelpReason
from shared.domain.notices import NoticeKind
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS, role_of
from shared.domain.ratings import Rating
from shared.domain.refusals import NobodyWaiting, NotAllowed, Refusal, Unknown, WrongState
from shared.domain.rules import RULES
from shared.domain.screens import Screen
from shared.domain.settings import HallSettings
from shared.domain.tickets import Class, Need, State
from tests.shared.domain.given import given, id_of, issued
from tests.shared.domain.states import (
    FREE,
    HELD,
    IS_CALLED,
    IS_SERVED,
    NOBODY_WAITS,
    OPEN,
    SOMEBODY,
    STATES,
)
from tests.small_hall import CATALOGUE, MONDAY_MORNING

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
    "citizen:20261123-A001": Role.citizen,  # of a ticket that most states hold
    "visitor:a-phone": Role.visitor,
    "public:web": Role.public,
    "staff:gone": None,  # shut
    "staff:nobody": None,
    "staff:": None,
    "kiosk:K9": None,  # shut out
    "kiosk:nothing": None,
    "steward:gu": None,  # a role is no kind of actor
    "administrator:admin": None,
    "citizen:20261123-A777": None,  # of no ticket, appointment or visit
    "citizen:": None,
    "wang": None,
    "": None,
}
AT_WINDOWS = {Role.clerk, Role.steward, Role.supervisor, Role.administrator}
SUPERVISING = {Role.supervisor, Role.administrator}
IN_THE_HALL = AT_WINDOWS
BOOKING = {Role.steward, Role.supervisor, Role.administrator}
AT_THE_DOOR = BOOKING | {Role.kiosk, Role.visitor}
HOUSE = {Role.administrator, Role.system}
MAY: dict[type[c.Command], set[Role]] = {
    c.OpenDay: {Role.system},
    c.ImportHall: HOUSE,
    c.OpenSpecially: HOUSE | {Role.supervisor},
    c.ChangeSettings: HOUSE | {Role.supervisor},
    c.SendMessage: SUPERVISING,
    c.AddStaff: HOUSE,
    c.SetPassword: HOUSE,
    c.DisableStaff: HOUSE,
    c.PairDevice: HOUSE,
    c.RevokeDevice: HOUSE,
    c.SetUpScreen: HOUSE,
    c.Announce: SUPERVISING,
    c.RepeatAnnouncement: SUPERVISING,
    c.TakeTicket: AT_THE_DOOR,
    c.SetClass: IN_THE_HALL,
    c.ConfirmClass: IN_THE_HALL,
    c.AskMoreTime: {Role.citizen},
    c.RequeueTicket: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.CancelTicket: IN_THE_HALL | {Role.citizen},
    c.AbandonTicket: {Role.system},
    c.OpenWindow: AT_WINDOWS,
    c.CloseWindow: AT_WINDOWS,
    c.PauseWindow: AT_WINDOWS,
    c.EndPause: AT_WINDOWS,
    c.HandOverWindow: AT_WINDOWS,
    c.ServeQueues: AT_WINDOWS,
    c.ArmWindow: AT_WINDOWS,
    c.SetAutomatic: AT_WINDOWS,
    c.CallNext: AT_WINDOWS,
    c.CallDue: {Role.system},
    c.CallTicket: AT_WINDOWS,
    c.Recall: AT_WINDOWS,
    c.StartService: AT_WINDOWS,
    c.FinishService: AT_WINDOWS,
    c.MissTicket: AT_WINDOWS,
    c.HoldTicket: AT_WINDOWS,
    c.ResumeTicket: AT_WINDOWS,
    c.TransferTicket: AT_WINDOWS,
    c.ServeWalkIn: AT_WINDOWS,
    c.UndoPress: AT_WINDOWS,
    c.RateService: {Role.display, Role.citizen},
    c.ContactCase: SUPERVISING,
    c.CloseCase: SUPERVISING,
    c.BookAppointment: AT_THE_DOOR | {Role.public},
    c.MoveAppointment: BOOKING | {Role.citizen},
    c.CancelAppointment: BOOKING | {Role.citizen},
    c.CheckIn: AT_THE_DOOR,
    c.ExcuseNoShow: SUPERVISING,
    c.PostNotice: SUPERVISING,
    c.PublishNotice: SUPERVISING,
    c.WithdrawNotice: SUPERVISING,
    c.AskHelp: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.TakeHelp: BOOKING,
    c.CloseHelp: IN_THE_HALL | {Role.kiosk, Role.citizen},
    c.LendItem: BOOKING,
    c.ReturnItem: BOOKING,
    c.AskHomeVisit: BOOKING | {Role.public},
    c.AssignHomeVisit: BOOKING,
    c.FinishHomeVisit: IN_THE_HALL,
    c.CancelHomeVisit: BOOKING | {Role.citizen},
    c.SeePersonal: IN_THE_HALL,
    c.SetKioskPin: HOUSE,
    c.ReportJob: {Role.station, Role.system},
}
A001, A002 = {"ticket": id_of("A001")}, {"ticket": id_of("A002")}
AT_1: dict[str, object] = {"window": 1}
WORDS: dict[type[c.Command], dict[str, object]] = {
    c.OpenDay: {"day": "20261123"},
    c.ImportHall: {"catalogue": CATALOGUE},
    c.OpenSpecially: {"reason": "rain"},
    c.ChangeSettings: {"settings": HallSettings(most_overtaken=3)},
    c.SendMessage: AT_1 | {"text": "please help"},
    c.AddStaff: {"account": "qian", "name": "qian", "role": Role.clerk},
    c.SetPassword: {"account": "li"},
    c.DisableStaff: {"account": "li"},
    c.PairDevice: {"device": "D2", "kind": Role.display},
    c.RevokeDevice: {"device": "D1"},
    c.SetUpScreen: {"device": "D1", "screen": Screen(name="Door", zones=("east",))},
    c.Announce: {"text": {"zh": "大厅十五分钟后关门"}},
    c.RepeatAnnouncement: {},
    c.TakeTicket: {"service": "id-card", "language": "zh", "key": "0123456789abcdef"},
    c.SetClass: A001 | {"class_": Class.green, "need": Need.elderly, "reason": "asked"},
    c.ConfirmClass: A001,
    c.AskMoreTime: A001,
    c.RequeueTicket: A001,
    c.CancelTicket: A001 | {"reason": "left"},
    c.AbandonTicket: A001,
    c.RateService: {"finish": 999, "rating": Rating.good},
    c.ContactCase: {"case": 999, "note": "spoke"},
    c.CloseCase: {"case": 999, "note": "done"},
    c.BookAppointment: {
        "service": "passport",
        "starts_at": MONDAY_MORNING + timedelta(hours=1),
        "language": "zh",
        "key": "0123456789abcdef",
        "code": "123456789012345678901234",
        "person": "one",
        "identity": "its identity",
    },
    c.MoveAppointment: {"booking": "b900", "starts_at": MONDAY_MORNING + timedelta(hours=3)},
    c.CancelAppointment: {"booking": "b900", "reason": "ill"},
    c.CheckIn: {"booking": "b900", "key": "0123456789abcdef"},
    c.ExcuseNoShow: {"booking": "b800", "reason": "snow"},
    c.PostNotice: {"kind": NoticeKind.power, "until": MONDAY_MORNING + timedelta(hours=1)},
    c.PublishNotice: {
        "kind": NoticeKind.announcement,
        "until": MONDAY_MORNING + timedelta(days=30),
        "title": {"zh": "公告"},
        "text": {"zh": "国庆节放假"},
    },
    c.WithdrawNotice: {"notice": 901},
    c.AskHelp: {"reason": HelpReason.question, "window": 1},
    c.TakeHelp: {"help": 902},
    c.CloseHelp: {"help": 902, "note": "helped"},
    c.LendItem: {"item": "wheelchair", "tag": "3", "ticket": "A1"},
    c.ReturnItem: {"loan": 903},
    c.AskHomeVisit: {"service": "id-card", "key": "0123456789abcdef", "person": "two"},
    c.AssignHomeVisit: {"home_visit": "v904", "to": "wang", "on": date(2026, 11, 24)},
    c.FinishHomeVisit: {"home_visit": "v904", "note": "done"},
    c.CancelHomeVisit: {"home_visit": "v904", "reason": "well again"},
    c.SeePersonal: {"record": "booking", "of": "b900"},
    c.SetKioskPin: {"mark": "a mark"},
    c.ReportJob: {"job": f"receipt-{id_of('A002')}", "outcome": "done"},
    # What is asked of window 1:
    c.OpenWindow: AT_1,
    c.CloseWindow: AT_1,
    c.PauseWindow: AT_1 | {"reason": e.PauseReason.meal},
    c.EndPause: AT_1,
    c.HandOverWindow: AT_1 | {"to": "sun"},
    c.ServeQueues: AT_1 | {"queues": ("C",)},
    c.ArmWindow: AT_1,
    c.SetAutomatic: AT_1 | {"pause_seconds": 20},
    c.CallNext: AT_1,
    c.CallDue: AT_1,
    c.CallTicket: AT_1 | A002 | {"reason": "a train"},
    c.Recall: AT_1,
    c.StartService: AT_1,
    c.FinishService: AT_1,
    c.MissTicket: AT_1,
    c.HoldTicket: AT_1,
    c.ResumeTicket: AT_1 | A001,
    c.TransferTicket: AT_1 | {"queue": "B"},
    c.ServeWalkIn: AT_1 | {"service": "id-card", "reason": "ill", "key": "fedcba9876543210"},
    c.UndoPress: AT_1,
}
# What the window's own clerk may do, by the state of the window.
OWN_MOVES: dict[type[c.Command], set[str]] = {
    c.OpenWindow: {"closed", "closed again"},
    c.CloseWindow: (FREE | {"paused"}) - HELD,
    c.PauseWindow: FREE,
    c.EndPause: {"paused"},
    c.HandOverWindow: set(OPEN),
    c.ServeQueues: set(OPEN),
    c.ArmWindow: FREE - {"armed", "armed, somebody waits"},
    c.SetAutomatic: OPEN - {"automatic"},
    c.CallNext: FREE - NOBODY_WAITS,
    c.CallDue: set(),
    c.CallTicket: FREE - NOBODY_WAITS,
    c.Recall: IS_CALLED | {"held, another called"},
    c.StartService: IS_CALLED | {"held, another called"},
    c.MissTicket: IS_CALLED | {"held, another called"},
    c.FinishService: IS_SERVED,
    c.HoldTicket: IS_SERVED,
    c.ResumeTicket: {"held"},
    c.TransferTicket: SOMEBODY,
    c.ServeWalkIn: FREE,
    c.UndoPress: {"called", "missed", "missed twice", "served", "visit goes on",
                  "held, another called", "with records of all kinds"},
}  # fmt: skip
# Where A001 is, and what may come of it there at the hand of a steward.
TICKET_IS: dict[str, State] = {
    **dict.fromkeys(sorted(IS_CALLED), State.called),
    **dict.fromkeys(sorted(IS_SERVED), State.serving),
    **dict.fromkeys(sorted(HELD), State.held),
    **dict.fromkeys(
        ("requeued", "sent to another window", "sent here, first", "visit goes on"), State.waiting
    ),
    "served": State.served,
    "missed": State.missed,
    "missed twice": State.abandoned,
    "cancelled": State.cancelled,
}
SAYS: dict[State, str] = {
    State.waiting: "A001 is waiting.",
    State.called: "A001 has been called and has not come yet.",
    State.serving: "A001 is being served.",
    State.held: "A001 is set aside at window 1.",
    State.missed: "A001 was missed.",
    State.served: "A001 has been served.",
    State.abandoned: "A001 was missed and has ended.",
    State.cancelled: "A001 was cancelled.",
}
WITH_TICKETS: dict[tuple[type[c.Command], str], set[State]] = {
    (c.SetClass, "staff:gu"): {State.waiting, State.called, State.serving},
    (c.RequeueTicket, "staff:gu"): {State.missed},
    (c.RequeueTicket, "kiosk:K1"): {State.missed},
    (c.RequeueTicket, "citizen:20261123-A001"): {State.missed},
    (c.CancelTicket, "staff:gu"): {State.waiting, State.called, State.held, State.missed},
    (c.CancelTicket, "citizen:20261123-A001"): {State.waiting, State.missed},
    (c.AbandonTicket, "system:hall"): {State.missed},
}


def named(value: object) -> str:
    return getattr(value, "__name__", str(value))


def test_the_tables_of_this_test_are_complete() -> None:
    assert MAY.keys() == WORDS.keys() == RULES.keys() == PERMISSIONS.keys()
    at_the_window = {kind for kind, words in WORDS.items() if "window" in words}
    assert OWN_MOVES.keys() == at_the_window - {c.SendMessage, c.AskHelp}
    assert {*TICKET_IS.values()} == {*SAYS} == {*State} - {State.expired}
    assert {TICKET_IS[state] for state in TICKET_IS} == {
        STATES[state]().ticket("A001").state for state in TICKET_IS
    }


@pytest.mark.parametrize("actor", ACTORS)
def test_the_role_of_each_actor(actor: str) -> None:
    assert role_of(actor, given(issued("A001")).hall) is ACTORS[actor]


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
    scene = STATES[state]().when(kind, **WORDS[kind])
    if state in OWN_MOVES[kind]:
        assert scene.refusal is None
    elif state == "not set up" or kind is c.CallDue:
        scene.refused(NotAllowed, "You may not do this.")  # nobody works here yet, or the hall's
    elif state in FREE and (meant := WORDS[kind].get("ticket")) and meant not in scene.hall.tickets:
        scene.refused(Unknown, "There is no such number today.")
    else:
        assert isinstance(scene.refusal, WrongState)
        assert "{" not in str(scene.refusal)


@pytest.mark.parametrize("state", STATES)
def test_the_hall_calls_for_windows_that_call_by_themselves(state: str) -> None:
    scene = STATES[state]().when(c.CallDue, by="system:hall", window=1)
    if state == "armed, somebody waits":
        assert scene.refusal is None
    elif state == "armed":
        scene.refused(NobodyWaiting, "Nobody is waiting.")
    elif state == "not set up":
        scene.refused(Unknown, "There is no window 1.")
    else:
        scene.refused(WrongState, "Window 1 does not call now.")


@pytest.mark.parametrize(
    ("asked", "state"),
    [(asked, state) for asked in WITH_TICKETS for state in sorted(TICKET_IS)],
    ids=named,
)
def test_a_refusal_names_the_state_of_the_ticket(
    asked: tuple[type[c.Command], str], state: str
) -> None:
    kind, actor = asked
    scene = STATES[state]().when(kind, by=actor, **WORDS[kind])
    if TICKET_IS[state] in WITH_TICKETS[asked]:
        assert scene.refusal is None
    else:
        scene.refused(WrongState, SAYS[TICKET_IS[state]])


@pytest.mark.parametrize(
    "kind", [c.Recall, c.StartService, c.MissTicket, c.FinishService, c.HoldTicket]
)
@pytest.mark.parametrize("state", sorted(IS_CALLED | IS_SERVED))
def test_a_move_that_does_not_fit_names_the_state(kind: type[c.Command], state: str) -> None:
    scene = STATES[state]().when(kind, window=1)
    if state in OWN_MOVES[kind]:
        assert scene.refusal is None
    else:
        scene.refused(WrongState, SAYS[TICKET_IS[state]])


@pytest.mark.parametrize("kind", list(RULES), ids=named)
def test_nobody_may_do_anything_without_being_somebody(kind: type[c.Command]) -> None:
    for actor in ("", "nobody", "kiosk", "staff", ":", "staff:wang ", "STAFF:wang"):
        given().when(kind, by=actor, **WORDS[kind]).refused(NotAllowed, "You may not do this.")
