"""What pages and screens read."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from shared import queries
from shared.domain import events as e
from shared.domain.refusals import Unknown
from shared.domain.tickets import Class, State
from tests.shared.domain.given import (
    Scene,
    before_set_up,
    called,
    finished,
    given,
    id_of,
    issued,
    minutes,
    missed,
    opened,
    started,
)
from tests.small_hall import CATALOGUE, MONDAY_MORNING

ROOMS = ("main", "overview", "queue/A", "window/1", "console/1")


def silent(language: str, spoken: str) -> str:
    return ""


@pytest.fixture
def full() -> Scene:
    """Window 1 serves A002, window 2 has called A003, A004 (green) and A005 wait; A001 was served,
    B001 missed at window 3."""
    return given(
        opened(1), opened(2, "li"), opened(3, "zhao"),
        issued("A001"), issued("A002"), issued("A003"), issued("B001", "invoice"), minutes(5),
        called("A001"), started("A001"), minutes(6), finished("A001"),
        called("A002"), called("A003", 2), called("B001", 3), minutes(1),
        started("A002"), missed("B001", 3),
        issued("A004", class_=Class.green), issued("A005", "passport"), minutes(2),
    )  # fmt: skip


def test_the_main_board(full: Scene) -> None:
    board = queries.main_board(full.hall, full.now)
    assert board.hall == CATALOGUE.name
    assert board.open
    assert [(call.number, call.window, call.state) for call in board.calls] == [
        ("A003", 2, State.called),
        ("A002", 1, State.serving),
    ]
    assert [(q.letter, q.waiting, q.windows, q.serving) for q in board.queues] == [
        ("A", 2, (1, 2), ("A002", "A003")),
        ("B", 0, (2, 3), ()),
        ("C", 0, (3,), ()),
    ]


def test_the_main_board_shows_the_latest_twelve_and_all_who_are_called() -> None:
    windows = tuple(replace(CATALOGUE.windows[3], number=n) for n in range(1, 16))
    scene = given(e.HallImported(replace(CATALOGUE, windows=windows)))
    for n in range(1, 16):
        number = f"A{n:03d}"
        scene.given(opened(n, f"clerk{n}"), issued(number), called(number, n))
    calls = queries.main_board(scene.hall, scene.now).calls
    assert [call.window for call in calls] == list(range(15, 0, -1))
    for n in range(2, 16):
        scene.given(started(f"A{n:03d}", n))
    calls = queries.main_board(scene.hall, scene.now).calls
    assert [call.window for call in calls] == [1, *range(15, 4, -1)]


def test_a_recall_moves_a_number_to_the_top(full: Scene) -> None:
    full.given(issued("B002", "invoice"), called("B002", 3))
    full.given(e.TicketRecalled(id_of("A003"), 2))
    first = queries.main_board(full.hall, full.now).calls[0]
    assert (first.number, first.id) == ("A003", full.hall.seq)


def test_a_panel(full: Scene) -> None:
    panel = queries.panel(full.hall, 1, full.now)
    assert panel.ticket is not None
    assert (panel.state, panel.ticket.number, panel.ticket.state) == ("open", "A002", State.serving)
    assert panel.ticket.at == full.hall.tickets[id_of("A002")].started_at
    assert panel.department == {"zh": "Police事项", "en": "Police"}
    closed = queries.panel(full.hall, 4, full.now)
    assert (closed.state, closed.ticket, closed.department) == ("closed", None, None)


def test_a_console(full: Scene) -> None:
    console = queries.console(full.hall, 1, full.now)
    assert (console.clerk, console.clerk_name, console.state) == ("wang", "wang", "open")
    assert console.ticket is not None
    assert (console.ticket.number, console.ticket.code, console.ticket.minutes) == (
        "A002", "id-card", 6,
    )  # fmt: skip
    assert console.next is not None
    assert console.next.number == "A004"
    assert [waiting.number for waiting in console.waiting] == ["A004", "A005"]
    assert console.served_today == 1
    assert [served.number for served in console.served] == ["A001"]
    assert [(queue.letter, queue.waiting) for queue in console.queues] == [("A", 2)]


def test_a_console_lists_eight() -> None:
    scene = given(opened(1), *(issued(f"A{n:03d}") for n in range(1, 21)))
    for n in range(1, 12):
        number = f"A{n:03d}"
        scene.given(called(number), started(number), finished(number))
    console = queries.console(scene.hall, 1, scene.now)
    assert [waiting.number for waiting in console.waiting] == [f"A{n:03d}" for n in range(12, 20)]
    assert console.served_today == 11
    assert [served.number for served in console.served] == [f"A{n:03d}" for n in range(11, 3, -1)]


def test_the_overview_adds_up(full: Scene) -> None:
    overview = queries.overview(full.hall, full.now)
    totals = overview.totals
    assert (totals.taken, totals.waiting, totals.serving, totals.served, totals.missed) == (
        6, 2, 2, 1, 1,
    )  # fmt: skip
    assert totals.windows_open == 3
    assert totals.taken == totals.waiting + totals.serving + totals.served + totals.missed
    by_letter = {queue.letter: queue for queue in overview.queues}
    assert (by_letter["A"].waiting, by_letter["A"].windows_open, by_letter["A"].windows) == (
        2,
        2,
        3,
    )
    assert by_letter["A"].served == 1
    assert by_letter["B"].longest_since is None


@pytest.mark.parametrize("room", ROOMS)
def test_boards_say_when_and_after_which_entry(full: Scene, room: str) -> None:
    board = queries.board(full.hall, room, full.now)
    assert (board.room, board.seq, board.at) == (room, full.hall.seq, full.now)
    assert msgspec.json.decode(msgspec.json.encode(board))["room"] == room


@pytest.mark.parametrize("room", ROOMS)
def test_no_board_holds_a_key_or_more_of_a_citizen(full: Scene, room: str) -> None:
    text = msgspec.json.encode(queries.board(full.hall, room, full.now)).decode()
    assert not any(key in text for key in full.hall.keys)
    if not room.startswith(("console", "overview")):
        assert "wang" not in text
        assert "green" not in text
        assert "elderly" not in text


@pytest.mark.parametrize(
    "room",
    ["", "x", "main/", "window", "window/", "window/5", "window/01", "window/0", "window/1 ",
     "window/" + "9" * 5000, "queue/", "queue/a", "queue/AB", "console/-1", "/main", "Main"],
    ids=lambda room: room[:12],
)  # fmt: skip
def test_there_is_no_such_board(full: Scene, room: str) -> None:
    with pytest.raises(Unknown):
        queries.board(full.hall, room, full.now)


@pytest.mark.parametrize("room", ["main", "overview"])
def test_a_hall_not_set_up(room: str) -> None:
    scene = before_set_up()
    if room == "main":
        with pytest.raises(Unknown, match="not been set up"):
            queries.board(scene.hall, room, scene.now)
    else:
        assert queries.board(scene.hall, room, scene.now).room == room


class TestTicketPage:
    def test_a_waiting_one(self, full: Scene) -> None:
        now = queries.ticket_by_key(full.hall, "a-long-enough-key-of-A005", full.now)
        assert (now.ticket.number, now.ahead) == ("A005", 1)
        assert now.zone == CATALOGUE.zones[0].name

    @pytest.mark.parametrize("number", ["A001", "A002", "A003", "B001"])
    def test_nobody_is_ahead_of_those_who_were_called(self, full: Scene, number: str) -> None:
        key = f"a-long-enough-key-of-{number}"
        assert queries.ticket_by_key(full.hall, key, full.now).ahead == 0

    @pytest.mark.parametrize("key", ["", "x", "A001", "20261123-A001"])
    def test_a_key_that_is_none(self, full: Scene, key: str) -> None:
        with pytest.raises(Unknown, match="no such number today"):
            queries.ticket_by_key(full.hall, key, full.now)

    @pytest.mark.parametrize("number", ["A001", "B001", "A005"])
    def test_after_an_import_that_took_things_away(self, full: Scene, number: str) -> None:
        """A citizen may still look at a number whose window or service is gone. Whoever may still
        come back keeps theirs."""
        full.given(e.TicketAbandoned(id_of("B001")), e.WindowClosed(3))
        full.given(issued("A006", windows=(3,)))
        smaller = replace(
            CATALOGUE,
            windows=CATALOGUE.windows[:2],
            services=tuple(s for s in CATALOGUE.services if s.code in ("id-card", "passport")),
        )
        full.when(queries_import(), by="system:terminal", catalogue=smaller)
        full.then(e.HallImported(smaller))
        for key in (f"a-long-enough-key-of-{number}", "a-long-enough-key-of-A006"):
            now = queries.ticket_by_key(full.hall, key, full.now)
            assert now.zone
            assert queries.receipt(full.hall, now.ticket.id, "").number == now.ticket.number
        for room in ROOMS:
            assert queries.board(full.hall, room, full.now)
        assert queries.tickets_today(full.hall)

    def test_the_next_service_of_a_visit(self) -> None:
        """The way to its queue, which is not the one that was told at the kiosk."""
        scene = given(
            opened(1), opened(3, "zhao"), issued("A001", visit=("id-card", "invoice")),
            called("A001"), started("A001"), finished("A001"),
            e.VisitContinued(id_of("A001"), 1, 1, "invoice", "B"),
        )  # fmt: skip
        now = queries.ticket_by_key(scene.hall, "a-long-enough-key-of-A001", scene.now)
        assert (now.windows, now.service["en"]) == ((3,), "invoice")
        assert [(step.service["en"], step.state) for step in now.visit] == [
            ("id-card", "done"),
            ("invoice", "now"),
        ]
        assert [(each.service["en"], each.window) for each in now.to_rate] == [("id-card", 1)]
        receipt = queries.receipt(scene.hall, id_of("A001"), "")
        assert (receipt.service["en"], receipt.windows) == ("id-card", (1,))
        assert [service["en"] for service in receipt.visit] == ["id-card", "invoice"]

    def test_its_windows_are_those_of_now(self) -> None:
        """Whoever came before the windows opened is told which one has opened since. The paper
        stays as it was."""
        scene = given(issued("A001", windows=(1, 2)))
        assert len(_windows(scene)) > 1
        scene.given(opened(1))
        assert _windows(scene) == (1,)
        assert queries.receipt(scene.hall, id_of("A001"), "").windows == (1, 2)

    def test_one_that_waits_for_one_window(self, full: Scene) -> None:
        full.given(e.TicketTransferred(id_of("A002"), 1, "A", "id-card", for_window=4))
        now = queries.ticket_by_key(full.hall, "a-long-enough-key-of-A002", full.now)
        assert now.windows == (4,)

    def test_until_when_a_missed_one_may_come_back(self, full: Scene) -> None:
        now = queries.ticket_by_key(full.hall, "a-long-enough-key-of-B001", full.now)
        assert now.back_until == full.hall.missed[id_of("B001")] + minutes(30)
        assert (
            queries.ticket_now(full.hall, full.hall.tickets[id_of("A004")], full.now).back_until
            is None
        )


def _windows(scene: Scene) -> tuple[int, ...]:
    return queries.ticket_by_key(scene.hall, "a-long-enough-key-of-A001", scene.now).windows


def queries_import() -> type:
    from shared.domain.commands import ImportHall

    return ImportHall


def test_a_panel_asks_for_a_rating_until_the_next_is_served() -> None:
    scene = given(opened(1), issued("A001"), issued("A002"), called("A001"), started("A001"))
    assert queries.panel(scene.hall, 1, scene.now).rating is None
    scene.given(finished("A001"))
    asked = queries.panel(scene.hall, 1, scene.now).rating
    assert asked is not None
    assert (asked.finish, asked.number) == (scene.hall.seq, "A001")
    assert asked.until == scene.now + timedelta(seconds=30)
    scene.given(called("A002"))
    assert queries.panel(scene.hall, 1, scene.now).rating == asked
    assert queries.panel(scene.hall, 1, asked.until).rating is None
    scene.given(started("A002"))
    assert queries.panel(scene.hall, 1, scene.now).rating is None


def test_an_undone_call_and_one_set_aside_leave_board_and_panel(full: Scene) -> None:
    full.given(issued("B002", "invoice"), called("B002", 3))
    call = full.hall.seq
    full.given(e.PressUndone(3, id_of("B002"), e.Press.called, call))
    full.given(e.TicketHeld(id_of("A002"), 1))
    assert [call.number for call in queries.main_board(full.hall, full.now).calls] == ["A003"]
    assert queries.panel(full.hall, 3, full.now).ticket is None
    assert queries.panel(full.hall, 1, full.now).ticket is None
    assert "B002" not in {c.number for c in queries.young_calls(full.hall, full.now, silent)}


def test_a_receipt_of_an_appointment() -> None:
    booked = MONDAY_MORNING + minutes(30)
    scene = given(issued("A001", class_=Class.appointment, booked_for=booked))
    receipt = queries.receipt(scene.hall, id_of("A001"), "")
    assert receipt.booked_for is not None
    assert f"{receipt.booked_for:%H:%M}" == "10:30"


def test_a_receipt(full: Scene) -> None:
    receipt = queries.receipt(full.hall, id_of("A004"), "http://hall")
    ticket = full.hall.tickets[id_of("A004")]
    assert (receipt.number, receipt.class_, receipt.need) == ("A004", "green", "elderly")
    assert receipt.issued_at == ticket.issued_at
    assert receipt.issued_at.strftime("%H:%M") == "10:12"
    assert receipt.address.startswith("http://hall/")
    assert receipt.address.endswith(ticket.key)
    assert queries.receipt(full.hall, id_of("A004"), "").address == ""
    with pytest.raises(Unknown):
        queries.receipt(full.hall, id_of("A099"), "")


def test_a_receipt_tells_what_the_citizen_was_told(full: Scene) -> None:
    before = queries.receipt(full.hall, id_of("A005"), "")
    full.given(minutes(30), issued("A006", class_=Class.green))
    assert queries.receipt(full.hall, id_of("A005"), "") == before


def test_tickets_of_the_day_without_their_keys(full: Scene) -> None:
    listed = queries.tickets_today(full.hall)
    assert [ticket.number for ticket in listed] == ["A001", "A002", "A003", "B001", "A004", "A005"]
    assert "key" not in msgspec.json.encode(listed).decode()


def test_young_calls(full: Scene) -> None:
    full.given(issued("B002", "invoice"), called("B002", 3))
    full.now += timedelta(seconds=19)
    assert [c.number for c in queries.young_calls(full.hall, full.now, silent)] == ["B002"]
    full.now += timedelta(seconds=1)
    assert queries.young_calls(full.hall, full.now, silent) == []


def test_the_public_catalogue_tells_nothing_of_machines() -> None:
    text = msgspec.json.encode(queries.public_catalogue(given().hall)).decode()
    assert "printer" not in text
    assert "kiosk" not in text
    assert "P1" not in text
