"""The example hall has the size of its model and leaves nothing untranslated."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from escpos.capabilities import CAPABILITIES

import shared.halls
from shared.domain.catalogue import CaseKind, Catalogue, DayKind, Holidays, Level
from shared.domain.people import Role
from shared.halls.reading import read_hall, read_staff
from shared.halls.writing import write_hall, write_staff

FOLDER = Path(shared.halls.__file__).parent / "baicheng"
CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@pytest.fixture(scope="module")
def hall() -> Catalogue:
    return read_hall(FOLDER)


def test_the_hall_has_the_size_of_its_model(hall: Catalogue) -> None:
    assert len(hall.departments) == 41
    assert {department.level for department in hall.departments} == set(Level)
    assert [window.number for window in hall.windows] == list(range(1, 105))
    assert len(hall.services) >= 210
    assert len(hall.queues) == 25  # one of them the stewards' own


def test_a_year_has_as_many_cases_of_each_kind_as_the_model(hall: Catalogue) -> None:
    cases: Counter[CaseKind] = Counter()
    for service in hall.services:
        cases[service.kind] += service.cases_a_year
    assert cases == {CaseKind.instant: 95_140, CaseKind.commitment: 21_117}
    assert cases.total() == 116_257


def test_a_few_services_make_most_of_the_cases(hall: Catalogue) -> None:
    cases = sorted((s.cases_a_year for s in hall.services if s.code != hall.guidance), reverse=True)
    assert sum(cases[: len(cases) // 5]) > 0.5 * sum(cases)
    assert min(cases) > 0


def test_windows_are_where_the_work_is(hall: Catalogue) -> None:
    """No queue has more than twice the work a window of the average one."""
    work: defaultdict[str, int] = defaultdict(int)
    windows: defaultdict[str, float] = defaultdict(float)
    for service in hall.services:
        work[service.queue] += service.cases_a_year * service.minutes
    for window in hall.windows:
        for letter in window.queues:
            windows[letter] += 1 / len(window.queues)
    average = sum(work.values()) / len(hall.windows)
    assert max(work[letter] / windows[letter] for letter in work) < 2 * average


def test_every_department_has_services_and_every_queue_too(hall: Catalogue) -> None:
    departments = {department.code for department in hall.departments}
    assert {service.department for service in hall.services} == departments
    queues = {queue.letter for queue in hall.queues}
    assert {service.queue for service in hall.services} == queues


def test_names_are_not_used_twice(hall: Catalogue) -> None:
    for rows in (hall.services, hall.departments, hall.queues, hall.zones):
        for language in ("zh", "en"):
            names = Counter(row.name[language] for row in rows)
            assert [name for name, count in names.items() if count > 1] == []


def test_chinese_is_chinese_and_english_is_english(hall: Catalogue) -> None:
    texts = [hall.name, *(row.name for row in (*hall.zones, *hall.departments, *hall.queues))]
    texts += [zone.way for zone in hall.zones]
    texts += [day.note for day in hall.days if day.note]
    for service in hall.services:
        texts += [service.name, service.guide.fee, service.guide.legal_basis]
        for items in (service.guide.materials, service.guide.steps):
            pairs = zip(items["zh"], items["en"], strict=True)
            texts += [{"zh": zh, "en": en} for zh, en in pairs]
    assert [text for text in texts if CHINESE.search(text["en"])] == []
    assert [text for text in texts if not CHINESE.search(text["zh"])] == []


def test_guides_name_a_law_and_few_are_alike(hall: Catalogue) -> None:
    assert all("《" in service.guide.legal_basis["zh"] for service in hall.services)
    materials = Counter(service.guide.materials["zh"] for service in hall.services)
    assert materials.most_common(1)[0][1] <= 5


def test_it_opens_on_working_days_with_a_lunch_break(hall: Catalogue) -> None:
    assert hall.time_zone == "Asia/Shanghai"
    assert Counter(span.weekday for span in hall.hours) == {1: 2, 2: 2, 3: 2, 4: 2, 5: 2}


def test_it_shows_what_days_hours_and_quotas_can_do(hall: Catalogue) -> None:
    assert hall.holidays is Holidays.china
    assert {day.kind for day in hall.days} == set(DayKind)
    saturday = next(day for day in hall.days if day.kind is DayKind.bookings)
    assert saturday.date.isoweekday() == 6
    assert len({span.service for span in hall.service_hours}) >= 3
    assert sum(service.quota_morning is not None for service in hall.services) == 3


def test_whoever_does_not_know_is_sent_to_the_stewards(hall: Catalogue) -> None:
    """To windows without department, where a steward may sit."""
    (guidance,) = (service for service in hall.services if service.code == hall.guidance)
    assert guidance.cases_a_year == 0
    windows = [window for window in hall.windows if guidance.queue in window.queues]
    assert windows
    assert {window.department for window in windows} == {""}


def test_printers_exist_in_python_escpos_and_print_as_wide_as_they_can(hall: Catalogue) -> None:
    for printer in hall.printers:
        width = CAPABILITIES["profiles"][printer.profile]["media"]["width"]["pixels"]
        assert width in (printer.dots, "Unknown")
    assert {printer.dots for printer in hall.printers} == {384, 576}


def test_each_clerk_has_a_window(hall: Catalogue) -> None:
    staff = read_staff(FOLDER)
    clerks = [row for row in staff if row.role is Role.clerk]
    assert len(clerks) == 3
    assert {row.department for row in clerks} <= {window.department for window in hall.windows}
    assert {row.account for row in staff} >= {"admin", "supervisor", "steward"}


def test_writing_it_gives_the_very_same_files(hall: Catalogue, tmp_path: Path) -> None:
    write_hall(hall, tmp_path)
    write_staff(read_staff(FOLDER), tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in FOLDER.glob("*.csv")}
