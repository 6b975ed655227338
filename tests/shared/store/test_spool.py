"""Jobs are claimed by one station at a time, oldest first, and come back when it dies."""

import threading
from pathlib import Path

import pytest

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.jobs import JobKind
from shared.domain.refusals import WrongState
from shared.store import Store
from shared.store.spool import LEASE
from tests.portrait import assert_whole
from tests.small_hall import WANG, Clock, new_id, take


def do(bus: Bus, kind: type[c.Command], /, by: str = WANG, **words: object) -> None:
    bus.execute(kind(id=new_id(), by=by, **words))  # type: ignore[call-arg]


def report(bus: Bus, job: str, outcome: str, detail: str = "") -> None:
    do(bus, c.ReportJob, "station:S1", job=job, outcome=outcome, detail=detail)


def claim(bus: Bus, station: str = "S1", limit: int = 32) -> list[str]:
    return [job.id for job in bus.store.spool.claim(station, bus.now(), limit)]


def receipts(bus: Bus, clock: Clock, count: int) -> list[str]:
    jobs = []
    for _ in range(count):
        (entry,) = bus.execute(take())
        jobs.append(f"receipt-{entry.event.ticket}")  # type: ignore[attr-defined]
        clock.move(seconds=1)
    return jobs


def test_a_job_as_it_comes_out(bus: Bus) -> None:
    (entry,) = bus.execute(take(language="en"))
    (job,) = bus.store.spool.claim("S1", bus.now(), 5)
    assert (job.id, job.kind, job.place) == ("receipt-20261123-A001", JobKind.receipt, "P1")
    assert (job.ticket, job.language, job.tries) == ("20261123-A001", "en", 1)
    assert job.created_at == entry.at < job.expires_at


def test_a_call_as_it_comes_out(bus: Bus) -> None:
    do(bus, c.OpenWindow, window=1)
    bus.execute(take(by="staff:gu"))
    do(bus, c.CallNext, window=1)
    do(bus, c.Recall, window=1)
    first, again = bus.store.spool.claim("S1", bus.now(), 5)
    assert (first.kind, first.place, first.number, first.window) == (
        JobKind.speech, "hall", "A001", 1,
    )  # fmt: skip
    assert (first.recall, again.recall) == (False, True)


def test_the_oldest_come_first_and_each_once(bus: Bus, clock: Clock) -> None:
    jobs = receipts(bus, clock, 5)
    assert claim(bus, limit=2) == jobs[:2]
    assert claim(bus, "S2", limit=2) == jobs[2:4]
    assert claim(bus, limit=2) == jobs[4:]
    assert claim(bus) == claim(bus, "S2") == []


def test_jobs_of_one_instant_keep_their_order(bus: Bus) -> None:
    """Many happen in one millisecond, and all do while a clock that was set back catches up."""
    do(bus, c.OpenWindow, window=1)
    receipts_made = []
    for _ in range(30):
        (entry,) = bus.execute(take())
        receipts_made.append(f"receipt-{entry.event.ticket}")  # type: ignore[attr-defined]
        for move in (c.CallNext, c.Recall, c.MissTicket):
            do(bus, move, window=1)
    with bus.looking() as hall:
        calls_made = [f"speech-{call.id}" for call in hall.calls]
    claimed = claim(bus, limit=500)
    assert [job for job in claimed if job.startswith("receipt")] == receipts_made
    assert [job for job in claimed if job.startswith("speech")] == calls_made
    assert {len(job) for job in calls_made} == {len("speech-99"), len("speech-100")}


def test_numbers_past_999_keep_their_order(bus: Bus) -> None:
    with bus.looking() as hall:
        hall.numbers["A"] = 997  # as if so many had been given; only what comes out is looked at
    jobs = []
    for _ in range(4):
        (entry,) = bus.execute(take())
        jobs.append(f"receipt-{entry.event.ticket}")  # type: ignore[attr-defined]
    assert claim(bus) == jobs


def test_a_station_that_died_loses_nothing(bus: Bus, clock: Clock) -> None:
    (job,) = receipts(bus, clock, 1)
    assert claim(bus) == [job]
    clock.at += LEASE / 2
    assert claim(bus, "S2") == []
    clock.at += LEASE / 2
    (again,) = bus.store.spool.claim("S2", bus.now(), 5)
    assert (again.id, again.tries) == (job, 2)


def test_a_job_given_back_rests_for_a_while(bus: Bus, clock: Clock) -> None:
    one, two = receipts(bus, clock, 2)
    assert claim(bus) == [one, two]
    bus.store.spool.retry_later(one, bus.now(), 4.0)
    assert claim(bus, "S2") == []
    clock.move(seconds=3.9)
    assert claim(bus, "S2") == []
    clock.move(seconds=0.2)
    assert claim(bus, "S2") == [one]
    assert_whole(bus)


def test_a_reported_job_is_not_claimed_again(bus: Bus, clock: Clock) -> None:
    jobs = receipts(bus, clock, 3)
    claim(bus)
    for job, outcome in zip(jobs, ("done", "expired", "failed"), strict=True):
        report(bus, job, outcome, "no paper")
    assert claim(bus) == jobs[2:]
    report(bus, jobs[2], "done")
    assert claim(bus) == []
    with pytest.raises(WrongState, match="has ended"):
        report(bus, jobs[2], "done")
    assert_whole(bus)


def test_what_a_page_may_ask(bus: Bus, clock: Clock) -> None:
    spool, morning = bus.store.spool, clock.at
    one, two, _ = receipts(bus, clock, 3)
    claim(bus, limit=2)
    report(bus, one, "done")
    report(bus, two, "failed", "no paper")
    assert spool.state_of(one) == ("done", "")
    assert spool.state_of(two) == ("failed", "no paper")
    assert spool.state_of("nothing") is None
    assert sorted(spool.receipt_states(morning)) == [
        ("P1", "done", 1), ("P1", "failed", 1), ("P1", "waiting", 1),
    ]  # fmt: skip
    assert spool.receipt_states(clock.at) == []


def test_claims_are_not_in_the_journal(bus: Bus, clock: Clock) -> None:
    jobs = receipts(bus, clock, 2)
    end = bus.store.journal_end()
    claim(bus)
    bus.store.spool.retry_later(jobs[0], bus.now(), 1)
    assert bus.store.journal_end() == end
    assert_whole(bus)


def test_many_stations_share_the_work(bus: Bus, clock: Clock, tmp_path: Path) -> None:
    jobs = receipts(bus, clock, 60)
    now = bus.now()
    got: list[str] = []

    def work(name: str) -> None:
        store = Store(tmp_path / "hall.db", "small")
        while claimed := store.spool.claim(name, now, 3):
            got.extend(job.id for job in claimed)
        store.close()

    stations = [threading.Thread(target=work, args=(f"S{n}",)) for n in range(4)]
    for station in stations:
        station.start()
    for station in stations:
        station.join()
    assert sorted(got) == sorted(jobs)
    assert_whole(bus)
