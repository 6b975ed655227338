"""The house: its days, its catalogue, its stations."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.catalogue import Catalogue, Help
from shared.domain.people import Device, Role
from shared.domain.refusals import Malformed, NotAllowed, Unknown, WrongState
from shared.domain.settings import HallSettings, Preset, Weight
from shared.domain.tickets import Class, State
from tests.shared.domain.given import (
    DAY,
    DEVICES,
    PEOPLE,
    Scene,
    abandoned,
    before_set_up,
    being_served,
    called,
    finished,
    given,
    held,
    id_of,
    issued,
    missed,
    opened,
    sent,
    started,
)
from tests.small_hall import CATALOGUE

SYSTEM = "system:hall"
TUESDAY = datetime(2026, 11, 24, 1, tzinfo=UTC)


def a_full_monday() -> Scene:
    return given(
        opened(1), opened(2, "li"), opened(3, "zhao"),
        issued("A001"), called("A001"),
        issued("A002"), called("A002", 2), started("A002", 2),
        issued("B001", "invoice"), called("B001", 3), missed("B001", 3),
        issued("B002", "invoice"), called("B002", 3), started("B002", 3), finished("B002", 3),
        issued("A003"),
        opened(4, "sun"), *being_served("A004", 4), held("A004", 4),
        e.HallOpenedSpecially("rain"),
    )  # fmt: skip


def test_a_new_day_ends_what_the_old_one_left() -> None:
    scene = a_full_monday().at(TUESDAY).when(c.OpenDay, by=SYSTEM, day="20261124")
    scene.then(
        e.DayOpened(
            day="20261124",
            imported=1,
            staff=PEOPLE,
            devices=DEVICES,
            expired=(id_of("A001"), id_of("A003"), id_of("A004")),
            served=(id_of("A002"),),
            abandoned=(id_of("B001"),),
        )
    )
    hall = scene.hall
    assert (hall.day, hall.special, hall.tickets, hall.numbers) == ("20261124", "", {}, {})
    assert not any(window.clerk or window.ticket for window in hall.windows.values())
    assert not hall.calls
    assert hall.jobs == {}
    assert hall.day_ends == datetime(2026, 11, 24, 16, tzinfo=UTC)


@pytest.mark.parametrize("day", [DAY, "20261122", "20261125", "", "tomorrow"])
def test_only_today_can_be_opened_and_once(day: str) -> None:
    given().when(c.OpenDay, by=SYSTEM, day=day).refused(
        WrongState, f"The day {day} cannot be opened."
    )


def test_a_hall_that_was_not_set_up_has_no_days() -> None:
    before_set_up().when(c.OpenDay, by=SYSTEM, day=DAY).refused(
        WrongState, "The hall has not been set up yet."
    )


def test_a_catalogue_is_imported() -> None:
    scene = before_set_up().when(c.ImportHall, by=SYSTEM, catalogue=CATALOGUE)
    scene.then(e.HallImported(CATALOGUE))
    assert scene.hall.imported == 1
    assert list(scene.hall.windows) == [1, 2, 3, 4]


def test_the_files_of_another_hall() -> None:
    given().when(c.ImportHall, by=SYSTEM, catalogue=replace(CATALOGUE, code="large")).refused(
        Unknown, "These files are of another hall."
    )


def without_window_1() -> Catalogue:
    return replace(CATALOGUE, windows=CATALOGUE.windows[1:])


def without(code: str) -> Catalogue:
    return replace(CATALOGUE, services=tuple(s for s in CATALOGUE.services if s.code != code))


def without_passports() -> Catalogue:
    return without("passport")


def test_an_open_window_is_not_taken_away() -> None:
    given(opened(1)).when(c.ImportHall, by=SYSTEM, catalogue=without_window_1()).refused(
        WrongState, "Window 1 is open and cannot be taken away."
    )
    given().when(c.ImportHall, by=SYSTEM, catalogue=without_window_1()).then(
        e.HallImported(without_window_1())
    )


def test_a_service_somebody_waits_for_is_not_taken_away() -> None:
    given(issued("A001", "passport")).when(
        c.ImportHall, by=SYSTEM, catalogue=without_passports()
    ).refused(WrongState, "A001 still waits for a service that would be taken away.")


def test_a_service_somebody_waits_for_keeps_its_queue() -> None:
    moved = replace(
        CATALOGUE,
        services=tuple(
            replace(s, queue="C") if s.code == "passport" else s for s in CATALOGUE.services
        ),
    )
    given(issued("A001", "passport")).when(c.ImportHall, by=SYSTEM, catalogue=moved).refused(
        WrongState, "A001 still waits for a service that would be taken away."
    )


def test_a_service_may_go_once_nobody_waits_for_it() -> None:
    scene = given(opened(), issued("A001", "passport"), called("A001"), missed("A001"))
    scene.when(c.ImportHall, by=SYSTEM, catalogue=without_passports()).refused(
        WrongState, "A001 still waits for a service that would be taken away."
    )
    scene.given(abandoned("A001")).when(
        c.ImportHall, by=SYSTEM, catalogue=without_passports()
    ).then(e.HallImported(without_passports()))


def test_a_window_that_somebody_waits_for_is_not_taken_away() -> None:
    scene = given(opened(2, "li"), *being_served("A001", 2))
    scene.given(sent("A001", "A", for_window=1, window=2))
    scene.when(c.ImportHall, by=SYSTEM, catalogue=without_window_1()).refused(
        WrongState, "A001 still waits for a service that would be taken away."
    )


def test_whoever_was_sent_to_another_queue_keeps_it() -> None:
    """Its service may belong elsewhere; the queue it waits in must be there."""
    scene = given(opened(), *being_served("A001"), sent("A001", "B"))
    scene.when(c.ImportHall, by=SYSTEM, catalogue=CATALOGUE).then(e.HallImported(CATALOGUE))
    assert scene.ticket("A001").queue == "B"


def test_what_a_window_was_told_to_serve_lasts_through_an_import() -> None:
    told = e.WindowQueuesChanged(1, ("A", "C"), (Help("B", 5),))
    scene = given(opened(), told, e.HallImported(CATALOGUE))
    assert (scene.hall.serves(1), scene.hall.helps(1)) == (("A", "C"), (Help("B", 5),))
    fewer = replace(
        CATALOGUE,
        queues=CATALOGUE.queues[:1],
        services=CATALOGUE.services[:2],
        windows=tuple(replace(window, queues=("A",)) for window in CATALOGUE.windows),
    )
    scene.given(e.HallImported(fewer))
    assert (scene.hall.serves(1), scene.hall.helps(1)) == (("A",), ())


class TestSettings:
    def test_they_change_as_a_whole(self) -> None:
        chosen = HallSettings(preset=Preset.arrival, most_overtaken=3)
        for actor in ("staff:sun", "staff:admin", SYSTEM):
            scene = given().when(c.ChangeSettings, by=actor, settings=chosen)
            scene.then(e.SettingsChanged(chosen))
            assert scene.hall.settings == chosen

    def test_they_read_back_as_they_were_written(self) -> None:
        """A whole number where minutes may be broken would come back as another text."""
        written = msgspec.json.encode(HallSettings())
        read = msgspec.json.decode(written, type=HallSettings)
        assert msgspec.json.encode(read) == written

    def test_that_are_so_already(self) -> None:
        given().when(c.ChangeSettings, by=SYSTEM, settings=HallSettings()).refused(
            WrongState, "These are the settings already."
        )

    def test_each_class_has_its_weight(self) -> None:
        odd = HallSettings(weights={Class.ordinary: Weight()})
        given().when(c.ChangeSettings, by=SYSTEM, settings=odd).refused(
            Malformed, "Each class needs its weight."
        )

    def test_they_go_on_the_next_day(self) -> None:
        chosen = HallSettings(undo_seconds=3)
        scene = given(e.SettingsChanged(chosen)).at(TUESDAY)
        scene.when(c.OpenDay, by=SYSTEM, day="20261124").done()
        assert scene.hall.settings == chosen


class TestMessages:
    def test_to_one_window(self) -> None:
        scene = given(opened(1)).when(c.SendMessage, by="staff:sun", window=1, text=" 请支援 ")
        scene.then(e.MessageSent(1, "请支援"))
        assert [message.text for message in scene.hall.messages] == ["请支援"]

    def test_to_all(self) -> None:
        given().when(c.SendMessage, by="staff:sun", text="rain").then(e.MessageSent(0, "rain"))

    def test_to_a_window_where_nobody_reads_it(self) -> None:
        given().when(c.SendMessage, by="staff:sun", window=1, text="x").refused(
            WrongState, "Window 1 is closed."
        )
        given().when(c.SendMessage, by="staff:sun", window=77, text="x").refused(
            Unknown, "There is no window 77."
        )

    @pytest.mark.parametrize("text", ["", " ", "\N{FIRE}", "x" * 201])
    def test_odd_words(self, text: str) -> None:
        scene = given().when(c.SendMessage, by="staff:sun", text=text)
        assert isinstance(scene.refusal, Malformed)

    def test_they_end_with_their_day(self) -> None:
        scene = given(e.MessageSent(0, "rain")).at(TUESDAY)
        scene.when(c.OpenDay, by=SYSTEM, day="20261124").done()
        assert not scene.hall.messages


def test_an_import_leaves_those_at_work_where_they_are() -> None:
    scene = given(opened(1), issued("A001"), called("A001"), issued("A002"))
    scene.when(c.ImportHall, by=SYSTEM, catalogue=CATALOGUE).then(e.HallImported(CATALOGUE))
    assert scene.hall.windows[1].ticket == id_of("A001")
    assert scene.hall.tickets[id_of("A001")].state is State.called
    assert scene.hall.waiting("A") == 1


def test_a_special_opening() -> None:
    scene = given().when(c.OpenSpecially, by="staff:sun", reason=" 春运 ")
    scene.then(e.HallOpenedSpecially("春运"))
    assert scene.hall.special == "春运"


@pytest.mark.parametrize("reason", ["\N{FIRE}", "a\nb", "\u0645\u0631\u062d\u0628\u0627"])
def test_a_special_opening_for_an_odd_reason(reason: str) -> None:
    given().when(c.OpenSpecially, by="staff:sun", reason=reason).refused(
        Malformed, "This text holds characters that cannot be shown here."
    )


@pytest.mark.parametrize("outcome", ["done", "failed", "expired"])
def test_a_job_is_reported(outcome: str) -> None:
    job = f"receipt-{id_of('A001')}"
    scene = given(issued("A001"))
    assert scene.hall.jobs == {job: "waiting"}
    scene.when(c.ReportJob, by="station:S1", job=job, outcome=outcome, detail="paper")
    scene.then(e.JobReported(job, outcome, "paper"))
    assert scene.hall.jobs == {job: outcome}


def test_a_failed_job_may_be_reported_again_and_an_ended_one_not() -> None:
    job = f"receipt-{id_of('A001')}"
    scene = given(issued("A001"), e.JobReported(job, "failed", "no paper"))
    scene.when(c.ReportJob, by="station:S1", job=job, outcome="done")
    scene.then(e.JobReported(job, "done", ""))
    scene.when(c.ReportJob, by="station:S1", job=job, outcome="done").refused(
        WrongState, "This job has ended."
    )


def test_a_loudspeaker_ends_no_jobs() -> None:
    job = f"receipt-{id_of('A001')}"
    speaker = e.DevicePaired(Device("S9", Role.station, "voice/hall"))
    given(issued("A001"), speaker).when(
        c.ReportJob, by="station:S9", job=job, outcome="expired"
    ).refused(NotAllowed, "You may not do this.")


def test_a_job_that_is_not_there() -> None:
    given().when(c.ReportJob, by="station:S1", job="receipt-x", outcome="done").refused(
        Unknown, "There is no such job."
    )


def test_no_paper_without_a_printer() -> None:
    scene = given(issued("A001", kiosk="K2"), issued("A002", kiosk=""))
    assert scene.hall.jobs == {}


def test_each_call_is_spoken() -> None:
    scene = given(opened(), issued("A001", kiosk=""), called("A001"))
    first = scene.hall.seq
    scene.given(e.TicketRecalled(id_of("A001"), 1))
    assert scene.hall.jobs == {f"speech-{first}": "waiting", f"speech-{first + 1}": "waiting"}
