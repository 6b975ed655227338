"""The station: every job is done once, told to have failed, or told to be too late."""

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from shared.devices.faults import PrinterFault, Reason
from shared.devices.printers import PrinterPlace
from shared.devices.station import BACK_OFF_SECONDS, Station
from shared.domain.jobs import Job, JobKind
from shared.words.spoken import Phrase, call_phrases

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class MemorySpool:
    """As the store's: a job is claimed once, and again after it was given back."""

    def __init__(self, jobs: list[Job]) -> None:
        self.due = {job.id: job.created_at for job in jobs}
        self.jobs = {job.id: job for job in jobs}
        self.lock = threading.Lock()
        self.threads: set[int] = set()

    def add(self, job: Job) -> None:
        self.jobs[job.id], self.due[job.id] = job, job.created_at

    def claim(self, station: str, now: datetime, limit: int) -> list[Job]:
        self.threads.add(threading.get_ident())
        due = [self.jobs[each] for each, at in self.due.items() if at <= now]
        chosen = sorted(due, key=lambda job: job.created_at)[:limit]
        for job in chosen:
            del self.due[job.id]
            self.jobs[job.id] = msgspec.structs.replace(job, tries=job.tries + 1)
        return [self.jobs[job.id] for job in chosen]

    def retry_later(self, job_id: str, now: datetime, after_seconds: float) -> None:
        self.threads.add(threading.get_ident())
        self.due[job_id] = now + timedelta(seconds=after_seconds)


class Device:
    """A driver that does as it is told and remembers."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.tried: list[str] = []
        self.fault: Exception | None = None
        self.blocked = threading.Event()
        self.blocked.set()

    def send(self, job_id: str, data: bytes) -> None:
        self.tried.append(job_id)
        assert self.blocked.wait(10)
        if self.fault is not None:
            raise self.fault
        assert data.startswith(b"\x1b@")
        self.printed.append(job_id)


class Voice:
    def __init__(self, reason: str | None = None, works: bool = True) -> None:
        self.said: list[tuple[str, str]] = []
        self.reason, self.works = reason, works

    def sound(self, phrase: Phrase) -> Path | None:
        self.said.append((phrase.language, phrase.spoken))
        return Path("x.wav") if self.works and self.speaks(phrase.language) else None

    def speaks(self, language: str) -> bool:
        return language != "fr"

    def available(self) -> str | None:
        return self.reason


def paper(number: int, place: str = "P1", at: float = 0, lives: float = 60) -> Job:
    made = NOON + timedelta(seconds=at)
    return Job(
        id=f"receipt-{number}",
        kind=JobKind.receipt,
        ticket=f"20261123-A{number:03}",
        place=place,
        language="zh",
        created_at=made,
        expires_at=made + timedelta(seconds=lives),
    )


def speech(number: int, **values: object) -> Job:
    job = Job(
        id=f"speech-{number}",
        kind=JobKind.speech,
        ticket=f"20261123-A{number:03}",
        place="hall",
        language="en",
        created_at=NOON,
        expires_at=NOON + timedelta(seconds=30),
        number=f"A{number:03}",
        window=3,
    )
    return msgspec.structs.replace(job, **values)


def phrases_of(job: Job) -> tuple[Phrase, ...]:
    return call_phrases(job.language, number=job.number, window=job.window, recall=job.recall)


class Hall:
    """A station with two printers and all that is around it."""

    def __init__(self, receipt, printer, jobs: list[Job], voice: Voice | None = None) -> None:
        self.clock = Clock()
        self.spool = MemorySpool(jobs)
        self.devices = {"P1": Device(), "P2": Device()}
        self.reports: list[tuple[str, str, str]] = []
        self.threads: set[int] = set()
        self.receipt = receipt
        places = {
            code: PrinterPlace(msgspec.structs.replace(printer, code=code), device)
            for code, device in self.devices.items()
        }
        self.station = Station(
            "S1",
            self.spool,
            self.report,
            self.receipt_of,
            phrases_of,
            places,
            voice,
            self.clock,
            poll_seconds=0.01,
        )

    def report(self, job: str, outcome: str, detail: str) -> None:
        self.threads.add(threading.get_ident())
        self.reports.append((job, outcome, detail))

    def receipt_of(self, ticket: str):
        self.threads.add(threading.get_ident())
        if ticket == "20261123-A404":
            raise KeyError("王小明 13800138000")
        return self.receipt

    def rounds(self, seconds: float, each: float = 0.5) -> None:
        for _ in range(int(seconds / each)):
            self.station.step()
            self.clock.pass_(each)

    def outcomes(self, job: str) -> list[str]:
        return [outcome for reported, outcome, _ in self.reports if reported == job]


@pytest.fixture
def hall(receipt, wide_printer):
    def make(*jobs: Job, voice: Voice | None = None) -> Hall:
        return Hall(receipt, wide_printer, list(jobs), voice)

    return make


def test_papers_of_a_printer_come_in_the_order_they_were_asked_for(hall):
    it = hall(paper(3, at=-1), paper(1, at=-3), paper(2, at=-2), paper(7, "P2"))
    assert it.station.step() == 4
    assert it.devices["P1"].printed == ["receipt-1", "receipt-2", "receipt-3"]
    assert it.devices["P2"].printed == ["receipt-7"]
    assert set(it.reports) == {(f"receipt-{n}", "done", "") for n in (1, 2, 3, 7)}
    assert it.station.step() == 0


def test_a_fault_is_told_and_tried_again_with_back_off(hall):
    it = hall(paper(1))
    it.devices["P1"].fault = PrinterFault(Reason.refused)
    it.rounds(20)
    tries = len(it.devices["P1"].tried)
    assert it.reports == [("receipt-1", "failed", "refused")] * tries
    assert tries == len(BACK_OFF_SECONDS) + 1  # at 0, 1, 3, 7 and 15 seconds
    it.devices["P1"].fault = None
    it.rounds(10)
    assert it.reports[-1] == ("receipt-1", "done", "")
    assert it.devices["P1"].printed == ["receipt-1"]


def test_papers_keep_their_order_over_a_fault(hall):
    it = hall(*(paper(n, at=n) for n in range(1, 6)))
    it.devices["P1"].fault = PrinterFault(Reason.paper_out)
    it.rounds(8)
    it.devices["P1"].fault = None
    it.rounds(10)
    assert it.devices["P1"].printed == [f"receipt-{n}" for n in range(1, 6)]


def test_a_job_whose_time_is_over_is_told_so_and_not_done(hall):
    it = hall(paper(1, lives=10))
    it.devices["P1"].fault = PrinterFault(Reason.paper_out)
    it.rounds(12)
    assert it.reports[-1] == ("receipt-1", "expired", "paper out")
    assert it.outcomes("receipt-1").count("expired") == 1
    it.devices["P1"].fault = None
    it.rounds(20)
    assert it.devices["P1"].printed == []


def test_a_job_found_too_late_expires_without_a_try(hall):
    it = hall(paper(1, at=-61))
    it.station.step()
    assert it.reports == [("receipt-1", "expired", "not done in time")]
    assert it.devices["P1"].tried == []


def test_a_dead_printer_is_not_asked_for_each_job(hall):
    it = hall(*(paper(n, at=-n / 10) for n in range(1, 9)))
    it.devices["P1"].fault = PrinterFault(Reason.timed_out)
    it.station.step()
    it.station.step()
    assert len(it.devices["P1"].tried) == 1


def test_a_receipt_that_cannot_be_drawn_stops_no_other_and_tells_no_name(hall):
    it = hall(paper(404, at=-1), paper(2))
    it.station.step()
    assert it.reports == [
        ("receipt-404", "failed", "error: KeyError"),
        ("receipt-2", "done", ""),
    ]


def test_a_driver_that_raises_anything_is_a_fault_of_that_job(hall):
    it = hall(paper(1, at=-1), paper(2))
    it.devices["P1"].fault = RuntimeError("王小明")
    it.station.step()
    assert it.reports[0] == ("receipt-1", "failed", "error: RuntimeError")
    assert "王" not in str(it.reports)


def test_bytes_that_a_printer_does_not_understand_are_the_jobs_fault(hall):
    it = hall(paper(1, at=-1), paper(2))
    it.devices["P1"].fault = PrinterFault(Reason.not_understood)
    it.station.step()
    assert it.devices["P1"].tried == ["receipt-1", "receipt-2"]


def test_an_unknown_printer_is_told_until_the_job_expires(hall):
    it = hall(paper(1, "P9", lives=5))
    it.rounds(8)
    assert it.reports[0] == ("receipt-1", "failed", "no such printer")
    assert it.reports[-1][1] == "expired"


def test_a_call_is_rendered_in_chinese_and_the_tickets_language(hall):
    voice = Voice()
    it = hall(speech(12), voice=voice)
    it.station.step()
    assert [language for language, _ in voice.said] == ["zh", "en"]
    assert "零一二" in voice.said[0][1]
    assert it.reports == [("speech-12", "done", "")]


def test_without_a_voice_a_call_is_given_up_at_once(hall):
    it = hall(speech(12))
    it.rounds(5)
    assert it.reports == [("speech-12", "expired", "no voice")]
    it = hall(speech(12), voice=Voice(works=False, reason="zh: no speech engine"))
    it.rounds(5)
    assert it.reports == [("speech-12", "expired", "zh: no speech engine")]


def test_what_cannot_be_said_in_one_language_is_said_in_the_others(hall, monkeypatch):
    text = {"fr": "Fermeture", "zh": "关门"}
    written = [Phrase(language, said, said) for language, said in text.items()]
    voice = Voice()
    it = hall(speech(12), voice=voice)
    monkeypatch.setattr(it.station, "_phrases_of", lambda job: written)
    it.rounds(5)
    assert voice.said == list(text.items())
    assert it.reports == [("speech-12", "expired", "fr: no voice")]


def test_a_text_that_no_voice_can_say_is_not_tried_again(hall, monkeypatch):
    it = hall(speech(12), voice=Voice(works=False))
    monkeypatch.setattr(it.station, "_phrases_of", lambda job: [Phrase("zh", "……", "……")])
    it.rounds(5)
    assert it.reports == [("speech-12", "expired", "no sound")]


def test_a_sound_that_fails_once_is_tried_again(hall):
    voice = Voice(works=False)
    it = hall(speech(12), voice=voice)
    it.station.step()
    voice.works = True
    it.rounds(3)
    assert it.outcomes("speech-12") == ["failed", "done"]


def until(happened) -> None:
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.01)


@pytest.fixture
def running():
    """Runs a hall's station in a thread until the test ends."""
    stop, threads = threading.Event(), []

    def run(it: Hall) -> threading.Event:
        threads.append(threading.Thread(target=it.station.run, args=(stop,)))
        threads[-1].start()
        return stop

    yield run
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_a_dead_printer_delays_neither_the_others_nor_the_voice(hall, running):
    jobs = [paper(n) for n in range(1, 30)] + [paper(50, "P2", at=0.1), speech(60)]
    it = hall(*jobs, voice=Voice())
    it.clock.pass_(1)
    dead = it.devices["P1"].blocked
    dead.clear()
    running(it)
    until(lambda: it.outcomes("receipt-50") == ["done"] and it.outcomes("speech-60") == ["done"])
    it.spool.add(paper(51, "P2"))
    until(lambda: it.outcomes("receipt-51") == ["done"])
    assert it.devices["P1"].printed == []
    dead.set()
    until(lambda: len(it.devices["P1"].printed) == 29)
    assert it.devices["P1"].printed == [f"receipt-{n}" for n in range(1, 30)]


def test_records_are_touched_by_one_thread_only(hall, running):
    it = hall(*(paper(n, f"P{n % 2 + 1}") for n in range(1, 9)), speech(60), voice=Voice())
    running(it)
    until(lambda: len(it.reports) == 9)
    assert len(it.threads | it.spool.threads) == 1


def test_what_was_not_begun_is_given_back_at_the_end(hall, running):
    it = hall(paper(1), paper(2))
    it.devices["P1"].blocked.clear()
    stop = running(it)
    until(lambda: it.devices["P1"].tried)
    stop.set()
    until(lambda: "receipt-2" in it.spool.due)
    it.devices["P1"].blocked.set()
    until(lambda: it.outcomes("receipt-1") == ["done"])
    assert it.outcomes("receipt-2") == []


def test_records_that_are_away_for_a_while_end_nothing(hall, running, monkeypatch, caplog):
    monkeypatch.setattr("shared.devices.station.AFTER_ERROR_SECONDS", 0.05)
    it = hall(paper(1))
    claim, broken = it.spool.claim, threading.Event()

    def locked(*asked):
        if not broken.is_set():
            broken.set()
            raise OSError("database is locked")
        return claim(*asked)

    monkeypatch.setattr(it.spool, "claim", locked)
    running(it)
    until(lambda: it.outcomes("receipt-1") == ["done"])
    assert "a round failed" in caplog.text


def test_a_job_claimed_twice_is_done_once(hall, running):
    it = hall(paper(1), paper(2))
    it.devices["P1"].blocked.clear()
    running(it)
    until(lambda: it.devices["P1"].tried)
    for number in (1, 2):  # the claim ran out while the job waits here
        it.spool.due[f"receipt-{number}"] = NOON
    until(lambda: not it.spool.due)
    it.devices["P1"].blocked.set()
    until(lambda: len(it.reports) == 2)
    assert it.devices["P1"].printed == ["receipt-1", "receipt-2"]


def test_the_station_knows_no_web_server():
    import subprocess
    import sys

    code = (
        "import sys, shared.devices.station; "
        "print([m for m in ('flask', 'socketio', 'eventlet') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
