"""What may be asked on a random day: each command with words that may make sense then."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain.catalogue import Help
from shared.domain.events import PauseReason
from shared.domain.hall import Hall, WindowNow
from shared.domain.people import Role
from shared.domain.ratings import Rating, RatingReason
from shared.domain.screens import Screen
from shared.domain.settings import HallSettings, Preset
from shared.domain.tickets import Class, Need, Outcome, State
from tests.small_hall import CATALOGUE, key_for, new_id

CLERKS = ("staff:wang", "staff:li", "staff:zhao", "staff:sun")
SERVICES = ("id-card", "id-card", "passport", "invoice", "estate")
Words = dict[str, object]

# What clerks mostly do, by whom they have before them; the more often named, the more often done.
SENSIBLE: dict[State | str | None, tuple[type[c.Command], ...]] = {
    None: (
        *(c.CallNext,) * 9, c.CloseWindow, c.PauseWindow, c.ResumeTicket, c.ResumeTicket,
        c.CallTicket, c.ServeWalkIn, c.ArmWindow, c.SetAutomatic, c.ServeQueues,
    ),
    State.called: (
        *(c.StartService,) * 6, c.Recall, c.MissTicket, c.MissTicket, c.TransferTicket,
        c.HandOverWindow,
    ),
    State.serving: (
        *(c.FinishService,) * 6, c.HoldTicket, c.HoldTicket, c.TransferTicket, c.HandOverWindow,
    ),
    "paused": (c.EndPause, c.EndPause, c.CallNext),
}  # fmt: skip
AT_WINDOWS = (
    c.OpenWindow, c.CloseWindow, c.PauseWindow, c.EndPause, c.HandOverWindow, c.ServeQueues,
    c.ArmWindow, c.SetAutomatic, c.CallNext, c.CallTicket, c.Recall, c.StartService,
    c.FinishService, c.MissTicket, c.HoldTicket, c.ResumeTicket, c.TransferTicket, c.ServeWalkIn,
    c.UndoPress, c.CallDue,
)  # fmt: skip
PRESSES = {
    None: c.CallNext,
    State.called: c.MissTicket,
    State.serving: c.FinishService,
}


def situation(hall: Hall, window: WindowNow) -> State | str | None:
    if window.paused is not None:
        return "paused"
    return hall.tickets[window.ticket].state if window.ticket else None


def _one_of(hall: Hall, choice: int, *states: State) -> str:
    """The id of a ticket in one of these states; any that sounds like one where there is none."""
    ids = [ticket.id for ticket in hall.tickets.values() if ticket.state in states]
    return ids[choice % len(ids)] if ids else f"{hall.day}-A{choice + 1:03d}"


def _transfer(hall: Hall, choice: int, window: int) -> Words:
    held = hall.windows[window].held if window in hall.windows else ()
    place: tuple[Words, ...] = (
        {"queue": "ABC"[choice % 3]},
        {"service": SERVICES[choice % 5]},
        {"queue": "ABC"[choice % 3], "first": True},
        {"to_window": choice % 4 + 1},
        {"to_window": choice % 4 + 1, "first": True, "queue": "C"},
    )
    words = {"note": "see inside"} | place[choice % len(place)]
    return words | {"ticket": held[0]} if held and choice % 2 else words


def _resume(hall: Hall, choice: int, window: int) -> Words:
    own = hall.windows[window].held if window in hall.windows else ()
    return {"ticket": own[choice % len(own)] if own else _one_of(hall, choice, State.held)}


def _queues(hall: Hall, choice: int, window: int) -> Words:
    letter = "ABC"[choice % 3]
    others = tuple(Help(other, choice % 7) for other in "ABC" if other != letter)
    return {"queues": (letter,), "helps": others[: choice % 3]}


WORDS: dict[type[c.Command], Callable[[Hall, int, int], Words]] = {
    c.PauseWindow: lambda hall, choice, window: {
        "reason": PauseReason.rest, "until": ("", "15:00")[choice % 2],
    },
    c.HandOverWindow: lambda hall, choice, window: {"to": ("wang", "li", "sun", "gu")[choice % 4]},
    c.ServeQueues: _queues,
    c.ArmWindow: lambda hall, choice, window: {"armed": choice % 4 > 0},
    c.SetAutomatic: lambda hall, choice, window: {"pause_seconds": (None, 0, 30)[choice % 3]},
    c.CallTicket: lambda hall, choice, window: {
        "ticket": _one_of(hall, choice, State.waiting), "reason": "a train",
    },
    c.FinishService: lambda hall, choice, window: {
        "outcome": (Outcome.done, Outcome.accepted, Outcome.materials_missing)[choice % 3],
    },
    c.HoldTicket: lambda hall, choice, window: {"reason": ("", "a copy")[choice % 2]},
    c.ResumeTicket: _resume,
    c.TransferTicket: _transfer,
    c.ServeWalkIn: lambda hall, choice, window: {
        "service": SERVICES[choice % 5], "reason": "ill", "key": key_for(new_id()),
    },
}  # fmt: skip


def asked(kind: type[c.Command], by: str, hall: Hall, choice: int, window: int) -> c.Command:
    """A move at a window."""
    words = WORDS[kind](hall, choice, window) if kind in WORDS else {}
    return kind(id=new_id(), by=by, window=window, **words)  # type: ignore[call-arg]


def taken(hall: Hall, by: str, service: str, choice: int) -> c.TakeTicket:
    """A number: ordinary, green, with an appointment (of a steward), for a visit."""
    id_ = new_id()
    words: Words = {}
    if choice % 4 == 1:
        words = {"class_": Class.green, "need": Need.elderly}
    elif choice % 4 == 2 and by == "staff:gu":
        booked = hall.at + timedelta(minutes=choice % 30 - 12)
        words = {"class_": Class.appointment, "booked_for": booked}
    if choice % 3 == 2:
        words["then"] = tuple(s for s in ("invoice", "estate") if s != service)
    return c.TakeTicket(
        id=id_,
        by=by,
        service=service,
        language="zh",
        key=key_for(id_),
        **words,  # type: ignore[arg-type]
    )


def about_a_ticket(hall: Hall, choice: int) -> c.Command:
    """By stewards, kiosks, citizens and the hall."""
    waiting = _one_of(hall, choice, State.waiting)
    missed = _one_of(hall, choice, State.missed)
    there = _one_of(hall, choice, State.waiting, State.called, State.held, State.missed)
    by = ("staff:gu", "staff:gu", "kiosk:K1", f"citizen:{missed}")[choice % 4]
    green: Words = {"class_": Class.green, "need": Need.infant, "reason": "asked"}
    ordinary: Words = {"class_": Class.ordinary, "reason": "a mistake"}
    kinds: tuple[tuple[type[c.Command], str, Words], ...] = (
        (c.RequeueTicket, by, {"ticket": missed}),
        (c.RequeueTicket, by, {"ticket": missed}),
        (c.RequeueTicket, by, {"ticket": missed}),
        (c.CancelTicket, "staff:gu", {"ticket": there, "reason": "left"}),
        (c.CancelTicket, f"citizen:{waiting}", {"ticket": waiting}),
        (c.CancelTicket, CLERKS[choice % 4], {"ticket": there, "reason": "left"}),
        (c.SetClass, "staff:gu", {"ticket": waiting} | green),
        (c.SetClass, "staff:sun", {"ticket": there} | ordinary),
        (c.AbandonTicket, "system:hall", {"ticket": missed}),
    )
    kind, actor, words = kinds[choice % len(kinds)]
    return kind(id=new_id(), by=actor, **words)  # type: ignore[call-arg]


def about_a_service(hall: Hall, choice: int) -> c.Command:
    """A rating, or what is done about a bad one."""
    finishes = [*hall.rateable] or [1]
    finish = finishes[choice % len(finishes)]
    service = hall.rateable.get(finish)
    case = next(iter(hall.cases), 1)
    citizen = f"citizen:{service.ticket}" if service else "citizen:nobody"
    rated: Words = {
        "finish": finish,
        "rating": [*Rating][choice // 5 % 5],
        "reasons": (RatingReason.waiting,) * (choice % 2),
    }
    kinds: tuple[tuple[type[c.Command], str, Words], ...] = (
        (c.RateService, "display:D1", rated),
        (c.RateService, citizen, rated),
        (c.RateService, citizen, rated),
        (c.ContactCase, "staff:sun", {"case": case, "note": "spoke"}),
        (c.CloseCase, "staff:sun", {"case": case, "note": "done"}),
    )
    kind, actor, words = kinds[choice % len(kinds)]
    return kind(id=new_id(), by=actor, **words)  # type: ignore[call-arg]


SMALLER = replace(
    CATALOGUE,
    windows=CATALOGUE.windows[:2] + CATALOGUE.windows[3:],
    services=tuple(s for s in CATALOGUE.services if s.code != "passport"),
    slots=(),
)
BIGGER = replace(CATALOGUE, windows=(*CATALOGUE.windows, replace(CATALOGUE.windows[3], number=12)))
WISHES: dict[str, tuple[type[c.Command], Words]] = {
    "import": (c.ImportHall, {"catalogue": CATALOGUE}),
    "import less": (c.ImportHall, {"catalogue": SMALLER}),
    "import fewer times": (
        c.ImportHall,
        {"catalogue": replace(CATALOGUE, slots=CATALOGUE.slots[2:])},
    ),
    "import more": (c.ImportHall, {"catalogue": BIGGER}),
    "open specially": (c.OpenSpecially, {"reason": "rain"}),
    "add": (c.AddStaff, {"account": "qian", "name": "q", "role": Role.clerk}),
    "disable qian": (c.DisableStaff, {"account": "qian"}),
    "disable li": (c.DisableStaff, {"account": "li"}),
    "revoke": (c.RevokeDevice, {"device": "K1"}),
    "pair": (c.PairDevice, {"device": "K1", "kind": Role.kiosk, "place": "K2"}),
    "screen of a zone": (c.SetUpScreen, {"device": "D1", "screen": Screen(zones=("east",))}),
    "screen of a queue": (c.SetUpScreen, {"device": "D1", "screen": Screen(queues=("C",))}),
    "say": (c.Announce, {"text": {"zh": "大厅十五分钟后关门"}}),
    "say here": (c.Announce, {"text": {"zh": "请让一让"}, "zone": "east"}),
    "say again": (c.RepeatAnnouncement, {"zone": "east"}),
    "tell all": (c.SendMessage, {"text": "rain"}),
    "tell one": (c.SendMessage, {"text": "please help", "window": 2}),
} | {
    f"order by {preset}": (
        c.ChangeSettings,
        {"settings": HallSettings(preset=preset, most_overtaken=3, undo_seconds=30)},
    )
    for preset in Preset
}
