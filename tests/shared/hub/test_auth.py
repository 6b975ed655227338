"""Who may: the right status for everybody else, and nothing stored."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from msgspec import to_builtins

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.hall import Hall
from shared.domain.help_calls import HelpReason
from shared.domain.notices import NoticeKind
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS
from shared.domain.ratings import Rating
from shared.domain.settings import HallSettings
from shared.hub import sessions
from shared.hub.app import Hub
from shared.hub.routes import ROUTES
from tests.portrait import image
from tests.shared.hub.conftest import TICKET, Browser, token
from tests.small_hall import MONDAY_MORNING, SYSTEM, book, new_id, take

SAMPLES: dict[type[c.Command], dict[str, object]] = {
    c.TakeTicket: TICKET,
    c.OpenSpecially: {"reason": "rain"},
    c.AddStaff: {"account": "qian", "name": "q", "role": "clerk", "password": "a-good-password"},
    c.SetPassword: {"password": "a-good-password"},
    c.SetUpScreen: {"screen": {"name": "Door", "zones": ["east"]}},
    c.Announce: {"text": {"zh": "大厅十五分钟后关门"}},
    c.PairDevice: {"device": "D2", "kind": "display"},
    c.ReportJob: {"outcome": "done"},
    c.PauseWindow: {"reason": "meal"},
    c.HandOverWindow: {"to": "wang"},
    c.ServeQueues: {"queues": ["A"]},
    c.CallTicket: {"ticket": "20261123-A004", "reason": "a train"},
    c.ResumeTicket: {"ticket": "20261123-A001"},
    c.TransferTicket: {"queue": "B"},
    c.ServeWalkIn: {"service": "id-card", "reason": "ill"},
    c.SetClass: {"class": "green", "need": "elderly", "reason": "asked"},
    c.CancelTicket: {"reason": "left"},
    c.RateService: {"rating": "good"},
    c.ContactCase: {"note": "spoke"},
    c.CloseCase: {"note": "done"},
    c.ChangeSettings: {"settings": to_builtins(HallSettings(most_overtaken=3))},
    c.SendMessage: {"text": "rain"},
    c.BookAppointment: {
        "service": "passport", "starts_at": "2026-11-23T15:00:00+08:00", "language": "zh",
        "phone": "13912345678",
    },
    c.MoveAppointment: {"starts_at": "2026-11-23T07:30:00Z"},
    c.ExcuseNoShow: {"reason": "snow"},
    c.PostNotice: {"kind": "power", "until": "2026-11-23T04:00:00Z"},
    c.PublishNotice: {
        "kind": "disclosure", "until": "2026-12-23T04:00:00Z", "title": {"zh": "公开"},
        "text": {"zh": "收费标准"},
    },
    c.AskHelp: {"reason": "question", "window": 1},
    c.LendItem: {"item": "wheelchair"},
    c.AskHomeVisit: {
        "service": "id-card", "name": "张三", "phone": "13912345678", "place": "人民路1号",
    },
    c.AssignHomeVisit: {"to": "wang", "on": "2026-11-24"},
    c.SetKioskPin: {"pin": "123456"},
}  # fmt: skip
# What a clerk may do at their own window, or where it was given to them; here they have nothing.
OF_THEIR_OWN = {
    c.CancelTicket, c.SetClass, c.ConfirmClass, c.CloseHelp, c.FinishHomeVisit, c.SeePersonal,
}  # fmt: skip


def path_of(route: object, hall: Hall) -> str:
    path = route.path  # type: ignore[attr-defined]
    for name, value in (
        ("window", "1"), ("account", "li"), ("device", "D1"), ("job", "receipt-20261123-A001"),
        ("ticket", "20261123-A001"), ("case", next(iter(hall.cases), 999)),
        ("booking", next(iter(hall.bookings), "b999")), ("notice", next(iter(hall.notices), 999)),
        ("help", next(iter(hall.help), 999)), ("loan", next(iter(hall.loans), 999)),
        ("home_visit", next(iter(hall.home_visits), "v999")), ("record", "booking"),
        ("of", next(iter(hall.bookings), "b999")),
    ):  # fmt: skip
        path = path.replace(f"{{{name}}}", str(value))
    return path


def ask(browser: Browser, route: object, **headers: str) -> tuple[int, str]:
    body = dict(SAMPLES.get(route.command, {}))  # type: ignore[attr-defined]
    with browser.hub.bus.looking() as hall:
        path, finish = path_of(route, hall), hall.last_finish.get(4, 999)
    if route.command is c.RateService:  # type: ignore[attr-defined]
        body["finish"] = finish
    answer = browser.post(path, headers=headers, **body)
    return answer.status_code, answer.json["error"]["code"] if "error" in answer.json else "done"


@pytest.fixture
def nothing_stored(bus: Bus) -> Iterator[None]:
    bus.execute(take())
    before, picture = bus.store.journal_end(), image(bus)
    yield
    assert bus.store.journal_end() == before
    assert image(bus) == picture


def something_of_each(bus: Bus) -> None:
    """A001 was missed, A002 rated badly, A003 may be rated, A004 waits. An appointment for 11:00,
    a notice, a call for help from K1, a loan, a home visit that wang makes."""

    def do(kind: type[c.Command], /, by: str = "staff:sun", **words: object) -> int:
        entries = bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]
        return entries[-1].seq

    do(c.OpenWindow, window=4)
    for moves in (
        (c.CallNext, c.MissTicket),
        (c.CallNext, c.StartService, c.FinishService),
        (c.CallNext, c.StartService, c.FinishService),
    ):
        bus.execute(take())
        finish = [do(move, window=4) for move in moves][-1]
        with bus.looking() as hall:
            bad = finish in hall.rateable and not hall.cases
        if bad:
            do(c.RateService, "display:D1", finish=finish, rating=Rating.bad)
    do(c.CloseWindow, window=4)
    bus.execute(take())
    bus.execute(book())
    do(c.PostNotice, kind=NoticeKind.crowded, until=MONDAY_MORNING + timedelta(hours=2))
    do(c.AskHelp, "kiosk:K1", reason=HelpReason.question)
    do(c.LendItem, item="glasses")
    do(c.AskHomeVisit, service="id-card", key="a-key-that-is-long-enough", person="two")
    with bus.looking() as hall:
        (home_visit,) = hall.home_visits
    do(c.AssignHomeVisit, home_visit=home_visit, to="wang", on=date(2026, 11, 24))


def each_route() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)


@each_route()
@pytest.mark.usefixtures("nothing_stored")
def test_nobody(nobody: Browser, route: object) -> None:
    assert ask(nobody, route) == (401, "not-signed-in")


@each_route()
@pytest.mark.usefixtures("nothing_stored")
def test_a_token_that_is_wrong(hub: Hub, route: object) -> None:
    header = "Bearer K1.wrong-secret"
    assert ask(Browser(hub), route, Authorization=header) == (401, "not-signed-in")


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize(
    "header",
    ["Bearer nonsense", "Bearer ", "Bearer", "Bearer K1", "Bearer .", "Bearer K1.", "Basic eDp5",
     "Bearer K1.a-secret-that-nobody-guesse", "Bearer \xff\xfe", "Bearer " + "x" * 4000,
     "Bearer D9.a-secret-that-nobody-guesses"],
    ids=ascii,
)  # fmt: skip
def test_a_token_that_is_none(hub: Hub, header: str) -> None:
    assert ask(Browser(hub), ROUTES[0], Authorization=header) == (401, "not-signed-in")


@each_route()
@pytest.mark.parametrize("who", ["wang", "li", "zhao", "gu", "sun", "admin"])
def test_staff_by_role(
    signed_in: Callable[[str], Browser], bus: Bus, route: object, who: str
) -> None:
    browser = signed_in(who)
    something_of_each(bus)
    with bus.looking() as hall:
        role = hall.staff[who].role
    before = bus.store.journal_end()
    status, code = ask(browser, route)
    if role in PERMISSIONS[route.command]:  # type: ignore[attr-defined]
        kind = route.command  # type: ignore[attr-defined]
        assert status in (200, 201, 403, 409) or (kind, status) == (c.ExcuseNoShow, 404)
        own = kind in OF_THEIR_OWN and role is Role.clerk
        at_window = "{window}" in route.path  # type: ignore[attr-defined]
        theirs = who in ("zhao", "gu") and at_window  # window 1 is the police's
        assert status != 403 or own or theirs
    else:
        assert (status, code) == (403, "not-allowed")
        assert bus.store.journal_end() == before


@each_route()
@pytest.mark.parametrize("device", ["K1", "D1", "S1"])
def test_devices_by_kind(hub: Hub, bus: Bus, route: object, device: str) -> None:
    something_of_each(bus)
    before = bus.store.journal_end()
    status, code = ask(Browser(hub, token(device)), route)
    kind = {"K1": "kiosk", "D1": "display", "S1": "station"}[device]
    if kind in PERMISSIONS[route.command]:  # type: ignore[attr-defined]
        called_already = (route.command, status) == (c.AskHelp, 409)  # type: ignore[attr-defined]
        assert status in (200, 201) or called_already
    else:
        assert (status, code) == (403, "not-allowed")
        assert bus.store.journal_end() == before


def test_a_device_shut_out(hub: Hub, bus: Bus) -> None:
    kiosk = Browser(hub, token("K1"))
    assert kiosk.post("/tickets", **TICKET).status_code == 201
    bus.execute(c.RevokeDevice(id=new_id(), by=SYSTEM, device="K1"))
    before = bus.store.journal_end()
    answer = kiosk.post("/tickets", **TICKET)
    assert answer.status_code == 401
    assert bus.store.journal_end() == before
    assert kiosk.get("/api/v1/boards/main").status_code == 401


def test_an_account_shut(hub: Hub, wang: Browser, bus: Bus) -> None:
    assert wang.get("/api/v1/session").status_code == 200
    bus.execute(c.DisableStaff(id=new_id(), by=SYSTEM, account="wang"))
    before = bus.store.journal_end()
    assert wang.post("/windows/1/open").status_code == 401
    assert wang.get("/api/v1/session").status_code == 401
    assert Browser(hub).sign_in("wang").status_code == 401
    assert bus.store.journal_end() == before


def test_an_old_session(wang: Browser, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 12 * 3600 + 5
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    before = bus.store.journal_end()
    assert wang.get("/api/v1/session").status_code == 401
    assert wang.post("/windows/1/open").status_code in (401, 403)
    assert bus.store.journal_end() == before


def test_another_departments_clerk(signed_in: Callable[[str], Browser], bus: Bus) -> None:
    zhao = signed_in("zhao")
    before = bus.store.journal_end()
    answer = zhao.post("/windows/1/open")
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "not-allowed")
    assert bus.store.journal_end() == before


def test_another_clerks_window(signed_in: Callable[[str], Browser], bus: Bus) -> None:
    signed_in("wang").post("/windows/1/open")
    bus.execute(take())
    before = bus.store.journal_end()
    for other in ("li", "sun", "admin"):
        assert signed_in(other).post("/windows/1/next").status_code == 403
    assert bus.store.journal_end() == before


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/tickets", {"sun", "admin"}),
        ("/api/v1/verify", {"admin"}),
        ("/api/v1/boards/overview", {"wang", "gu", "sun", "admin"}),
        ("/api/v1/boards/console/1", {"wang", "gu", "sun", "admin"}),
    ],
)
def test_who_may_read(
    hub: Hub, signed_in: Callable[[str], Browser], path: str, allowed: set[str]
) -> None:
    assert Browser(hub).get(path).status_code == 401
    for who in ("wang", "gu", "sun", "admin"):
        assert signed_in(who).get(path).status_code == (200 if who in allowed else 403)
    for device in ("K1", "D1"):
        assert Browser(hub, token(device)).get(path).status_code in (401, 403)


def test_screens_may_see_boards_only(hub: Hub) -> None:
    screen = Browser(hub, token("D1"))
    for room in ("main", "queue/A", "window/1"):
        assert screen.get(f"/api/v1/boards/{room}").status_code == 200
    for room in ("console/1", "overview", "nothing", "console/", "CONSOLE/1"):
        assert screen.get(f"/api/v1/boards/{room}").status_code == 403
