"""Days: midnight, clocks set back, and what a start-up reads."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.refusals import HallClosed, Refusal
from shared.store import Store
from tests.portrait import assert_whole, image, restarted
from tests.small_hall import CATALOGUE, LI, SYSTEM, WANG, ZHAO, Clock, new_id, take

TUESDAY_MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)


def do(bus: Bus, asked: type[c.Command], /, by: str = WANG, **words: object) -> None:
    bus.execute(asked(id=new_id(), by=by, **words))  # type: ignore[call-arg]


def busy(bus: Bus) -> None:
    """One served, one being served, one called, one missed, two waiting, three windows open."""
    for window, clerk in ((1, WANG), (2, LI), (3, ZHAO)):
        do(bus, c.OpenWindow, clerk, window=window)
    for _ in range(4):
        bus.execute(take())
    for _ in range(2):
        bus.execute(take("invoice"))
    for move in (c.CallNext, c.StartService, c.FinishService, c.CallNext, c.StartService):
        do(bus, move, window=1)
    do(bus, c.CallNext, LI, window=2)
    for move in (c.CallNext, c.MissTicket):
        do(bus, move, ZHAO, window=3)


def states(bus: Bus) -> dict[str, int]:
    with bus.store.reading() as db:
        return dict(db.execute("SELECT state, COUNT(*) FROM ticket GROUP BY state").fetchall())


def opened_days(bus: Bus) -> list[str]:
    with bus.store.reading() as db:
        rows = db.execute("SELECT day FROM business_day WHERE hall = 'small' ORDER BY opened_at")
        return [day for (day,) in rows]


def test_midnight_with_everybody_still_there(bus: Bus, clock: Clock) -> None:
    busy(bus)
    clock.at = TUESDAY_MORNING
    (entry,) = bus.execute(take())
    assert isinstance(entry.event, e.TicketIssued)
    assert entry.event.ticket == "20261124-A001"
    assert opened_days(bus) == ["20261123", "20261124"]
    assert states(bus) == {"served": 2, "expired": 3, "abandoned": 1, "waiting": 1}
    with bus.looking() as hall:
        assert hall.day == "20261124"
        assert list(hall.tickets) == ["20261124-A001"]
        assert not any(window.clerk for window in hall.windows.values())
        assert list(hall.staff) == ["wang", "li", "zhao", "sun", "gu", "admin"]
    with bus.store.reading() as db:
        assert db.execute("SELECT COUNT(*) FROM job WHERE state = 'waiting'").fetchone() == (1,)
    assert_whole(bus)


def test_windows_open_again_on_the_new_day(bus: Bus, clock: Clock) -> None:
    busy(bus)
    clock.at = TUESDAY_MORNING
    do(bus, c.OpenWindow, WANG, window=2)
    bus.execute(take())
    do(bus, c.CallNext, WANG, window=2)
    assert_whole(bus)


def test_a_move_of_yesterday_is_refused_and_the_day_is_open_all_the_same(
    bus: Bus, clock: Clock
) -> None:
    busy(bus)
    clock.at = TUESDAY_MORNING
    with pytest.raises(Refusal, match="Window 1 is closed"):
        do(bus, c.FinishService, window=1)
    assert opened_days(bus)[-1] == "20261124"
    assert_whole(bus)


def test_a_special_opening_ends_with_its_day(bus: Bus, clock: Clock) -> None:
    clock.move(hours=12)
    with pytest.raises(HallClosed):
        bus.execute(take())
    do(bus, c.OpenSpecially, "staff:sun", reason="flood")
    bus.execute(take())
    clock.move(hours=3)
    with pytest.raises(HallClosed):
        bus.execute(take())


def test_days_that_nobody_opened_are_left_out(bus: Bus, clock: Clock) -> None:
    busy(bus)
    clock.at = datetime(2026, 12, 7, 2, tzinfo=UTC)
    bus.execute(take())
    assert opened_days(bus) == ["20261123", "20261207"]
    assert_whole(bus)


def test_two_processes_open_the_day_at_once(bus: Bus, clock: Clock, tmp_path: Path) -> None:
    other = Bus(Store(tmp_path / "hall.db", "small"), clock)
    clock.at = TUESDAY_MORNING
    bus.execute(take())
    (entry,) = other.execute(take())
    assert entry.event.ticket == "20261124-A002"  # type: ignore[attr-defined]
    assert opened_days(bus) == ["20261123", "20261124"]
    assert image(other) == image(bus)
    other.store.close()
    assert_whole(bus)


def test_a_process_whose_clock_is_a_little_behind(bus: Bus, tmp_path: Path) -> None:
    """It takes part in the new day as soon as somebody else has opened it."""
    midnight = datetime(2026, 11, 23, 16, tzinfo=UTC)
    slow = Clock(midnight)
    slow.move(seconds=-2)
    other = Bus(Store(tmp_path / "hall.db", "small"), slow)
    bus.clock = Clock(midnight)
    do(bus, c.OpenWindow, window=1)
    do(other, c.OpenWindow, LI, window=2)
    with bus.looking() as hall:
        assert hall.day == "20261124"
        assert hall.windows[2].clerk == "li"
    other.store.close()
    assert_whole(bus)


def test_the_id_of_a_command_cannot_keep_a_day_from_opening(bus: Bus, clock: Clock) -> None:
    """Ids are chosen by clients; any of them may have been used before."""
    bus.execute(take(id="open-day-20261124"))
    clock.at = TUESDAY_MORNING
    bus.execute(take())
    assert opened_days(bus)[-1] == "20261124"


def test_a_clock_set_back(bus: Bus, clock: Clock) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take())
    with bus.looking() as hall:
        latest = hall.at
    clock.move(minutes=-30)
    assert bus.now() == latest
    (entry,) = bus.execute(take())
    assert entry.at == latest
    do(bus, c.CallNext, window=1)
    clock.move(minutes=31)
    (entry,) = bus.execute(take())
    assert entry.at > latest
    assert_whole(bus)


def test_a_clock_set_back_over_midnight(bus: Bus, clock: Clock) -> None:
    clock.at = TUESDAY_MORNING
    bus.execute(take())
    clock.move(days=-1)
    (entry,) = bus.execute(take())
    assert entry.event.ticket == "20261124-A002"  # type: ignore[attr-defined]
    assert opened_days(bus) == ["20261123", "20261124"]
    assert_whole(bus)


def test_times_are_kept_to_the_millisecond(bus: Bus, clock: Clock) -> None:
    clock.at = clock.at.replace(microsecond=123_987)
    (entry,) = bus.execute(take())
    assert entry.at.microsecond == 123_000
    assert image(bus) == restarted(bus)


def test_the_first_import_comes_before_the_first_day(tmp_path: Path) -> None:
    bus = Bus(Store(tmp_path / "hall.db", "small"), Clock())
    do(bus, c.AddStaff, SYSTEM, account="admin", name="a", role="administrator")
    do(bus, c.ImportHall, SYSTEM, catalogue=CATALOGUE)
    assert opened_days(bus) == []
    do(bus, c.OpenWindow, "staff:admin", window=1)
    assert opened_days(bus) == ["20261123"]
    assert_whole(bus)
    bus.store.close()


def test_a_start_up_reads_the_current_day_only(bus: Bus, clock: Clock) -> None:
    for _ in range(20):
        bus.execute(take())
    clock.at = TUESDAY_MORNING
    bus.execute(take())
    kinds = [type(entry.event) for entry in bus.store.entries_of_the_day()]
    assert kinds == [e.HallImported, e.DayOpened, e.TicketIssued]
    assert_whole(bus)


def nothing(bus: Bus, clock: Clock) -> None:
    """As it was set up."""


def a_busy_day(bus: Bus, clock: Clock) -> None:
    busy(bus)


def the_day_after(bus: Bus, clock: Clock) -> None:
    busy(bus)
    clock.at = TUESDAY_MORNING
    busy(bus)


def an_import_at_noon(bus: Bus, clock: Clock) -> None:
    busy(bus)
    bigger = replace(
        CATALOGUE, windows=(*CATALOGUE.windows, replace(CATALOGUE.windows[0], number=9))
    )
    do(bus, c.ImportHall, SYSTEM, catalogue=bigger)
    do(bus, c.OpenWindow, "staff:sun", window=9)
    bus.execute(take("passport"))


def an_import_then_a_new_day(bus: Bus, clock: Clock) -> None:
    an_import_at_noon(bus, clock)
    clock.at = TUESDAY_MORNING
    bus.execute(take())


def an_import_early_in_the_morning(bus: Bus, clock: Clock) -> None:
    """Before anybody else did anything that day."""
    bus.execute(take())
    clock.at = TUESDAY_MORNING
    do(bus, c.ImportHall, SYSTEM, catalogue=replace(CATALOGUE, windows=CATALOGUE.windows[:2]))
    bus.execute(take())


def people_come_and_go(bus: Bus, clock: Clock) -> None:
    do(bus, c.DisableStaff, SYSTEM, account="gu")
    do(bus, c.RevokeDevice, SYSTEM, device="K1")
    clock.at = TUESDAY_MORNING
    do(bus, c.OpenWindow, window=1)
    do(bus, c.PairDevice, SYSTEM, device="K1", kind="kiosk", place="K2")
    do(bus, c.AddStaff, SYSTEM, account="qian", name="q", role="clerk")


def jobs_are_reported(bus: Bus, clock: Clock) -> None:
    busy(bus)
    bus.store.spool.claim("S1", clock(), 3)
    do(bus, c.ReportJob, "station:S1", job="receipt-20261123-A001", outcome="done")
    do(bus, c.ReportJob, "station:S1", job="receipt-20261123-A002", outcome="failed", detail="x")
    do(bus, c.ReportJob, "station:S1", job="receipt-20261123-A003", outcome="expired")


def another_time_zone(bus: Bus, clock: Clock) -> None:
    busy(bus)
    do(bus, c.ImportHall, SYSTEM, catalogue=replace(CATALOGUE, time_zone="Europe/Berlin"))
    clock.move(hours=7)
    bus.execute(take())
    clock.move(hours=14)
    do(bus, c.OpenWindow, "staff:sun", window=4)


@pytest.mark.parametrize(
    "lived",
    [
        nothing,
        a_busy_day,
        the_day_after,
        an_import_at_noon,
        an_import_then_a_new_day,
        an_import_early_in_the_morning,
        people_come_and_go,
        jobs_are_reported,
        another_time_zone,
    ],
)
def test_a_start_up_sees_the_hall_as_it_is(bus: Bus, clock: Clock, lived: object) -> None:
    lived(bus, clock)  # type: ignore[operator]
    assert image(bus) == restarted(bus)
    assert_whole(bus)


def test_an_import_next_morning_is_not_held_up_by_yesterdays_windows(
    bus: Bus, clock: Clock
) -> None:
    """The day is over: nobody works at window 4 and nobody waits for a passport any more."""
    do(bus, c.OpenWindow, "staff:sun", window=4)
    bus.execute(take("passport"))
    clock.at = TUESDAY_MORNING
    smaller = replace(
        CATALOGUE,
        windows=CATALOGUE.windows[:3],
        services=tuple(s for s in CATALOGUE.services if s.code != "passport"),
    )
    do(bus, c.ImportHall, SYSTEM, catalogue=smaller)
    assert_whole(bus)
